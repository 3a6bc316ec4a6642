package dragoman.onnx;

import java.time.Duration;
import java.util.function.Supplier;

/// Lets the work that readers wait for go before the work that nobody waits for, on the same processors. What gives way does so before each
/// piece of its work, and not for ever.
public final class PriorityGate {

    private final Duration patience;
    private int urgent;

    /// @param patience the longest that a piece of the other work waits
    public PriorityGate(Duration patience) {
        this.patience = patience;
    }

    /// Does what a reader waits for.
    public <T> T first(Supplier<T> work) {
        synchronized (this) {
            urgent++;
        }
        try {
            return work.get();
        } finally {
            synchronized (this) {
                urgent--;
                notifyAll();
            }
        }
    }

    /// Returns when nothing urgent is being done, or when it was waited for long enough.
    public synchronized void giveWay() {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis(); urgent > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
