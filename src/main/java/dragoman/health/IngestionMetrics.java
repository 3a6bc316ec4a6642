package dragoman.health;

import dragoman.database.StorageException;
import dragoman.ingestion.Feed;
import dragoman.ingestion.FeedStore;
import dragoman.ingestion.IngestionQueue;
import dragoman.ingestion.IngestionQueue.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// How articles come in, in numbers: read from the database every few seconds in the background.
@ApplicationScoped
class IngestionMetrics {

    private static final String EVERY = "5s";

    private final MeterRegistry meters;
    private final Clock clock;
    private final IngestionQueue queue;
    private final FeedStore feeds;
    private volatile Snapshot last;

    IngestionMetrics(MeterRegistry meters, IngestionQueue queue, FeedStore feeds, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        this.queue = queue;
        this.feeds = feeds;
    }

    /// What the database said.
    record Snapshot(IngestionQueue.Status status, List<Feed> feeds) {
    }

    /// What the database said last; empty if it did not.
    Optional<Snapshot> last() {
        return Optional.ofNullable(last);
    }

    /// Whoever looks at metrics waits for nobody: what the database does not say in time is not there.
    @Scheduled(every = EVERY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        try {
            last = new Snapshot(queue.status(), feeds.all());
        } catch (StorageException e) {
            last = null;
        }
    }

    void register(@Observes StartupEvent event) {
        look();
        for (State state : State.values()) {
            gauge("dragoman.ingestion.jobs", snapshot -> snapshot.status.counts().get(state)).tag("state", state.name().toLowerCase(Locale.ROOT))
                    .description("Jobs of the ingestion queue").register(meters);
        }
        gauge("dragoman.ingestion.lag", snapshot -> snapshot.status.oldest().map(oldest -> Duration.between(oldest, clock.instant()).toSeconds()).orElse(0L))
                .baseUnit("seconds").description("For how long the job has been waiting that is due for the longest time").register(meters);
        gauge("dragoman.feeds", snapshot -> snapshot.feeds.size()).description("Feeds that are polled").register(meters);
        gauge("dragoman.feeds.stalled", snapshot -> snapshot.feeds.stream().filter(feed -> feed.isStalled(clock.instant())).count())
                .description("Feeds of which several polls in a row brought nothing").register(meters);
        gauge("dragoman.feeds.lag", snapshot -> snapshot.feeds.stream().mapToLong(feed -> feed.lag(clock.instant()).toSeconds()).max().orElse(0))
                .baseUnit("seconds").description("For how long nothing was heard of the feed that is furthest behind").register(meters);
    }

    private Gauge.Builder<IngestionMetrics> gauge(String name, ToDoubleFunction<Snapshot> value) {
        return Gauge.builder(name, this, metrics -> {
            Snapshot snapshot = metrics.last;
            return snapshot == null ? Double.NaN : value.applyAsDouble(snapshot);
        });
    }
}
