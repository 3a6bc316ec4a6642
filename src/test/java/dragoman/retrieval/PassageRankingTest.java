package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.Span;
import dragoman.retrieval.PassageRanking.Ranked;
import dragoman.retrieval.QuestionTerms.Concept;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PassageRankingTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 10);
    private static final int[] NO_WORDS = {0, 0};
    /// Asks for the stems 1, 2 and 3.
    private static final QuestionTerms QUESTION = new QuestionTerms(List.of(1, 2, 3), Map.of(1, 2f, 2, 1f, 3, 1f), Map.of(1, 1.0, 2, 2.0, 3, 3.0),
            List.of(new Concept(List.of(List.of(1)), 2), new Concept(List.of(List.of(2), List.of(8, 9)), 1), new Concept(List.of(List.of(3)), 1)));

    private static Candidate candidate(long id, LocalDate published, int[] terms, double cosine) {
        return new Candidate(id, "a" + id, 1, 0, new Span(0, 1), published, false, terms, cosine, 0.5, 0.6, 2.5);
    }

    private static List<Long> order(Optional<Period> period, Candidate... candidates) {
        return PassageRanking.rank(QUESTION, List.of(candidates), TODAY, period, false).stream().map(one -> one.candidate().id()).toList();
    }

    private static PassageRanking.Evidence evidence(int... terms) {
        return PassageRanking.Evidence.of(QUESTION, PassageRanking.pairs(QUESTION), candidate(1, TODAY, terms, 0));
    }

    @Test
    void theNewerOfTwoEqualsGoesFirst() {
        assertEquals(List.of(2L, 1L), order(Optional.empty(), candidate(1, TODAY.minusDays(30), NO_WORDS, 0.7), candidate(2, TODAY, NO_WORDS, 0.7)));
    }

    @Test
    void aPeriodInTheQuestionCountsInPlaceOfToday() {
        LocalDate asked = TODAY.minusDays(30);
        assertEquals(List.of(1L, 2L), order(Optional.of(Period.on(asked)), candidate(1, asked, NO_WORDS, 0.7), candidate(2, TODAY, NO_WORDS, 0.7)));
    }

    @Test
    void whoAsksForTheLatestGetsTheNewerThoughItFitsLess() {
        List<Candidate> candidates = List.of(candidate(1, TODAY.minusMonths(4), new int[] {0, 1, 2, 3, 0}, 0.9), candidate(2, TODAY, NO_WORDS, 0.4));
        assertEquals(1, PassageRanking.rank(QUESTION, candidates, TODAY, Optional.empty(), false).getFirst().candidate().id());
        assertEquals(2, PassageRanking.rank(QUESTION, candidates, TODAY, Optional.empty(), true).getFirst().candidate().id());
    }

    @Test
    void whatFitsFarBetterGoesFirstThoughItIsOld() {
        assertEquals(List.of(1L, 2L), order(Optional.empty(),
                candidate(1, TODAY.minusMonths(4), new int[] {0, 1, 2, 3, 0}, 0.9), candidate(2, TODAY, NO_WORDS, 0.4)));
    }

    @Test
    void aFigureThatIsEqualForAllDoesNotMatter() {
        List<Candidate> candidates = List.of(candidate(1, TODAY, NO_WORDS, 0.7), candidate(2, TODAY, NO_WORDS, 0.5), candidate(3, TODAY, NO_WORDS, 0.6));
        List<Ranked> ranked = PassageRanking.rank(QUESTION, candidates, TODAY, Optional.empty(), false);
        // only the cosine differs: its weight times the standardised value, and 1.5 for being current
        double best = 0.38 * 0.1 / Math.sqrt(0.02 / 3);
        assertEquals(List.of(1L, 3L, 2L), ranked.stream().map(one -> one.candidate().id()).toList());
        assertEquals(1.5 + best, ranked.get(0).score(), 1e-9);
        assertEquals(1.5, ranked.get(1).score(), 1e-9);
        assertEquals(1.5 - best, ranked.get(2).score(), 1e-9);
    }

    @Test
    void aSingleCandidateScoresItsRecencyOnly() {
        assertEquals(1.5 * Recency.of(TODAY.minusDays(14), TODAY, Optional.empty()), PassageRanking.rank(QUESTION, List.of(candidate(1, TODAY.minusDays(14), NO_WORDS, 0.7)), TODAY, Optional.empty(), false)
                .getFirst().score(), 1e-9);
        assertEquals(List.of(), PassageRanking.rank(QUESTION, List.of(), TODAY, Optional.empty(), false));
    }

    @Test
    void theOrderDoesNotDependOnTheOrderInWhichCandidatesWereFound() {
        List<Candidate> candidates = new ArrayList<>();
        for (int id = 1; id <= 30; id++) {
            candidates.add(candidate(id, TODAY, NO_WORDS, id % 3 == 0 ? 0.8 : 0.3));
        }
        List<Long> order = order(Optional.empty(), candidates.toArray(Candidate[]::new));
        assertEquals(List.of(3L, 6L, 9L), order.subList(0, 3));
        assertEquals(List.of(1L, 2L, 4L), order.subList(10, 13));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(candidates, new Random(seed));
            assertEquals(order, order(Optional.empty(), candidates.toArray(Candidate[]::new)));
        }
    }

    @Test
    void theHeadlineIsNoSentence() {
        assertEquals(0, evidence(1, 2, 0, 7, 0).sentence());
        assertEquals(0, evidence(1, 2, 0, 7, 0).pairs());
        assertTrue(evidence(7, 0, 1, 0).sentence() > 0);
    }

    @Test
    void theBestSentenceIsWeighedByBm25() {
        // two words, one of them asked for: 0.6 * (0.7 + 0.3 * 2 / 18) = 0.44
        assertEquals(2 * 1.6 / 1.44, evidence(0, 2, 7, 0, 1, 7, 0).sentence(), 1e-6);
    }

    @Test
    void neighboursCountTogether() {
        // four words over the usual 36: 0.6 * (0.7 + 0.3 * 4 / 36) = 0.44
        assertEquals((2 + 1) * 1.6 / 1.44, evidence(0, 1, 7, 0, 2, 7, 0).neighbours(), 1e-6);
        assertTrue(evidence(0, 1, 7, 0, 7, 7, 0, 2, 7, 0).neighbours() < 3 * 1.6 / 1.44 - 0.5);
    }

    @Test
    void pairsStandCloseInTheQuestionAndInOneSentence() {
        assertEquals(Map.of(Set.of(1, 2), 1.5, Set.of(1, 3), 1.5, Set.of(2, 3), 1.0), PassageRanking.pairs(QUESTION));
        assertEquals(1.5, evidence(0, 1, 7, 2, 0).pairs(), 1e-6);
        assertEquals(1.5, evidence(0, 2, 1, 0).pairs(), 1e-6);
        assertEquals(0, evidence(0, 1, 7, 7, 2, 0).pairs());
        assertEquals(0, evidence(0, 1, 0, 2, 0).pairs());
        assertEquals(1.5 * 2 * 1.9 / 2.9, evidence(0, 1, 2, 0, 1, 2, 0).pairs(), 1e-6);
    }

    @Test
    void coverageCountsConceptsInAnySpellingAndInTheHeadline() {
        assertEquals(0.5, evidence(1, 0, 7, 0).coverage(), 1e-9);
        assertEquals(0.75, evidence(1, 0, 8, 0, 9, 0).coverage(), 1e-9);
        assertEquals(0.5, evidence(1, 0, 8, 0).coverage(), 1e-9);
        assertEquals(1, evidence(0, 1, 2, 3, 0).coverage(), 1e-9);
    }
}
