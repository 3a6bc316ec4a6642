package dragoman.answer.generation;

import java.time.Duration;
import java.util.Optional;

/// Why a language model gave nothing to go on with. It carries nothing that the model's server said: that may hold secrets.
final class ModelFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /// What went wrong.
    private final FallbackCause cause;
    private final transient Optional<Duration> retryAfter;
    private final boolean begun;

    ModelFailure(FallbackCause cause) {
        this(cause, Optional.empty(), false);
    }

    /// @param retryAfter when the server wants to be asked again
    /// @param begun      whether words had come before it failed
    ModelFailure(FallbackCause cause, Optional<Duration> retryAfter, boolean begun) {
        super(cause.name(), null, false, false);
        this.cause = cause;
        this.retryAfter = retryAfter;
        this.begun = begun;
    }

    FallbackCause cause() {
        return cause;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    boolean begun() {
        return begun;
    }

    /// Whether the same request may well succeed a moment later.
    boolean isPassing() {
        return !begun && (cause == FallbackCause.UNAVAILABLE || cause == FallbackCause.RATE_LIMITED);
    }

    /// Whether it speaks against the server, and not only against this request.
    boolean isTheServers() {
        return switch (cause) {
            case UNAVAILABLE, RATE_LIMITED, MISCONFIGURED, TOO_SLOW, BROKEN_OFF, MALFORMED -> true;
            case ENDLESS, EMPTY, REFUSED, TOOL_CALL, NOT_CITED, NOT_SUPPORTED, OTHER_LANGUAGE, DECLINED, BUSY, BUDGET_SPENT, CIRCUIT_OPEN -> false;
        };
    }
}
