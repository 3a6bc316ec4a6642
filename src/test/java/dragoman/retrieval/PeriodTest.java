package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {

    private static final LocalDate FIRST = LocalDate.of(2025, 3, 3);
    private static final LocalDate LAST = LocalDate.of(2025, 3, 10);

    @ParameterizedTest
    @CsvSource({"2025-03-03, 0", "2025-03-06, 0", "2025-03-10, 0", "2025-03-02, 1", "2025-03-11, 1", "2025-02-28, 3", "2026-03-10, 365"})
    void aDayOutsideIsAsFarAsTheNearerEdge(LocalDate day, long days) {
        Period period = Period.between(FIRST, LAST);
        assertEquals(days, period.daysOutside(day));
        assertEquals(days == 0, period.contains(day));
    }

    @ParameterizedTest
    @CsvSource({"2025-03-02, 1, 0", "2025-03-03, 0, 0", "2025-03-10, 0, 0", "2025-03-12, 0, 2", "1900-01-01, 45717, 0"})
    void anOpenSideHasNoEdge(LocalDate day, long outsideSince, long outsideUntil) {
        assertEquals(outsideSince, Period.since(FIRST).daysOutside(day));
        assertEquals(outsideUntil, Period.until(LAST).daysOutside(day));
    }

    @Test
    void aSingleDayIsAPeriod() {
        assertEquals(Period.between(FIRST, FIRST), Period.on(FIRST));
    }

    @Test
    void whatHasNoEdgesOrEndsBeforeItBeginsIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new Period(Optional.empty(), Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> Period.between(LAST, FIRST));
    }
}
