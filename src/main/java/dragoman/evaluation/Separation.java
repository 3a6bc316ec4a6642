package dragoman.evaluation;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
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
        return estimate(yes, no, Separation::area);
    }

    /// Balanced accuracy: the mean of the shares of both groups that are on their side of the threshold, which itself counts as yes; with
    /// the same interval.
    ///
    /// @throws IllegalArgumentException if a group is empty
    public static Estimate balancedAccuracy(double[] yes, double[] no, double threshold) {
        return estimate(yes, no, (y, n) -> balanced(y, n, threshold));
    }

    /// The same at the threshold where it is highest. That threshold is found on the very groups, so this is more than can be hoped for elsewhere.
    ///
    /// @throws IllegalArgumentException if a group is empty
    public static Estimate bestBalancedAccuracy(double[] yes, double[] no) {
        return estimate(yes, no, (y, n) -> balanced(y, n, bestThreshold(y, n)));
    }

    /// The lowest threshold at which the balanced accuracy is highest.
    public static double bestThreshold(double[] yes, double[] no) {
        double[] up = sorted(yes);
        double[] down = sorted(no);
        double best = Double.NEGATIVE_INFINITY;
        double at = up[0];
        for (double threshold : up) {
            double balanced = (1.0 - (double) lower(up, threshold) / up.length + (double) lower(down, threshold) / down.length) / 2;
            if (balanced > best) {
                best = balanced;
                at = threshold;
            }
        }
        return at;
    }

    /// The share of the first group that passes at the lowest threshold at which at most this share of the second group does; with the same
    /// interval. The threshold is found on the very groups.
    ///
    /// @param most 0 to 1
    /// @throws IllegalArgumentException if a group is empty
    public static Estimate passed(double[] yes, double[] no, double most) {
        return estimate(yes, no, (y, n) -> {
            double[] down = sorted(n);
            // those of the second group that may pass are the highest ones
            int stopped = down.length - 1 - (int) Math.floor(most * down.length + 1e-9);
            double above = stopped < 0 ? Double.NEGATIVE_INFINITY : down[stopped];
            return Arrays.stream(y).filter(value -> value > above).count() / (double) y.length;
        });
    }

    private static double balanced(double[] yes, double[] no, double threshold) {
        return (Arrays.stream(yes).filter(value -> value >= threshold).count() / (double) yes.length
                + Arrays.stream(no).filter(value -> value < threshold).count() / (double) no.length) / 2;
    }

    private static Estimate estimate(double[] yes, double[] no, ToDoubleBiFunction<double[], double[]> of) {
        if (yes.length == 0 || no.length == 0) {
            throw new IllegalArgumentException("nothing to tell apart");
        }
        Random random = new Random(SEED);
        double[] drawn = IntStream.range(0, RESAMPLES).mapToDouble(_ -> of.applyAsDouble(drawn(yes, random), drawn(no, random))).sorted().toArray();
        return new Estimate(of.applyAsDouble(yes, no), drawn[RESAMPLES * 25 / 1000], drawn[RESAMPLES - 1 - RESAMPLES * 25 / 1000], yes.length + no.length);
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double[] drawn(double[] from, Random random) {
        return random.ints(from.length, 0, from.length).mapToDouble(i -> from[i]).toArray();
    }

    private static double area(double[] yes, double[] no) {
        double[] sorted = sorted(no);
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
