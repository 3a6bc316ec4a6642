package dragoman.retrieval;

import static dragoman.testsupport.OwnCorpus.question;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.Words;
import dragoman.ingestion.PassageGenerations;
import dragoman.ingestion.PassageTerms;
import dragoman.retrieval.QuestionTerms.Concept;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QuestionTermsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 10);

    @Inject
    PassageStore store;
    @Inject
    PassageGenerations generations;
    @Inject
    Corpus corpus;

    private final Names names = new Names();

    @BeforeEach
    void ingest() {
        corpus.clear();
        corpus.ingest(Corpus.article("a", "Grain was sold in Rome."));
        corpus.ingest(Corpus.article("b", "Grain was sold in Prague."));
        corpus.ingest(Corpus.article("c", "Britain bought gas. The UK paid in Rome."));
    }

    private QuestionTerms terms(String question) {
        return QuestionTerms.of(question(question, TODAY), names, new TermStatistics(store), generations.active());
    }

    private static int number(String word) {
        return PassageTerms.number(Words.stem(word));
    }

    private static List<Integer> numbers(String... words) {
        return Stream.of(words).map(QuestionTermsTest::number).toList();
    }

    private static QuestionTerms held(Map<Integer, Double> holding) {
        return new QuestionTerms(List.of(1, 2, 3), Map.of(), holding, List.of());
    }

    @Test
    void theQuestionsOwnStemsStandInOrderWithoutWordsThatOnlyHoldItTogether() {
        assertEquals(numbers("grain", "sold", "grain", "gas"), terms("Was the grain sold, and which grain or gas?").sequence());
    }

    @Test
    void aStemWeighsTheMoreTheFewerPassagesHoldIt() {
        QuestionTerms terms = terms("Was grain sold with oil from Prague in Vienna?");
        assertEquals(Math.log(1 + 1.5 / 2.5), terms.weights().get(number("grain")), 1e-6);
        assertEquals(Math.log(1 + 2.5 / 1.5), terms.weights().get(number("prague")), 1e-6);
        assertEquals(Math.log(1 + 3.5 / 0.5), terms.weights().get(number("oil")), 1e-6);
        assertEquals(Math.log(1 + 0.5 / 3.5), terms.weights().get(number("vienna")), 1e-6);
        assertEquals(3, terms.holding().get(number("vienna")));
        assertEquals(0, terms.holding().get(number("oil")));
    }

    @Test
    void otherSpellingsOfANameWeighHalf() {
        QuestionTerms terms = terms("What did the UK buy?");
        assertEquals(Math.log(1 + 2.5 / 1.5), terms.weights().get(number("UK")), 1e-6);
        assertEquals(Math.log(1 + 2.5 / 1.5) / 2, terms.weights().get(number("Britain")), 1e-6);
        assertFalse(terms.sequence().contains(number("Britain")));
    }

    @Test
    void aNameIsOneConceptInAnyOfItsSpellings() {
        QuestionTerms terms = terms("Did the UK buy gas?");
        assertEquals(3, terms.concepts().size());
        Concept uk = terms.concepts().getFirst();
        assertTrue(uk.isIn(Set.copyOf(numbers("UK"))));
        assertTrue(uk.isIn(Set.copyOf(numbers("Britain", "gas"))));
        assertTrue(uk.isIn(Set.copyOf(numbers("United", "Kingdom"))));
        assertFalse(uk.isIn(Set.copyOf(numbers("United", "gas"))));
        assertEquals(terms.weights().get(number("UK")), uk.weight(), 1e-9);
    }

    @Test
    void aStemThatComesTwiceIsOneConcept() {
        assertEquals(2, terms("Was grain better than other grain?").concepts().size());
    }

    @Test
    void aQuestionWithoutMeaningHasNoTerms() {
        QuestionTerms terms = terms("And then?");
        assertEquals(new QuestionTerms(List.of(), Map.of(), Map.of(), List.of()), terms);
        assertEquals(List.of(), terms.rarest(100));
        assertEquals(List.of(), terms.ownByRarity());
    }

    @Test
    void theRarestStemsAreNeededAsFarAsTheBudgetGoes() {
        QuestionTerms terms = held(Map.of(1, 70.0, 2, 20.0, 3, 5.0, 4, 0.0));
        assertEquals(List.of(3, 2, 1), terms.rarest(95));
        assertEquals(List.of(3, 2), terms.rarest(94));
        assertEquals(List.of(3), terms.rarest(24.9));
        assertEquals(List.of(), terms.rarest(4));
    }

    @Test
    void theOwnStemsByRarityLeaveOutOtherSpellingsAndWhatStandsNowhere() {
        assertEquals(List.of(2, 1), held(Map.of(1, 70.0, 2, 20.0, 3, 0.0, 4, 1.0)).ownByRarity());
    }
}
