package dragoman.health;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dragoman.database.StorageException;
import dragoman.ingestion.Feed;
import dragoman.ingestion.FeedStore;
import dragoman.ingestion.IngestionQueue;
import dragoman.ingestion.IngestionQueue.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// How articles come in, in numbers: read from the database when somebody asks, at most every few seconds.
@ApplicationScoped
class IngestionMetrics {

    private static final Duration KEPT = Duration.ofSeconds(5);

    private final MeterRegistry meters;
    private final Clock clock;
    private final LoadingCache<Boolean, Snapshot> last;

    IngestionMetrics(MeterRegistry meters, IngestionQueue queue, FeedStore feeds, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        this.last = Caffeine.newBuilder().expireAfterWrite(KEPT).build(_ -> new Snapshot(queue.status(), feeds.all()));
    }

    private record Snapshot(IngestionQueue.Status status, List<Feed> feeds) {
    }

    void register(@Observes StartupEvent event) {
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

    private Gauge.Builder<LoadingCache<Boolean, Snapshot>> gauge(String name, ToDoubleFunction<Snapshot> value) {
        return Gauge.builder(name, last, cache -> {
            try {
                return value.applyAsDouble(cache.get(true));
            } catch (StorageException e) {
                return Double.NaN;
            }
        });
    }
}
