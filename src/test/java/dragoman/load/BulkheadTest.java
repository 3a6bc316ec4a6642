package dragoman.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BulkheadTest {

    private static Thread held(Bulkhead bulkhead, CountDownLatch until) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().start(() -> bulkhead.run(() -> false, () -> {
            begun.countDown();
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return null;
        }));
        begun.await();
        return thread;
    }

    @Test
    void whatDoesNotFitIsRefusedAtOnce() throws InterruptedException {
        Bulkhead bulkhead = new Bulkhead(1, 0, Duration.ofSeconds(10));
        CountDownLatch end = new CountDownLatch(1);
        Thread holder = held(bulkhead, end);
        assertThrows(BusyException.class, () -> bulkhead.run(() -> false, () -> 1));
        assertEquals(1, bulkhead.shed());
        end.countDown();
        holder.join();
        assertEquals(7, bulkhead.run(() -> false, () -> 7));
        assertEquals(0, bulkhead.running());
    }

    @Test
    void whatWaitsIsRefusedWhenItsTimeIsOver() throws InterruptedException {
        Bulkhead bulkhead = new Bulkhead(1, 5, Duration.ofMillis(300));
        CountDownLatch end = new CountDownLatch(1);
        Thread holder = held(bulkhead, end);
        long before = System.nanoTime();
        assertThrows(BusyException.class, () -> bulkhead.run(() -> false, () -> 1));
        assertTrue(System.nanoTime() - before >= 290_000_000L);
        assertEquals(0, bulkhead.waiting());
        end.countDown();
        holder.join();
    }

    @Test
    void theWorkOfThoseWhoLeftIsNotBegunAndTheirPlaceIsFree() throws InterruptedException {
        Bulkhead bulkhead = new Bulkhead(1, 1, Duration.ofMinutes(1));
        CountDownLatch end = new CountDownLatch(1);
        Thread holder = held(bulkhead, end);
        AtomicBoolean left = new AtomicBoolean();
        AtomicBoolean begun = new AtomicBoolean();
        Thread waiter = Thread.ofVirtual().start(() -> assertThrows(BusyException.class, () -> bulkhead.run(left::get, () -> {
            begun.set(true);
            return null;
        })));
        while (bulkhead.waiting() == 0) {
            Thread.sleep(5);
        }
        left.set(true);
        assertTrue(waiter.join(Duration.ofSeconds(1)));
        assertEquals(0, bulkhead.waiting());
        end.countDown();
        holder.join();
        assertTrue(!begun.get());
    }

    @Test
    void thoseWhoLeftKeepNobodyOut() throws InterruptedException {
        Bulkhead bulkhead = new Bulkhead(1, 1, Duration.ofMillis(300));
        CountDownLatch end = new CountDownLatch(1);
        Thread holder = held(bulkhead, end);
        AtomicBoolean left = new AtomicBoolean();
        Thread waiter = Thread.ofVirtual().start(() -> assertThrows(BusyException.class, () -> bulkhead.run(left::get, () -> 1)));
        while (bulkhead.waiting() == 0) {
            Thread.sleep(1);
        }
        left.set(true);
        long before = System.nanoTime();
        assertThrows(BusyException.class, () -> bulkhead.run(() -> false, () -> 1));
        assertTrue(System.nanoTime() - before >= 250_000_000L, "it waited for its turn");
        waiter.join();
        end.countDown();
        holder.join();
    }

    @Test
    void theFirstToComeIsTheFirstToBegin() throws InterruptedException {
        Bulkhead bulkhead = new Bulkhead(1, 5, Duration.ofMinutes(1));
        CountDownLatch end = new CountDownLatch(1);
        Thread holder = held(bulkhead, end);
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Thread> waiters = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            waiters.add(Thread.ofVirtual().start(() -> bulkhead.run(() -> false, () -> order.add(number))));
            while (bulkhead.waiting() <= i) {
                Thread.sleep(1);
            }
        }
        end.countDown();
        holder.join();
        for (Thread waiter : waiters) {
            waiter.join();
        }
        assertEquals(List.of(0, 1, 2, 3), order);
        assertEquals(0, bulkhead.running());
    }
}
