package dragoman.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The gate to PostgreSQL. Work waits here for its turn, and not in the connection pool: that one waits by spinning, which keeps the
/// few carriers of virtual threads from those who could give a connection back.
@ApplicationScoped
public class Database {

    /// Connections that are left to the health check and to the migration of the schema.
    private static final int RESERVED = 2;

    private final DataSource dataSource;
    private final Semaphore turns;

    Database(DataSource dataSource, @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
        this.dataSource = dataSource;
        this.turns = new Semaphore(connections - RESERVED, true);
    }

    /// What is done with a connection. It must not ask the gate for another one.
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /// Runs single statements, each for itself.
    ///
    /// @param failure what to say if it fails
    /// @throws StorageException if it fails
    public <T> T query(String failure, Work<T> work) {
        return inTurn(failure, work);
    }

    /// Runs statements that are done all or not at all.
    ///
    /// @param failure what to say if it fails
    /// @throws StorageException if it fails; then nothing was done
    public <T> T transaction(String failure, Work<T> work) {
        return inTurn(failure, connection -> {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    private <T> T inTurn(String failure, Work<T> work) {
        turns.acquireUninterruptibly();
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new StorageException(failure, e);
        } finally {
            turns.release();
        }
    }
}
