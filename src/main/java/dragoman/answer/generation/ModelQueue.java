package dragoman.answer.generation;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets only so many requests to the model at once, in the order in which they came. Whoever finds too many waiting is turned away at once.
final class ModelQueue {

    private final Semaphore turns;
    private final int places;
    private final AtomicInteger waiting = new AtomicInteger();

    ModelQueue(int concurrent, int places) {
        this.turns = new Semaphore(concurrent, true);
        this.places = places;
    }

    /// A turn, given back by closing it.
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /// @throws ModelFailure `BUSY`, if too many wait or the turn does not come in time
    Turn await(Duration atMost) throws ModelFailure {
        if (!turns.tryAcquire()) {
            try {
                if (waiting.incrementAndGet() > places || !turns.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new ModelFailure(FallbackCause.BUSY);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ModelFailure(FallbackCause.BUSY);
            } finally {
                waiting.decrementAndGet();
            }
        }
        return turns::release;
    }

    int waiting() {
        return waiting.get();
    }
}
