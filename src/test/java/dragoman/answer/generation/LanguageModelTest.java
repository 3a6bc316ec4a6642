package dragoman.answer.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dragoman.answer.generation.LanguageModel.Reply;
import dragoman.answer.generation.ModelSettings.Provider;
import dragoman.testsupport.ModelStandIn;
import dragoman.testsupport.ModelStandIn.Script;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each protocol over real HTTP, and all that goes wrong in each.
@QuarkusTest
class LanguageModelTest {

    private static final List<ChatMessage> MESSAGES = List.of(SystemMessage.from("Be brief."), UserMessage.from("Who met?"));
    private static final Duration LONG = Duration.ofSeconds(30);

    private ModelStandIn server;

    @BeforeEach
    void start() {
        server = new ModelStandIn();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private LanguageModel model(Provider provider) {
        return new LanguageModel(TestModelSettings.at(provider, server.address()));
    }

    private static Reply ask(LanguageModel model, Duration atMost, java.util.function.Consumer<String> words) throws ModelFailure {
        return model.ask(MESSAGES, 100, atMost, words, () -> {
        });
    }

    private FallbackCause fails(Provider provider, Script script) {
        server.plays(script);
        return assertThrows(ModelFailure.class, () -> ask(model(provider), LONG, _ -> {
        })).cause();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void wordsComeAsTheModelWritesThem(Provider provider) throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        server.plays((_, reply) -> {
            reply.text("Sapt met ");
            heard.await();
            reply.text("Zapt.").end();
        });
        List<String> words = new ArrayList<>();
        Reply reply = ask(model(provider), LONG, word -> {
            words.add(word);
            heard.countDown();
        });
        assertEquals(List.of("Sapt met ", "Zapt."), words);
        assertEquals(11, reply.usage().inputTokenCount());
        assertEquals(7, reply.usage().outputTokenCount());
        assertFalse(reply.truncated());
        assertEquals("Be brief.", server.requests().getFirst().system());
        assertEquals("Who met?", server.requests().getFirst().user());
        assertEquals("stand-in", server.requests().getFirst().body().get("model").asText());
        String header = provider == Provider.ANTHROPIC ? "x-api-key" : "authorization";
        assertTrue(server.requests().getFirst().headers().get(header).endsWith("secret-key-1234"));
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aServerThatIsBusyIsAskedAgain(Provider provider) throws Exception {
        for (int status : new int[] {429, 500, 503, 529}) {
            AtomicInteger asked = new AtomicInteger();
            server.plays((_, reply) -> {
                if (asked.incrementAndGet() < 3) {
                    reply.status(status, "{\"error\": {\"message\": \"no\"}}");
                } else {
                    reply.text("Sapt.").end();
                }
            });
            StringBuilder words = new StringBuilder();
            ask(model(provider), LONG, words::append);
            assertEquals("Sapt.", words.toString());
            assertEquals(3, asked.get());
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void whatTheServerWantsWaitedForIsWaitedFor(Provider provider) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.plays((_, reply) -> {
            if (asked.incrementAndGet() == 1) {
                reply.status(429, "{}", "Retry-After: 1");
            } else {
                reply.text("Sapt.").end();
            }
        });
        long began = System.nanoTime();
        ask(model(provider), LONG, _ -> {
        });
        assertTrue(System.nanoTime() - began >= Duration.ofMillis(990).toNanos());
        assertEquals(2, asked.get());
    }

    @Test
    void aServerThatWantsTooMuchTimeIsNotWaitedFor() {
        assertEquals(FallbackCause.RATE_LIMITED, fails(Provider.OPENAI, (_, reply) -> reply.status(429, "{}", "Retry-After: 3600")));
        assertEquals(1, server.requests().size());
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void eachFailureHasItsCause(Provider provider) {
        assertEquals(FallbackCause.RATE_LIMITED, fails(provider, (_, reply) -> reply.status(429, "{}")));
        assertEquals(FallbackCause.UNAVAILABLE, fails(provider, (_, reply) -> reply.status(503, "{}")));
        assertEquals(FallbackCause.MISCONFIGURED, fails(provider, (_, reply) -> reply.status(401, "{}")));
        assertEquals(FallbackCause.MISCONFIGURED, fails(provider, (_, reply) -> reply.status(404, "{}")));
        assertEquals(FallbackCause.MISCONFIGURED, fails(provider, (_, reply) -> reply.status(400, "{}")));
        assertEquals(FallbackCause.MISCONFIGURED, fails(provider, (_, reply) -> reply.status(302, "", "Location: http://localhost:1/")));
        assertEquals(FallbackCause.TOO_SLOW, fails(provider, (_, reply) -> reply.pause(5_000)));
        assertEquals(FallbackCause.TOO_SLOW, fails(provider, (_, reply) -> reply.raw("").pause(5_000)));
        assertEquals(FallbackCause.BROKEN_OFF, fails(provider, (_, reply) -> reply.text("Sapt met ").pause(100).cut()));
        assertEquals(FallbackCause.BROKEN_OFF, fails(provider, (_, reply) -> reply.text("Sapt met ").endStream()));
        assertEquals(FallbackCause.MALFORMED, fails(provider, (_, reply) -> reply.text("Sapt met ").raw(provider == Provider.OLLAMA ? "{not json\n" : "event: content_block_delta\ndata: {not json\n\n").pause(300)));
        assertEquals(FallbackCause.ENDLESS, fails(provider, (_, reply) -> {
            while (!reply.isGone()) {
                reply.text("and on and on ");
            }
        }));
        assertEquals(FallbackCause.EMPTY, fails(provider, (_, reply) -> reply.text("").end()));
        assertEquals(FallbackCause.TOOL_CALL, fails(provider, (_, reply) -> {
            reply.text("x").toolCall();
            reply.end("tool_calls");
        }));
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void anAnswerThatTakesTooLongInAllIsGivenUp(Provider provider) throws Exception {
        server.plays((_, reply) -> {
            while (!reply.isGone()) {
                reply.text(".").pause(60);
            }
        });
        long began = System.nanoTime();
        ModelFailure failure = assertThrows(ModelFailure.class, () -> ask(model(provider), Duration.ofMillis(1_500), _ -> {
        }));
        assertEquals(FallbackCause.TOO_SLOW, failure.cause());
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(3).toNanos());
        awaitCancelled();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void whoeverListensNoMoreCancelsTheRequest(Provider provider) throws Exception {
        server.plays((_, reply) -> {
            reply.text("Sapt ");
            reply.pause(10_000);
        });
        assertThrows(IllegalStateException.class, () -> ask(model(provider), LONG, _ -> {
            throw new IllegalStateException("gone");
        }));
        awaitCancelled();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void whoeverLeavesBeforeTheFirstWordCancelsTheRequest(Provider provider) throws Exception {
        server.plays((_, reply) -> reply.pause(10_000));
        assertThrows(IllegalStateException.class, () -> model(provider).ask(MESSAGES, 100, LONG, _ -> {
        }, () -> {
            throw new IllegalStateException("gone");
        }));
        awaitCancelled();
    }

    @Test
    void aRequestIsCancelledBeforeTheFirstWord() throws Exception {
        assertEquals(FallbackCause.TOO_SLOW, fails(Provider.OPENAI, (_, reply) -> reply.pause(10_000)));
        awaitCancelled();
    }

    private void awaitCancelled() throws InterruptedException {
        for (int i = 0; i < 100 && server.open() > 0; i++) {
            Thread.sleep(20);
        }
        assertEquals(0, server.open());
        assertTrue(server.cancelled() > 0, "the request was cancelled");
    }

    @Test
    void whatIsCutShortSaysSo() throws Exception {
        server.plays((_, reply) -> reply.text("Sapt met ").end("length"));
        assertTrue(ask(model(Provider.OPENAI), LONG, _ -> {
        }).truncated());
    }

    @Test
    void aFilterIsARefusal() {
        assertEquals(FallbackCause.REFUSED, fails(Provider.OPENAI, (_, reply) -> reply.text("I").end("content_filter")));
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        server.close();
        assertEquals(FallbackCause.UNAVAILABLE, assertThrows(ModelFailure.class, () -> ask(model(Provider.OPENAI), LONG, _ -> {
        })).cause());
    }

    @Test
    void nothingOfWhatAServerSaysIsInTheFailure() {
        server.plays((_, reply) -> reply.status(401, "{\"error\": {\"message\": \"Incorrect API key provided: secret-key-1234\"}}"));
        ModelFailure failure = assertThrows(ModelFailure.class, () -> ask(model(Provider.OPENAI), LONG, _ -> {
        }));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertFalse(String.valueOf(cause).contains("secret"), String.valueOf(cause));
        }
    }

    @Test
    void aServerThatFailsOverAndOverIsLeftAlone() {
        server.plays((_, reply) -> reply.status(500, "{}"));
        LanguageModel model = model(Provider.OPENAI);
        List<FallbackCause> causes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            causes.add(assertThrows(ModelFailure.class, () -> ask(model, LONG, _ -> {
            })).cause());
        }
        assertEquals(FallbackCause.UNAVAILABLE, causes.getFirst());
        assertEquals(FallbackCause.CIRCUIT_OPEN, causes.getLast());
        int asked = server.requests().size();
        assertThrows(ModelFailure.class, () -> ask(model, LONG, _ -> {
        }));
        assertEquals(asked, server.requests().size());
    }

    @Test
    void whoeverFindsTooManyWaitingIsTurnedAwayAtOnce() throws Exception {
        LanguageModel model = new LanguageModel(TestModelSettings.at(Provider.OPENAI, server.address()).withQueue(2, 1));
        CountDownLatch go = new CountDownLatch(1);
        server.plays((_, reply) -> {
            reply.text("Sapt.");
            go.await();
            reply.end();
        });
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> first = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                first.add(executor.submit(() -> ask(model, LONG, _ -> {
                })));
            }
            for (int i = 0; i < 100 && server.open() < 2; i++) {
                Thread.sleep(10);
            }
            Thread.sleep(100);
            long began = System.nanoTime();
            assertEquals(FallbackCause.BUSY, assertThrows(ModelFailure.class, () -> ask(model, LONG, _ -> {
            })).cause());
            assertTrue(System.nanoTime() - began < Duration.ofMillis(300).toNanos());
            assertEquals(2, server.open());
            go.countDown();
            for (Future<Reply> reply : first) {
                reply.get();
            }
        }
    }
}
