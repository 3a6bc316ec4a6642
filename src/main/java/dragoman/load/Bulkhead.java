package dragoman.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Lets so much work be done at once, in the order in which it came. A few more wait for a while; the rest is refused at once. Work for
/// those who have left is not begun.
public final class Bulkhead {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final int concurrent;
    private final int queue;
    private final Duration longest;
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private int running;
    private long shed;

    private record Waiter(CountDownLatch turn, BooleanSupplier left) {
    }

    /// @param concurrent how much is done at once
    /// @param queue      how much more may wait
    /// @param longest    how long it may
    public Bulkhead(int concurrent, int queue, Duration longest) {
        if (concurrent < 1 || queue < 0) {
            throw new IllegalArgumentException("at least one must be let in, and no fewer than none can wait");
        }
        this.concurrent = concurrent;
        this.queue = queue;
        this.longest = longest;
    }

    /// Does the work in this thread, when it is its turn.
    ///
    /// @param left whether nobody waits for it any more
    /// @throws BusyException if its turn does not come in time
    public <T> T run(BooleanSupplier left, Supplier<T> work) {
        enter(left);
        try {
            return work.get();
        } finally {
            leave();
        }
    }

    /// How much is being done.
    public synchronized int running() {
        return running;
    }

    /// How much waits.
    public synchronized int waiting() {
        return waiting.size();
    }

    /// How much was refused so far.
    public synchronized long shed() {
        return shed;
    }

    void enter(BooleanSupplier left) {
        Waiter waiter = new Waiter(new CountDownLatch(1), left);
        synchronized (this) {
            if (running < concurrent) {
                running++;
                return;
            }
            if (waiting.size() >= queue) {
                // those who have left keep nobody out
                waiting.removeIf(one -> one.left.getAsBoolean());
            }
            if (waiting.size() >= queue) {
                shed++;
                throw new BusyException();
            }
            waiting.addLast(waiter);
        }
        if (!await(waiter)) {
            throw new BusyException();
        }
    }

    private boolean await(Waiter waiter) {
        long end = System.nanoTime() + longest.toNanos();
        boolean interrupted = false;
        boolean come = false;
        try {
            while (!come && System.nanoTime() < end && !waiter.left.getAsBoolean()) {
                come = waiter.turn.await(Math.min(BETWEEN_LOOKS.toNanos(), Math.max(1, end - System.nanoTime())), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return come || !giveUp(waiter);
    }

    /// @return false if the turn has come at the last moment
    private synchronized boolean giveUp(Waiter waiter) {
        if (waiter.turn.getCount() == 0) {
            return false;
        }
        waiting.remove(waiter);
        shed++;
        return true;
    }

    synchronized void leave() {
        Waiter next = waiting.pollFirst();
        if (next == null) {
            running--;
        } else {
            next.turn.countDown();
        }
    }
}
