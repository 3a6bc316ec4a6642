package dragoman.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dragoman.retrieval.Names;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AbridgementCheckerTest {

    private static final Names NAMES = new Names();
    private static final AbridgementChecker CHECKER = new AbridgementChecker(NAMES);
    private static final EvidenceChecker EVIDENCE = new EvidenceChecker(NAMES);

    /// A line `= …` is a sentence of an article; `+ …` abridges it, `- …` does not.
    static Stream<Arguments> cases() throws IOException {
        try (InputStream in = AbridgementCheckerTest.class.getResourceAsStream("abridgements.txt")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
            Stream.Builder<Arguments> cases = Stream.builder();
            String sentence = "";
            for (String line : lines) {
                if (line.startsWith("= ")) {
                    sentence = line.substring(2);
                } else {
                    cases.add(Arguments.of(line.startsWith("+ "), line.substring(2), sentence));
                }
            }
            return cases.build();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void isJudged(boolean carried, String statement, String sentence) {
        Quote quote = new Quote(sentence, LocalDate.of(2025, 6, 3), Set.of(), "Talks in Strelsau The Test Courier", Set.of());
        List<String> abridged = CHECKER.check(statement, quote);
        List<List<Unsupported>> judged = AbridgementChecker.wordings(statement).stream().map(wording -> EVIDENCE.check(wording, List.of(quote))).toList();
        List<Unsupported> unsupported = judged.stream().filter(List::isEmpty).findFirst().orElse(judged.getFirst());
        assertEquals(carried, abridged.isEmpty() && unsupported.isEmpty(), () -> sentence + "\n" + statement + "\n" + abridged + "\n" + unsupported);
    }

    @Test
    void whatIsForeignIsNamed() {
        Quote quote = new Quote("Relations between Ruritania and Graustark were discussed in Zenda.", LocalDate.of(2025, 6, 3), Set.of(), "", Set.of());
        List<String> reasons = CHECKER.check("Relations between Ruritania and Graustark are warming.", quote);
        assertFalse(reasons.isEmpty());
        assertEquals("“warming” is not in the passage", reasons.getFirst());
    }
}
