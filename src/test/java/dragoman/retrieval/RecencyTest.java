package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecencyTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 10);
    private static final LocalDate LAST_YEAR = LocalDate.of(2025, 3, 1);

    private static double recency(LocalDate published, Period period) {
        return Recency.of(published, TODAY, Optional.ofNullable(period));
    }

    @Test
    void mostOfItFallsByHalfInAFortnightAndASixthInAYear() {
        assertEquals(1, recency(TODAY, null));
        assertEquals(5.0 / 12 + Math.pow(0.5, 14 / 365.0) / 6, recency(TODAY.minusDays(14), null), 1e-9);
        assertEquals(1.0 / 12, recency(TODAY.minusDays(365), null), 1e-7);
    }

    @Test
    void whatIsDatedTomorrowIsAsCurrentAsToday() {
        assertEquals(1, recency(TODAY.plusDays(1), null));
    }

    @Test
    void aPeriodWithAnEndMattersInPlaceOfTheDayOfTheQuestion() {
        Period march = Period.between(LAST_YEAR, LAST_YEAR.plusDays(30));
        assertEquals(1, recency(LAST_YEAR, march));
        assertEquals(1, recency(LAST_YEAR.plusDays(30), march));
        assertEquals(after(14), recency(LAST_YEAR.minusDays(14), march), 1e-9);
        assertTrue(recency(TODAY, march) < 0.1);
    }

    @Test
    void whatIsReportedWithinAWeekAfterThePeriodIsAsGood() {
        Period day = Period.on(LAST_YEAR);
        assertEquals(1, recency(LAST_YEAR.plusDays(7), day));
        assertEquals(after(14), recency(LAST_YEAR.plusDays(21), day), 1e-9);
        assertEquals(after(14), recency(LAST_YEAR.minusDays(14), day), 1e-9);
    }

    @Test
    void sinceADayTheNewestIsBestAndWhatIsOlderFallsTwice() {
        Period since = Period.since(TODAY.minusDays(14));
        assertEquals(1, recency(TODAY, since));
        assertEquals(after(14), recency(TODAY.minusDays(14), since), 1e-9);
        assertEquals(after(42), recency(TODAY.minusDays(28), since), 1e-9);
    }

    @Test
    void untilADayAllThatIsEarlierIsEqual() {
        Period until = Period.until(LAST_YEAR);
        assertEquals(1, recency(LAST_YEAR, until));
        assertEquals(1, recency(LAST_YEAR.minusYears(3), until));
    }

    private static double after(int days) {
        return recency(TODAY.minusDays(days), null);
    }
}
