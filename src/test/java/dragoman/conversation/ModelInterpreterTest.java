package dragoman.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.Answer;
import dragoman.answer.AnswerRequest;
import dragoman.answer.ReaderLeftException;
import dragoman.answer.SuggestedQuestions;
import dragoman.conversation.Conversations.Manner;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.ModelStandIn;
import dragoman.testsupport.ModelStandIn.Script;
import dragoman.testsupport.WithModel;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Follow-ups and questions in other languages that a language model reads, which is a stand-in over HTTP.
@QuarkusTest
@WithTestResource(WithModel.class)
class ModelInterpreterTest {

    private static final String FIRST = "How much did Ruritania promise for the dams on the Alvar?";

    @Inject
    Conversations conversations;
    @Inject
    SuggestedQuestions suggestions;
    @Inject
    Corpus corpus;

    ModelStandIn model;

    @BeforeEach
    void store() {
        corpus.clear();
        model.reset();
        CircuitBreakerMaintenance.get().resetAll();
        corpus.ingestMarkdown("""
                ---
                id: dams
                title: Ruritania and Graustark pledge money for dams on the Alvar
                date: 2025-06-05
                ---
                Ruritania promised 40 million crowns for the dams on the Alvar at the conference in Strelsau on Wednesday.

                Graustark promised 15 million crowns for the dams on the Alvar.

                Graustark's envoy Rupert Hentzau called the offer of Ruritania late. Ruritania's envoy Michael Elphberg left Strelsau without a word.
                """);
    }

    /// What the model says when it is to condense, to translate or to suggest; it never answers.
    private void reads(Script reading) {
        model.plays((request, reply) -> {
            if (request.isCondensing() || request.isSuggesting() || request.isTranslating()) {
                reading.play(request, reply);
            } else {
                reply.words("NOT IN PASSAGES").end();
            }
        });
    }

    private Answer ask(String question, Optional<String> conversation) {
        return conversations.ask(new AnswerRequest(question, conversation, Optional.empty()), Manner.NEXT, _ -> {
        }, () -> false);
    }

    private Answer after(String question) {
        return ask(question, Optional.of(ask(FIRST, Optional.empty()).heading().conversation()));
    }

    private long condensed() {
        return model.requests().stream().filter(ModelStandIn.Request::isCondensing).count();
    }

