package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.embedding.Embedding;
import dragoman.ingestion.PassageEmbedder;
import dragoman.ingestion.PassageGeneration;
import dragoman.retrieval.QuestionAnalyzer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// For which other questions a ruling holds: rather for too few than for one that asks something else.
@QuarkusTest
class RulingMatchTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 4, 20);
    private static final List<List<String>> SAME = List.of(
            List.of("When did Britain recognise Palestine?", "when did Britain recognize Palestine"),
            List.of("How much did Austria pledge for Sudan?", "How much money did Austria pledge for Sudan?"),
            List.of("Who attended the London summit on Ukraine?", "Who took part in the London summit on Ukraine?"),
            List.of("What did Macron say about Ukraine?", "What did Macron say on Ukraine?"),
            List.of("How many prisoners did Belarus free?", "How many prisoners were freed by Belarus?"),
            List.of("Where did Trump and Xi meet?", "Where did Xi and Trump meet?"),
            List.of("Why did the EU postpone the Mercosur signing?", "Why was the Mercosur signing postponed by the EU?"),
            List.of("Who signed the agreement between the DRC and Rwanda?", "Who signed the DRC-Rwanda agreement?"));
    private static final List<List<String>> OTHER = List.of(
            List.of("When did Britain recognise Palestine?", "When did Canada recognise Palestine?"),
            List.of("When did Britain recognise Palestine?", "Why did Britain recognise Palestine?"),
            List.of("When did Britain recognise Palestine?", "When did Palestine recognise Britain?"),
            List.of("How much did Austria pledge for Sudan?", "How much did Austria pledge for Syria?"),
            List.of("How much did Austria pledge for Sudan in 2024?", "How much did Austria pledge for Sudan in 2025?"),
            List.of("How many prisoners did Belarus free?", "How many prisoners did Belarus not free?"),
            List.of("How many prisoners did Belarus free in September?", "How many prisoners did Belarus free in December?"),
            List.of("What did Macron say about Ukraine?", "What did Macron say about Ukraine's neighbours?"),
            List.of("What did Macron say about Ukraine?", "What did Merz say about Ukraine?"),
            List.of("Who attended the London summit on Ukraine?", "Who attended the Paris summit on Ukraine?"),
            List.of("Who signed the agreement?", "Who broke the agreement?"),
            List.of("Did Israel agree to the ceasefire?", "Did Israel reject the ceasefire?"),
            List.of("Has the EU lifted sanctions on Syria?", "Has the EU imposed sanctions on Syria?"),
            List.of("What did Trump offer Putin?", "What did Putin offer Trump?"),
            List.of("Will Turkey support Sweden?", "Will Sweden support Turkey?"));

    @Inject
    PassageEmbedder embedder;
    private final QuestionAnalyzer analyzer = new QuestionAnalyzer();

    private boolean isSame(List<String> pair) {
        PassageGeneration generation = new PassageGeneration(1, "bge-small-en-v1.5-q", 384, 200, 1, PassageGeneration.State.ACTIVE);
        List<float[]> vectors = embedder.embedAll(generation, pair).stream().map(Embedding::vector).toList();
        double likeness = QuestionMeaning.likeness(vectors.get(0), vectors.get(1));
        return EditorialRulings.key(pair.get(0)).equals(EditorialRulings.key(pair.get(1))) || likeness >= EditorialRulings.AS_GOOD_AS_THE_SAME
                && EditorialRulings.asksTheSame(analyzer.analyze(pair.get(0), TODAY), analyzer.analyze(pair.get(1), TODAY));
    }

    @Test
    void noRulingHoldsForAnotherQuestion() {
        assertEquals(List.of(), OTHER.stream().filter(this::isSame).toList());
    }

    @Test
    void halfOfOtherWordingsAndMoreAreOne() {
        long found = SAME.stream().filter(this::isSame).count();
        assertTrue(found * 2 >= SAME.size(), found + " of " + SAME.size());
    }

    @Test
    void spellingDoesNotMatter() {
        assertEquals(1, Stream.of("When did Britain recognise Palestine?", " when  did britain recognise palestine", "“When did Britain recognise Palestine”?!").map(EditorialRulings::key).distinct().count());
    }
}
