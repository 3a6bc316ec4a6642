package dragoman.database;

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
            flyway.migrate();
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
            } catch (SQLException e) {
                throw stop("The extension pgvector could not be created (%s). Have an administrator of the database run: "
                        + "CREATE EXTENSION vector", e);
            }
        }
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