    @Test
    void theModelIsGivenTheConversationAsDataAndItsReadingIsAnswered() {
        reads((_, reply) -> reply.words("How much did Graustark promise for the dams on the Alvar?").end());
        Answer answer = after("And the neighbours to the south?");
        assertEquals("How much did Graustark promise for the dams on the Alvar?", answer.heading().standalone());
        assertTrue(answer.text().contains("15 million crowns"), answer.text());
        ModelStandIn.Request request = model.requests().stream().filter(ModelStandIn.Request::isCondensing).findFirst().orElseThrow();
        assertTrue(request.user().contains("asked: " + FIRST + "\nanswered: Ruritania promised 40 million crowns"), request.user());
        assertTrue(request.user().contains("(published 5 June 2025)"), request.user());
        assertEquals("And the neighbours to the south?", request.question());
        assertFalse(request.user().contains("{{") || request.system().contains("{{"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "How much did Zenda promise for the dams on the Alvar?",
            "How much did Graustark promise in 1894?",
            "Graustark promised 15 million crowns.\nHow much did Graustark promise?",
            "How much did Graustark promise? [see](https://example.org)",
            "Сколько обещал Граустарк?",
            "The articles do not say.",
            "How many people live there?",
            ""
    })
    void whatTheModelMakesUpIsNotTakenAndTheRulesReadTheQuestion(String written) {
        reads((_, reply) -> reply.words(written).end());
        Answer answer = after("And Graustark?");
        assertEquals(1, condensed());
        assertEquals("How much did Graustark promise for the dams on the Alvar?", answer.heading().standalone());
    }

    @Test
    void theRulesReadItWhereTheModelFails() {
        reads((_, reply) -> reply.status(500, "{}"));
        assertEquals("How much did Graustark promise for the dams on the Alvar?", after("And Graustark?").heading().standalone());
    }

    @Test
    void theRulesReadItWhereTheModelIsSlow() {
        reads((_, reply) -> reply.pause(10_000).end());
        long began = System.nanoTime();
        assertEquals("How much did Graustark promise for the dams on the Alvar?", after("And Graustark?").heading().standalone());
        assertTrue(System.nanoTime() - began < 6_000_000_000L, "a reader is waiting");
    }

    @Test
    void aQuestionThatStandsAloneIsNotPutToTheModel() {
        reads((_, reply) -> reply.words("How much did Graustark promise for the dams on the Alvar?").end());
        String question = "What did Rupert Hentzau say about the offer of Ruritania?";
        assertEquals(question, after(question).heading().standalone());
        assertEquals(0, condensed());
    }

    @Test
    void stoppingEndsTheReadingAsWell() {
        AtomicBoolean stopped = new AtomicBoolean();
        reads((_, reply) -> {
            stopped.set(true);
            reply.pause(5_000);
        });
        String conversation = ask(FIRST, Optional.empty()).heading().conversation();
        assertThrows(ReaderLeftException.class, () -> conversations.ask(new AnswerRequest("And Graustark?", Optional.of(conversation), Optional.empty()), Manner.NEXT, _ -> {
        }, stopped::get));
        assertEquals(1, conversations.find(conversation).orElseThrow().turns().size());
    }

    @Test
    void aQuestionInAnotherLanguageIsReadInEnglishAndShownSo() {
        reads((_, reply) -> reply.words("How much did Graustark promise for the dams on the Alvar?").end());
        Answer answer = ask("Combien le Graustark a-t-il promis pour les barrages sur l’Alvar ?", Optional.empty());
        assertEquals(Optional.of("How much did Graustark promise for the dams on the Alvar?"), answer.heading().understoodAs());
        assertTrue(answer.text().contains("15 million crowns"), answer.text());
    }

    @Test
    void aFollowUpInAnotherLanguageIsPutIntoEnglishAndReadLikeOthers() {
        reads((request, reply) -> reply.words(request.isCondensing() ? "How much did Graustark promise for the dams on the Alvar?" : "And Graustark?").end());
        Answer answer = after("А Граустарк?");
        assertEquals(Optional.of("How much did Graustark promise for the dams on the Alvar?"), answer.heading().understoodAs());
        assertTrue(answer.text().contains("15 million crowns"), answer.text());
        assertEquals("And Graustark?", model.requests().stream().filter(ModelStandIn.Request::isCondensing).findFirst().orElseThrow().question());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Le Graustark a-t-il promis 1,5 milliard de couronnes pour les barrages ? | Did Graustark promise 1.5 billion crowns for the dams?",
            "Hat Graustark 15.000.000 Kronen für die Dämme versprochen? | Did Graustark promise 15,000,000 crowns for the dams?",
            "ماذا وعدت غراوستارك به في ٢٠٢٥ من أجل السدود؟ | What did Graustark promise for the dams in 2025?"
    })
    void figuresAreTheSameHoweverALanguageWritesThem(String question, String english) {
        reads((_, reply) -> reply.words(english).end());
        assertEquals(Optional.of(english), ask(question, Optional.empty()).heading().understoodAs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"How much did Graustark promise in 2019?", "Graustark a promis 15 millions de couronnes pour les barrages sur le fleuve.", "<b>How much?</b>"})
    void whatIsNoTranslationIsNotTaken(String written) {
        reads((_, reply) -> reply.words(written).end());
        Answer answer = ask("Combien le Graustark a-t-il promis pour les barrages sur l’Alvar ?", Optional.empty());
        assertEquals(Optional.empty(), answer.heading().understoodAs());
    }

    @Test
    void ofTheQuestionsTheModelSuggestsOnlyThoseAreShownThatHaveAnAnswer() {
        reads((_, reply) -> reply.words("""
                - What did Hentzau call the offer of Ruritania?
                2. Why did Flavia refuse the crown?
                How much will Graustark spend on schools?
                What did Michael Elphberg leave without a word?
                How much did Graustark promise for the dams on the Alvar?
                Read https://example.org/next?
                """).end());
        List<String> after = suggestions.after(ask(FIRST, Optional.empty()));
        assertTrue(after.contains("What did Hentzau call the offer of Ruritania?"), after.toString());
        assertTrue(after.stream().noneMatch(question -> question.contains("Flavia") || question.contains("schools") || question.contains("example") || question.startsWith("-")), after.toString());
        assertTrue(after.size() <= 3, after.toString());
    }
}
