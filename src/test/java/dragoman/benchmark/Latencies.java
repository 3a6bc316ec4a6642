package dragoman.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// How long searches took that a number of clients made, each its next as soon as its last had ended. Waiting for a free client
/// is therefore not part of it: the figures tell the service time at that load.
final class Latencies {

    private final long[] sorted;
    private final long elapsed;

    /// @param nanos   of each search
    /// @param elapsed nanoseconds from the first search's start to the last one's end
    Latencies(long[] nanos, long elapsed) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        this.sorted = nanos.clone();
        Arrays.sort(sorted);
        this.elapsed = elapsed;
    }

    /// Runs `warmUp` searches that are not counted, then `searches` that are. Fails as soon as a client is done if one of its
    /// searches failed.
    ///
    /// @param search is given 0 … `searches` - 1, each once, and 0 … `warmUp` - 1 before
    static Latencies measure(int clients, int warmUp, int searches, IntConsumer search) {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            run(threads, clients, warmUp, search, new long[warmUp]);
            long[] nanos = new long[searches];
            return new Latencies(nanos, run(threads, clients, searches, search, nanos));
        }
    }

    private static long run(ExecutorService threads, int clients, int searches, IntConsumer search, long[] nanos) {
        AtomicInteger next = new AtomicInteger();
        long[] start = new long[1];
        CyclicBarrier ready = new CyclicBarrier(clients, () -> start[0] = System.nanoTime());
        Callable<Void> client = () -> {
            ready.await();
            for (int i = next.getAndIncrement(); i < searches; i = next.getAndIncrement()) {
                long before = System.nanoTime();
                search.accept(i);
                nanos[i] = System.nanoTime() - before;
            }
            return null;
        };
        List<Future<Void>> running = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            running.add(threads.submit(client));
        }
        try {
            for (Future<Void> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            next.set(searches);
            throw new IllegalStateException("a search failed", e.getCause());
        } catch (InterruptedException e) {
            next.set(searches);
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return System.nanoTime() - start[0];
    }

    /// The time in milliseconds that this share of the searches did not exceed.
    ///
    /// @param share more than 0 and at most 1
    double millis(double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
    }

    double p50() {
        return millis(0.50);
    }

    double p95() {
        return millis(0.95);
    }

    double p99() {
        return millis(0.99);
    }

    double perSecond() {
        return sorted.length * 1e9 / elapsed;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.2f, p95 %.2f, p99 %.2f ms, %.0f a second", p50(), p95(), p99(), perSecond());
    }
}
