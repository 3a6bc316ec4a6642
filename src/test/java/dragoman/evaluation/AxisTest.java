package dragoman.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.evaluation.EvaluationReport.Scale;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    @Test
    void aLinearAxisCountsInRoundSteps() {
        assertEquals(List.of("0", ".2", ".4", ".6", ".8"), labels(Scale.LINEAR, 0, .788));
        assertEquals(List.of("-.10", "-.05", "0", ".05", ".10", ".15"), labels(Scale.LINEAR, -.07, .101));
        assertEquals(List.of("0", "5", "10", "15", "20"), labels(Scale.LINEAR, 1, 20));
        assertEquals(List.of("0", "10,000", "20,000", "30,000", "40,000"), labels(Scale.LINEAR, 100, 31_000));
    }

    @Test
    void aLogarithmicAxisCountsInOneTwoFive() {
        assertEquals(List.of("1", "2", "5", "10", "20"), labels(Scale.LOGARITHMIC, 1, 20));
        assertEquals(List.of(".2", ".5", "1", "2"), labels(Scale.LOGARITHMIC, .3, 2));
        assertEquals(List.of("20", "50"), labels(Scale.LOGARITHMIC, 30, 30));
        assertEquals(List.of("100", "1,000", "10,000"), labels(Scale.LOGARITHMIC, 100, 31_000));
    }

    @Test
    void valuesStandInProportion() {
        assertEquals(.25, axis(Scale.LINEAR, 0, .8).position(.2), 1e-12);
        Axis decades = axis(Scale.LOGARITHMIC, 1, 100);
        assertEquals(0, decades.position(1), 1e-12);
        assertEquals(.5, decades.position(10), 1e-12);
        assertEquals(1, decades.position(100), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "-3, -3", "-1e-7, 1e-7", "-1e12, 1e12", "999999999999, 1e12", "0, 1e-12", "1e-12, 1e-12", "0, 4.9e-324"})
    void anyValuesHaveALinearAxis(double min, double max) {
        fits(axis(Scale.LINEAR, min, max), min, max);
    }

    @ParameterizedTest
    @CsvSource({"1e-12, 1e12", "1e-12, 1e-12", "1e12, 1e12", "7, 7", "1000, 1000", "999.9999, 1000.0001"})
    void anyPositiveValuesHaveALogarithmicAxis(double min, double max) {
        fits(axis(Scale.LOGARITHMIC, min, max), min, max);
    }

    private static void fits(Axis axis, double min, double max) {
        assertTrue(axis.position(min) >= -1e-6 && axis.position(min) <= axis.position(max) && axis.position(max) <= 1 + 1e-6, axis::toString);
        assertTrue(axis.ticks().size() >= 2 && axis.ticks().size() <= 10, axis::toString);
    }

    private static List<String> labels(Scale scale, double min, double max) {
        return axis(scale, min, max).ticks().stream().map(Axis.Tick::label).toList();
    }

    private static Axis axis(Scale scale, double min, double max) {
        return Axis.over(DoubleStream.of(min, max), scale);
    }
}
