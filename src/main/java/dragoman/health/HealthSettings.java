package dragoman.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How the program looks after itself.
@ConfigMapping(prefix = "dragoman.health")
public interface HealthSettings {

    /// How often it asks itself a question.
    @WithDefault("15s")
    Duration interval();

    /// After how long without an answer it is not ready.
    @WithDefault("10s")
    Duration answerLimit();

    /// After how long it is stuck for good, and better started anew.
    @WithDefault("90s")
    Duration stuckLimit();

    /// A folder of the disk that is written to; that for temporary files, if none is named.
    Optional<Path> diskFolder();

    /// Fewer free megabytes there, and it is not ready.
    @WithDefault("100")
    long diskFreeMegabytes();
}
