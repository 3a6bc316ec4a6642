package dragoman.testsupport;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/// A table that nobody else can use until it is let go: whatever needs it takes as long as a test wants.
public final class HeldTable implements AutoCloseable {

    private final Connection connection;

    public HeldTable(DataSource dataSource, String table) throws SQLException {
        connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table " + table + " in access exclusive mode");
        }
    }

    /// Lets go.
    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
    }
}
