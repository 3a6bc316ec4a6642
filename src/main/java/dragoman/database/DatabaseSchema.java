package dragoman.database;

import dragoman.settings.CannotStartException;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the database to the schema of this program before anything else starts, or says in one line why it cannot.
@ApplicationScoped
public class DatabaseSchema {

    /// The priority of the start event at which the schema is brought up to date.
    public static final int BEFORE_ALL_ELSE = 1;

    /// A migration may take its time, but waits for no lock for ever.
    private static final String PATIENCE = "set statement_timeout = 0; set lock_timeout = '60s'";

    /// The first one with iterative scans (0.8).
    private static final int OLDEST_MINOR = 8;

    private final DataSource dataSource;
    private final Flyway flyway;

    DatabaseSchema(DataSource dataSource, Flyway flyway) {
        this.dataSource = dataSource;
        this.flyway = flyway;
    }

    void migrate(@Observes @Priority(BEFORE_ALL_ELSE) StartupEvent event) {
        try (Connection connection = dataSource.getConnection()) {
            requirePgvector(connection);
        } catch (SQLException e) {
            throw stop("The database cannot be used (%s). Check QUARKUS_DATASOURCE_JDBC_URL, QUARKUS_DATASOURCE_USERNAME and "
                    + "QUARKUS_DATASOURCE_PASSWORD.", e);
        }
        try {
            Flyway.configure().configuration(flyway.getConfiguration()).initSql(PATIENCE).load().migrate();
            // what its connections were told must hold for nobody else
            if (dataSource.isWrapperFor(AgroalDataSource.class)) {
                dataSource.unwrap(AgroalDataSource.class).flush(AgroalDataSource.FlushMode.GRACEFUL);
            }
        } catch (SQLException e) {
            throw stop("The database cannot be used (%s).", e);
        } catch (FlywayException e) {
            throw stop("The database's schema could not be brought up to date (%s).", e);
        }
    }

    private static void requirePgvector(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "select exists (select from pg_available_extensions where name = 'vector')")) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new CannotStartException("This PostgreSQL server has no pgvector. Install it there "
                            + "(Debian and Ubuntu: package postgresql-N-pgvector, or deploy/install) and start again.");
                }
            }
            try {
                statement.execute("create extension if not exists vector");
                try (ResultSet row = statement.executeQuery("select extversion from pg_extension where extname = 'vector'")) {
                    row.next();
                    requireVersion(row.getString(1));
                }
            } catch (SQLException e) {
                throw stop("The extension pgvector could not be created (%s). Have an administrator of the database run: "
                        + "CREATE EXTENSION vector", e);
            }
        }
    }

    private static void requireVersion(String installed) {
        String[] parts = installed.split("\\.");
        if (Integer.parseInt(parts[0]) == 0 && Integer.parseInt(parts[1]) < OLDEST_MINOR) {
            throw new CannotStartException(("This database has pgvector %s, and 0.%d or newer is needed. Install it on the server and run there: "
                    + "ALTER EXTENSION vector UPDATE").formatted(installed, OLDEST_MINOR));
        }
    }

    /// Makes the tables in a schema of their own, or brings them up to date there.
    ///
    /// @param name letters, digits and underscores
    static void create(DataSource dataSource, String name) {
        Flyway.configure().dataSource(dataSource).schemas(name).load().migrate();
    }

    private static CannotStartException stop(String message, Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = String.valueOf(root.getMessage()).lines().findFirst().orElse("").strip();
        return new CannotStartException(message.formatted(reason));
    }
}
