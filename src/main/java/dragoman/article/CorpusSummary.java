package dragoman.article;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What the corpus holds at a moment, counting live articles only.
///
/// @param articles how many there are
/// @param oldest   the earliest day of publication; empty without articles
/// @param newest   the latest day of publication; empty without articles
/// @param changed  when the version stored last was stored; empty without articles
/// @param latest   the newest articles, newest first, at most {@link #LATEST}
public record CorpusSummary(long articles, Optional<LocalDate> oldest, Optional<LocalDate> newest, Optional<Instant> changed, List<Headline> latest) {

    /// The most headlines that {@link #latest} holds.
    public static final int LATEST = 6;

    /// Enough of an article to point at it.
    public record Headline(String articleId, String title, String publisher, LocalDate published) {
    }

    /// The day up to which there are articles, seen from a day: that of the newest one, or the day itself where none is older.
    public LocalDate reportedUntil(LocalDate day) {
        return newest.filter(day::isAfter).orElse(day);
    }
}
