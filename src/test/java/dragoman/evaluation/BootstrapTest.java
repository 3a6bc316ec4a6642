package dragoman.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    @Test
    void whatDoesNotVaryIsCertain() {
        assertEquals(new Estimate(.5, .5, .5, 4), Bootstrap.mean(.5, .5, .5, .5));
        assertEquals(new Estimate(.25, .25, .25, 1), Bootstrap.mean(.25));
    }

    @Test
    void theIntervalOfAShareIsThatOfTheBinomialDistribution() {
        double[] values = new double[400];
        Arrays.fill(values, 0, 100, 1);
        Estimate share = Bootstrap.mean(values);
        // standard error sqrt(.25 * .75 / 400) = .02165, times 1.96 is .0424
        assertEquals(.25, share.mean(), 1e-12);
        assertEquals(.2076, share.low(), .004);
        assertEquals(.2924, share.high(), .004);
        assertEquals(400, share.n());
    }

    @Test
    void twoValuesSpanTheirWholeRange() {
        // a quarter of the resamples holds 0 twice, a quarter 1 twice
        assertEquals(new Estimate(.5, 0, 1, 2), Bootstrap.mean(0, 1));
    }

    @Test
    void figuresRepeat() {
        assertEquals(Bootstrap.mean(.1, .7, .3, .9), Bootstrap.mean(.1, .7, .3, .9));
    }

    @Test
    void pairsAreSharperThanTwoMeans() {
        double[] theirs = {0, .25, .5, .75};
        double[] ours = {.125, .375, .625, .875};
        assertEquals(new Estimate(.125, .125, .125, 4), Bootstrap.meanDifference(ours, theirs));
        assertTrue(Bootstrap.mean(ours).low() < Bootstrap.mean(theirs).high());
    }

    @Test
    void whatHasNoMeanIsRefused() {
        assertThrows(IllegalArgumentException.class, Bootstrap::mean);
        assertThrows(IllegalArgumentException.class, () -> Bootstrap.mean(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Bootstrap.meanDifference(new double[] {1, 2}, new double[] {1}));
    }
}
