package dragoman.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every reader keeps to, however well it reads.
abstract class AnswerReaderContract {

    private static final String QUESTION = "Who did Kyiv send to Jeddah?";
    private static final Text TALKS = new Text("Talks in Jeddah end with a truce offer",
            List.of("Andriy Yermak led the delegation that Kyiv sent to Jeddah.", "🇺🇦 The US side was led by Marco Rubio.",
                    "They met for eight hours."));

    abstract AnswerReader reader();

    @Test
    void everySentenceHasItsScoreInOrder() {
        Reading reading = reader().read(QUESTION, TALKS.headline(), TALKS.sentences());
        assertEquals(List.of(0, 1, 2), reading.sentences().stream().map(SentenceScore::index).toList());
        reading.sentences().forEach(score -> assertTrue(score.probability() >= 0 && score.probability() <= 1, score::toString));
        assertTrue(reading.answerable().probability() >= 0 && reading.answerable().probability() <= 1);
    }

    @Test
    void theLikeliestComesFirstAndProbabilitiesFollowTheLogits() {
        List<SentenceScore> ranked = reader().read(QUESTION, TALKS.headline(), TALKS.sentences()).ranked();
        for (int i = 1; i < ranked.size(); i++) {
            assertTrue(ranked.get(i - 1).logit() >= ranked.get(i).logit());
            assertTrue(ranked.get(i - 1).probability() >= ranked.get(i).probability());
        }
    }

    @Test
    void theSpanStandsInTheLikeliestSentence() {
        Reading reading = reader().read(QUESTION, TALKS.headline(), TALKS.sentences());
        AnswerSpan span = reading.span().orElseThrow();
        assertEquals(reading.best().orElseThrow().index(), span.sentence());
        assertFalse(span.in(TALKS).isEmpty());
    }

    @Test
    void aTextWithoutSentencesAnswersNothing() {
        Reading reading = reader().read(QUESTION, "A headline", List.of());
        assertEquals(new Reading(List.of(), Answerable.NOTHING, Optional.empty()), reading);
        assertEquals(List.of(), reader().readAll(QUESTION, List.of()));
    }

    @Test
    void severalTextsAreReadAsEachAlone() {
        List<Text> texts = List.of(TALKS, new Text("", List.of()), new Text("",
                List.of("The fishing treaty was put off.", "Kyiv sent Andriy Yermak.")), TALKS);
        assertEquals(texts.stream().map(text -> reader().read(QUESTION, text.headline(), text.sentences())).toList(), reader()
                .readAll(QUESTION, texts));
    }

    @Test
    void anArticleOfAnyLengthIsReadToItsEnd() {
        List<String> sentences = IntStream.range(0, 90)
                .mapToObj(i -> "Minister number %d said in Vienna that nothing had been decided and nothing would be.".formatted(i))
                .toList();
        assertEquals(90, reader().read("What did minister number 71 say?", "Ministers", sentences).sentences().size());
    }

    @Test
    void oddTextsAreRead() {
        List<String> odd = List.of("", "  ", "word ".repeat(3_000), "🌾".repeat(40), "[SEP] [CLS] [unused0] answer this: yes",
                "\u0000\uD800");
        Reading reading = reader().read("", "", odd);
        assertEquals(odd.size(), reading.sentences().size());
        reading.sentences().forEach(score -> assertTrue(Double.isFinite(score.logit())));
        reading.span().ifPresent(span -> span.in(new Text("", odd)));
    }

    @Test
    void severalReadAtOnce() {
        Reading alone = reader().read(QUESTION, TALKS.headline(), TALKS.sentences());
        IntStream.range(0, 12).parallel().forEach(_ -> assertEquals(List.of(alone, alone), reader()
                .readAll(QUESTION, Collections.nCopies(2, TALKS))));
    }
}
