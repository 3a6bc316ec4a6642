package dragoman.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RankingMetricsTest {

    private static final List<String> RANKED = List.of("a", "b", "c", "d", "e");
    private static final Set<String> RELEVANT = Set.of("a", "c", "z");

    @Test
    void gainsAreDiscountedByTheLogarithmOfTheRank() {
        // found at ranks 1 and 3: 1 + 1/2; ideal at ranks 1, 2 and 3: 1 + 0.63093 + 1/2
        assertEquals(1.5 / 2.1309297536, RankingMetrics.ndcg(RANKED, RELEVANT, 5), 1e-9);
        // at k = 2 the ideal holds two only: 1 / 1.63093
        assertEquals(1 / 1.6309297536, RankingMetrics.ndcg(RANKED, RELEVANT, 2), 1e-9);
        assertEquals(1, RankingMetrics.ndcg(List.of("z", "a", "c"), RELEVANT, 10), 1e-12);
    }

    @Test
    void recallIsAShareOfAllThatIsRelevant() {
        assertEquals(1 / 3.0, RankingMetrics.recall(RANKED, RELEVANT, 2), 1e-12);
        assertEquals(2 / 3.0, RankingMetrics.recall(RANKED, RELEVANT, 5), 1e-12);
    }

    @Test
    void averagePrecisionCountsWhatIsMissingAsZero() {
        // precision 1/1 at rank 1, 2/3 at rank 3, 0 for z
        assertEquals((1 + 2 / 3.0) / 3, RankingMetrics.averagePrecision(RANKED, RELEVANT), 1e-12);
    }

    @Test
    void oneRelevantIdIsAHit() {
        assertEquals(0, RankingMetrics.hit(RANKED, Set.of("c"), 2));
        assertEquals(1, RankingMetrics.hit(RANKED, Set.of("c"), 3));
    }

    @Test
    void anEmptyRankingFindsNothing() {
        assertEquals(0, RankingMetrics.ndcg(List.of(), RELEVANT, 10));
        assertEquals(0, RankingMetrics.recall(List.of(), RELEVANT, 10));
        assertEquals(0, RankingMetrics.averagePrecision(List.of(), RELEVANT));
        assertEquals(0, RankingMetrics.hit(List.of(), RELEVANT, 10));
    }

    @Test
    void anIdThatComesAgainCountsOnceAndThoseBehindMoveUp() {
        List<String> passages = List.of("b", "b", "b", "a", "a", "c");
        assertEquals(1, RankingMetrics.hit(passages, Set.of("a"), 2));
        assertEquals(2 / 3.0, RankingMetrics.recall(passages, RELEVANT, 3), 1e-12);
        assertEquals((1 / 2.0 + 2 / 3.0) / 3, RankingMetrics.averagePrecision(passages, RELEVANT), 1e-12);
        assertEquals(0.6309297536, RankingMetrics.ndcg(List.of("b", "a", "a"), Set.of("a"), 10), 1e-9);
    }

    @Test
    void kMayExceedTheRanking() {
        assertEquals(RankingMetrics.ndcg(RANKED, RELEVANT, 5), RankingMetrics.ndcg(RANKED, RELEVANT, 1000));
        assertEquals(2 / 3.0, RankingMetrics.recall(RANKED, RELEVANT, 1000), 1e-12);
    }

    @Test
    void whatIsUndefinedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> RankingMetrics.ndcg(RANKED, Set.of(), 10));
        assertThrows(IllegalArgumentException.class, () -> RankingMetrics.averagePrecision(RANKED, Set.of()));
        assertThrows(IllegalArgumentException.class, () -> RankingMetrics.hit(RANKED, RELEVANT, 0));
    }
}
