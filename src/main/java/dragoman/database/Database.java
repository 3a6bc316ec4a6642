package dragoman.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The gate to PostgreSQL. Work waits here for its turn, and not in the connection pool: that one waits by spinning, which keeps the
/// few carriers of virtual threads from those who could give a connection back.
@ApplicationScoped
public class Database {

    /// What every connection is told first: without iterative scans a filter on the date leaves the index with too few neighbours to choose
    /// from; pages are mostly in memory, where none is further away than another; planning a search takes as long as running it, so plans are
    /// kept; and compiling one takes longer than running it.
    public static final String CONNECTION_SETTINGS = "set hnsw.iterative_scan = 'relaxed_order'; set hnsw.ef_search = 180; "
            + "set random_page_cost = 1.1; set plan_cache_mode = 'force_generic_plan'; set jit = off";

    /// Connections that are left to the health check and to the migration of the schema.
    private static final int RESERVED = 2;
    /// The class of the SQL states of those who lost against others: deadlocks, and passages that moved to another partition.
    private static final String LOST = "40";
    private static final int ATTEMPTS = 5;

    /// What a broken connection is given beyond the statement's own limit.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final Optional<String> schema;
    private final Semaphore turns;
    private final Optional<DatabaseLimits> limits;
    private final boolean bulk;

    @Inject
    Database(DataSource dataSource, @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections, DatabaseLimits limits) {
        this(dataSource, Optional.empty(), new Semaphore(connections - RESERVED, true), Optional.of(limits), false);
    }

    private Database(DataSource dataSource, Optional<String> schema, Semaphore turns, Optional<DatabaseLimits> limits, boolean bulk) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.turns = turns;
        this.limits = limits;
        this.bulk = bulk;
    }

    /// For programs that bring their own connections, with the limits that those have.
    ///
    /// @param connections how many there are at most; two of them are left for other use
    public static Database of(DataSource dataSource, int connections) {
        return new Database(dataSource, Optional.empty(), new Semaphore(connections - RESERVED, true), Optional.empty(), false);
    }

    /// The same server and the same turns, but tables of their own, which are made where they are missing.
    ///
    /// @param name letters, digits and underscores
    public Database inSchema(String name) {
        DatabaseSchema.create(dataSource, name);
        return new Database(dataSource, Optional.of(name), turns, limits, bulk);
    }

    /// The same database with longer limits, for work that no reader waits for.
    public Database forBulkWork() {
        return new Database(dataSource, schema, turns, limits, true);
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

    /// Runs statements that are done all or not at all. They are begun anew if they lose against others that change the same.
    ///
    /// @param failure what to say if it fails
    /// @throws StorageException if it fails; then nothing was done
    public <T> T transaction(String failure, Work<T> work) {
        return inTurn(failure, connection -> {
            for (int attempt = 1;; attempt++) {
                try {
                    return whole(connection, work);
                } catch (SQLException e) {
                    if (attempt == ATTEMPTS || e.getSQLState() == null || !e.getSQLState().startsWith(LOST)) {
                        throw e;
                    }
                }
            }
        });
    }

    private static <T> T whole(Connection connection, Work<T> work) throws SQLException {
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
    }

    private <T> T inTurn(String failure, Work<T> work) {
        takeTurn(failure);
        try (Connection connection = dataSource.getConnection()) {
            return bulk && limits.isPresent() ? withPatience(connection, limits.get(), work) : inItsSchema(connection, work);
        } catch (SQLException e) {
            throw new StorageException(failure, e);
        } finally {
            turns.release();
        }
    }

    private void takeTurn(String failure) {
        if (limits.isEmpty()) {
            turns.acquireUninterruptibly();
            return;
        }
        Duration limit = bulk ? limits.get().bulkLockLimit() : limits.get().turnLimit();
        boolean taken;
        try {
            taken = turns.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException(failure, e);
        }
        if (!taken) {
            throw new StorageException(failure, new SQLTimeoutException("no connection was free within " + limit));
        }
    }

    private <T> T withPatience(Connection connection, DatabaseLimits patience, Work<T> work) throws SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, (int) patience.bulkStatementLimit().plus(GRACE).toMillis());
        limit(connection, patience.bulkStatementLimit(), patience.bulkLockLimit());
        try {
            return inItsSchema(connection, work);
        } finally {
            if (!connection.isClosed()) {
                limit(connection, patience.statementLimit(), patience.lockLimit());
                connection.setNetworkTimeout(Runnable::run, before);
            }
        }
    }

    private static void limit(Connection connection, Duration statement, Duration lock) throws SQLException {
        try (Statement settings = connection.createStatement()) {
            settings.execute("select set_config('statement_timeout', '%d', false), set_config('lock_timeout', '%d', false)"
                    .formatted(statement.toMillis(), lock.toMillis()));
        }
    }

    private <T> T inItsSchema(Connection connection, Work<T> work) throws SQLException {
        if (schema.isEmpty()) {
            return work.with(connection);
        }
        try (Statement path = connection.createStatement()) {
            // by a function: the driver forgets its prepared statements when it sees the command
            path.execute("select set_config('search_path', '" + schema.get() + ", public', false)");
            return work.with(connection);
        } finally {
            try (Statement path = connection.createStatement()) {
                path.execute("select set_config('search_path', '\"$user\", public', false)");
            }
        }
    }
}
