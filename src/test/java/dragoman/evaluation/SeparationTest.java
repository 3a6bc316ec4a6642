package dragoman.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeparationTest {

    @Test
    void itIsTheShareOfPairsInTheRightOrder() {
        assertEquals(1, Separation.auroc(new double[] {3, 4}, new double[] {1, 2}).mean());
        assertEquals(0, Separation.auroc(new double[] {1}, new double[] {2, 3}).mean());
        assertEquals(0.75, Separation.auroc(new double[] {2, 4}, new double[] {1, 3}).mean());
        assertEquals(0.5, Separation.auroc(new double[] {1, 1}, new double[] {1, 1, 1}).mean(), "ties count half");
    }

    @Test
    void anEmptyGroupIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Separation.auroc(new double[] {}, new double[] {1}));
    }

    @Test
    void balancedAccuracyIsTheMeanOfBothShares() {
        double[] yes = {.9, .8, .5, .2};
        double[] no = {.7, .1, .1, .1};
        assertEquals(.75, Separation.balancedAccuracy(yes, no, .5).mean(), 1e-9);
        assertEquals(.5, Separation.bestThreshold(new double[] {.5, .9}, new double[] {.4, .6}), 1e-9);
        assertEquals(.875, Separation.bestBalancedAccuracy(yes, no).mean(), 1e-9);
    }

    @Test
    void whatPassesWhereFewOthersDo() {
        double[] yes = {.95, .8, .5, .2};
        double[] no = new double[100];
        Arrays.setAll(no, i -> i / 100.0);
        assertEquals(.25, Separation.passed(yes, no, .05).mean(), 1e-9);
        assertEquals(1, Separation.passed(yes, no, 1).mean(), 1e-9);
        assertEquals(0, Separation.passed(new double[] {1, 1}, new double[] {1, 0}, .03).mean(), 1e-9);
    }
}
