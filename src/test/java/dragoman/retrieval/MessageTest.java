package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static final String PLAIN = "When did Ruritania recognise Graustark?";

    @ParameterizedTest
    @ValueSource(strings = {"Hello! When did Ruritania recognise Graustark?", "Hi there, when did Ruritania recognise Graustark?",
            "Good morning Dragoman, when did Ruritania recognise Graustark?",
            "Dear all, when did Ruritania recognise Graustark? Kind regards", "FYI When did Ruritania recognise Graustark?",
            "hey when did Ruritania recognise Graustark?",
            "Quick question: when did Ruritania recognise Graustark?", "Please: when did Ruritania recognise Graustark?",
            "When did Ruritania recognise Graustark? Thanks!",
            "When did Ruritania recognise Graustark? Thank you.", "When did Ruritania recognise Graustark? thanks a lot",
            "When did Ruritania recognise Graustark, please?",
            "When did Ruritania recognise Graustark? Asking for a friend.", "Thank you! When did Ruritania recognise Graustark?",
            "Thanks, that helped. When did Ruritania recognise Graustark?",
            "Sorry to bother you. When did Ruritania recognise Graustark? Many thanks in advance"})
    void greetingsAndThanksAreNoPartOfTheQuestion(String message) {
        assertEquals(List.of(PLAIN), Message.of(message).questions());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Could you please tell me when Ruritania recognised Graustark? Many thanks | When Ruritania recognised Graustark?",
            "I was wondering why the talks failed. | Why the talks failed?",
            "Do you know who signed the treaty of Strelsau? | Who signed the treaty of Strelsau?",
            "Can you explain the Alvar treaty? | Explain the Alvar treaty?",
            "could you give me an overview of the Strelsau talks | Give me an overview of the Strelsau talks",
            "I'd like to know how much Ruritania pledged | How much Ruritania pledged?",
            "Please list all summits in Strelsau | List all summits in Strelsau",
            "Can you tell me if Graustark signed the treaty? | Graustark signed the treaty?"})
    void politeOpeningsAreLeftOut(String message, String question) {
        assertEquals(List.of(question), Message.of(message).questions());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"When did Ruritania open the dam? And who is its minister? | When did Ruritania open the dam? | And who is its minister?",
            "When did Ruritania open the dam and how high is it? | When did Ruritania open the dam? | How high is it?",
            "Who initialled the Alvar text, and what is to happen to the Strelsau process? | Who initialled the Alvar text? | What is to happen to the Strelsau process?",
            "How many voted for it? Hello, and who abstained? | How many voted for it? | And who abstained?",
            "Thanks. Who came to Strelsau and who signed the treaty? | Who came to Strelsau? | Who signed the treaty?"})
    void severalQuestionsAreTakenApart(String message, String first, String second) {
        Message taken = Message.of(message);
        assertEquals(List.of(first, second), taken.questions());
        assertEquals(taken.questions(), Message.of(taken.joined()).questions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"When and where did Ruritania and Graustark meet?",
            "What did Elphberg say about tariffs and how Graustark would respond?", "Who said what and when?",
            "Strelsau summit outcome", "London summit: who attended?", "At the summit, who spoke?",
            "Who said “thank you, and who are you?” in Strelsau?", "ok, and who mediated?",
            "What is the best offer that Ruritania made?", "Thank-you note of Elphberg", "Did Elphberg ask who signed?", "And Graustark?",
            "Will Ruritania help Graustark?",
            "Ruritania recognised Graustark in June. And Ostania?", "What did they agree on, and why?"})
    void whatIsOneQuestionStaysAsItIs(String message) {
        assertEquals(List.of(message), Message.of(message).questions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hi", "Hello!", "Thanks!", "thank you very much", "ok thanks", "Good evening, Dragoman!", "help",
            "What can you do?", "Who are you?", "what can I ask?", "How are you?",
            "Hello, what do you know?", "Great, thank you!"})
    void smallTalk(String message) {
        assertTrue(Message.of(message).isSmallTalk(), () -> Message.of(message).questions().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Who are the Elphbergs?", "Can you tell me more?", "Why?", "What can Ruritania do?",
            "What do you know about Graustark?", "tell me more", "What happened today?",
            "Did Graustark ask for help?", "And then?", "What is this treaty?"})
    void questions(String message) {
        assertFalse(Message.of(message).isSmallTalk());
    }

    @Test
    void whatIsAddedToAQuestionStaysWithIt() {
        assertEquals(List.of("Who attended? I mean the Strelsau summit."), Message.of("Hi! Who attended? I mean the Strelsau summit.")
                .questions());
    }

    @Test
    void hundredsOfQuestionsAreNoMoreThanFour() {
        Message message = Message.of("Who met Sapt? When did Zenda fall? ".repeat(55));
        assertEquals(4, message.questions().size());
        assertEquals("When did Zenda fall?", message.questions().get(1));
        assertEquals(message.questions(), Message.of(message.joined()).questions());
    }
}
