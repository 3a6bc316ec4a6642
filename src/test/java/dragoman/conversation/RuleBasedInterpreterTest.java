package dragoman.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.Answer;
import dragoman.answer.Answer.Answered;
import dragoman.answer.Answer.Heading;
import dragoman.answer.Answer.Mode;
import dragoman.answer.Citation;
import dragoman.answer.Statement;
import dragoman.conversation.FollowUpInterpreter.Asking;
import dragoman.conversation.FollowUpInterpreter.Reading;
import dragoman.conversation.FollowUpInterpreter.Scope;
import dragoman.retrieval.QuestionAnalyzer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleBasedInterpreterTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 10);
    private static final Asking ASKING = new Asking(TODAY, Optional.empty(), () -> {
    });

    private final FollowUpInterpreter interpreter = new RuleBasedInterpreter(new QuestionAnalyzer());

    private static Exchange exchange(String understood, String told) {
        Citation citation = new Citation(1, "a", 1, "A headline", "The Test Courier", Optional.empty(), LocalDate.of(2025, 10, 24), told, 0, told.length(), Optional.empty());
        Answer answer = new Answered(new Heading("id", understood, "c", Mode.EXTRACTIVE, Instant.EPOCH), List.of(new Statement(told, List.of(1), Optional.empty())), List.of(citation), citation.published());
        return new Exchange(understood, answer);
    }

    private List<String> readings(String question, Exchange... before) {
        return interpreter.readings(question, List.of(before), ASKING).stream().map(Reading::question).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "How much did Britain promise at the Sudan conference in London? | And Germany? | How much did Germany promise at the Sudan conference in London?",
            "How much did Britain promise at the Sudan conference in London? | What about Germany? | How much did Germany promise at the Sudan conference in London?",
            "When did Britain recognise Palestine? | and Canada | When did Canada recognise Palestine?",
            "What did Pashinyan say at the White House? | And Aliyev? | What did Aliyev say at the White House?",
            "How many prisoners did Belarus release in September 2025? | And in December? | How many prisoners did Belarus release in December 2025?",
            "How many prisoners did Belarus release in October? | And in December? | How many prisoners did Belarus release in December 2025?",
            "How many prisoners did Belarus release in October? | And in March? | How many prisoners did Belarus release in March 2026?",
            "Who led the Iranian delegation in Islamabad? | And the American one? | Who led the American delegation in Islamabad?",
            "How high are American duties on Chinese goods after the talks in Geneva? | And the Chinese ones on American goods? | How high are Chinese duties on American goods after the talks in Geneva?",
            "What did the EU leaders decide? | And Hungary? | What did Hungary decide?",
            "How much do the NATO allies want to spend on defence? | And Spain? | How much does Spain want to spend on defence?",
            "Did Hungary support the loan for Ukraine? | Why? | Why did Hungary support the loan for Ukraine?",
            "When was the EU-Mercosur agreement signed? | Where? | Where was the EU-Mercosur agreement signed?",
            "Did Netanyahu come to the summit? | Why not? | Why did Netanyahu not come to the summit?",
            "Who signed the peace agreement between Congo and Rwanda? | Did M23 sign it? | Did M23 sign the peace agreement between Congo and Rwanda?",
            "How many members voted for the resolution on the Gaza force? | When does its mandate end? | When does the mandate of the resolution on the Gaza force end?",
            "Who attended the BRICS summit in Rio? | Where will the next one be held? | Where will the next BRICS summit be held?",
            "Who represented Brazil at the BRICS summit in Kazan? | Was Xi there? | Was Xi at the BRICS summit in Kazan?",
            "What did Starmer announce at the London summit? | What did he say about troops? | What did Starmer say about troops?",
            "What did the EU leaders decide about the loan for Ukraine? | What has happened since then? | The loan for Ukraine: what has happened after 24 October 2025?",
            "Who signed the Gaza declaration in Sharm el-Sheikh? | What did Sisi say about it? | What did Sisi say about the Gaza declaration in Sharm el-Sheikh?",
            "How long did the United States and Iran negotiate in Islamabad? | Did they agree? | Did the United States and Iran agree?",
    })
    void aFollowUpTakesOverWhatItLeavesOut(String before, String question, String meant) {
        assertEquals(meant, readings(question, exchange(before, "Nothing was said.")).getFirst());
    }

    @Test
    void aRequestThatNamesItsMatterStandsByItself() {
        Exchange before = exchange("When did Britain recognise Palestine?", "Nothing was said.");
        assertEquals(List.of("explain the treaty of Ruritania"), readings("explain the treaty of Ruritania", before));
        assertTrue(readings("ok, and what about the prisoners in Ruritania?", before).contains("What is the latest on the prisoners in Ruritania?"));
        assertTrue(readings("And the Ruritanian government?", before).stream().noneMatch(reading -> reading.startsWith("What is the latest")));
    }

    @Test
    void sheIsWhoWasQuotedInTheAnswerToWho() {
        Exchange before = exchange("Who mediated?", "“We have waited long enough,” said Flavia Tarlen of the Coastal League, who mediated.");
        assertEquals("What did Flavia Tarlen say?", readings("What did she say?", before).getFirst());
    }

    @Test
    void heIsWhoWasAskedFor() {
        Exchange before = exchange("Who led the American delegation in Jeddah?", "Secretary of State Marco Rubio and National Security Adviser Mike Waltz led the American delegation.");
        assertEquals("What did Marco Rubio say about Russia?", readings("What did he say about Russia?", before).getFirst());
    }

    @Test
    void heIsWhoWasPutLast() {
        Exchange before = new Exchange("Who accompanied Trump in Alaska?", exchange("And Trump?", "Secretary of State Marco Rubio and special envoy Steve Witkoff accompanied Trump.").answer());
        assertEquals("What did Trump say afterwards?", readings("What did he say afterwards?", before).getFirst());
    }

    @Test
    void whatIsLeftOutMayBeToldInTheSameArticlesOnly() {
        List<Reading> readings = interpreter.readings("Who was not invited?", List.of(exchange("How much did Germany promise at the Sudan conference in London?", "125 million euros.")), ASKING);
        assertEquals(new Reading("Who was not invited?", Scope.ONLY_THOSE_BEFORE), readings.getFirst());
        assertTrue(readings.contains(new Reading("Who was not invited at the Sudan conference in London?", Scope.RATHER_THOSE_BEFORE)), readings::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "How much did Britain promise at the Sudan conference in London? | When did Thailand and Cambodia agree to a ceasefire?",
            "What did Trump say in Alaska? | How many prisoners did Belarus release in December 2025?",
            "What did Trump say in Alaska? | Who attended the NATO summit in The Hague?",
    })
    void aQuestionThatStandsAloneStaysAsItIs(String before, String question) {
        assertEquals(List.of(question), readings(question, exchange(before, "Nothing was said.")));
    }

    @ParameterizedTest
    @CsvSource({"???", "and", "'ok, '", "he", "it", "'why why why'", "'؟ وماذا'", "'a: b: c'", "'<b>And</b> Italy?'"})
    void whateverIsAskedHasAReading(String question) {
        assertTrue(!readings(question, exchange("Why?", "Nothing was said.")).isEmpty());
        assertTrue(!readings(question).isEmpty());
    }
}
