package dragoman.answer.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.generation.StatementParser.Written;
import dragoman.article.SentenceSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each case is read whole, character by character and in pieces of random size: the statements are the same.
class StatementParserTest {

    private static final Set<String> KEYS = Set.of("k2ab3", "k4cd5", "k6fg7");
    private static final SentenceSplitter SPLITTER = new SentenceSplitter();

    static Stream<Arguments> cases() throws IOException {
        try (InputStream in = StatementParserTest.class.getResourceAsStream("parser-cases.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).map(line -> line.split(" \\| ?", 3))
                    .map(parts -> Arguments.of(parts[0], parts[1].replace("\\n", "\n"), parts.length < 3 || parts[2].isBlank() ? List.of() : List.of(parts[2].split(" / "))));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isRead(String name, String text, List<String> wanted) {
        assertEquals(wanted, read(text, text.length()), "whole");
        assertEquals(wanted, read(text, 1), "by character");
        assertEquals(wanted, read(text, 3), "by three");
        assertEquals(wanted, read(text, -1), "by chance");
    }

    private static List<String> read(String text, int size) {
        StatementParser parser = new StatementParser(KEYS, SPLITTER);
        Random random = new Random(text.hashCode());
        List<Written> written = new ArrayList<>();
        for (int i = 0; i < text.length();) {
            int end = Math.min(text.length(), i + Math.max(1, size < 0 ? 1 + random.nextInt(9) : size));
            written.addAll(parser.add(text.substring(i, end)));
            i = end;
        }
        written.addAll(parser.end(true));
        return written.stream().map(one -> one.text() + "=" + one.keys().stream().collect(Collectors.joining(","))).toList();
    }

    @Test
    void nothingIsHandedOutBeforeItIsWhole() {
        StatementParser parser = new StatementParser(KEYS, SPLITTER);
        assertEquals(List.of(), parser.add("Sapt met Zapt. [k2a"));
        assertEquals(List.of(), parser.add("b3] "));
        assertEquals(List.of(new Written("Sapt met Zapt.", List.of("k2ab3"))), parser.add("Zapt"));
        assertEquals(List.of(), parser.add(" left"));
        assertEquals(List.of(new Written("Zapt left", List.of())), parser.end(true));
    }

    @Test
    void whatBreaksOffWithinASentenceIsDropped() {
        StatementParser parser = new StatementParser(KEYS, SPLITTER);
        parser.add("Sapt met Zapt. [k2ab3] Zapt promised 40 mil");
        assertEquals(List.of(), parser.end(false));
    }

    @Test
    void whatBreaksOffBehindASentenceIsNot() {
        StatementParser parser = new StatementParser(KEYS, SPLITTER);
        assertEquals(List.of(), parser.add("Sapt met Zapt. [k2ab3]"));
        assertEquals(List.of(new Written("Sapt met Zapt.", List.of("k2ab3"))), parser.end(false));
    }

    @Test
    void outputWithoutEndIsReadInPieces() {
        StatementParser parser = new StatementParser(KEYS, SPLITTER);
        List<Written> written = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            written.addAll(parser.add("word "));
        }
        written.addAll(parser.end(false));
        assertTrue(written.stream().allMatch(one -> one.text().length() <= 1_300 && one.keys().isEmpty()));
    }

    @Test
    void anyOutputAtAllIsReadWithoutFailing() {
        Random random = new Random(7);
        String alphabet = "ab. \n[]()【】k2ab3<>`*#-_\"“”!?123é\u200b\ud83c\uddfa";
        for (int run = 0; run < 3_000; run++) {
            StatementParser parser = new StatementParser(KEYS, SPLITTER);
            int length = random.nextInt(120);
            for (int i = 0; i < length; i++) {
                parser.add(String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))));
            }
            parser.end(random.nextBoolean());
        }
    }
}
