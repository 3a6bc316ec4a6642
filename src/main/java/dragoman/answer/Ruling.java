package dragoman.answer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What editors have decided about the answer to a question of a site. It holds until it is lifted, another takes its place, or an article that it
/// cites is changed or withdrawn.
///
/// @param answerId   the answer that it was made about
/// @param question   that it holds for, and for others of the same words or as good as the same meaning
/// @param statements what is given, for a pin or a correction
/// @param ended      since when it holds no more
/// @param endedWhy   in words; empty while it holds
public record Ruling(long id, Kind kind, Optional<String> site, String answerId, String question, List<Ruled> statements, String madeBy, Instant made, Optional<Instant> ended,
        String endedWhy) {

    /// What is decided.
    public enum Kind {
        /// The answer is given again.
        PIN,
        /// Statements of the editors are given in its place.
        CORRECTION,
        /// Nobody sees the answer, and the question is declined.
        SUPPRESSION
    }

    /// A statement that is given, with the words that carry it.
    public record Ruled(String text, List<Place> places, Optional<LocalDate> eventDate) {
        public Ruled {
            places = List.copyOf(places);
        }
    }

    /// A stretch of a version of an article, in UTF-16 code units.
    public record Place(String articleId, int version, int start, int end) {
    }
}
