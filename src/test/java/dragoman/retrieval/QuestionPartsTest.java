package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dragoman.article.SentenceSplitter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionPartsTest {

    private final QuestionParts parts = new QuestionParts(new SentenceSplitter(), new QuestionAnalyzer());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            When did Ruritania sign? Thanks!                              | When did Ruritania sign?
            Hello! When did Ruritania sign?                               | When did Ruritania sign?
            Good morning Dragoman, when did Ruritania sign?               | when did Ruritania sign?
            Could you please tell me when Ruritania signed? Many thanks   | when Ruritania signed?
            When did Ruritania sign, please?                              | When did Ruritania sign?
            FYI When did Ruritania sign?                                  | When did Ruritania sign?
            Quick question: when did Ruritania sign?                      | when did Ruritania sign?
            Hi, explain the Strelsau accord                               | explain the Strelsau accord
            Strelsau summit: who attended?                                | Strelsau summit: who attended?
            What do you know of Strelsau?                                 | What do you know of Strelsau?
            grain deal Ruritania                                          | grain deal Ruritania
            Thanks!                                                       | Thanks!
            """)
    void whatStandsAroundAQuestionIsNoPartOfIt(String message, String question) {
        assertEquals(List.of(question), parts.of(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            When did Ruritania open the dam? And who is the envoy of Graustark? | When did Ruritania open the dam? | who is the envoy of Graustark?
            Who initialled the text, and what is to happen to the Strelsau Process? | Who initialled the text? | what is to happen to the Strelsau Process?
            """)
    void eachQuestionOfAMessageIsAnswered(String message, String first, String second) {
        assertEquals(List.of(first, second), parts.of(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Who signed the accord and when?
            Who told Rassendyll that the talks had failed and why?
            """)
    void whatWouldNotBeUnderstoodAloneStaysTogether(String message) {
        assertEquals(List.of(message), parts.of(message));
    }
}
