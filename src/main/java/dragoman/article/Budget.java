package dragoman.article;

import java.time.Duration;
import java.util.NoSuchElementException;

/// What one question or one article may take, in time and in steps, so that none keeps a thread for ever.
///
/// It is bound to the thread for as long as the work lasts. What goes through texts of others, word by word or sentence by sentence, takes its steps
/// from it; where none is bound, as in commands, nothing is limited.
public final class Budget {

    private static final ScopedValue<Budget> BOUND = ScopedValue.newInstance();

    private final Duration time;
    private final long began = System.nanoTime();
    private final long most;
    private long taken;

    private Budget(Duration time, long steps) {
        this.time = time;
        this.most = steps;
    }

    /// Does the work within a budget of its own.
    ///
    /// @param time  how long it may take
    /// @param steps how many characters it may look at, one several times if it must
    /// @throws BudgetExceededException at the next step, once one of them is used up
    public static <T, X extends Throwable> T within(Duration time, long steps, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(BOUND, new Budget(time, steps)).call(work);
    }

    /// Takes steps from the budget that is bound to this thread, if one is.
    ///
    /// @throws BudgetExceededException if it is used up
    public static void take(long steps) {
        if (BOUND.isBound()) {
            BOUND.get().goOn(steps);
        }
    }

    /// How many steps were taken so far.
    ///
    /// @throws NoSuchElementException if no budget is bound
    public static long taken() {
        return BOUND.get().taken;
    }

    private void goOn(long steps) {
        taken += steps;
        if (taken > most) {
            throw new BudgetExceededException("more than %,d steps".formatted(most));
        }
        if (System.nanoTime() - began > time.toNanos()) {
            throw new BudgetExceededException("more than %s seconds".formatted(time.toMillis() % 1000 == 0 ? String.valueOf(time.toSeconds()) : String.valueOf(time.toMillis() / 1000.0)));
        }
    }
}
