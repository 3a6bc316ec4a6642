package dragoman.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreMeasuredValues() {
        Latencies latencies = new Latencies(LongStream.rangeClosed(1, 200).map(i -> (201 - i) * 1_000_000).toArray(), 2_000_000_000L);
        assertEquals(100, latencies.p50());
        assertEquals(190, latencies.p95());
        assertEquals(198, latencies.p99());
        assertEquals(200, latencies.millis(1));
        assertEquals(100, latencies.perSecond());
        assertEquals(7, new Latencies(new long[] {7_000_000}, 1).p50());
    }

    @Test
    void everySearchIsMadeOnceAfterTheWarmUp() {
        AtomicIntegerArray calls = new AtomicIntegerArray(40);
        Latencies latencies = Latencies.measure(4, 10, 40, i -> {
            calls.incrementAndGet(i);
            LockSupport.parkNanos(2_000_000);
        });
        for (int i = 0; i < 40; i++) {
            assertEquals(i < 10 ? 2 : 1, calls.get(i));
        }
        assertTrue(latencies.p50() >= 1.9, latencies::toString);
        assertTrue(latencies.perSecond() > 40 && latencies.perSecond() < 2100, latencies::toString);
    }

    @Test
    void aFailedSearchFailsTheMeasurement() {
        RuntimeException reason = new RuntimeException("out of order");
        assertSame(reason, assertThrows(IllegalStateException.class, () -> Latencies.measure(2, 0, 10, i -> {
            if (i == 5) {
                throw reason;
            }
        })).getCause());
    }
}
