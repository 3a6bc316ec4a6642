package dragoman.load;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/// How much this instance does at once. What is not set follows from the processors.
@ConfigMapping(prefix = "dragoman.load")
public interface LoadSettings {

    /// How many questions are answered at once: two for each processor, and where a language model writes as many more as may wait for it.
    OptionalInt answers();

    /// How many more wait for their turn: four for each processor.
    OptionalInt answersQueue();

    /// How many deliveries of articles are read in at once over HTTP: one for each processor.
    OptionalInt deliveries();

    /// How many more wait for their turn: four for each processor.
    OptionalInt deliveriesQueue();

    /// How many pictures, timelines, exports, suggestions and checks are made at once: one for each processor.
    OptionalInt extras();

    /// How many more wait for their turn: eight for each processor.
    OptionalInt extrasQueue();

    /// How long one waits for its turn before it is refused.
    @WithDefault("2s")
    Duration waitLimit();
}
