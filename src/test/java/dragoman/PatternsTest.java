package dragoman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.Article;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// All patterns of the program on texts that are made to keep them busy. What is counted is how often a pattern looks at a character, which is the
/// same on every machine.
class PatternsTest {

    /// Characters that a pattern may look at for each one of the text: many patterns are lists of a hundred words.
    private static final int LOOKS = 1_000;
    private static final int LONG = 10_000;
    private static final int LONGEST = 200_000;
    /// Questions and sentences have at most 2,000 characters ({@link dragoman.answer.AnswerRequest}, `ReadArticle`): what looks at a quarter of that no more
    /// than so often looks at all of it a few million times.
    private static final int SENTENCE = 500;
    private static final int LOOKS_AT_A_SENTENCE = 1_200_000;
    /// By hand `-Ddragoman.patterns=1` tries each pattern on all texts, builds on one of so many.
    private static final int OF_HOW_MANY = Integer.getInteger("dragoman.patterns", 6);
    /// Whose patterns run over nothing that is longer than a sentence.
    private static final Pattern SENTENCES_ONLY = Pattern.compile("dragoman\\.(?:retrieval|evidence|answer|conversation|evaluation)\\..*");

    private static final List<String> BAIT = List.of("a", "A", "Aa", "aB", "1", "1,", "1.", "1,000 ", " ", "\t", "\n", "\r\n", " \n", "-", "a-", "A-", "A.", "a.", "a ", "A ", "Aa ", "the ", "The ", "and ",
            "By A", "(", ")", "((a", "[", "[[1", "<", "<a", "<<", "</", "{", "\"", "“", "”", "“”", "'", "’s ", "``", "*", "**a", "_", "#", "|", "\\", "/", "//a", "://", "http://a.", "&", "&amp;", ":", ": ", ",",
            ", ", ";", "?", "!", ".", "…", "–", "— ", "😀", "👩‍👧", "é", "e\u0301", "ß", "א", "\u202e", "中", "１", "\u00a0", "\ud83d", "$1", "%", "1%", "US$1 ", "1 million ", "12:30 ", "1 May ", "May 1, ", "on Monday, ", "2025-06-03",
            "2025", "said ", ", said ", "“a” said ", "according to ", "not ", "to ", "of the ", "who ", "what ", "how many ", "in ", "between ", "from 1 to ", "more than ", "date: ", "shares ", "photo: ", "x=", "charset=", "Mr. ",
            "U.S. ", "who is the ", "did the A ", "is it ", "than ", "when ", "with the A and ", "a, b, ", "- a\n", "1. a\n", "and of ");
    private static final List<String> ENDS = List.of("", "\u0001");

    /// A text that counts how often it is looked at.
    private static final class Counted implements CharSequence {

        private final String text;
        private final long most;
        private long looks;

        Counted(String text, long most) {
            this.text = text;
            this.most = most;
        }

