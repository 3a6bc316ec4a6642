package dragoman.ingestion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How articles come in by themselves.
@ConfigMapping(prefix = "dragoman.ingestion")
public interface IngestionSettings {

    /// How many jobs of the queue this instance does at once; 0 leaves queue, feeds and folders to others.
    @WithDefault("2")
    int workers();

    /// How long a job may take before it is offered to another instance.
    @WithDefault("2m")
    Duration lease();

    /// How long reading one delivery may take before it is refused; embedding is not counted.
    @WithDefault("30s")
    Duration readingTime();

    /// How many characters of one delivery may be looked at before it is refused.
    @WithDefault("300000000")
    long readingSteps();

    /// Folders that are watched beside the corpus: what is new or changed in them is taken in.
    Optional<List<Path>> folders();

    /// How often folders are looked through.
    @WithDefault("5s")
    Duration folderInterval();

    /// How long after it was fetched a page is fetched again, to see whether it was corrected or taken down.
    @WithDefault("1h,6h,24h,72h,168h")
    List<Duration> revisits();

    /// What a feed names that is older is not fetched.
    @WithDefault("30d")
    Duration maxAge();
}
