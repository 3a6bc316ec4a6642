package dragoman.fetch;

import java.time.Duration;
import java.util.Optional;

/// A page could not be fetched. The message says why, in words for the one who looks after the feeds.
public final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean lasting;
    private final transient Optional<Duration> wait;

    private FetchException(String message, boolean lasting, Optional<Duration> wait) {
        super(message);
        this.lasting = lasting;
        this.wait = wait;
    }

    /// Trying again later may help.
    static FetchException passing(String message) {
        return new FetchException(message, false, Optional.empty());
    }

    /// Trying again helps only when something is changed.
    static FetchException lasting(String message) {
        return new FetchException(message, true, Optional.empty());
    }

    /// It is not the turn of this page yet, which is no failure.
    static FetchException notYet(String message, Duration wait) {
        return new FetchException(message, false, Optional.of(wait));
    }

    public boolean isLasting() {
        return lasting;
    }

    /// How long to wait, where nothing failed.
    public Optional<Duration> waiting() {
        return wait == null ? Optional.empty() : wait;
    }
}
