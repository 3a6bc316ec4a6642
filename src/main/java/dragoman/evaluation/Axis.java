package dragoman.evaluation;

import dragoman.evaluation.EvaluationReport.Scale;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// An axis that spans the values to be drawn and begins and ends at numbers that people count in: 1, 2 or 5 times a power of ten, and for
/// a linear axis multiples of such a step.
///
/// @param from  value at its beginning
/// @param to    value at its end, more than `from`
/// @param ticks ascending; on a linear axis the first is `from` and the last `to`
public record Axis(Scale scale, double from, double to, List<Tick> ticks) {

    private static final int[] STEPS = {1, 2, 5};
    private static final int MOST_STEPS = 6;
    private static final double TINY = 1e-12;
    private static final int MOST_LOGARITHMIC_TICKS = 8;

    /// A value of the axis and what is written there.
    public record Tick(double value, String label) {
    }

    /// An axis for these values.
    ///
    /// @param values at least one, none beyond 10^12 either way; on a logarithmic scale none below 10^-12
    public static Axis over(DoubleStream values, Scale scale) {
        var range = values.summaryStatistics();
        return switch (scale) {
            case LINEAR -> linear(range.getMin(), range.getMax());
            case LOGARITHMIC -> logarithmic(range.getMin(), range.getMax());
        };
    }

    /// Where the value stands, as a share of the axis's length.
    public double position(double value) {
        return switch (scale) {
            case LINEAR -> (value - from) / (to - from);
            case LOGARITHMIC -> Math.log(value / from) / Math.log(to / from);
        };
    }

    private static Axis linear(double min, double max) {
        double magnitude = Math.max(Math.abs(min), Math.abs(max));
        double span = max - min;
        if (span < Math.max(magnitude * 1e-9, TINY)) {
            // as good as one value: steps between could not be told apart
            span = magnitude < TINY ? 1 : magnitude;
        }
        double aim = span / MOST_STEPS;
        int exponent = (int) Math.floor(Math.log10(aim));
        int factor = 1;
        while (factor * power(exponent) < aim * (1 - 1e-9)) {
            factor = factor == 1 ? 2 : factor == 2 ? 5 : 10;
        }
        double step = factor * power(exponent);
        long first = (long) Math.floor(min / step + 1e-9);
        long last = Math.max((long) Math.ceil(max / step - 1e-9), first + 1);
        int decimals = Math.max(0, factor == 10 ? -exponent - 1 : -exponent);
        List<Tick> ticks = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            ticks.add(tick(i * step, decimals));
        }
        return new Axis(Scale.LINEAR, first * step, last * step, ticks);
    }

    private static Axis logarithmic(double min, double max) {
        List<Tick> ticks = new ArrayList<>();
        int exponent = (int) Math.floor(Math.log10(min) + 1e-9);
        // the last tick at or below the smallest value up to the first at or above the greatest
        for (int i = 0; ticks.size() < 2 || ticks.getLast().value < max * (1 - 1e-9); i++) {
            int decade = exponent + i / STEPS.length;
            Tick next = tick(STEPS[i % STEPS.length] * power(decade), Math.max(0, -decade));
            if (ticks.size() == 1 && next.value <= min * (1 + 1e-9)) {
                ticks.clear();
            }
            ticks.add(next);
        }
        return new Axis(Scale.LOGARITHMIC, ticks.getFirst().value, ticks.getLast().value, thinned(ticks));
    }

    /// As many as can be read: all, or else powers of ten only, if need be not every one.
    private static List<Tick> thinned(List<Tick> ticks) {
        if (ticks.size() <= MOST_LOGARITHMIC_TICKS) {
            return ticks;
        }
        List<Tick> decades = ticks.stream().filter(tick -> isPowerOfTen(tick.value)).toList();
        int every = Math.ceilDiv(decades.size(), MOST_LOGARITHMIC_TICKS);
        return IntStream.range(0, decades.size()).filter(i -> i % every == 0).mapToObj(decades::get).toList();
    }

    private static boolean isPowerOfTen(double value) {
        double exponent = Math.log10(value);
        return Math.abs(exponent - Math.rint(exponent)) < 1e-9;
    }

    private static double power(int exponent) {
        return Math.pow(10, exponent);
    }

    private static Tick tick(double value, int decimals) {
        String label = Math.abs(value) < 1000 ? Estimate.decimal(value, decimals)
                : String.format(Locale.ROOT, "%,." + decimals + "f", BigDecimal.valueOf(value));
        return new Tick(value, value == 0 ? "0" : label);
    }
}
