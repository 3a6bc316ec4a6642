package dragoman.answer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What one question may take of the service, a language model's own time not counted.
@ConfigMapping(prefix = "dragoman.question")
public interface QuestionSettings {

    /// How long the work for it may take before it is declined.
    @WithDefault("20s")
    Duration time();

    /// How many characters of articles and of itself may be looked at before it is declined.
    @WithDefault("300000000")
    long steps();
}
