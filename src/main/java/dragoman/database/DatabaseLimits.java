package dragoman.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long work may wait for PostgreSQL, so that nobody waits for ever. The connections' own limits are set in `application.properties`
/// from the same settings.
@ConfigMapping(prefix = "dragoman.database")
public interface DatabaseLimits {

    /// How long a statement may run that a reader waits for.
    @WithDefault("5s")
    Duration statementLimit();

    /// How long it may wait for a lock.
    @WithDefault("2s")
    Duration lockLimit();

    /// How long it may wait for a connection.
    @WithDefault("2s")
    Duration turnLimit();

    /// How long a statement may run that nobody waits for: of ingestion, of migrations, of statistics.
    @WithDefault("15m")
    Duration bulkStatementLimit();

    /// How long it may wait for a lock.
    @WithDefault("5s")
    Duration bulkLockLimit();
}
