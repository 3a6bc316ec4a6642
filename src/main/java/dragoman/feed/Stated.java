package dragoman.feed;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// What is said of an article beside its content: by the one who delivers it, or by the feed that led to it.
///
/// @param id         stays the same when the article is corrected
/// @param title      the headline
/// @param publisher  who published it
/// @param url        where the original can be read
/// @param published  the day of publication
/// @param appeared   the moment of publication
/// @param modified   when it was last changed
/// @param zone       where the publisher is at home: times that state no zone are meant there, and days are those of there
/// @param language   a BCP 47 tag
/// @param embargo    before that moment it must not be used
/// @param correction what was corrected
public record Stated(Optional<String> id, Optional<String> title, Optional<String> publisher, Optional<URI> url, Optional<LocalDate> published,
        Optional<Instant> appeared, Optional<Instant> modified, Optional<ZoneId> zone, Optional<String> language, Optional<Instant> embargo,
        Optional<String> correction) {

    public static final Stated NOTHING = new Stated(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Stated withId(Optional<String> other) {
        return new Stated(other, title, publisher, url, published, appeared, modified, zone, language, embargo, correction);
    }

    public Stated withTitle(Optional<String> other) {
        return new Stated(id, other, publisher, url, published, appeared, modified, zone, language, embargo, correction);
    }

    public Stated withPublisher(Optional<String> other) {
        return new Stated(id, title, other, url, published, appeared, modified, zone, language, embargo, correction);
    }

    public Stated withUrl(Optional<URI> other) {
        return new Stated(id, title, publisher, other, published, appeared, modified, zone, language, embargo, correction);
    }

    public Stated withPublished(Optional<LocalDate> day, Optional<Instant> moment) {
        return new Stated(id, title, publisher, url, day, moment, modified, zone, language, embargo, correction);
    }

    public Stated withModified(Optional<Instant> other) {
        return new Stated(id, title, publisher, url, published, appeared, other, zone, language, embargo, correction);
    }

    public Stated withZone(Optional<ZoneId> other) {
        return new Stated(id, title, publisher, url, published, appeared, modified, other, language, embargo, correction);
    }

    public Stated withLanguage(Optional<String> other) {
        return new Stated(id, title, publisher, url, published, appeared, modified, zone, other, embargo, correction);
    }

    public Stated withEmbargo(Optional<Instant> other) {
        return new Stated(id, title, publisher, url, published, appeared, modified, zone, language, other, correction);
    }

    public Stated withCorrection(Optional<String> other) {
        return new Stated(id, title, publisher, url, published, appeared, modified, zone, language, embargo, other);
    }
}
