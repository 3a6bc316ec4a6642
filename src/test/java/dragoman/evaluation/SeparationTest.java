package dragoman.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
