package dragoman.answer.generation;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.output.TokenUsage;
import dragoman.answer.generation.GenerationBudget.Reservation;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The language model within its budget: every request is paid for before it is made, and leaves a trace (OpenTelemetry's conventions for
/// generative AI) and figures. Neither holds what was asked or answered.
@ApplicationScoped
class MeteredModel {

    private static final AttributeKey<List<String>> FINISH_REASONS = AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

    private final LanguageModel model;
    private final ModelSettings settings;
    private final GenerationBudget budget;
    private final MeterRegistry meters;
    private final Tracer tracer;

    MeteredModel(LanguageModel model, ModelSettings settings, GenerationBudget budget, MeterRegistry meters, Tracer tracer) {
        this.model = model;
        this.settings = settings;
        this.budget = budget;
        this.meters = meters;
        this.tracer = tracer;
    }

    boolean isConfigured() {
        return model.isConfigured();
    }

    /// What the server calls the model.
    ///
    /// @throws java.util.NoSuchElementException if none is configured
    String name() {
        return model.name().orElseThrow();
    }

    String provider() {
        return model.provider();
    }

    /// Asks as {@link LanguageModel#ask} does.
    ///
    /// @param task    what it is asked for, such as answer; for traces and figures
    /// @param account pays for it
    /// @throws ModelFailure also if the budget is spent
    LanguageModel.Reply ask(Prompts.Name task, List<ChatMessage> messages, TokenAccount account, int most, Duration atMost, Consumer<String> words, Runnable waiting) throws ModelFailure {
        Reservation reservation = budget.reserve(account, Tokens.in(messages) + (long) most);
        String prompt = task.name().toLowerCase(Locale.ROOT);
        long[] characters = new long[1];
        TokenUsage used = null;
        boolean asked = true;
        Span span = span(prompt, most);
        try (Scope _ = span.makeCurrent()) {
            LanguageModel.Reply reply = model.ask(messages, most, atMost, text -> {
                characters[0] += text.length();
                words.accept(text);
            }, waiting);
            used = reply.usage();
            meters.timer("dragoman.model.first.token", "prompt", prompt).record(reply.untilFirst());
            span.setAttribute(FINISH_REASONS, List.of(reply.truncated() ? "length" : "stop")).setAttribute("dragoman.first_token_ms", reply.untilFirst().toMillis());
            reply.id().ifPresent(id -> span.setAttribute("gen_ai.response.id", id));
            reply.model().ifPresent(name -> span.setAttribute("gen_ai.response.model", name));
            return reply;
        } catch (ModelFailure e) {
            asked = e.begun() || e.isTheServers();
            span.setStatus(StatusCode.ERROR).setAttribute("error.type", e.cause().name().toLowerCase(Locale.ROOT));
            throw e;
        } finally {
            TokenUsage counted = used != null ? used : new TokenUsage(asked ? Tokens.in(messages) : 0, Tokens.of(characters[0]));
            span.setAttribute("gen_ai.usage.input_tokens", counted.inputTokenCount().longValue())
                    .setAttribute("gen_ai.usage.output_tokens", counted.outputTokenCount().longValue()).end();
            meters.counter("dragoman.model.tokens", "type", "input").increment(counted.inputTokenCount());
            meters.counter("dragoman.model.tokens", "type", "output").increment(counted.outputTokenCount());
            budget.settle(reservation, counted.totalTokenCount());
        }
    }

    private Span span(String prompt, int most) {
        Span span = tracer.spanBuilder("chat " + name()).setSpanKind(SpanKind.CLIENT).setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.provider.name", provider()).setAttribute("gen_ai.request.model", name())
                .setAttribute("gen_ai.request.max_tokens", (long) most).setAttribute("gen_ai.request.temperature", 0.0)
                .setAttribute("gen_ai.output.type", "text").setAttribute("gen_ai.prompt.name", prompt).startSpan();
        settings.baseUrl().map(URI::create).ifPresent(server -> {
            span.setAttribute("server.address", server.getHost());
            if (server.getPort() > 0) {
                span.setAttribute("server.port", (long) server.getPort());
            }
        });
        return span;
    }
}
