package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.Answer.Answered;
import dragoman.answer.Answer.Generation;
import dragoman.answer.Answer.Mode;
import dragoman.answer.Answer.NotFound;
import dragoman.answer.Answer.Partial;
import dragoman.answer.AnswerEvent.Sources;
import dragoman.answer.AnswerEvent.StatementMade;
import dragoman.answer.generation.FallbackCause;
import dragoman.article.ArticleRepository;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.ModelStandIn;
import dragoman.testsupport.ModelStandIn.Script;
import dragoman.testsupport.WithModel;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of an answer that a language model writes, on articles about places and people that do not exist.
@QuarkusTest
@WithTestResource(WithModel.class)
class GenerativeAnswerTest {

    private static final String QUESTION = "How much money did Sapt promise?";

    @Inject
    AnswerService answers;
    @Inject
    ArticleRepository articles;
    @Inject
    Corpus corpus;

    ModelStandIn model;
    private static int asked;
    private String talks;

    @BeforeEach
    void store() {
        corpus.clear();
        model.reset();
        CircuitBreakerMaintenance.get().resetAll();
        talks = corpus.ingestMarkdown("""
                ---
                id: talks
                title: Ruritania and Graustark open talks in Strelsau
                date: 2025-06-03
                publisher: The Test Courier
                ---
                Ruritania and Graustark opened talks on the Alvar river on Sunday in Strelsau.

                Foreign Minister Anton Sapt promised 40 million crowns for the river's dams. “We have waited long enough,” he said.

                Envoys at the talks included Michael Elphberg, Flavia Rassendyll and Rupert Hentzau.

                Graustark's envoy Rupert Hentzau told reporters that his country wanted a treaty within a year.
                """).articleId();
        corpus.ingestMarkdown("""
                ---
                id: bridge
                title: Sapt opens a bridge
                date: 2025-06-10
                publisher: The Other Courier
                ---
                Anton Sapt opened a bridge in Zenda on Monday. The bridge cost 7 million crowns, and Sapt promised a second one.
                """);
    }

    private Answer ask(List<AnswerEvent> events) {
        // each is asked on another day: what a model wrote is kept
        return answers.answer(new AnswerRequest(QUESTION, Optional.empty(), Optional.of(LocalDate.of(2025, 7, 1).plusDays(++asked))), events::add);
    }

    private Answer ask(Script script) {
        model.plays(script);
        return ask(new ArrayList<>());
    }

    private static Generation generation(Answer answer) {
        return answer.heading().generation().orElseThrow();
    }

    @Test
    void statementsOfSeveralArticlesAreToldWithTheirExactQuotes() {
        Answer answer = assertInstanceOf(Answered.class, ask((request, reply) -> reply.words("Anton Sapt promised 40 million crowns for the river's dams. [%s] Sapt promised a second bridge... [%s] The bridge cost 7 million crowns. [%s]"
                .formatted(request.key("40 million"), request.key("second one"), request.key("second one"))).end()));
        assertEquals("Anton Sapt promised 40 million crowns for the river's dams. [1] The bridge cost 7 million crowns. [2]", answer.text());
        assertEquals(Mode.GENERATIVE, answer.heading().mode());
        assertEquals("Foreign Minister Anton Sapt promised 40 million crowns for the river's dams.", answer.citations().getFirst().quote());
        assertEquals("The bridge cost 7 million crowns, and Sapt promised a second one.", answer.citations().get(1).quote());
        assertEquals("stand-in", generation(answer).model());
        assertEquals(12, generation(answer).prompts().length());
        assertEquals(1, generation(answer).withheld());
        assertEquals(Optional.of("One statement was withheld because the articles do not carry it."), answer.note());
        assertEquals(answer, answers.find(answer.heading().id()).orElseThrow().answer());
        assertEquals(1, corpus.count("select count(*) from answer where model = 'stand-in' and withheld = 1 and fallback is null and length(prompt_hash) = 12"));
    }

