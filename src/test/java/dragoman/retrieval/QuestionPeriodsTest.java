package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionPeriodsTest {

    /// A Wednesday.
    private static final LocalDate TODAY = LocalDate.of(2025, 5, 14);

    /// "from..until", where a missing day is an open side.
    private static String written(Optional<Period> period) {
        return period.map(known -> known.from().map(LocalDate::toString).orElse("") + ".."
                + known.until().map(LocalDate::toString).orElse("")).orElse("none");
    }

    private static String in(String question) {
        return written(QuestionPeriods.in(question, TODAY, () -> TODAY));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "What happened on 2 March 2025? | 2025-03-02..2025-03-02",
            "What happened on March 2, 2025? | 2025-03-02..2025-03-02",
            "What happened on the 2nd of March 2024? | 2024-03-02..2024-03-02",
            "What happened on the 2nd of March in Paris? | 2025-03-02..2025-03-02",
            "What happened on March 2? | 2025-03-02..2025-03-02",
            "What happened on 20 June? | 2024-06-20..2024-06-20",
            "What happened on 14 May? | 2025-05-14..2025-05-14",
            "What happened on 15 May? | 2024-05-15..2024-05-15",
            "What happened on 29 February? | 2024-02-29..2024-02-29",
            "What happened on 2025-03-02? | 2025-03-02..2025-03-02",
            "What did he sign on 5 Sept. 2024? | 2024-09-05..2024-09-05",
            "What happened on Tuesday, 4 March 2025? | 2025-03-04..2025-03-04",
            "What happened on Tuesday March 4? | 2025-03-04..2025-03-04",
            "London summit 2 March 2025 | 2025-03-02..2025-03-02",
            "what happened on 2 may | 2025-05-02..2025-05-02",
    })
    void aDay(String question, String period) {
        assertEquals(period, in(question));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "What happened in March? | 2025-03-01..2025-03-31",
            "What happened in march? | 2025-03-01..2025-03-31",
            "What happened in May? | 2025-05-01..2025-05-31",
            "What happened in June? | 2024-06-01..2024-06-30",
            "What was agreed in March 2025? | 2025-03-01..2025-03-31",
            "What was agreed in Feb 2024? | 2024-02-01..2024-02-29",
            "London summit March 2025 | 2025-03-01..2025-03-31",
            "The events of March 2025 | 2025-03-01..2025-03-31",
            "What happened in early March 2025? | 2025-03-01..2025-03-10",
            "What happened in mid-March 2025? | 2025-03-11..2025-03-20",
            "What happened in late February 2024? | 2024-02-21..2024-02-29",
            "What happened at the beginning of April? | 2025-04-01..2025-04-10",
            "What happened at the end of April? | 2025-04-21..2025-04-30",
            "What happened last March? | 2025-03-01..2025-03-31",
            "What happened last May? | 2024-05-01..2024-05-31",
            "What happened in March last year? | 2024-03-01..2024-03-31",
            "Who resigned in 2024? | 2024-01-01..2024-12-31",
            "In 2022 Russia invaded Ukraine; who condemned it? | 2022-01-01..2022-12-31",
            "Who resigned in late 2024? | 2024-09-01..2024-12-31",
            "Who resigned early this year? | 2025-01-01..2025-04-30",
            "What changed in the first quarter of 2025? | 2025-01-01..2025-03-31",
            "What changed in Q4 2024? | 2024-10-01..2024-12-31",
            "What changed in the second half of 2024? | 2024-07-01..2024-12-31",
            "What happened in summer 2025? | 2025-06-01..2025-08-31",
            "What happened in the summer of 2024? | 2024-06-01..2024-08-31",
            "What happened last summer? | 2024-06-01..2024-08-31",
            "What happened in the winter? | 2024-12-01..2025-02-28",
            "What happened this spring? | 2025-03-01..2025-05-31",
    })
    void aMonthASeasonOrAYear(String question, String period) {
        assertEquals(period, in(question));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "What happened today? | 2025-05-14..2025-05-14",
            "What happened yesterday? | 2025-05-13..2025-05-13",
            "What happened the day before yesterday? | 2025-05-12..2025-05-12",
            "Who meets tomorrow? | 2025-05-15..2025-05-15",
            "Who met last week? | 2025-05-05..2025-05-11",
            "Who met in the past week in Oslo? | 2025-05-07..2025-05-14",
            "What has happened this past week? | 2025-05-05..2025-05-11",
            "Who met this week? | 2025-05-12..2025-05-18",
            "Who meets next week? | 2025-05-19..2025-05-25",
            "Who met last month? | 2025-04-01..2025-04-30",
            "Who met this month? | 2025-05-01..2025-05-31",
            "Who met last year? | 2024-01-01..2024-12-31",
            "Who met earlier this year? | 2025-01-01..2025-12-31",
            "What did last week’s summit decide? | 2025-05-05..2025-05-11",
            "Who met last quarter? | 2025-01-01..2025-03-31",
            "Who met in the last 7 days? | 2025-05-07..2025-05-14",
            "Who met in the past two weeks? | 2025-04-30..2025-05-14",
            "Who met over the last three months? | 2025-02-14..2025-05-14",
            "Who met in the last year? | 2024-05-14..2025-05-14",
            "Who was killed in the last 48 hours? | 2025-05-12..2025-05-14",
            "What changed in recent weeks? | 2025-04-09..2025-05-14",
            "Who met on Sunday? | 2025-05-11..2025-05-11",
            "Who met on Wednesday? | 2025-05-14..2025-05-14",
            "Who met last Friday? | 2025-05-09..2025-05-09",
            "Who met last Wednesday? | 2025-05-07..2025-05-07",
            "Who meets this Friday? | 2025-05-16..2025-05-16",
            "Who meets next Monday? | 2025-05-19..2025-05-19",
            "Who will meet on Monday? | 2025-05-19..2025-05-19",
            "Will they meet in June? | 2025-06-01..2025-06-30",
            "What was said at Friday’s meeting? | 2025-05-09..2025-05-09",
            "Who met at the weekend? | 2025-05-10..2025-05-11",
            "Who met three days ago? | 2025-05-10..2025-05-12",
            "Who met two weeks ago? | 2025-04-27..2025-05-03",
            "Who met three months ago? | 2025-01-30..2025-03-01",
            "Who met a few days ago? | 2025-05-08..2025-05-13",
    })
    void aTimeThatFollowsFromToday(String question, String period) {
        assertEquals(period, in(question));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "What has changed since March? | 2025-03-01..",
            "What has changed since 5 May 2025? | 2025-05-05..",
            "What has changed since last week? | 2025-05-05..",
            "What has changed since the beginning of 2025? | 2025-01-01..",
            "What has changed since 2022? | 2022-01-01..",
            "What has changed since Monday? | 2025-05-12..",
            "Who held office from 2022 onwards? | 2022-01-01..",
            "What happened before June 2025? | ..2025-05-31",
            "What happened until June 2025? | ..2025-06-30",
            "What must happen by June 2025? | ..2025-06-30",
            "What must happen by the end of 2024? | ..2024-12-31",
            "What happened prior to 2024? | ..2023-12-31",
            "What happened after 3 May? | 2025-05-04..",
            "What happened after March? | 2025-04-01..",
            "What happened after 3 March and before 10 April? | 2025-03-04..2025-04-09",
            "What happened since March in Gaza and until 2 May in Sudan? | 2025-03-01..2025-05-02",
    })
    void aPrepositionOpensASide(String question, String period) {
        assertEquals(period, in(question));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Who met between 3 and 10 March 2025? | 2025-03-03..2025-03-10",
            "Who met from 3 March to 10 April 2025? | 2025-03-03..2025-04-10",
            "Who met from March to May 2025? | 2025-03-01..2025-05-31",
            "Who met from November to February 2025? | 2024-11-01..2025-02-28",
            "Who met from November 2024 to February? | 2024-11-01..2025-02-28",
            "Who met between November and March? | 2024-11-01..2025-03-31",
            "Who met between 2022 and 2024? | 2022-01-01..2024-12-31",
            "Who met on 3-4 March 2025? | 2025-03-03..2025-03-04",
            "Who met on March 3–4, 2025? | 2025-03-03..2025-03-04",
            "Who met from Thursday to Monday? | 2025-05-08..2025-05-12",
            "Who met in March and April? | 2025-03-01..2025-04-30",
            "What did he say in January and in March? | 2025-01-01..2025-03-31",
            "Who met between last week and today? | 2025-05-05..2025-05-14",
            "Who met between 10 April 2025 and 3 April 2025? | 2025-04-03..2025-04-10",
    })
    void twoEndsMakeOnePeriod(String question, String period) {
        assertEquals(period, in(question));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", " ", "?", "Who met in Oslo?",
            "Who won the 2022 World Cup?",
            "Who left the 2015 nuclear deal?",
            "What is in the 2025 budget?",
            "What was said in the 2025 talks?",
            "What changed since the 2015 deal?",
            "Who attended the March 2025 summit?",
            "Who condemned the 7 October attacks?",
            "What does the treaty of 1992 say?",
            "How large is the budget for 2025?",
            "What changed since then?",
            "What changed since the summit?",
            "What may Iran do?", "How may Iran respond?",
            "Who took part in the march on Rome?",
            "What did Theresa May say about April Ryan?",
            "Who signed the Good Friday Agreement?",
            "What does the Sunday Times report?",
            "What does Russia Today report?",
            "Who spoke on the last day of the summit?",
            "What was said in the last three days of the talks?",
            "What happened in the last year of the war?",
            "What happened after the fall of Kabul?",
            "What began with the Arab Spring?",
            "What happened on 31 February 2025?",
            "What happened on 45 March?",
            "Were 2,000 soldiers sent?",
            "Do they meet on Sundays?",
            "What is Resolution 2025?",
            "What happened in the early 2020s?",
            "Who heads the World Bank this time?",
    })
    void whatNamesNoTimeHasNone(String question) {
        assertEquals("none", in(question));
    }

    @ParameterizedTest
    @ValueSource(strings = {"since ", "2 March ", "1 and ", "the last ", "March ", "9", " ", "\n\t", "from March to ", "Monday and ", "a few ", "in 2024-", "’s ",
            "the beginning of ", "0000-00-00 ", "2025-13-45 ", "999 years ago ", "0 days ago ", "\ud83c ", "will "})
    void anyTextIsReadInNoTime(String piece) {
        String question = piece.repeat(2000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> QuestionPeriods.in(question, TODAY, () -> TODAY));
    }
}
