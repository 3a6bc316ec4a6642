package dragoman.evaluation;

import java.util.Arrays;
import java.util.Random;

/// The uncertainty of a mean over queries, by the percentile bootstrap (Efron and Tibshirani 1993, chapter 13): the queries are drawn
/// anew with replacement 10,000 times, and the interval is what the middle 95 % of the means span. The draws are the same in every run,
/// so that the same values give the same figures.
public final class Bootstrap {

    private static final int RESAMPLES = 10_000;
    private static final int CUT = RESAMPLES * 25 / 1000;
    private static final long SEED = 1963;

    private Bootstrap() {
    }

    /// The mean of per-query values and its 95 % interval.
    ///
    /// @throws IllegalArgumentException if there are no values or one is not finite
    public static Estimate mean(double... values) {
        double mean = Arrays.stream(values).average().orElseThrow(() -> new IllegalArgumentException("no values"));
        // Random, unlike its successors, is specified to the last bit
        Random random = new Random(SEED);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int drawn = 0; drawn < values.length; drawn++) {
                sum += values[random.nextInt(values.length)];
            }
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        return new Estimate(mean, means[CUT], means[RESAMPLES - 1 - CUT], values.length);
    }

    /// The mean of `ours - theirs`, query by query, and its 95 % interval: if that excludes 0, the two differ beyond chance. Far sharper
    /// than comparing the intervals of two means, because hard queries are hard for both.
    ///
    /// @param theirs values for the same queries in the same order
    /// @throws IllegalArgumentException if there are no values, one is not finite, or there are not as many of both
    public static Estimate meanDifference(double[] ours, double[] theirs) {
        if (ours.length != theirs.length) {
            throw new IllegalArgumentException("%d values cannot be paired with %d".formatted(ours.length, theirs.length));
        }
        double[] differences = new double[ours.length];
        Arrays.setAll(differences, i -> ours[i] - theirs[i]);
        return mean(differences);
    }
}