    @Test
    void theModelIsGivenTodayAndEachPassageWithPublisherAndDay() {
        ask((_, reply) -> reply.end());
        ModelStandIn.Request request = model.requests().getFirst();
        assertTrue(request.system().contains("Today is "), request.system());
        assertTrue(request.user().contains("publisher: The Test Courier\npublished: Tuesday 3 June 2025\nheadline: Ruritania and Graustark open talks in Strelsau"), request.user());
        assertTrue(request.passages().keySet().stream().allMatch(key -> key.matches("k\\d[a-z]{2}\\d")), request.passages().toString());
        assertFalse(request.user().contains("{{") || request.system().contains("{{"));
    }

    @Test
    void eachStatementIsToldWhileTheModelStillWrites() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        model.plays((request, reply) -> {
            String key = request.key("40 million");
            reply.words("Anton Sapt promised 40 million crowns. [%s] En".formatted(key));
            assertTrue(told.await(5, TimeUnit.SECONDS), "told before the model goes on");
            reply.words("voys included Michael Elphberg. [%s]".formatted(key)).end();
        });
        List<AnswerEvent> events = new ArrayList<>();
        Answer answer = answers.answer(new AnswerRequest(QUESTION, Optional.empty(), Optional.empty()), event -> {
            events.add(event);
            if (event instanceof StatementMade) {
                told.countDown();
            }
        });
        assertEquals(List.of("Begun", "Sources", "StatementMade", "Sources", "StatementMade", "Done"), events.stream().map(event -> event.getClass().getSimpleName()).toList());
        Sources first = (Sources) events.get(1);
        Sources second = (Sources) events.get(3);
        assertEquals(answer.citations().subList(0, 1), first.citations());
        assertEquals(answer.citations(), second.citations());
        assertEquals(new StatementMade(1, answer.statements().get(1)), events.get(4));
    }

    @Test
    void whatIsNotCarriedIsMendedOnce() {
        Answer answer = ask((request, reply) -> {
            String key = request.key("40 million");
            if (request.isMending()) {
                assertTrue(request.user().contains("generously"), request.user());
                assertTrue(request.user().contains("not in the passage"), request.user());
                reply.words("Anton Sapt promised 40 million crowns. [%s]".formatted(key)).end();
            } else {
                reply.words("Envoys included Flavia Rassendyll. [%s] Sapt generously promised 40 million crowns. [%1$s]".formatted(key)).end();
            }
        });
        assertEquals("Envoys included Flavia Rassendyll. [1] Anton Sapt promised 40 million crowns. [2]", answer.text());
        assertEquals(0, generation(answer).withheld());
        assertEquals(2, model.requests().size());
    }

    @Test
    void whatStandsBesideTheAnswerIsNotToldInItsPlace() {
        Answer answer = ask((request, reply) -> {
            if (request.isMending()) {
                reply.end();
            } else {
                reply.words("Sapt promised 90 million crowns for the dams of the river. [%s] Envoys at the talks included Flavia Rassendyll. [%1$s]"
                        .formatted(request.key("40 million"))).end();
            }
        });
        assertFalse(answer.text().contains("Rassendyll"), answer.text());
        assertTrue(answer.text().contains("promised 40 million crowns"), answer.text());
        assertEquals(Mode.EXTRACTIVE, answer.heading().mode());
        assertEquals(Optional.of(FallbackCause.NOT_SUPPORTED), generation(answer).fallback());
        assertEquals(2, generation(answer).withheld());
        assertEquals(2, model.requests().size());
    }

    @Test
    void whatStandsBesideTheAnswerFollowsItWhenThatIsMended() {
        Answer answer = ask((request, reply) -> {
            String key = request.key("40 million");
            reply.words(request.isMending() ? "Anton Sapt promised 40 million crowns. [%s]".formatted(key)
                    : "Sapt generously promised 40 million crowns. [%s] Envoys included Flavia Rassendyll. [%1$s]".formatted(key)).end();
        });
        assertEquals("Anton Sapt promised 40 million crowns. [1] Envoys included Flavia Rassendyll. [2]", answer.text());
        assertEquals(0, generation(answer).withheld());
    }

    @Test
    void aModelThatFindsNothingIsBelieved() {
        model.says("NOT IN PASSAGES");
        NotFound answer = assertInstanceOf(NotFound.class, answers.answer(new AnswerRequest("Who won the election in Zenda?", Optional.empty(), Optional.empty()), _ -> {
        }));
        assertEquals(Mode.GENERATIVE, answer.heading().mode());
        assertEquals(Optional.empty(), answer.note());
        assertEquals(Optional.empty(), generation(answer).fallback());
    }

    @Test
    void aPronounIsCitedWithTheSentenceThatSaysWhoIsMeant() {
        Answer answer = ask((request, reply) -> reply.words("“We have waited long enough,” Anton Sapt said. [%s]".formatted(request.key("40 million"))).end());
        assertEquals("“We have waited long enough,” Anton Sapt said. [1]", answer.text());
        assertEquals("Foreign Minister Anton Sapt promised 40 million crowns for the river's dams. “We have waited long enough,” he said.", answer.citations().getFirst().quote());
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure(FallbackCause.UNAVAILABLE, (_, reply) -> reply.status(500, "{}")),
                failure(FallbackCause.RATE_LIMITED, (_, reply) -> reply.status(429, "{}", "Retry-After: 600")),
                failure(FallbackCause.MISCONFIGURED, (_, reply) -> reply.status(401, "{\"error\": {\"message\": \"Incorrect API key provided: " + WithModel.KEY + "\"}}")),
                failure(FallbackCause.TOO_SLOW, (_, reply) -> reply.pause(8_000)),
                failure(FallbackCause.BROKEN_OFF, (_, reply) -> reply.words("Anton Sapt promised 40 mil").pause(100).cut()),
                failure(FallbackCause.MALFORMED, (_, reply) -> reply.raw("data: {{{\n\n").end()),
                failure(FallbackCause.EMPTY, (_, reply) -> reply.end()),
                failure(FallbackCause.REFUSED, (_, reply) -> reply.words("I'm sorry, but I cannot help with that question about politics.").end()),
                failure(FallbackCause.REFUSED, (_, reply) -> reply.end("content_filter")),
                failure(FallbackCause.TOOL_CALL, (_, reply) -> reply.toolCall().end("tool_calls")),
                failure(FallbackCause.NOT_CITED, (_, reply) -> reply.words("Anton Sapt promised 40 million crowns for the dams of the river.").end()),
                failure(FallbackCause.NOT_CITED, (_, reply) -> reply.words("Anton Sapt promised 40 million crowns for the dams of the river. [1]").end()),
                failure(FallbackCause.NOT_SUPPORTED, (request, reply) -> reply.words("Anton Sapt promised 90 million crowns for the dams. [%s]".formatted(request.key("40 million"))).end()),
                failure(FallbackCause.OTHER_LANGUAGE, (request, reply) -> reply.words("Anton Sapt versprach vierzig Millionen Kronen für die Dämme des Flusses Alvar. [%s]".formatted(request.key("40 million"))).end()),
                failure(FallbackCause.DECLINED, (_, reply) -> reply.words("NOT IN PASSAGES").end()),
                failure(FallbackCause.ENDLESS, (_, reply) -> {
                    while (!reply.isGone()) {
                        reply.text("and so on ".repeat(20));
                    }
                }));
    }

    private static Arguments failure(FallbackCause cause, Script script) {
        return Arguments.of(cause, script);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void whenTheModelFailsTheArticlesOwnSentencesAnswerAndSaySo(FallbackCause cause, Script script) {
        Answer answer = assertInstanceOf(Answered.class, ask(script));
        assertTrue(answer.text().contains("promised 40 million crowns for the river's dams."), answer.text());
        assertEquals(Mode.EXTRACTIVE, answer.heading().mode());
        assertEquals(Optional.of(cause), generation(answer).fallback());
        assertTrue(answer.note().orElseThrow().endsWith("this answer is in the articles’ own sentences."), answer.note().orElseThrow());
        assertFalse(answer.toString().contains(WithModel.KEY));
    }

    @Test
    void whenTheModelBreaksOffWhatItSaidStaysAndTheRestIsInTheArticlesOwnSentences() {
        Answer answer = ask((request, reply) -> reply.words("Envoys included Flavia Rassendyll. [%s] Anton Sapt promised 40 mil".formatted(request.key("40 million"))).pause(100).cut());
        Partial partial = assertInstanceOf(Partial.class, answer);
        assertTrue(answer.text().startsWith("Envoys included Flavia Rassendyll. [1] "), answer.text());
        assertTrue(answer.text().contains("Foreign Minister Anton Sapt promised 40 million crowns for the river's dams."), answer.text());
        assertEquals("The language model broke off before the answer was complete.", partial.reason());
        assertEquals(Mode.GENERATIVE, answer.heading().mode());
        assertEquals(Optional.of(FallbackCause.BROKEN_OFF), generation(answer).fallback());
    }

    @Test
    void aReaderWhoLeavesCancelsTheRequestToTheModel() throws Exception {
        model.plays((request, reply) -> reply.words("Anton Sapt promised 40 million crowns. [%s] And".formatted(request.key("40 million"))).pause(20_000));
        assertThrows(IllegalStateException.class, () -> answers.answer(new AnswerRequest("What money did Sapt promise for dams?", Optional.empty(), Optional.empty()), event -> {
            if (event instanceof StatementMade) {
                throw new IllegalStateException("the reader left");
            }
        }));
        for (int i = 0; i < 100 && model.open() > 0; i++) {
            Thread.sleep(20);
        }
        assertEquals(0, model.open());
        assertEquals(1, model.cancelled());
    }

    @Test
    void theSameQuestionOnTheSameArticlesIsNotAskedTwice() {
        AnswerRequest request = new AnswerRequest("What did Sapt promise for dams?", Optional.empty(), Optional.empty());
        model.plays((asked, reply) -> reply.words("Anton Sapt promised 40 million crowns. [%s]".formatted(asked.key("40 million"))).end());
        Answer first = answers.answer(request, _ -> {
        });
        Answer second = answers.answer(new AnswerRequest("what did Sapt  promise for dams?", Optional.empty(), Optional.empty()), _ -> {
        });
        assertEquals(first.text(), second.text());
        assertEquals(first.citations(), second.citations());
        assertEquals(1, model.requests().size());
        corpus.ingestMarkdown("""
                ---
                id: talks
                title: Ruritania and Graustark open talks in Strelsau
                date: 2025-06-03
                publisher: The Test Courier
                ---
                Foreign Minister Anton Sapt promised 14 million crowns for the river's dams.
                """);
        model.plays((asked, reply) -> reply.words("Anton Sapt promised 14 million crowns. [%s]".formatted(asked.key("14 million"))).end());
        assertTrue(answers.answer(request, _ -> {
        }).text().contains("14 million"));
        assertEquals(2, model.requests().size());
    }

    @Test
    void whatWasWithdrawnMeanwhileIsNotCited() {
        AnswerRequest request = new AnswerRequest(QUESTION, Optional.empty(), Optional.of(LocalDate.of(2025, 6, 30)));
        model.plays((asked, reply) -> {
            String key = asked.key("40 million");
            articles.withdraw(talks);
            reply.words("Anton Sapt promised 40 million crowns. [%s]".formatted(key)).end();
        });
        assertFalse(answers.answer(request, _ -> {
        }).text().contains("40 million"));
    }

    @Test
    void whatNobodyWroteAboutIsDeclined() {
        model.plays((request, reply) -> reply.words("Anton Sapt promised 40 million crowns. [%s]".formatted(request.key("40 million"))).end());
        Answer answer = answers.answer(new AnswerRequest("What did Syldavia promise?", Optional.empty(), Optional.empty()), _ -> {
        });
        assertInstanceOf(NotFound.class, answer);
    }

    @Test
    void noArticlesNeedNoModel() {
        corpus.clear();
        assertEquals("There are no articles yet.", assertInstanceOf(NotFound.class, ask((_, reply) -> reply.end())).reason());
        assertEquals(0, model.requests().size());
    }
}
