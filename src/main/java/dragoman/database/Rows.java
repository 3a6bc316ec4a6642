package dragoman.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Reads moments of rows: the driver gives no `Instant`.
public final class Rows {

    private Rows() {
    }

    /// What a column that is never null holds.
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return optionalInstant(row, column).orElseThrow();
    }

    /// What a column holds; empty where it is null.
    public static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
