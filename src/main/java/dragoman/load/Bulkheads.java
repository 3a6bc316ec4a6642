package dragoman.load;

import dragoman.settings.Settings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The bulkheads of this instance: what costs goes through one of them, so that no kind of work takes the place of another.
@ApplicationScoped
public class Bulkheads {

    /// Kinds of work.
    public enum Work {
        ANSWERS,
        DELIVERIES,
        /// Pictures, timelines, exports, suggestions, checks.
        EXTRAS
    }

    private final Map<Work, Bulkhead> bulkheads = new EnumMap<>(Work.class);

    Bulkheads(LoadSettings settings, MeterRegistry meters, @ConfigProperty(name = "dragoman.model.provider") String provider,
            @ConfigProperty(name = "dragoman.model.concurrent", defaultValue = "8") int modelConcurrent,
            @ConfigProperty(name = "dragoman.model.queue", defaultValue = "32") int modelQueue) {
        int processors = Runtime.getRuntime().availableProcessors();
        int forModel = provider.equalsIgnoreCase("none") ? 0 : modelConcurrent + modelQueue;
        put(Work.ANSWERS, settings, settings.answers().orElse(2 * processors + forModel), settings.answersQueue().orElse(4 * processors));
        put(Work.DELIVERIES, settings, settings.deliveries().orElse(processors), settings.deliveriesQueue().orElse(4 * processors));
        put(Work.EXTRAS, settings, settings.extras().orElse(processors), settings.extrasQueue().orElse(8 * processors));
        bulkheads.forEach((work, bulkhead) -> meter(meters, work, bulkhead));
    }

    private void put(Work work, LoadSettings settings, int concurrent, int queue) {
        Settings.require(concurrent >= 1 && queue >= 0, "DRAGOMAN_LOAD_%s must be at least 1, and its queue at least 0.".formatted(work));
        bulkheads.put(work, new Bulkhead(concurrent, queue, settings.waitLimit()));
    }

    private static void meter(MeterRegistry meters, Work work, Bulkhead bulkhead) {
        String name = work.name().toLowerCase(Locale.ROOT);
        Gauge.builder("dragoman.load.running", bulkhead, Bulkhead::running).tag("work", name).description("What is being done").register(meters);
        Gauge.builder("dragoman.load.waiting", bulkhead, Bulkhead::waiting).tag("work", name).description("What waits for its turn").register(meters);
        FunctionCounter.builder("dragoman.load.shed", bulkhead, Bulkhead::shed).tag("work", name).description("What was refused, or given up while it waited")
                .register(meters);
    }

    /// Does the work in this thread, when it is its turn.
    ///
    /// @param left whether nobody waits for it any more
    /// @throws BusyException if its turn does not come in time
    public <T> T run(Work kind, BooleanSupplier left, Supplier<T> work) {
        return bulkheads.get(kind).run(left, work);
    }

    Bulkhead of(Work kind) {
        return bulkheads.get(kind);
    }
}
