package dragoman.answer.generation;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The steps that an answer is made in, each told of by a span and by the timer `dragoman.step`.
@ApplicationScoped
public class Steps {

    private final MeterRegistry meters;
    private final Tracer tracer;

    Steps(MeterRegistry meters, Tracer tracer) {
        this.meters = meters;
        this.tracer = tracer;
    }

    /// Does the work of a step; what it throws goes on to the caller.
    public <T> T take(String name, Supplier<T> work) {
        Span span = tracer.spanBuilder(name).startSpan();
        long began = System.nanoTime();
        try (Scope _ = span.makeCurrent()) {
            return work.get();
        } finally {
            meters.timer("dragoman.step", "step", name).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            span.end();
        }
    }
}
