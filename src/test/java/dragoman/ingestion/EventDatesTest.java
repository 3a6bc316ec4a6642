package dragoman.ingestion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dragoman.article.SentenceSplitter;
import dragoman.article.Span;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDatesTest {

    private static final SentenceSplitter SPLITTER = new SentenceSplitter();
    private static final LocalDate MONDAY = LocalDate.of(2025, 3, 3);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "They met on Sunday. They left on Monday. | {[2025-03-02,2025-03-02],[2025-03-03,2025-03-03]}",
            "They met on Sunday. They left on Sunday. | {[2025-03-02,2025-03-02]}",
            "They meet from 10 to 12 March. | {[2025-03-10,2025-03-12]}",
            "They met last month. | {[2025-02-01,2025-02-28]}",
            "They have met since 2022. | {}",
            "Nothing happened. | {}",
    })
    void theDaysOfWhichAPassageTellsAreResolved(String text, String days) {
        assertEquals(days, EventDates.of(text, new Span(0, text.length()), SPLITTER.split(text), MONDAY).multirange());
    }

    @ParameterizedTest
    @CsvSource({"0,19,'{[2025-03-02,2025-03-02]}'", "20,40,'{[2025-03-03,2025-03-03]}'"})
    void eachPassageHasItsOwn(int start, int end, String days) {
        String text = "They met on Sunday. They left on Monday.";
        assertEquals(days, EventDates.of(text, new Span(start, end), SPLITTER.split(text), MONDAY).multirange());
    }
}
