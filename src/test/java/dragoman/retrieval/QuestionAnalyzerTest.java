package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.retrieval.AnalyzedQuestion.Kind;
import dragoman.retrieval.AnalyzedQuestion.Office;
import dragoman.retrieval.AnalyzedQuestion.Term;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionAnalyzerTest {

    private static final QuestionAnalyzer ANALYZER = new QuestionAnalyzer();
    private static final LocalDate TODAY = LocalDate.of(2025, 5, 14);

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
        assertEquals(kind, ANALYZER.analyze(question, TODAY).kind());
    }

    @Test
    void namesFiguresAndTermsAreToldApart() {
        AnalyzedQuestion question = ANALYZER.analyze("Why did British envoys reject the 2024 treaty?", TODAY);
        assertEquals(List.of("United Kingdom"), question.names());
        assertEquals(List.of("2024"), question.figures());
        assertEquals(List.of("envoys", "reject", "treaty"), question.terms().stream().map(Term::word).toList());
    }

    @Test
    void aCapitalInWhichThingsHappenIsAPlace() {
        assertEquals(List.of("Paris"), ANALYZER.analyze("Who attended the Paris summit?", TODAY).names());
        assertEquals(List.of("France"), ANALYZER.analyze("What does Paris want?", TODAY).names());
    }

    @Test
    void whoeverFollowsTheAuxiliaryIsTheActor() {
        assertEquals("Russia", ANALYZER.analyze("Did Russia accept the ceasefire?", TODAY).actor().orElseThrow().canonical());
        assertEquals("Netherlands", ANALYZER.analyze("How much did the Dutch pledge?", TODAY).actor().orElseThrow().canonical());
        assertTrue(ANALYZER.analyze("Was the London summit a success?", TODAY).actor().isEmpty());
    }

    @Test
    void whatIsCountedAndWhatWasDoneAreKnown() {
        assertEquals("missiles", ANALYZER.analyze("How many air defence missiles will be built?", TODAY).counted().orElseThrow().word());
        assertEquals("vetoed", ANALYZER.analyze("Who vetoed the resolution?", TODAY).deed().orElseThrow().word());
    }

    @Test
    void theVerbsAndTheThingAskedForAreKnown() {
        AnalyzedQuestion question = ANALYZER.analyze("Which Saudi minister negotiated with the delegation from Kyiv?", TODAY);
        assertEquals(List.of("negotiated"), question.verbs().stream().map(Term::word).toList());
        assertEquals("minister", question.head().orElseThrow().word());
        assertTrue(question.asksForPerson());
        assertFalse(ANALYZER.analyze("Which countries signed the treaty?", TODAY).asksForPerson());
        assertTrue(ANALYZER.analyze("When was the treaty signed?", TODAY).head().isEmpty());
    }

    @Test
    void whatAsksNothingHasNoTerms() {
        assertEquals(List.of(), ANALYZER.analyze("what is it?", TODAY).terms());
    }

    @ParameterizedTest
    @ValueSource(strings = {"What is the latest on Gaza?", "What is the most recent proposal?", "Who currently chairs the G20?", "Where do the talks stand now?",
            "What is the state of the truce today?", "What is the newest sanctions package?", "How many states have ratified it so far?",
            "Is Hungary still blocking the loan?", "What did Macron say recently?", "Has Iran replied yet?", "Who is the current chancellor?",
            "Today, who leads NATO?", "What was decided at the recent G20 summit?", "When was the last time they met?"})
    void someQuestionsWantTheStateOfThingsNow(String question) {
        assertTrue(ANALYZER.analyze(question, TODAY).latest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Who spoke on the last day of the summit?", "Did they sign at last?", "By when must Iran reply, at the latest?", "Who attended the summit?",
            "What changed in recent years?", "What does Russia Today report?", "What happens now that the truce is over?", "How did it come so far away?",
            "Who was still absent in March?", "When had Trump and Xi last met before Busan?", "", "How often have they yet to meet?"})
    void othersDoNot(String question) {
        assertFalse(ANALYZER.analyze(question, TODAY).latest());
    }

    @Test
    void theTimeAskedAboutIsSeenFromToday() {
        assertEquals(Optional.of(Period.between(LocalDate.of(2025, 3, 1), LocalDate.of(2025, 3, 31))),
                ANALYZER.analyze("What did Japan pledge in March?", TODAY).period());
        assertEquals(Optional.empty(), ANALYZER.analyze("What did Japan pledge?", TODAY).period());
    }

    @Test
    void officesAndWhatDependsOnTheConversationAreKnown() {
        assertEquals(List.of(new Office("Ukraine", "president")), ANALYZER.analyze("What did the Ukrainian president say?", TODAY).offices());
        assertTrue(ANALYZER.analyze("And Italy?", TODAY).needsConversation());
        assertFalse(ANALYZER.analyze("What happened last week?", TODAY).needsConversation());
        assertTrue(ANALYZER.analyze("What happened?", TODAY).needsConversation());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202eWhen did Britain recognise Palestine?\u202c", "<b>When did Britain recognise Palestine?</b>", "When did Bri\u00adtain recog\u200bnise Palestine?",
            "When did Britain recognise\u00a0 Palestine?\u001b[31m", "\u0007When did Britain recognise Palestine?"})
    void whatCannotBeSeenChangesNothing(String question) {
        assertEquals("When did Britain recognise Palestine?", new QuestionAnalyzer().analyze(question, LocalDate.of(2025, 10, 1)).text());
    }

    @Test
    void composedAndDecomposedLettersAreTheSame() {
        assertEquals(new QuestionAnalyzer().analyze("What did Jean-No\u00ebl Barrot say?", LocalDate.of(2025, 10, 1)),
                new QuestionAnalyzer().analyze("What did Jean-Noe\u0308l Barrot say?", LocalDate.of(2025, 10, 1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"When did Ruritania sign the fishing treaty with Graustark? | fishing treaty", "When was the ferry accord signed? | ferry accord",
            "When did Ruritania sign the extradition agreement? | extradition agreement"})
    void aNounBeforeANounTellsWhichOfItsKindIsMeant(String question, String phrase) {
        assertEquals(List.of(phrase), ANALYZER.analyze(question, TODAY).kindred().stream().map(AnalyzedQuestion.Kindred::phrase).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Did Ruritania agree to the 5 percent target?", "Which isreali minister resigned?", "Who attended the London summit?", "When did Ruritania sign the treaty?"})
    void measuresNamesAndMisspeltWordsTellNoKind(String question) {
        assertEquals(List.of(), ANALYZER.analyze(question, TODAY).kindred());
    }
}
