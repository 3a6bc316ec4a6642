package dragoman.retrieval;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A stretch of days, open at one side at most.
///
/// @param from  its first day; none where it has no beginning
/// @param until its last day; none where it has no end
public record Period(Optional<LocalDate> from, Optional<LocalDate> until) {

    public Period {
        if (from.isEmpty() && until.isEmpty()) {
            throw new IllegalArgumentException("a period has a first or a last day");
        }
        if (from.isPresent() && until.isPresent() && from.get().isAfter(until.get())) {
            throw new IllegalArgumentException("not a period: %s to %s".formatted(from.get(), until.get()));
        }
    }

    /// From the first day to the last, both included.
    public static Period between(LocalDate first, LocalDate last) {
        return new Period(Optional.of(first), Optional.of(last));
    }

    /// A single day.
    public static Period on(LocalDate day) {
        return between(day, day);
    }

    /// That day and all later ones.
    public static Period since(LocalDate first) {
        return new Period(Optional.of(first), Optional.empty());
    }

    /// That day and all earlier ones.
    public static Period until(LocalDate last) {
        return new Period(Optional.empty(), Optional.of(last));
    }

    public boolean contains(LocalDate day) {
        return daysOutside(day) == 0;
    }

    /// How many days there are from the day to the nearer edge of this period; 0 inside it.
    public long daysOutside(LocalDate day) {
        long early = from.map(first -> ChronoUnit.DAYS.between(day, first)).orElse(0L);
        long late = until.map(last -> ChronoUnit.DAYS.between(last, day)).orElse(0L);
        return Math.max(0, Math.max(early, late));
    }
}
