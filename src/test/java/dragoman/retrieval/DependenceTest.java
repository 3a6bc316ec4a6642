package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DependenceTest {

    private static final Names NAMES = new Names();
    private static final Pattern QUESTION = Pattern.compile("\"question\": ?\"([^\"]+)\"");

    private static boolean depends(String question) {
        return Dependence.of(question, NAMES.in(question), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"And Italy?", "But Italy?", "And in March?", "What about France?", "How about the Dutch?", "And what did he say?", "In London?", "With whom?",
            "Why?", "When?", "Why not?", "How many?", "Really?", "Since when?", "Who attended?", "What happened next?", "Did they?"})
    void anEllipticalQuestionNeedsWhatWasSaid(String question) {
        assertTrue(depends(question));
    }

    @ParameterizedTest
    @ValueSource(strings = {"What did he say next?", "Why did they refuse it?", "What did she say about Macron?", "In which city did they meet?",
            "What did Macron say about it?", "What did the minister say about it?", "Is Israel going to accept it?", "When did it happen?", "Who proposed it?",
            "What does Russia think of his plan?", "What did Macron say about their plan?", "Who met him in London?", "Why did his government fall?", "What did Macron say when Putin spoke about it?",
            "Who is her successor?", "Which countries support them?", "How long did it take?", "Is it legal?", "did it take place in geneva?"})
    void aPronounWithNobodyToStandForNeedsWhatWasSaid(String question) {
        assertTrue(depends(question));
    }

    @ParameterizedTest
    @ValueSource(strings = {"What has changed since then?", "since then?", "What else did Macron say?", "Who said that?", "Is that true?", "Who attended that summit?",
            "What does Germany think about this proposal?", "Why were these talks held?", "Who was there?", "What did Macron do there?", "Which one is larger?",
            "What did you say about Iran?", "What does the latter mean for Iran?", "What happened then?"})
    void whatPointsBackNeedsWhatWasSaid(String question) {
        assertTrue(depends(question));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "What did Macron say about his plan?", "Is it true that Russia accepted the ceasefire?", "Who left the deal that failed?", "When did it become clear that the talks had failed?",
            "Did Macron say when he would visit Kyiv?", "Did Russia reject the ceasefire after Ukraine accepted it?", "Which countries said they would join?",
            "Who said he would resign?", "How much of its GDP does Spain spend?", "What did the French president say about his plan?",
            "When Macron met Putin, what did he say?", "Who signed the treaty and when did it enter into force?", "How long did it take Russia to reply?",
            "How much will it cost to build the Trump Route?", "Is it likely that Iran will agree?", "Was it Macron who proposed the truce?",
            "Were there any talks in Oslo?", "Is there a ceasefire in Gaza?", "What did Macron say that Russia should do?", "Who proposed the deal that ended the war?",
            "Who were those present in London?", "Who met this week in Oslo?", "And what did Macron say about Ukraine?", "Who else besides Macron attended the London summit?",
            "How did the EU respond when Trump raised tariffs on it?", "vienna agreement", "Italy", "What happened on 24/02/2022?", "Who won the World Cup?", "What are tariffs?",
            "When Macron was in Kyiv, who met him there?", "Did Trump and Putin take questions after their meeting?"})
    void aQuestionThatNamesWhatItMeansStandsAlone(String question) {
        assertFalse(depends(question));
    }

    /// The golden questions were asked one by one. Few of them have a pronoun for what they name only later ("did they bring up taiwan in busan?").
    @ParameterizedTest
    @ValueSource(strings = {"questions.jsonl", "questions-blind.jsonl"})
    void goldenQuestionsStandAlone(String file) throws IOException {
        List<String> questions = QUESTION.matcher(Files.readString(Path.of("corpus", file))).results().map(found -> found.group(1)).toList();
        assertTrue(questions.size() > 50);
        QuestionAnalyzer analyzer = new QuestionAnalyzer();
        List<String> dependent = questions.stream().filter(question -> analyzer.analyze(question, LocalDate.of(2025, 12, 1)).needsConversation()).toList();
        assertTrue(dependent.size() * 50 <= questions.size(), dependent::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"it ", "and ", "that ", "it is ", "did it ", "who else ", "it Is ", "Macron did it ", ", ", "there ", "its did Russia ", "Macron and that and did "})
    void anyTextIsReadInNoTime(String piece) {
        String question = piece.repeat(2000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> depends(question));
    }
}
