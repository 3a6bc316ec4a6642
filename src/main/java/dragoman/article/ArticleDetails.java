package dragoman.article;

import java.time.Instant;
import java.util.Optional;

/// What only some articles state about themselves.
///
/// @param appeared     the moment of publication, where more than the day is known
/// @param modified     when the publisher last changed it; a delivery that is older than what is stored changes nothing
/// @param section      the part of the publication, such as `World`
/// @param author       who wrote it, in one line
/// @param rightsNotice what the publisher says of its rights: a copyright notice, a licence, terms of use
/// @param correction   what was corrected, in the publisher's words
/// @param embargo      before that moment it must not be used; {@link #UNTIL_FURTHER_NOTICE} where no moment is set yet
public record ArticleDetails(Optional<Instant> appeared, Optional<Instant> modified, Optional<String> section, Optional<String> author,
        Optional<String> rightsNotice, Optional<String> correction, Optional<Instant> embargo) {

    /// Nothing is stated.
    public static final ArticleDetails NONE = new ArticleDetails(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    /// The embargo of what its publisher withholds without saying how long.
    public static final Instant UNTIL_FURTHER_NOTICE = Instant.parse("9999-01-01T00:00:00Z");

    /// Whether it must not be used yet.
    public boolean isEmbargoed(Instant now) {
        return embargo.filter(now::isBefore).isPresent();
    }
}
