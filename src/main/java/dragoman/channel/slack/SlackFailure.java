package dragoman.channel.slack;

import java.time.Instant;
import java.util.Set;

/// Slack did not do what it was asked for.
sealed class SlackFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private SlackFailure(String message) {
        super(message);
    }

    /// Slack asks to wait.
    static final class RateLimited extends SlackFailure {

        private static final long serialVersionUID = 1L;
        private final transient Instant until;

        RateLimited(String method, Instant until) {
            super(method + ": not before " + until);
            this.until = until;
        }

        Instant until() {
            return until;
        }
    }

    /// Slack says why not.
    static final class Refused extends SlackFailure {

        private static final long serialVersionUID = 1L;
        private static final Set<String> PASSING = Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "team_added_to_org");
        private final String error;

        Refused(String method, String error) {
            super(method + ": " + error);
            this.error = error;
        }

        String error() {
            return error;
        }

        /// Whether asking again may help.
        boolean isPassing() {
            return PASSING.contains(error);
        }

        /// Whether the bot is not where it should speak.
        boolean isAbsent() {
            return error.equals("not_in_channel") || error.equals("channel_not_found");
        }
    }
}
