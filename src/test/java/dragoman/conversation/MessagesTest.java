package dragoman.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.Answer;
import dragoman.answer.Answer.Answered;
import dragoman.answer.Answer.NotFound;
import dragoman.answer.Answer.Partial;
import dragoman.answer.AnswerRequest;
import dragoman.answer.Lack;
import dragoman.answer.SuggestedQuestions;
import dragoman.conversation.Conversations.Manner;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages as people write them, from the question to the stored answer.
@QuarkusTest
class MessagesTest {

    private static final String PLAIN = "When did Ruritania open the Alvar dam?";

    @Inject
    Conversations conversations;
    @Inject
    SuggestedQuestions suggestions;
    @Inject
    Corpus corpus;

    @BeforeEach
    void begin() {
        corpus.clear();
        corpus.ingestMarkdown("""
                ---
                id: dam
                title: Ruritania opens the Alvar dam
                date: 2025-06-06
                ---
                Ruritania opened the Alvar dam on Wednesday in the presence of its neighbours.

                The dam is 90 metres high. Energy Minister Michael Elphberg said that it would light a million homes.
                """);
        corpus.ingestMarkdown("""
                ---
                id: envoy
                title: Graustark appoints Flavia Tarlen ambassador to Ostania
                date: 2025-06-09
                ---
                Graustark has appointed Flavia Tarlen as its ambassador to Ostania, the foreign ministry in Edelweiss said on Monday.
                """);
    }

    private Answer ask(String question, String conversation) {
        return conversations.ask(new AnswerRequest(question, Optional.ofNullable(conversation), Optional.empty()), Manner.NEXT, _ -> {
        }, () -> false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hi there, when did Ruritania open the Alvar dam?", "When did Ruritania open the Alvar dam? Thanks a lot",
            "Could you please tell me when Ruritania opened the Alvar dam?",
            "Quick question: when did Ruritania open the Alvar dam?"})
    void politenessChangesNothing(String polite) {
        Answer answer = ask(polite, null);
        assertEquals(ask(PLAIN, null).text(), answer.text());
        assertEquals(Optional.empty(), answer.heading().understoodAs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"When did Ruritania open the Alvar dam? And whom did Graustark appoint as its ambassador to Ostania?",
            "When did Ruritania open the Alvar dam and whom did Graustark appoint as its ambassador to Ostania?"})
    void severalQuestionsAreAnswered(String message) {
        Answer answer = assertInstanceOf(Answered.class, ask(message, null));
        assertTrue(answer.text().contains("Wednesday") && answer.text().contains("Flavia Tarlen"), answer.text());
        assertEquals(2, answer.citations().stream().map(citation -> citation.articleId()).distinct().count());
    }

    @Test
    void theSecondQuestionIsReadInTheLightOfTheFirst() {
        Answer answer = assertInstanceOf(Answered.class, ask("When did Ruritania open the Alvar dam and how high is it?", null));
        assertTrue(answer.text().contains("Wednesday") && answer.text().contains("90 metres"), answer.text());
    }

    @Test
    void whatIsNotAnsweredOfSeveralQuestionsIsNamed() {
        Partial answer = assertInstanceOf(Partial.class, ask("When did Ruritania open the Alvar dam? And who is the prime minister of Istrovia?", null));
        assertTrue(answer.text().contains("Wednesday"), answer.text());
        assertTrue(answer.reason().startsWith("“And who is the prime minister of Istrovia?” "), answer.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello!", "Thanks!", "What can you do?", "help"})
    void smallTalkIsToldWhatCanBeAsked(String message) {
        String conversation = ask(PLAIN, null).heading().conversation();
        NotFound answer = assertInstanceOf(NotFound.class, ask(message, conversation));
        assertEquals(new Lack(Lack.Kind.HELP, Map.of("count", "2", "date", "2025-06-09")), answer.lack().orElseThrow());
        assertEquals(Optional.of(answer.reason()), answer.missing());
        assertEquals(suggestions.starters().stream().limit(3).toList(), suggestions.after(answer));
        assertTrue(ask("And how high is it?", conversation).text().contains("90 metres"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Wann hat Ruritanien den Staudamm an der Alvar eröffnet? | German | Bitte fragen Sie auf Englisch",
            "Milloin Ruritania avasi Alvarin padon naapurimaidensa kanssa? | Finnish | in English",
            "متى افتتحت روريتانيا سد ألفار؟ | Arabic | اسأل بالإنجليزية"})
    void otherLanguagesAreToldInTheirs(String question, String language, String words) {
        NotFound answer = assertInstanceOf(NotFound.class, ask(question, null));
        assertTrue(answer.reason().contains(language) && answer.reason().contains(words), answer.reason());
    }
}
