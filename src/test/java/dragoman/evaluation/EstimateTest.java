package dragoman.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void sharesHaveThreeDecimalsAndNoZeroBeforeThePoint() {
        assertEquals(".702 [.610, .788]", new Estimate(.702, .6104, .7876, 41).toString());
        assertEquals(".900 [.750, 1.000]", new Estimate(.9, .75, 1, 20).toString());
        assertEquals("-.012 [-.070, .040]", new Estimate(-.012, -.07, .04, 41).toString());
    }

    @Test
    void zeroHasNoSign() {
        assertEquals(".000 [.000, .000]", new Estimate(-.0001, -.0001, 0, 1).toString());
    }

    @Test
    void greaterFiguresHaveFewerDecimals() {
        assertEquals("16.4 [9.8, 23.2]", new Estimate(16.42, 9.81, 23.2, 9).toString());
        assertEquals("66 [10, 120]", new Estimate(66.4, 10.2, 119.6, 9).toString());
    }

    @Test
    void whatIsNoEstimateIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Estimate(Double.NaN, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Estimate(.5, .6, .4, 1));
        assertThrows(IllegalArgumentException.class, () -> new Estimate(.5, .4, .6, 0));
    }
}
