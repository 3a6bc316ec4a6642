package dragoman.evaluation;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/// How well a score tells two groups apart.
public final class Separation {

    private static final int RESAMPLES = 1_000;
    private static final long SEED = 1963;

    private Separation() {
    }

    /// Area under the ROC curve: how often one of the first group has the higher score than one of the second, ties counting half; with the
    /// 95 % interval of the percentile bootstrap, both groups drawn anew.
    ///
    /// @throws IllegalArgumentException if a group is empty
    public static Estimate auroc(double[] yes, double[] no) {
        if (yes.length == 0 || no.length == 0) {
            throw new IllegalArgumentException("nothing to tell apart");
        }
        Random random = new Random(SEED);
        double[] areas = IntStream.range(0, RESAMPLES).mapToDouble(_ -> area(drawn(yes, random), drawn(no, random))).sorted().toArray();
        return new Estimate(area(yes, no), areas[RESAMPLES * 25 / 1000], areas[RESAMPLES - 1 - RESAMPLES * 25 / 1000], yes.length + no.length);
    }

    private static double[] drawn(double[] from, Random random) {
        return random.ints(from.length, 0, from.length).mapToDouble(i -> from[i]).toArray();
    }

    private static double area(double[] yes, double[] no) {
        double[] sorted = no.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (double value : yes) {
            sum += (lower(sorted, value) + lower(sorted, Math.nextUp(value))) / 2.0;
        }
        return sum / yes.length / no.length;
    }

    /// How many are less than the value.
    private static int lower(double[] sorted, double value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
