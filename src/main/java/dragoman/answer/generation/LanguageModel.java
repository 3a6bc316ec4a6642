package dragoman.answer.generation;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dragoman.answer.generation.ModelSettings.Provider;
import dragoman.model.BlockingHttpClient;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/// The language model that is configured, if one is: asked through LangChain4j, with all that can go wrong turned into {@link ModelFailure}s.
///
/// A request that the server could not take is sent again, later each time, as long as no word of the answer has come. A server that fails
/// over and over is left alone for a while.
@ApplicationScoped
public class LanguageModel {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(250);
    /// A server that wants to be left alone for longer is not waited for: a reader is waiting.
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);
    /// The breaker opens when half of so many requests in a row have failed.
    private static final int JUDGED_REQUESTS = 10;
    private static final Duration LEFT_ALONE = Duration.ofSeconds(20);
    private static final Duration A_MOMENT = Duration.ofMillis(100);
    /// No token is longer on average, in any language.
    private static final int CHARACTERS_A_TOKEN = 8;

    private static final AtomicInteger BREAKERS = new AtomicInteger();

    private final ModelSettings settings;
    private final Optional<StreamingChatModel> model;
    private final ModelQueue queue;
    private final Guard guard;

    @Inject
    LanguageModel(ModelSettings settings) {
        settings.check();
        this.settings = settings;
        this.model = settings.provider() == Provider.NONE ? Optional.empty() : Optional.of(connect(settings));
        this.queue = new ModelQueue(settings.concurrent(), settings.queue());
        this.guard = Guard.create().withDescription("the language model")
                .withCircuitBreaker().when(e -> e instanceof ModelFailure failure && failure.isTheServers()).requestVolumeThreshold(JUDGED_REQUESTS)
                .failureRatio(0.5).name("language-model-" + BREAKERS.incrementAndGet()).delay(LEFT_ALONE.toMillis(), ChronoUnit.MILLIS).done()
                .withRetry().maxRetries(settings.retries()).whenException(e -> e instanceof ModelFailure failure && failure.isPassing() && backOff(failure, 1).isPresent())
                .jitter(FIRST_BACK_OFF.toMillis() / 2, ChronoUnit.MILLIS).withCustomBackoff().strategy(BackOff::new).done().done().build();
    }

    /// What came of a request.
    ///
    /// @param usage      the tokens read and written, as the server counted them, else about
    /// @param truncated  whether the model was cut short because it had written all it may
    /// @param untilFirst the time until the first word came
    /// @param id         what the server calls the reply, if it says
    /// @param model      what the server says has written it, if it does
    record Reply(TokenUsage usage, boolean truncated, Duration untilFirst, Optional<String> id, Optional<String> model) {
    }

    boolean isConfigured() {
        return model.isPresent();
    }

    /// What the server calls the model; empty where none is configured.
    Optional<String> name() {
        return model.flatMap(_ -> settings.name());
    }

    String provider() {
        return settings.provider().name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Asks, and tells what comes as it comes. Returns when all has come.
    ///
    /// @param most   how many tokens it may write
    /// @param atMost how long all of it may take, waiting for a turn included
    /// @param words  gets what the model writes, piece by piece, in the calling thread; what it throws cancels the request
    /// @param waiting run again and again while nothing comes; what it throws cancels the request as well
    /// @throws ModelFailure if the model gives nothing, or not all of it
    Reply ask(List<ChatMessage> messages, int most, Duration atMost, Consumer<String> words, Runnable waiting) throws ModelFailure {
        long deadline = System.nanoTime() + atMost.toNanos();
        try (ModelQueue.Turn _ = queue.await(min(atMost, settings.firstTokenLimit()))) {
            return guard.call(() -> attempt(messages, most, deadline, words, waiting), Reply.class);
        } catch (CircuitBreakerOpenException e) {
            throw new ModelFailure(FallbackCause.CIRCUIT_OPEN);
        } catch (ModelFailure | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// How long to wait before the next attempt; empty if a reader cannot wait so long.
    private static Optional<Duration> backOff(ModelFailure failure, int attempt) {
        return Optional.of(failure.retryAfter().orElse(FIRST_BACK_OFF.multipliedBy(1L << Math.min(attempt - 1, 5)))).filter(delay -> delay.compareTo(LONGEST_BACK_OFF) <= 0);
    }

    private static final class BackOff implements io.smallrye.faulttolerance.api.CustomBackoffStrategy {

        private int attempt;

        @Override
        public long nextDelayInMillis(Throwable failure) {
            attempt++;
            return failure instanceof ModelFailure known ? backOff(known, attempt).orElse(LONGEST_BACK_OFF).toMillis() : FIRST_BACK_OFF.toMillis();
        }
    }

    private static StreamingChatModel connect(ModelSettings settings) {
        BlockingHttpClient http = new BlockingHttpClient(CONNECT_LIMIT);
        String name = settings.name().orElseThrow();
        return switch (settings.provider()) {
            case NONE -> throw new IllegalArgumentException("no provider");
            case OPENAI -> {
                var builder = OpenAiStreamingChatModel.builder().httpClientBuilder(http.builder()).modelName(name).apiKey(settings.secret().orElse("none"))
                        .maxCompletionTokens(null).maxTokens(settings.answerTokens()).temperature(0.0).returnThinking(true);
                settings.baseUrl().ifPresent(builder::baseUrl);
                yield builder.build();
            }
            case OLLAMA -> {
                var builder = OllamaStreamingChatModel.builder().httpClientBuilder(http.builder()).modelName(name).baseUrl(settings.baseUrl().orElse("http://localhost:11434"))
                        .numPredict(settings.answerTokens()).numCtx(settings.contextTokens().orElse(8_192)).temperature(0.0).returnThinking(true);
                settings.secret().ifPresent(key -> builder.customHeaders(java.util.Map.of("Authorization", "Bearer " + key)));
                yield builder.build();
            }
            case ANTHROPIC -> {
                var builder = AnthropicStreamingChatModel.builder().httpClientBuilder(http.builder()).modelName(name).apiKey(settings.secret().orElseThrow())
                        .maxTokens(settings.answerTokens()).temperature(0.0);
                settings.baseUrl().ifPresent(builder::baseUrl);
                yield builder.build();
            }
        };
    }

    private sealed interface Signal {
        record Text(String text) implements Signal {
        }

        record Alive() implements Signal {
        }

        record ToolCalled() implements Signal {
        }

        record Ended(ChatResponse response) implements Signal {
        }

        record Failed(Throwable why) implements Signal {
        }
    }

    private Reply attempt(List<ChatMessage> messages, int most, long deadline, Consumer<String> words, Runnable waiting) throws ModelFailure {
        BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
        long began = System.nanoTime();
        Thread asking = Thread.ofVirtual().name("model").start(() -> {
            try {
                model.orElseThrow().chat(ChatRequest.builder().messages(messages).maxOutputTokens(most).build(), new Handler(signals));
                signals.add(new Signal.Failed(new IOException("the stream ended before the answer did")));
            } catch (RuntimeException e) {
                signals.add(new Signal.Failed(e));
            }
        });
        try {
            return listen(messages, most, signals, began, deadline, words, waiting);
        } finally {
            // cancels the request, unless it is over
            asking.interrupt();
        }
    }

    private Reply listen(List<ChatMessage> messages, int most, BlockingQueue<Signal> signals, long began, long deadline, Consumer<String> words, Runnable waiting)
            throws ModelFailure {
        long firstDeadline = Math.min(deadline, began + settings.firstTokenLimit().toNanos());
        long mostCharacters = (long) most * CHARACTERS_A_TOKEN;
        long characters = 0;
        boolean alive = false;
        Duration untilFirst = Duration.ZERO;
        for (;;) {
            Signal signal = next(signals, alive ? deadline : firstDeadline, characters > 0, waiting);
            switch (signal) {
                case Signal.Alive _ -> alive = true;
                case Signal.Text(String text) -> {
                    alive = true;
                    if (characters == 0) {
                        untilFirst = Duration.ofNanos(System.nanoTime() - began);
                    }
                    characters += text.length();
                    if (characters > mostCharacters) {
                        throw new ModelFailure(FallbackCause.ENDLESS, Optional.empty(), true);
                    }
                    words.accept(text);
                }
                case Signal.ToolCalled _ -> throw new ModelFailure(FallbackCause.TOOL_CALL, Optional.empty(), characters > 0);
                case Signal.Failed(Throwable why) -> throw failure(why, characters > 0);
                case Signal.Ended(ChatResponse response) -> {
                    return reply(messages, response, characters, untilFirst);
                }
            }
        }
    }

    private static Signal next(BlockingQueue<Signal> signals, long deadline, boolean begun, Runnable waiting) throws ModelFailure {
        try {
            for (;;) {
                long left = deadline - System.nanoTime();
                Signal signal = signals.poll(Math.max(0, Math.min(left, A_MOMENT.toNanos())), TimeUnit.NANOSECONDS);
                if (signal != null) {
                    return signal;
                }
                if (left <= 0) {
                    throw new ModelFailure(FallbackCause.TOO_SLOW, Optional.empty(), begun);
                }
                waiting.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelFailure(FallbackCause.UNAVAILABLE, Optional.empty(), true);
        }
    }

    private Reply reply(List<ChatMessage> messages, ChatResponse response, long characters, Duration untilFirst) throws ModelFailure {
        FinishReason reason = response.finishReason();
        if (reason == FinishReason.CONTENT_FILTER) {
            throw new ModelFailure(FallbackCause.REFUSED, Optional.empty(), characters > 0);
        }
        if (reason == FinishReason.TOOL_EXECUTION || response.aiMessage() != null && response.aiMessage().hasToolExecutionRequests()) {
            throw new ModelFailure(FallbackCause.TOOL_CALL, Optional.empty(), characters > 0);
        }
        if (reason == null && settings.provider() == Provider.OPENAI) {
            // the others' clients tell of no end that the server has not told
            throw new ModelFailure(characters > 0 ? FallbackCause.BROKEN_OFF : FallbackCause.EMPTY, Optional.empty(), characters > 0);
        }
        if (characters == 0) {
            throw new ModelFailure(reason == FinishReason.LENGTH ? FallbackCause.ENDLESS : FallbackCause.EMPTY);
        }
        TokenUsage told = response.tokenUsage();
        boolean counted = told != null && told.inputTokenCount() != null && told.outputTokenCount() != null && told.totalTokenCount() != null && told.totalTokenCount() > 0;
        return new Reply(counted ? told : new TokenUsage(Tokens.in(messages), Tokens.of(characters)), reason == FinishReason.LENGTH, untilFirst, Optional.ofNullable(response.id()), Optional.ofNullable(response.modelName()));
    }

    private static ModelFailure failure(Throwable why, boolean begun) {
        for (Throwable cause = why; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (cause instanceof HttpException status) {
                Optional<Duration> retryAfter = status instanceof BlockingHttpClient.StatusException known ? known.retryAfter() : Optional.empty();
                return new ModelFailure(status.statusCode() == 429 ? FallbackCause.RATE_LIMITED
                        : status.statusCode() >= 500 || status.statusCode() == 408 ? FallbackCause.UNAVAILABLE : FallbackCause.MISCONFIGURED, retryAfter, begun);
            }
            if (cause instanceof HttpTimeoutException || cause instanceof ConnectException || cause instanceof java.nio.channels.UnresolvedAddressException) {
                return new ModelFailure(FallbackCause.UNAVAILABLE, Optional.empty(), begun);
            }
            if (cause instanceof com.fasterxml.jackson.core.JsonProcessingException) {
                return new ModelFailure(FallbackCause.MALFORMED, Optional.empty(), begun);
            }
            if (cause instanceof IOException) {
                return new ModelFailure(begun ? FallbackCause.BROKEN_OFF : FallbackCause.UNAVAILABLE, Optional.empty(), begun);
            }
        }
        return new ModelFailure(FallbackCause.MALFORMED, Optional.empty(), begun);
    }

    private record Handler(BlockingQueue<Signal> signals) implements StreamingChatResponseHandler {

        @Override
        public void onPartialResponse(String text) {
            signals.add(new Signal.Text(text));
        }

        @Override
        public void onPartialThinking(PartialThinking thinking) {
            signals.add(new Signal.Alive());
        }

        @Override
        public void onPartialToolCall(PartialToolCall call) {
            signals.add(new Signal.ToolCalled());
        }

        @Override
        public void onCompleteToolCall(CompleteToolCall call) {
            signals.add(new Signal.ToolCalled());
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            signals.add(new Signal.Ended(response));
        }

        @Override
        public void onError(Throwable error) {
            signals.add(new Signal.Failed(error));
        }
    }
}
