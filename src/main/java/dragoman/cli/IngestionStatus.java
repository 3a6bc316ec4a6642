package dragoman.cli;

import dragoman.ingestion.Feed;
import dragoman.ingestion.FeedStore;
import dragoman.ingestion.IngestionQueue;
import dragoman.ingestion.IngestionQueue.Job;
import dragoman.ingestion.IngestionQueue.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// How articles come in by themselves, on the console.
@ApplicationScoped
class IngestionStatus {

    private static final int MOST = 50;

    private final IngestionQueue queue;
    private final FeedStore feeds;
    private final Clock clock;

    IngestionStatus(IngestionQueue queue, FeedStore feeds, Clock clock) {
        this.queue = queue;
        this.feeds = feeds;
        this.clock = clock;
    }

    /// @param retry whether to try all dead jobs again first
    /// @return the exit code: 1 where something needs attention
    int tell(boolean retry, PrintStream out) {
        if (retry) {
            long again = queue.list(State.DEAD, Integer.MAX_VALUE).stream().filter(job -> queue.retry(job.id())).count();
            out.printf("%d jobs are tried again by the service.%n", again);
        }
        IngestionQueue.Status status = queue.status();
        Instant now = clock.instant();
        out.printf("queue: %d waiting, %d running, %d dead%s%n", status.counts().get(State.WAITING), status.counts().get(State.RUNNING),
                status.counts().get(State.DEAD), status.oldest().map(oldest -> ", the oldest due for " + in(Duration.between(oldest, now))).orElse(""));
        boolean stalled = false;
        for (Feed feed : feeds.all()) {
            stalled |= feed.isStalled(now);
            out.printf("feed %d %s: %s%s%n", feed.id(), feed.address(), feed.succeeded().map(moment -> "heard " + in(Duration.between(moment, now)) + " ago").orElse("never heard"),
                    feed.problem().map(problem -> "; " + (feed.isStalled(now) ? "STALLED: " : "") + problem).orElse(""));
        }
        for (Job job : queue.list(State.DEAD, MOST)) {
            out.printf("dead: %d %s%n      %s%n", job.id(), job.subject(), job.reason().orElse(""));
        }
        return stalled || status.counts().get(State.DEAD) > 0 ? 1 : 0;
    }

    private static String in(Duration duration) {
        return duration.toHours() > 0 ? "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart())
                : duration.toMinutes() > 0 ? "%d min".formatted(duration.toMinutes()) : "%d s".formatted(duration.toSeconds());
    }
}
