package dragoman.ingestion;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// A feed or sitemap that is polled.
///
/// @param address   where it is
/// @param publisher for articles that do not say who published them
/// @param zone      where the publisher is at home
/// @param language  for articles that do not say theirs
/// @param every     how often it is polled
/// @param licensed  whether its publisher has agreed, so that a reservation of mining (TDMRep) does not count
/// @param due       the next poll
/// @param polled    the last poll
/// @param succeeded the last poll that succeeded
/// @param newest    when the newest article in it appeared
/// @param failures  polls that failed since
/// @param problem   why the last one failed
/// @param site      whose articles are in it; empty for the shared corpus
public record Feed(long id, URI address, Optional<String> publisher, Optional<ZoneId> zone, Optional<String> language, Duration every, boolean licensed,
        Instant due, Optional<String> etag, Optional<String> lastModified, Optional<Instant> polled, Optional<Instant> succeeded, Optional<Instant> newest,
        int failures, Optional<String> problem, Instant created, Optional<String> site) {

    private static final int MISSED = 3;

    /// How long nothing was heard of it.
    public Duration lag(Instant now) {
        return Duration.between(succeeded.orElse(created), now);
    }

    /// Whether it should have been heard of several times since.
    public boolean isStalled(Instant now) {
        return lag(now).compareTo(every.multipliedBy(MISSED)) > 0;
    }
}
