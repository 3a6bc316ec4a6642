package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.ConditionalLogit.Case;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConditionalLogitTest {

    private static final List<String> NAMES = List.of("ONE", "OTHER");

    /// Choices of four alternatives or none, made by 1.5 * (ONE - 5) / 2 - 0.5.
    private static List<Case> cases(int count) {
        Random random = new Random(3);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<double[]> alternatives = IntStream.range(0, 4).mapToObj(_ -> new double[] {random.nextGaussian() * 2 + 5, random.nextGaussian()}).toList();
            double[] shares = alternatives.stream().mapToDouble(x -> Math.exp(1.5 * (x[0] - 5) / 2 - 0.5)).toArray();
            double left = random.nextDouble() * (1 + IntStream.range(0, 4).mapToDouble(k -> shares[k]).sum());
            int chosen = 0;
            while (chosen < 4 && left > shares[chosen]) {
                left -= shares[chosen++];
            }
            List<Boolean> right = new ArrayList<>(Collections.nCopies(4, false));
            if (chosen < 4) {
                right.set(chosen, true);
            }
            cases.add(new Case(alternatives, right, 1));
        }
        return cases;
    }

    @Test
    void whatTheChoicesWereMadeWithIsFoundAgain() {
        ConditionalLogit model = ConditionalLogit.fit(NAMES, cases(10_000), 1e-6);
        assertEquals(1.5, model.weights()[0], 0.1);
        assertEquals(0, model.weights()[1], 0.05);
        assertEquals(0.378, model.probabilities(List.of(new double[] {5, 0}))[0], 0.02);
    }

    @Test
    void theProbabilitiesLeaveRoomForNone() {
        double[] p = ConditionalLogit.fit(NAMES, cases(500), 1).probabilities(List.of(new double[] {5, 0}, new double[] {5, 0}, new double[] {9, 0}));
        assertEquals(p[0], p[1], 1e-12);
        assertTrue(p[2] > p[0] && p[0] + p[1] + p[2] < 1);
    }

    @Test
    void ofSeveralRightOnesAnyMayBeChosen() {
        double[] same = {5, 0};
        List<Case> both = IntStream.range(0, 100).mapToObj(i -> new Case(List.of(same, new double[] {9, 0}, new double[] {1, 0}), List.of(true, true, false), 1)).toList();
        double[] p = ConditionalLogit.fit(NAMES, both, 1).probabilities(both.getFirst().alternatives());
        assertTrue(p[0] + p[1] > 0.9 && p[2] < 0.05, () -> p[0] + " " + p[1] + " " + p[2]);
    }

    @Test
    void aCaseThatCountsTwiceIsTwoCases() {
        List<Case> once = cases(200);
        List<Case> twice = new ArrayList<>(once);
        twice.add(once.getFirst());
        List<Case> weighted = new ArrayList<>(once.subList(1, once.size()));
        weighted.add(new Case(once.getFirst().alternatives(), once.getFirst().right(), 2));
        assertEquals(ConditionalLogit.fit(NAMES, twice, 1).bias(), ConditionalLogit.fit(NAMES, weighted, 1).bias(), 1e-4);
    }

    @Test
    void ridgeHoldsTheWeightsDown() {
        assertTrue(ConditionalLogit.fit(NAMES, cases(200), 100).weights()[0] < ConditionalLogit.fit(NAMES, cases(200), 1).weights()[0]);
    }

    @Test
    void itsTextSaysTheSame() {
        ConditionalLogit model = ConditionalLogit.fit(NAMES, cases(500), 1);
        ConditionalLogit read = ConditionalLogit.parse("# a comment\n" + model.text(), NAMES);
        assertEquals(model.probabilities(List.of(new double[] {6, 1}))[0], read.probabilities(List.of(new double[] {6, 1}))[0], 1e-3);
    }

    @Test
    void weightsForOtherFiguresAreRefused() {
        String text = ConditionalLogit.fit(NAMES, cases(50), 1).text();
        assertThrows(IllegalStateException.class, () -> ConditionalLogit.parse(text, List.of("OTHER", "ONE")));
        assertThrows(IllegalStateException.class, () -> ConditionalLogit.parse(text, List.of("ONE")));
    }
}
