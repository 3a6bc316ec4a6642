package dragoman.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// A mean over queries and how far it can be trusted.
///
/// @param mean of the sample
/// @param low  lower end of the 95 % interval
/// @param high upper end of the 95 % interval
/// @param n    number of queries, at least 1
public record Estimate(double mean, double low, double high, int n) {

    /// @throws IllegalArgumentException if a figure is not finite, the interval is upside down, or n is less than 1
    public Estimate {
        if (!Double.isFinite(mean) || !Double.isFinite(low) || !Double.isFinite(high) || low > high || n < 1) {
            throw new IllegalArgumentException("no estimate: %s [%s, %s], n = %d".formatted(mean, low, high, n));
        }
    }

    /// For people, such as `.702 [.610, .788]`, without n. Three decimals below 10, one below 100, none from there on.
    @Override
    public String toString() {
        return "%s %s".formatted(format(mean), interval());
    }

    String meanText() {
        return format(mean);
    }

    /// Such as `[.610, .788]`.
    String interval() {
        return "[%s, %s]".formatted(format(low), format(high));
    }

    private String format(double value) {
        // one precision for all three, or the interval would look finer than the mean
        double largest = Math.max(Math.abs(mean), Math.max(Math.abs(low), Math.abs(high)));
        return decimal(value, largest < 10 ? 3 : largest < 100 ? 1 : 0);
    }

    /// The value with that many decimals, rounded half up, without a zero before the point: `.5`, `-.25`, `0`, `12.0`.
    static String decimal(double value, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
        String digits = rounded.abs().toPlainString();
        return (rounded.signum() < 0 ? "-" : "") + (digits.startsWith("0.") ? digits.substring(1) : digits);
    }
}
