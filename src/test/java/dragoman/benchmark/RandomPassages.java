package dragoman.benchmark;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Passages to try the benchmark's tools on: words at random, some frequent and most rare; vectors that share a direction, as
/// those of a language model do; dates within 300 days.
final class RandomPassages {

    static final int DIMENSION = 384;
    static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);

    private static final int WORDS = 5000;
    /// Two vectors are at this cosine on average.
    private static final double COMMON = 0.5;

    private RandomPassages() {
    }

    static List<BenchmarkPassage> of(int count, long seed) {
        Random random = new Random(seed);
        float[] common = gaussian(random);
        return IntStream.range(0, count).mapToObj(i -> new BenchmarkPassage(1000 + i, "document-" + i / 5,
                FIRST_DAY.plusDays(random.nextInt(300)), sentence(6, random), text(random), vector(common, random))).toList();
    }

    private static float[] gaussian(Random random) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Vectors.normalise(vector);
    }

    private static float[] vector(float[] common, Random random) {
        float[] vector = gaussian(random);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (Math.sqrt(COMMON) * common[i] + Math.sqrt(1 - COMMON) * vector[i]);
        }
        return Vectors.normalise(vector);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append(i == 0 ? "" : " ").append(sentence(12 + random.nextInt(10), random));
        }
        return text.toString();
    }

    private static String sentence(int length, Random random) {
        StringBuilder sentence = new StringBuilder("The");
        for (int i = 1; i < length; i++) {
            sentence.append(" w").append((int) (WORDS * Math.pow(random.nextDouble(), 3)));
        }
        return sentence.append('.').toString();
    }
}
