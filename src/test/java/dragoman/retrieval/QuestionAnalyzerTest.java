package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.retrieval.AnalyzedQuestion.Kind;
import dragoman.retrieval.AnalyzedQuestion.Term;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionAnalyzerTest {

    private static final QuestionAnalyzer ANALYZER = new QuestionAnalyzer();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Who attended the summit? | ATTENDEES",
            "Which leaders took part in the talks? | ATTENDEES",
            "Who hosted the summit? | WHO",
            "Which country proposed the truce? | WHO",
            "How much did Norway offer? | AMOUNT",
            "What percentage of GDP did they agree on? | AMOUNT",
            "When was it signed? | WHEN",
            "On what date was the summit held? | WHEN",
            "Where did the leaders meet? | WHERE",
            "In which city were the talks held? | WHERE",
            "What did Macron say about Russia? | SAID",
            "How did Trump describe the meeting? | SAID",
            "What did Japan pledge? | PLEDGED",
            "Did Iran accept the proposal? | YES_NO",
            "Why did the delegation leave? | WHY",
            "What happened in Vienna? | OVERVIEW",
            "What is the latest on Ukraine? | OVERVIEW",
            "Vienna talks: who attended? | ATTENDEES",
            "What was agreed in Vienna? | OTHER",
            "vienna agreement | OTHER",
    })
    void theFormOfAQuestionTellsWhatItWants(String question, Kind kind) {
        assertEquals(kind, ANALYZER.analyze(question).kind());
    }

    @Test
    void namesFiguresAndTermsAreToldApart() {
        AnalyzedQuestion question = ANALYZER.analyze("Why did British envoys reject the 2024 treaty?");
        assertEquals(List.of("United Kingdom"), question.names());
        assertEquals(List.of("2024"), question.figures());
        assertEquals(List.of("envoys", "reject", "treaty"), question.terms().stream().map(Term::word).toList());
    }

    @Test
    void aCapitalInWhichThingsHappenIsAPlace() {
        assertEquals(List.of("Paris"), ANALYZER.analyze("Who attended the Paris summit?").names());
        assertEquals(List.of("France"), ANALYZER.analyze("What does Paris want?").names());
    }

    @Test
    void whoeverFollowsTheAuxiliaryIsTheActor() {
        assertEquals("Russia", ANALYZER.analyze("Did Russia accept the ceasefire?").actor().orElseThrow().canonical());
        assertEquals("Netherlands", ANALYZER.analyze("How much did the Dutch pledge?").actor().orElseThrow().canonical());
        assertTrue(ANALYZER.analyze("Was the London summit a success?").actor().isEmpty());
    }

    @Test
    void whatIsCountedAndWhatWasDoneAreKnown() {
        assertEquals("missiles", ANALYZER.analyze("How many air defence missiles will be built?").counted().orElseThrow().word());
        assertEquals("vetoed", ANALYZER.analyze("Who vetoed the resolution?").deed().orElseThrow().word());
    }

    @Test
    void whatAsksNothingHasNoTerms() {
        assertEquals(List.of(), ANALYZER.analyze("what is it?").terms());
    }
}
