package dragoman.onnx;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PriorityGateTest {

    private static final Duration PROMPT = Duration.ofSeconds(20);

    @Test
    void whatNobodyWaitsForWaitsUntilTheUrgentIsDone() throws InterruptedException {
        PriorityGate gate = new PriorityGate(Duration.ofMinutes(5));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        CountDownLatch passed = new CountDownLatch(1);
        Thread.startVirtualThread(() -> gate.first(() -> {
            begun.countDown();
            try {
                return finish.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                return false;
            }
        }));
        assertTrue(begun.await(PROMPT.toSeconds(), TimeUnit.SECONDS));
        Thread.startVirtualThread(() -> {
            gate.giveWay();
            passed.countDown();
        });
        assertFalse(passed.await(300, TimeUnit.MILLISECONDS), "it waits");
        finish.countDown();
        assertTrue(passed.await(PROMPT.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void itWaitsNoLongerThanItsPatience() {
        PriorityGate gate = new PriorityGate(Duration.ofMillis(50));
        assertTimeoutPreemptively(PROMPT, () -> gate.first(() -> {
            gate.giveWay();
            return true;
        }));
    }

    @Test
    void nothingUrgentHoldsNobodyUp() {
        PriorityGate gate = new PriorityGate(Duration.ofMinutes(5));
        gate.first(() -> true);
        assertTimeoutPreemptively(PROMPT, gate::giveWay);
    }
}