        @Override
        public char charAt(int index) {
            if (++looks > most) {
                throw new TooManyLooks();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManyLooks extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyLooks() {
            super("", null, false, false);
        }
    }

    /// Whose patterns run over lines of bounded length only, and how long these are.
    private static final Map<String, Integer> LINES = Map.of("dragoman.feed.RawTextReader.DATE_LINE", 400, "dragoman.feed.RawTextReader.FURNITURE_LINE", 400,
            "dragoman.feed.RawTextReader.CAPTION", 400, "dragoman.feed.PageText.FURNITURE_LINE", 300, "dragoman.article.DateExpression.TO_COME", 300);
    private static final Pattern WHOLE = Pattern.compile("(?:\\(\\?\\w+\\))?\\^?\\.[*+].*", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("(?<![\\\\\\p{L}])\\p{L}{2,}");
    private static final int WORDS_OF_ITS_OWN = 4;

    private record One(String where, Pattern pattern, boolean matched) {

        int longest(int length) {
            return Math.min(length, LINES.getOrDefault(where, length));
        }

        /// Words that the pattern itself is made of keep it busiest.
        List<String> bait(int length) {
            if (length == LONGEST) {
                return OF_HOW_MANY == 1 ? BAIT.subList(0, 12) : List.of(BAIT.get(Math.floorMod(where.hashCode(), 12)));
            }
            List<String> own = WORD.matcher(pattern.pattern()).results().map(word -> word.group() + " ").distinct().toList();
            int step = Math.max(1, own.size() / WORDS_OF_ITS_OWN);
            int part = Math.floorMod(where.hashCode(), OF_HOW_MANY);
            return Stream.concat(IntStream.range(0, BAIT.size()).filter(i -> i % OF_HOW_MANY == part).mapToObj(BAIT::get), IntStream.range(0, own.size()).filter(i -> i % step == 0).mapToObj(own::get)).toList();
        }
    }

    @Test
    void noPatternLooksAtASentenceWithoutEnd() throws Exception {
        check(all().filter(one -> SENTENCES_ONLY.matcher(one.where).matches() || LINES.containsKey(one.where)).toList(), List.of(SENTENCE), _ -> LOOKS_AT_A_SENTENCE, ENDS);
    }

    @Test
    void patternsOfWholeTextsTakeTimeInProportion() throws Exception {
        check(all().filter(one -> !SENTENCES_ONLY.matcher(one.where).matches() && !LINES.containsKey(one.where)).toList(), List.of(LONG, LONGEST), length -> (long) length * LOOKS,
                List.of("\u0001"));
    }

    private static Stream<One> all() throws Exception {
        return Stream.concat(patterns().entrySet().stream().map(one -> new One(one.getKey(), one.getValue(), WHOLE.matcher(one.getValue().pattern()).matches())), inline().stream());
    }

    private interface Limit {
        long of(int length);
    }

    private static void check(List<One> patterns, List<Integer> lengths, Limit limit, List<String> ends) {
        assertTrue(patterns.size() > 50, "they are found: " + patterns.size());
        List<String> slow = patterns.parallelStream().flatMap(one -> lengths.stream().flatMap(length -> slow(one, length, limit, ends).stream()).limit(1)).sorted().toList();
        assertEquals("", String.join("\n", slow));
    }

    private static Optional<String> slow(One one, int length, Limit limit, List<String> ends) {
        for (String bait : one.bait(length)) {
            for (String end : ends) {
                String text = bait.repeat(one.longest(length) / bait.length()) + end;
                if (!ends(one, new Counted(text, limit.of(length)))) {
                    return Optional.of("%s on %,d times \"%s\" and \"%s\": %s".formatted(one.where, length / bait.length(), bait, end, one.pattern));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean ends(One one, Counted text) {
        try {
            if (one.pattern.matcher(text).matches() || one.matched) {
                return true;
            }
            Matcher matcher = one.pattern.matcher(text);
            while (matcher.find()) {
                // on to the next
            }
            return true;
        } catch (TooManyLooks | StackOverflowError e) {
            return false;
        }
    }

    /// A call that compiles what it is given, with that where it is one string.
    private static final Pattern CALL = Pattern.compile("(?<what>\\.(?:matches|replaceAll|replaceFirst|split)|Pattern\\.(?:compile|matches))\\((?!\\))(?:\"(?<regex>(?:[^\"\\\\]|\\\\.)*+)\"(?=[,)]))?");
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)'|//[^\n]*");

    /// Patterns that are written where they are used.
    private static List<One> inline() throws IOException {
        List<One> found = new ArrayList<>();
        Set<String> elsewhere = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
                String source = Files.readString(file);
                String name = Path.of("src/main/java").relativize(file).toString().replace('/', '.').replaceAll("\\.java$", "");
                String code = STRING.matcher(source).replaceAll(match -> "_".repeat(match.group().length()));
                Matcher call = CALL.matcher(source);
                while (call.find()) {
                    if (code.charAt(call.start()) == '_') {
                        continue;
                    }
                    int line = (int) source.substring(0, call.start()).chars().filter(c -> c == '\n').count() + 1;
                    boolean compiles = call.group("what").startsWith("Pattern");
                    int from = Math.max(Math.max(code.lastIndexOf(';', call.start()), code.lastIndexOf('}', call.start())), code.lastIndexOf('{', call.start()));
                    if (compiles && code.substring(from + 1, call.start()).contains("static ")) {
                        continue;
                    }
                    if (call.group("regex") == null) {
                        elsewhere.add(name + ": " + source.substring(call.start(), source.indexOf('\n', call.start())).strip());
                    } else {
                        found.add(new One(name + ":" + line, Pattern.compile(written(call.group("regex"))), call.group("what").equals(".matches")));
                    }
                }
            }
        }
        // whoever adds one looks at it: what it is made of is bounded, or it is no pattern at all
        assertEquals(Files.readString(Path.of("src/test/resources/patterns-made-elsewhere.txt")), String.join("\n", elsewhere) + "\n");
        return found;
    }

    /// What Java makes of a string as it is written.
    private static String written(String source) {
        return Pattern.compile("(?<!\\\\)\\\\u(\\p{XDigit}{4})").matcher(source).replaceAll(match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16)))).translateEscapes();
    }

    /// All that static fields hold, however deep, by where they are.
    private static Map<String, Pattern> patterns() throws Exception {
        Map<String, Pattern> found = new LinkedHashMap<>();
        Path root = Path.of(Article.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(root.resolve("dragoman"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).sorted().toList()) {
                String name = root.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                if (name.endsWith("package-info")) {
                    continue;
                }
                Class<?> type = Class.forName(name, false, PatternsTest.class.getClassLoader());
                for (Field field : type.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive() && mayHold(field.getType())) {
                        field.setAccessible(true);
                        gather(name + "." + field.getName(), field.get(null), found, 4);
                    }
                }
            }
        }
        return found;
    }

    private static boolean mayHold(Class<?> type) {
        return type == Pattern.class || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type) || type.isArray() || type.isRecord() || type.isEnum() || type == Object.class;
    }

    private static void gather(String where, Object value, Map<String, Pattern> found, int depth) throws ReflectiveOperationException {
        switch (value) {
            case null -> {
                // not set
            }
            case Pattern pattern -> found.put(where, pattern);
            case Collection<?> all when depth > 0 -> gather(where, all.toArray(), found, depth - 1);
            case Map<?, ?> map when depth > 0 -> {
                gather(where + ".keys", map.keySet(), found, depth - 1);
                gather(where + ".values", map.values(), found, depth - 1);
            }
            case Object[] all when depth > 0 -> {
                for (int i = 0; i < all.length; i++) {
                    gather(where + "[" + i + "]", all[i], found, depth - 1);
                }
            }
            case Record record when depth > 0 && record.getClass().getName().startsWith("dragoman") -> {
                for (RecordComponent part : record.getClass().getRecordComponents()) {
                    if (mayHold(part.getType())) {
                        part.getAccessor().setAccessible(true);
                        gather(where + "." + part.getName(), part.getAccessor().invoke(record), found, depth - 1);
                    }
                }
            }
            case Enum<?> one when depth > 0 -> {
                for (Field field : one.getDeclaringClass().getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers()) && mayHold(field.getType())) {
                        field.setAccessible(true);
                        gather(where + "." + field.getName(), field.get(one), found, depth - 1);
                    }
                }
            }
            default -> {
                // holds none
            }
        }
    }
}
