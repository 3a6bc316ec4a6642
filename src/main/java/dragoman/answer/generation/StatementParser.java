package dragoman.answer.generation;

import dragoman.article.SentenceSplitter;
import dragoman.article.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a model writes, as it writes it: cuts it into statements at sentence ends and takes the citations out of them.
///
/// A citation is a key in square brackets, of whatever script; keys that nobody gave, ordinals and their brackets are dropped. What is no
/// sentence of an answer is dropped as well: code blocks, headings, thoughts between tags, the marks of lists and emphasis. Links, images and
/// other markup stay, so that the gate withholds the statement. Nothing is handed out before it is certain that it is whole: a partial `[1`,
/// an abbreviation, an open quotation are waited for.
///
/// For one answer, by one thread.
final class StatementParser {

    /// A statement as written.
    ///
    /// @param text without citations
    /// @param keys the keys it cites, of those that were given; where it cites none, those of the next statement in its paragraph that does
    record Written(String text, List<String> keys) {
    }

    /// No sentence that a reader could take in is longer; nor is any group of citations.
    private static final int LONGEST_SENTENCE = 1_200;
    private static final int LONGEST_GROUP = 120;
    private static final int LOOK_AHEAD = 60;
    private static final String OPENING = "[【［〔⟦";
    private static final String CLOSING = "]】］〕⟧";
    private static final String TERMINATORS = ".!?…。！？";
    private static final String CLOSERS = "”\"’'»)*_";
    private static final Pattern FENCE = Pattern.compile("(?:```+|~~~+)");
    private static final Pattern LIST_MARK = Pattern.compile("(?:[-*•–+]|\\(?\\d{1,2}[.)]|>)[ \t]+");
    private static final Pattern MAYBE_LIST_MARK = Pattern.compile("(?:[-*•–+>`~#]{1,6}|\\(?\\d{1,2}[.)]?)[ \t]*");
    private static final Pattern RULE = Pattern.compile("(?:-{3,}|\\*{3,}|_{3,}|={3,})[ \t]*(?=\n|$)");
    private static final Pattern THOUGHT = Pattern.compile("<(think|thinking|thought|reasoning|scratchpad)>", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_TAG = 12;
    private static final Pattern KEY_PREFIX = Pattern.compile("(?i)^(?:see )?(?:keys?|passages?|sources?|refs?|references?|cit(?:e|es|ations?)|docs?|id)\\s*[:=#]?\\s*");
    private static final Pattern INVENTED = Pattern.compile("(?i)\\d{1,3}(?:[-–:.]\\d{1,3})*+|(?=\\d*[a-z])(?=[a-z]*\\d)[a-z0-9]{2,12}|(?:doc|source|passage|ref|key)[_-]?\\d*");
    private static final Pattern SUPERSCRIPTS = Pattern.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+");

    private final Set<String> keys;
    private final SentenceSplitter splitter;
    private final StringBuilder raw = new StringBuilder();
    private final List<Written> out = new ArrayList<>();
    /// Those of the paragraph that wait for the next citation.
    private final List<String> uncited = new ArrayList<>();
    private boolean atLineStart = true;
    private boolean anythingCited;

    StatementParser(Set<String> keys, SentenceSplitter splitter) {
        this.keys = keys;
        this.splitter = splitter;
    }

    /// The statements that are whole now.
    List<Written> add(String chunk) {
        raw.append(chunk.replace("\r\n", "\n").replace('\r', '\n').replace("\u200b", "").replace("\u00a0", " "));
        return parse(false, true);
    }

    /// The statements that are left.
    ///
    /// @param whole whether the model came to its end; else a last sentence without its end is dropped
    List<Written> end(boolean whole) {
        return parse(true, whole);
    }

    /// Whether any key that was given has been cited so far.
    boolean anythingCited() {
        return anythingCited;
    }

    private List<Written> parse(boolean last, boolean whole) {
        out.clear();
        while (!raw.isEmpty()) {
            int before = raw.length();
            if (atLineStart && !beginLine(last)) {
                break;
            }
            if (raw.isEmpty() || !new Sentence(raw.toString(), last, whole).read()) {
                break;
            }
            if (raw.length() == before) {
                break;
            }
        }
        if (last) {
            endParagraph();
        }
        return List.copyOf(out);
    }

    /// Takes away what may stand before the first word of a line.
    ///
    /// @return whether that is certain; else more must come
    private boolean beginLine(boolean last) {
        for (;;) {
            int start = 0;
            while (start < raw.length() && Character.isWhitespace(raw.charAt(start))) {
                start++;
            }
            if (raw.substring(0, start).chars().filter(c -> c == '\n').count() > 0) {
                endParagraph();
            }
            raw.delete(0, start);
            if (raw.isEmpty()) {
                return false;
            }
            Matcher maybe = MAYBE_LIST_MARK.matcher(raw);
            if (!last && maybe.matches()) {
                return false;
            }
            if (startsWith(FENCE).isPresent()) {
                int closed = closingFence(startsWith(FENCE).get());
                if (closed < 0) {
                    if (last) {
                        raw.setLength(0);
                    }
                    return false;
                }
                raw.delete(0, closed);
                continue;
            }
            boolean heading = raw.charAt(0) == '#';
            if (heading || startsWith(RULE).isPresent()) {
                int end = raw.indexOf("\n");
                if (end < 0) {
                    if (last) {
                        raw.setLength(0);
                    }
                    return false;
                }
                raw.delete(0, end + 1);
                continue;
            }
            Optional<String> mark = startsWith(LIST_MARK);
            if (mark.isPresent()) {
                endParagraph();
                raw.delete(0, mark.get().length());
                continue;
            }
            atLineStart = false;
            return true;
        }
    }

    private Optional<String> startsWith(Pattern pattern) {
        Matcher matcher = pattern.matcher(raw);
        return matcher.lookingAt() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private int closingFence(String fence) {
        int from = raw.indexOf("\n");
        int closed = from < 0 ? -1 : raw.indexOf("\n" + fence.substring(0, 3), from);
        if (closed < 0) {
            return -1;
        }
        int line = raw.indexOf("\n", closed + 1);
        return line < 0 ? raw.length() : line;
    }

    private void endParagraph() {
        uncited.forEach(text -> out.add(new Written(text, List.of())));
        uncited.clear();
    }

    private void tell(String text, Set<String> cited) {
        if (cited.isEmpty()) {
            uncited.add(text);
            return;
        }
        anythingCited = true;
        List<String> keysOfAll = List.copyOf(cited);
        uncited.forEach(earlier -> out.add(new Written(earlier, keysOfAll)));
        uncited.clear();
        out.add(new Written(text, keysOfAll));
    }

    /// The keys of a group of citations, and where it ends.
    private record Group(Set<String> cited, int end, boolean isCitation) {
    }

    private final class Sentence {

        private final String in;
        private final boolean last;
        private final boolean whole;
        private final StringBuilder text = new StringBuilder();
        private final Set<String> cited = new LinkedHashSet<>();
        private int at;
        /// Where the last citation ended in the text.
        private int citedAt = -1;

        Sentence(String in, boolean last, boolean whole) {
            this.in = in;
            this.last = last;
            this.whole = whole;
        }

        /// @return whether a sentence, or nothing but what is dropped, was taken from the start; else more must come
        boolean read() {
            while (at < in.length()) {
                char c = in.charAt(at);
                if (text.length() > LONGEST_SENTENCE) {
                    finish(at);
                    return true;
                }
                if (OPENING.indexOf(c) >= 0 || c == '(') {
                    Optional<Group> group = group(at);
                    if (group.isEmpty()) {
                        return false;
                    }
                    take(group.get());
                } else if (c == '<' && isMaybeThought()) {
                    if (!skipThought()) {
                        return false;
                    }
                } else if (c == '\n') {
                    Optional<Boolean> ends = lineEnd();
                    if (ends.isEmpty()) {
                        return false;
                    }
                    if (ends.get()) {
                        return true;
                    }
                } else if (TERMINATORS.indexOf(c) >= 0) {
                    Optional<Boolean> ends = terminator();
                    if (ends.isEmpty()) {
                        return false;
                    }
                    if (ends.get()) {
                        return true;
                    }
                } else {
                    character(c);
                }
            }
            if (!last) {
                return false;
            }
            if (whole || endsSentence()) {
                finish(in.length());
            } else {
                raw.setLength(0);
            }
            return true;
        }

        private boolean endsSentence() {
            String written = text.toString().strip();
            int end = written.length();
            while (end > 0 && CLOSERS.indexOf(written.charAt(end - 1)) >= 0) {
                end--;
            }
            return end > 0 && TERMINATORS.indexOf(written.charAt(end - 1)) >= 0;
        }

        private void character(char c) {
            if (c == '`' || c == '*' && isEmphasis() || c == '_' && in.startsWith("__", at)) {
                at += c == '_' ? 2 : 1;
                return;
            }
            Matcher superscripts = SUPERSCRIPTS.matcher(in).region(at, in.length());
            if (superscripts.lookingAt() && (text.isEmpty() || !Character.isLetter(text.charAt(text.length() - 1)))) {
                at = superscripts.end();
                return;
            }
            boolean blank = Character.isWhitespace(c);
            if (!blank || !text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
                text.append(blank ? ' ' : c);
            }
            at++;
        }

        private boolean isEmphasis() {
            return at + 1 >= in.length() || !Character.isWhitespace(in.charAt(at + 1)) || at > 0 && !Character.isWhitespace(in.charAt(at - 1));
        }

        /// Empty where more must come to tell.
        private Optional<Group> group(int from) {
            boolean round = in.charAt(from) == '(';
            int depth = 0;
            int end = -1;
            for (int i = from; i < in.length() && i - from <= LONGEST_GROUP; i++) {
                char c = in.charAt(i);
                if (round ? c == '(' : OPENING.indexOf(c) >= 0) {
                    depth++;
                } else if (round ? c == ')' : CLOSING.indexOf(c) >= 0) {
                    depth--;
                    if (depth == 0) {
                        end = i + 1;
                        break;
                    }
                } else if (c == '\n') {
                    break;
                }
            }
            if (end < 0) {
                boolean mayClose = in.length() - from <= LONGEST_GROUP && in.indexOf('\n', from) < 0;
                if (mayClose && !last) {
                    return Optional.empty();
                }
                // never closed: a key at the very end, or just a bracket
                Group open = mayClose ? citation(from, in.length(), in.length(), round) : new Group(Set.of(), from, false);
                return Optional.of(open.isCitation() ? open : new Group(Set.of(), from, false));
            }
            return Optional.of(citation(from, end, end - 1, round));
        }

        private Group citation(int from, int end, int innerEnd, boolean round) {
            String inner = in.substring(from + 1, Math.max(from + 1, innerEnd));
            Set<String> known = new LinkedHashSet<>();
            boolean invented = true;
            boolean any = false;
            String bare = KEY_PREFIX.matcher(inner.replaceAll("[\\[\\]【】［］〔〕⟦⟧^†#@`\"'“”*]", " ").strip()).replaceFirst("");
            for (String token : bare.split("(?:[\\s,;|/&+]|\\band\\b)+")) {
                String key = KEY_PREFIX.matcher(token).replaceFirst("").toLowerCase(java.util.Locale.ROOT);
                if (key.isEmpty()) {
                    continue;
                }
                any = true;
                if (keys.contains(key)) {
                    known.add(key);
                } else {
                    invented &= INVENTED.matcher(key).matches();
                }
            }
            boolean marks = inner.indexOf('†') >= 0 || inner.startsWith("^");
            boolean citation = round ? !known.isEmpty() && invented : !known.isEmpty() || any && invented || marks || !any;
            return new Group(known, end, citation);
        }

        private void take(Group group) {
            if (!group.isCitation()) {
                character(in.charAt(at));
                return;
            }
            cited.addAll(group.cited());
            at = group.end();
            citedAt = text.toString().stripTrailing().length();
            if (at < in.length() && (Character.isWhitespace(in.charAt(at)) || isPunctuation(in.charAt(at)))) {
                text.setLength(citedAt);
            }
        }

        private static boolean isPunctuation(char c) {
            return ".,;:!?…)”’\"»".indexOf(c) >= 0 || CLOSING.indexOf(c) >= 0;
        }

        private boolean isMaybeThought() {
            String rest = in.substring(at, Math.min(in.length(), at + LONGEST_TAG));
            return THOUGHT.matcher(rest).lookingAt() || !last && in.length() - at < LONGEST_TAG && rest.indexOf('>') < 0 && rest.matches("(?i)<[a-z]*");
        }

        private boolean skipThought() {
            Matcher opening = THOUGHT.matcher(in).region(at, in.length());
            if (!opening.lookingAt()) {
                return false;
            }
            Matcher closing = Pattern.compile("(?i)</" + opening.group(1) + ">").matcher(in);
            if (closing.find(opening.end())) {
                at = closing.end();
                return true;
            }
            if (last) {
                at = in.length();
            }
            return last;
        }

        /// Whether the line's end ends the sentence; empty where more must come to tell.
        private Optional<Boolean> lineEnd() {
            int next = at;
            while (next < in.length() && Character.isWhitespace(in.charAt(next))) {
                next++;
            }
            if (next == in.length() && !last) {
                return Optional.empty();
            }
            if (next < in.length() && OPENING.indexOf(in.charAt(next)) >= 0) {
                Optional<Group> group = group(next);
                if (group.isEmpty()) {
                    return Optional.empty();
                }
                if (group.get().isCitation()) {
                    at = next;
                    take(group.get());
                    return Optional.of(false);
                }
            }
            boolean paragraph = in.substring(at, next).chars().filter(c -> c == '\n').count() > 1;
            boolean begins = next < in.length() && (FENCE.matcher(in).region(next, in.length()).lookingAt() || LIST_MARK.matcher(in).region(next, in.length()).lookingAt()
                    || in.charAt(next) == '#');
            if (paragraph || begins || next == in.length() || endsSentence() || citedAt > 0 && citedAt == text.toString().stripTrailing().length()) {
                finish(at);
                atLineStart = true;
                return Optional.of(true);
            }
            // a line that was only wrapped
            character(' ');
            at = next;
            return Optional.of(false);
        }

        /// Whether the full stop ends the sentence; empty where more must come to tell.
        private Optional<Boolean> terminator() {
            if (in.startsWith("![", at) && (text.isEmpty() || text.charAt(text.length() - 1) == ' ')) {
                text.append("![");
                at += 2;
                return Optional.of(false);
            }
            boolean citedBefore = citedAt >= 0 && citedAt == text.length();
            int end = at;
            while (end < in.length() && (TERMINATORS.indexOf(in.charAt(end)) >= 0 || CLOSERS.indexOf(in.charAt(end)) >= 0)) {
                end++;
            }
            if (end == in.length() && !last) {
                return Optional.empty();
            }
            boolean wide = "。！？".indexOf(in.charAt(at)) >= 0;
            if (end < in.length() && !wide && !Character.isWhitespace(in.charAt(end)) && OPENING.indexOf(in.charAt(end)) < 0 && in.charAt(end) != '(' && in.charAt(end) != '<') {
                character(in.charAt(at));
                return Optional.of(false);
            }
            Set<String> behind = new LinkedHashSet<>();
            boolean citedBehind = false;
            int next = end;
            while (next < in.length()) {
                char c = in.charAt(next);
                if (OPENING.indexOf(c) >= 0 || c == '(') {
                    Optional<Group> group = group(next);
                    if (group.isEmpty()) {
                        return Optional.empty();
                    }
                    if (!group.get().isCitation()) {
                        break;
                    }
                    citedBehind = true;
                    behind.addAll(group.get().cited());
                    next = group.get().end();
                } else if (c == ' ' || c == '\t' || TERMINATORS.indexOf(c) >= 0 && citedBehind) {
                    next++;
                } else {
                    break;
                }
            }
            if (next == in.length() && !last) {
                return Optional.empty();
            }
            boolean newline = next < in.length() && in.charAt(next) == '\n';
            String sentence = text + in.substring(at, end).replaceAll("[*_]", "");
            Optional<Boolean> ends = next == in.length() || newline ? Optional.of(!newline) : ends(sentence, next, citedBefore || citedBehind);
            if (ends.isPresent() && ends.get()) {
                text.setLength(0);
                text.append(sentence);
                cited.addAll(behind);
                finish(next);
            } else if (ends.isPresent()) {
                text.setLength(0);
                text.append(sentence);
                cited.addAll(behind);
                at = next;
                if (!newline && at < in.length()) {
                    text.append(' ');
                }
            }
            return ends;
        }

        private Optional<Boolean> ends(String sentence, int next, boolean cited) {
            char c = in.charAt(next);
            if (Character.isLowerCase(c) || isQuotationOpen(sentence)) {
                return Optional.of(false);
            }
            if (cited) {
                return Optional.of(true);
            }
            String rest = in.substring(next, Math.min(in.length(), next + LOOK_AHEAD));
            boolean wordIsWhole = rest.chars().anyMatch(Character::isWhitespace) || rest.length() == LOOK_AHEAD;
            if (!wordIsWhole && !last) {
                return Optional.empty();
            }
            String plain = sentence.strip();
            return Optional.of(splitter.split(plain + " " + rest.replaceAll("[\\s\\[【［].*", "") + " went on.").stream().mapToInt(Span::end).anyMatch(end -> end == plain.length()));
        }

        private static boolean isQuotationOpen(String sentence) {
            long opened = sentence.chars().filter(c -> c == '“').count();
            long closed = sentence.chars().filter(c -> c == '”').count();
            return opened > closed || sentence.chars().filter(c -> c == '"').count() % 2 == 1;
        }

        private void finish(int end) {
            String written = text.toString().strip();
            raw.delete(0, end);
            if (written.codePoints().anyMatch(Character::isLetterOrDigit)) {
                tell(written, cited);
            } else if (!cited.isEmpty() && !uncited.isEmpty()) {
                String held = uncited.removeLast();
                tell(held, cited);
            }
        }
    }
}
