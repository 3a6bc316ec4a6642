package dragoman.fetch;

import dragoman.database.Database;
import dragoman.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;

/// Sees that no host is asked faster than is polite, by all instances together.
@ApplicationScoped
class HostTurns {

    /// Longer than that a page waits in the queue, and not in a connection.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Database database;

    HostTurns(Database database) {
        this.database = database;
    }

    /// Returns when the host may be asked.
    ///
    /// @throws FetchException if that takes too long, with how long
    void await(String host, Duration delay) throws FetchException {
        if (delay.isZero()) {
            return;
        }
        // real time and not the program's: it is the other side's patience that counts
        Instant now = Instant.now();
        Instant turn = database.query("the turn was not taken", connection -> {
            try (PreparedStatement take = connection.prepareStatement("""
                    insert into fetch_host as h (host, next_at) values (?, ?)
                    on conflict (host) do update set next_at = case when h.next_at > ? then h.next_at else greatest(h.next_at, ?) + make_interval(secs => ?) end
                    returning next_at - make_interval(secs => ?) as turn""")) {
                double seconds = delay.toMillis() / 1e3;
                take.setString(1, host);
                take.setTimestamp(2, Timestamp.from(now.plus(delay)));
                take.setTimestamp(3, Timestamp.from(now.plus(LONGEST_WAIT)));
                take.setTimestamp(4, Timestamp.from(now));
                take.setDouble(5, seconds);
                take.setDouble(6, seconds);
                try (ResultSet row = take.executeQuery()) {
                    row.next();
                    return Rows.instant(row, "turn");
                }
            }
        });
        Duration wait = Duration.between(now, turn);
        if (wait.compareTo(LONGEST_WAIT.minus(delay)) > 0) {
            throw FetchException.notYet("others of " + host + " go first", wait);
        }
        try {
            Thread.sleep(wait.isNegative() ? Duration.ZERO : wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FetchException.passing("the program was stopped");
        }
    }
}
