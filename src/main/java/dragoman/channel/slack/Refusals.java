package dragoman.channel.slack;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/// Counts and logs what was refused.
@ApplicationScoped
class Refusals {

    /// Why something is refused.
    enum Reason {
        /// It is not signed with the app's secret.
        FORGED,
        /// It was signed more than five minutes ago, or after now.
        REPLAYED,
        /// It comes from a workspace that does not have the app.
        FOREIGN_TEAM,
        /// A token is not that of the workspace it is kept for.
        FOREIGN_TOKEN
    }

    private final MeterRegistry meters;

    Refusals(MeterRegistry meters) {
        this.meters = meters;
        for (Reason reason : Reason.values()) {
            counter(reason);
        }
    }

    void count(Reason reason, String what) {
        counter(reason).increment();
        Log.warnf("refused from Slack (%s): %s", reason.name().toLowerCase(Locale.ROOT), what);
    }

    private io.micrometer.core.instrument.Counter counter(Reason reason) {
        return meters.counter("dragoman.slack.refused", "reason", reason.name().toLowerCase(Locale.ROOT));
    }
}
