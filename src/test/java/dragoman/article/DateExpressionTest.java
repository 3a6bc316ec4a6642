package dragoman.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateExpressionTest {

    private static final LocalDate MONDAY = LocalDate.of(2025, 3, 3);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "They met on Sunday | 2025-03-02",
            "Sunday’s summit ends a hectic week | 2025-03-02",
            "The minister said on Monday | 2025-03-03",
            "They met last Monday | 2025-02-24",
            "Leaders will meet on Friday | 2025-03-07",
            "They will go on together, he said on Sunday | 2025-03-02",
            "They will go on together he said on Sunday | 2025-03-02",
            "The invasion began on 24 February 2022 | 2022-02-24",
            "The invasion began on February 24, 2022 | 2022-02-24",
            "They met on 2 March | 2025-03-02",
            "They met on 20 December | 2024-12-20",
            "He resigned yesterday | 2025-03-02",
            "He speaks tomorrow | 2025-03-04",
    })
    void aDayIsResolvedAgainstTheDayOfPublication(String sentence, LocalDate day) {
        assertEquals(List.of(Optional.of(day)), DateExpression.in(sentence, MONDAY).stream().map(DateExpression::day).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"They met in March 2025", "It has lasted since 2022", "They meet this Friday", "On 31 February 2025 nothing happened"})
    void whatNamesNoDayHasNone(String sentence) {
        List<DateExpression> found = DateExpression.in(sentence, MONDAY);
        assertFalse(found.isEmpty());
        assertTrue(found.stream().allMatch(expression -> expression.day().isEmpty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "They met two days ago | 1 March 2025",
            "They signed on 26 February, three days earlier than planned | 23 February 2025",
            "They met on 26 February and again two days later | 28 February 2025",
            "They met last month | February 2025",
            "They meet next week | 10 to 16 March 2025",
            "It is due this month | March 2025",
            "They met a year ago | 2024",
            "They met in November | November 2024",
            "They will meet in November | November 2025",
            "It lasted from 27 to 28 February | 27 to 28 February 2025",
            "They met on 18 and 19 December | 18 to 19 December 2024",
            "They met three weeks ago | 10 to 16 February 2025",
            "It was founded in 1648 | 1648",
    })
    void theDaysMeantCanBeWrittenInFull(String sentence, String days) {
        assertEquals(Optional.of(days), DateExpression.in(sentence, MONDAY).getLast().inFull());
    }

    @Test
    void whatCountsFromADateThatIsNotThereMeansNoDay() {
        assertEquals(List.of(Optional.empty()), DateExpression.in("He had resigned three days earlier", MONDAY).stream().map(DateExpression::inFull).toList());
    }

    @Test
    void aMonthHoldsItsDays() {
        DateExpression march = DateExpression.in("They met in March 2025", MONDAY).getFirst();
        assertTrue(march.holds(DateExpression.in("They met on Monday", MONDAY).getFirst()));
        assertFalse(march.holds(DateExpression.in("They met on 26 February", MONDAY).getFirst()));
        assertFalse(DateExpression.in("They met on Monday", MONDAY).getFirst().holds(march));
    }

    @Test
    void onlyWhatTheReaderCannotKnowIsRelative() {
        assertTrue(DateExpression.in("They met on Sunday", MONDAY).getFirst().relative());
        assertTrue(DateExpression.in("They met on 2 March", MONDAY).getFirst().relative());
        assertFalse(DateExpression.in("They met on 2 March 2025", MONDAY).getFirst().relative());
    }

    @Test
    void figuresAreNoDates() {
        assertTrue(DateExpression.in("They sent 5,000 missiles and 1.6bn pounds", MONDAY).isEmpty());
    }
}
