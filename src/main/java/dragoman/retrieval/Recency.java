package dragoman.retrieval;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How current a passage is for a question: 1 on its day, and falling with the days, at first by half in two weeks; what is older still is told
/// apart by the year.
final class Recency {

    /// Days in which what is news loses half of it; measured on news questions, see `src/docs/evaluation.md`.
    private static final double HALF_LIFE = 14;
    private static final double LONG_HALF_LIFE = 365;
    private static final double LONG_SHARE = 1.0 / 6;
    /// What happens on a day is reported on that day and in the days after it.
    private static final int REPORTED_WITHIN = 7;

    private Recency() {
    }

    /// @param candidate what tells of the period is as current as what is published in it
    /// @param reference the day of the question
    /// @param period    the days that the question names; a period with an end matters in place of the day of the question
    static double of(Candidate candidate, LocalDate reference, Optional<Period> period) {
        return candidate.ofPeriod() ? of(0) : of(candidate.published(), reference, period);
    }

    /// @param published day of publication
    static double of(LocalDate published, LocalDate reference, Optional<Period> period) {
        long age = Math.max(0, ChronoUnit.DAYS.between(published, reference));
        long days = period.map(named -> named.until().isPresent() ? daysOutside(published, named) : age + named.daysOutside(published)).orElse(age);
        return of(days);
    }

    private static double of(long days) {
        return (1 - LONG_SHARE) * Math.pow(0.5, days / HALF_LIFE) + LONG_SHARE * Math.pow(0.5, days / LONG_HALF_LIFE);
    }

    private static long daysOutside(LocalDate published, Period named) {
        boolean after = published.isAfter(named.until().orElseThrow());
        return Math.max(0, named.daysOutside(published) - (after ? REPORTED_WITHIN : 0));
    }
}
