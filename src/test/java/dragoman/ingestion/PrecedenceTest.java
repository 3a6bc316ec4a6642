package dragoman.ingestion;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PrecedenceTest {

    private static final Duration PROMPT = Duration.ofSeconds(20);

    @Test
    void whatNobodyWaitsForWaitsUntilTheUrgentIsDone() throws InterruptedException {
        Precedence precedence = new Precedence(Duration.ofMinutes(5));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        CountDownLatch passed = new CountDownLatch(1);
        Thread.startVirtualThread(() -> precedence.first(() -> {
            begun.countDown();
            try {
                return finish.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                return false;
            }
        }));
        assertTrue(begun.await(PROMPT.toSeconds(), TimeUnit.SECONDS));
        Thread.startVirtualThread(() -> {
            precedence.giveWay();
            passed.countDown();
        });
        assertFalse(passed.await(300, TimeUnit.MILLISECONDS), "it waits");
        finish.countDown();
        assertTrue(passed.await(PROMPT.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void itWaitsNoLongerThanItsPatience() {
        Precedence precedence = new Precedence(Duration.ofMillis(50));
        assertTimeoutPreemptively(PROMPT, () -> precedence.first(() -> {
            precedence.giveWay();
            return true;
        }));
    }

    @Test
    void nothingUrgentHoldsNobodyUp() {
        Precedence precedence = new Precedence(Duration.ofMinutes(5));
        precedence.first(() -> true);
        assertTimeoutPreemptively(PROMPT, precedence::giveWay);
    }
}
