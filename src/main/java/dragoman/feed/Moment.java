package dragoman.feed;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// When something was published, as exactly as it is known.
///
/// @param day     the day where it was published
/// @param instant the moment, where a time is stated
record Moment(LocalDate day, Optional<Instant> instant) {
}
