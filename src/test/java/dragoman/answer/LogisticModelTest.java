package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.LogisticModel.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticModelTest {

    private static final List<String> NAMES = List.of("ONE", "OTHER");

    private static List<Case> cases(int count) {
        Random random = new Random(3);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] values = {random.nextGaussian() * 2 + 5, random.nextGaussian()};
            double p = 1 / (1 + Math.exp(-(1.5 * (values[0] - 5) / 2 - 0.5)));
            cases.add(new Case(values, random.nextDouble() < p, 1));
        }
        return cases;
    }

    @Test
    void whatTheCasesWereMadeWithIsFoundAgain() {
        LogisticModel model = LogisticModel.fit(NAMES, cases(20_000), 1e-6);
        assertEquals(1.5, model.weights()[0], 0.1);
        assertEquals(0, model.weights()[1], 0.05);
        assertEquals(0.378, model.probability(new double[] {5, 0}), 0.02);
    }

    @Test
    void aCaseThatCountsTwiceIsTwoCases() {
        List<Case> once = cases(200);
        List<Case> twice = new ArrayList<>(once);
        twice.add(once.getFirst());
        List<Case> weighted = new ArrayList<>(once.subList(1, once.size()));
        weighted.add(new Case(once.getFirst().values(), once.getFirst().yes(), 2));
        assertEquals(LogisticModel.fit(NAMES, twice, 1).bias(), LogisticModel.fit(NAMES, weighted, 1).bias(), 1e-6);
    }

    @Test
    void ridgeHoldsTheWeightsDown() {
        assertTrue(LogisticModel.fit(NAMES, cases(200), 100).weights()[0] < LogisticModel.fit(NAMES, cases(200), 1).weights()[0]);
    }

    @Test
    void itsTextSaysTheSame() {
        LogisticModel model = LogisticModel.fit(NAMES, cases(500), 1);
        LogisticModel read = LogisticModel.parse("# a comment\n" + model.text(), NAMES);
        assertEquals(model.probability(new double[] {6, 1}), read.probability(new double[] {6, 1}), 1e-3);
    }

    @Test
    void weightsForOtherFiguresAreRefused() {
        String text = LogisticModel.fit(NAMES, cases(50), 1).text();
        assertThrows(IllegalStateException.class, () -> LogisticModel.parse(text, List.of("OTHER", "ONE")));
        assertThrows(IllegalStateException.class, () -> LogisticModel.parse(text, List.of("ONE")));
    }
}
