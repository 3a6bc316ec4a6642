package dragoman.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static final int COUNT = 1500;

    private final List<BenchmarkPassage> base = RandomPassages.of(500, 1);
    private final List<BenchmarkPassage> made = all(new Workload(base, 7).passages(COUNT));

    private static List<BenchmarkPassage> all(Iterable<BenchmarkPassage> passages) {
        List<BenchmarkPassage> all = new ArrayList<>();
        passages.forEach(all::add);
        return all;
    }

    @Test
    void theRealOnesComeFirst() {
        assertEquals(COUNT, made.size());
        assertEquals(base, made.subList(0, base.size()));
        assertEquals(base.subList(0, 10), all(new Workload(base, 7).passages(10)));
        assertEquals(COUNT, made.stream().map(BenchmarkPassage::id).distinct().count());
    }

    @Test
    void theSeedDecides() {
        List<BenchmarkPassage> again = all(new Workload(base, 7).passages(COUNT));
        for (int i = 0; i < COUNT; i++) {
            assertEquals(made.get(i).text(), again.get(i).text());
            assertEquals(made.get(i).published(), again.get(i).published());
            assertArrayEquals(made.get(i).vector(), again.get(i).vector());
        }
        assertNotEquals(made.getLast().text(), new Workload(base, 8).passage(COUNT - 1).text());
    }

    @Test
    void mixedVectorsHaveTheirParentsAsNeighboursAndAreNoCopies() {
        List<BenchmarkPassage> mixed = made.subList(base.size(), COUNT);
        double[][] nearest = new double[2][mixed.size()];
        for (int i = 0; i < mixed.size(); i++) {
            float[] vector = mixed.get(i).vector();
            assertEquals(1, Vectors.dot(vector, vector), 1e-3);
            double[] cosines = base.stream().mapToDouble(passage -> Vectors.dot(vector, passage.vector())).sorted().toArray();
            nearest[0][i] = cosines[cosines.length - 1];
            nearest[1][i] = cosines[cosines.length - 2];
        }
        for (double[] parent : nearest) {
            double mean = Arrays.stream(parent).average().orElseThrow();
            assertTrue(mean > 0.80 && mean < 0.93, "cosine to a parent " + mean);
            assertTrue(Arrays.stream(parent).max().orElseThrow() < 0.96);
        }
    }

    @Test
    void mixedTextsAreSentencesOfTheBaseAndAboutAsLong() {
        Set<String> sentences = new HashSet<>();
        base.forEach(passage -> sentences.addAll(List.of(passage.text().split("(?<=\\.) "))));
        for (BenchmarkPassage passage : made.subList(base.size(), COUNT)) {
            assertTrue(sentences.containsAll(List.of(passage.text().split("(?<=\\.) "))), passage.text());
        }
        double real = base.stream().mapToInt(passage -> passage.text().length()).average().orElseThrow();
        double mixed = made.stream().skip(base.size()).mapToInt(passage -> passage.text().length()).average().orElseThrow();
        assertEquals(1, mixed / real, 0.1);
    }

    @Test
    void datesAreThoseOfTheBase() {
        Set<LocalDate> dates = base.stream().map(BenchmarkPassage::published).collect(Collectors.toSet());
        assertTrue(made.stream().allMatch(passage -> dates.contains(passage.published())));
        LocalDate middle = RandomPassages.FIRST_DAY.plusDays(150);
        assertEquals(0.5, made.stream().filter(passage -> passage.published().isBefore(middle)).count() / (double) COUNT, 0.07);
    }
}
