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

    /// What the first expression of a press-like sentence means, published on Friday 20 February 2026; empty where no day can be told.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Brenavia will reopen its embassy on Thursday, March 5, the minister said. | 2026-03-05
            It reopened on Tuesday, 3rd February.                                     | 2026-02-03
            The embassy will reopen on Thursday, Feb. 26, 2026, the minister said.    | 2026-02-26
            Talks are to begin on Monday 15 June.                                     | 2026-06-15
            On Wednesday the 18th of February they parted.                            | 2026-02-18
            He has received visitors every Monday.                                    |
            Each Friday the envoys exchange lists.                                    |
            It will open on the first Thursday of April.                              |
            They meet on the last Monday of May.                                      |
            They met on a Tuesday in September.                                       |
            The shops were closed on Easter Monday.                                   |
            They parted on Good Friday.                                               |
            They met again on the following Monday.                                   |
            The deadline is Monday week.                                              |
            They will meet a week on Monday.                                          |
            They met on Monday last week.                                             | 2026-02-09
            They met on Monday of last week.                                          | 2026-02-09
            They will meet on Wednesday next week.                                    | 2026-02-25
            They met on Thursday.                                                     | 2026-02-19
            They met last Friday.                                                     | 2026-02-13
            They will meet on Thursday.                                               | 2026-02-26
            The council is expected to vote on Tuesday.                               | 2026-02-24
            The ferry will sail again on November 3, the minister said.               | 2026-11-03
            The queen will open the bridge on the 3rd of December, her court said.    | 2026-12-03
            It will host talks on 5 Dec in Stavstad.                                  | 2026-12-05
            The next vote is due on 4 August.                                         | 2026-08-04
            The summit is to take place on 1 March.                                   | 2026-03-01
            A vote is set for Jan. 12.                                                | 2027-01-12
            The consulate closed on Sept. 14 after the flood.                         | 2025-09-14
            The port was opened on Jan 8.                                             | 2026-01-08
            They signed on Dec. 3.                                                    | 2025-12-03
            The court ruled on Feb. 17, 2025.                                         | 2025-02-17
            The mission began on August 30.                                           | 2025-08-30
            She resigned on the 2nd of February.                                      | 2026-02-02
            The envoy arrived on Nov 28 from Pelmar.                                  | 2025-11-28
            """)
    void agenciesWriteDaysInManyWays(String sentence, LocalDate day) {
        assertEquals(Optional.ofNullable(day), DateExpression.in(sentence, LocalDate.of(2026, 2, 20)).getFirst().day());
    }

    /// The month that a sentence published on 21 December 2025 means; empty where it could be either.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The signing was put off until January.               | January 2026
            The truce was extended till March.                   | March 2026
            The council will vote on the port in February.       | February 2026
            The mission is to end by June.                       | June 2026
            The envoy is expected in December.                   | December 2025
            The mines were closed in November.                   | November 2025
            They have met every week since September.            | September 2025
            He had been in office until January.                 |
            The blockade lasted until October.                   |
            The accord of Dec. 2024 is void.                     | December 2024
            Talks began in early May.                            | May 2025
            """)
    void aMonthWithoutAYearIsTheOneThatTheSentenceMeans(String sentence, String month) {
        assertEquals(Optional.ofNullable(month), DateExpression.in(sentence, LocalDate.of(2025, 12, 21)).getFirst().inFull());
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
