package dragoman.feed;

import dragoman.article.ArticleDetails;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// When an article may be used.
final class Embargo {

    private Embargo() {
    }

    /// The moment that is stated; of a day its beginning at the publisher's. What cannot be read holds until further notice: an embargo that
    /// is misunderstood must not be broken.
    static Optional<Instant> of(Optional<String> stated, Optional<ZoneId> zone) {
        if (stated.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Dates.moment(stated.get(), zone)
                .map(moment -> moment.instant().orElseGet(() -> moment.day().atStartOfDay(zone.orElse(ZoneOffset.UTC)).toInstant()))
                .filter(moment -> moment.isBefore(ArticleDetails.UNTIL_FURTHER_NOTICE)).orElse(ArticleDetails.UNTIL_FURTHER_NOTICE));
    }
}
