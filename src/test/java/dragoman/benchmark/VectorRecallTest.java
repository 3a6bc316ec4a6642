package dragoman.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dragoman.benchmark.VectorRecall.Exact;
import dragoman.benchmark.VectorRecall.Question;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VectorRecallTest {

    // more than one slice
    private final List<BenchmarkPassage> passages = RandomPassages.of(5000, 2);
    private final VectorRecall recall = new VectorRecall(passages);
    private final List<BenchmarkPassage> questions = RandomPassages.of(5, 3);

    private List<Long> sorted(float[] vector, LocalDate from, LocalDate until) {
        return passages.stream()
                .filter(passage -> !passage.published().isBefore(from) && !passage.published().isAfter(until))
                .sorted(Comparator.comparingDouble(passage -> -Vectors.dot(vector, passage.vector())))
                .limit(20).map(BenchmarkPassage::id).toList();
    }

    @Test
    void findsWhatSortingAllFinds() {
        LocalDate from = RandomPassages.FIRST_DAY.plusDays(40);
        LocalDate until = RandomPassages.FIRST_DAY.plusDays(53);
        List<Question> asked = new ArrayList<>();
        List<List<Long>> expected = new ArrayList<>();
        for (BenchmarkPassage question : questions) {
            asked.add(new Question(question.vector(), null, null));
            expected.add(sorted(question.vector(), LocalDate.MIN, LocalDate.MAX));
            asked.add(new Question(question.vector(), from, until));
            expected.add(sorted(question.vector(), from, until));
        }
        assertEquals(expected, recall.exact(asked, 20).stream().map(Exact::ids).toList());
    }

    @Test
    void tellsFewerIfThereAreNoMore() {
        LocalDate before = RandomPassages.FIRST_DAY.minusDays(1);
        Exact none = recall.exact(List.of(new Question(questions.getFirst().vector(), null, before)), 20).getFirst();
        assertEquals(List.of(), none.ids());
        assertEquals(1, none.recall(List.of()));
    }

    @Test
    void countsTheNearestAmongTheFirstReturned() {
        Exact exact = new Exact(List.of(1L, 2L, 3L, 4L), Set.of(5L));
        assertEquals(1, exact.recall(List.of(4L, 3L, 2L, 1L)));
        assertEquals(0.5, exact.recall(List.of(1L, 2L)));
        assertEquals(0.5, exact.recall(List.of(8L, 9L, 1L, 2L, 3L, 4L)), "beyond the fourth nothing counts");
        assertEquals(0.25, exact.recall(List.of(1L, 1L, 1L, 1L)), "nothing counts twice");
        assertEquals(1, exact.recall(List.of(1L, 2L, 3L, 5L)), "as near as the last");
    }

    @Test
    void aPassageStoredTwiceTiesWithItself() {
        List<BenchmarkPassage> twice = new ArrayList<>(passages);
        BenchmarkPassage one = passages.getFirst();
        twice.add(new BenchmarkPassage(1, one.document(), one.published(), one.title(), one.text(), one.vector()));
        Exact exact = new VectorRecall(twice).exact(List.of(new Question(one.vector(), null, null)), 1).getFirst();
        assertEquals(List.of(1L), exact.ids());
        assertEquals(1, exact.recall(List.of(one.id())));
    }
}
