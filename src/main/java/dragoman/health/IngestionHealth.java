package dragoman.health;

import dragoman.ingestion.Feed;
import dragoman.ingestion.IngestionQueue;
import dragoman.ingestion.IngestionQueue.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// How articles come in. It is up whatever it says: a feed that stalls is no reason to stop answering.
@Readiness
@ApplicationScoped
class IngestionHealth implements HealthCheck {

    private final IngestionMetrics metrics;
    private final Clock clock;

    IngestionHealth(IngestionMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<IngestionMetrics.Snapshot> found = metrics.last();
        if (found.isEmpty()) {
            return HealthCheckResponse.named("ingestion").up().build();
        }
        IngestionQueue.Status status = found.get().status();
        Instant now = clock.instant();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("ingestion").up().withData("waiting", status.counts().get(State.WAITING))
                .withData("dead", status.counts().get(State.DEAD));
        long stalled = 0;
        for (Feed feed : found.get().feeds()) {
            if (feed.isStalled(now)) {
                stalled++;
                response.withData(feed.address().toString(), "nothing heard for %d seconds: %s".formatted(feed.lag(now).toSeconds(),
                        feed.problem().orElse("it was not polled")));
            }
        }
        return response.withData("stalled feeds", stalled).build();
    }
}
