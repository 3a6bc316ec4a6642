package dragoman.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.database.Database;
import dragoman.database.Rows;
import dragoman.database.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What came from Slack, in PostgreSQL: each thing once, however often Slack tells it and to whichever instance. A row is leased to the one
/// who takes it, and offered again when the lease ends without news.
@ApplicationScoped
class EventQueue {

    private static final Duration FIRST_DELAY = Duration.ofSeconds(2);
    private static final int DELAY_FACTOR = 4;
    /// The last attempt comes about an hour after the first.
    static final int MOST_ATTEMPTS = 7;
    private static final int LONGEST_REASON = 1_000;
    private static final String UNCHANGED = "the queue of Slack's events could not be changed";
    private static final String COLUMNS = "id, event_key, team, enterprise, order_json, attempts, answer_id, message_ts, created_at";

    private final Database database;
    private final ObjectMapper json;
    private final Clock clock;
    private final Duration lease;
    private final Semaphore arrivals = new Semaphore(0);

    EventQueue(Database database, ObjectMapper json, Clock clock, SlackSettings settings) {
        this.database = database;
        this.json = json;
        this.clock = clock;
        this.lease = settings.lease();
    }

    /// What something is known by.
    ///
    /// @param event   what Slack knows it by
    /// @param message the message that is to be answered, if one is
    /// @param thread  what it has to keep its order with
    record Keys(String event, Optional<String> message, String thread) {
    }

    /// A row that was taken.
    ///
    /// @param attempts how often it was begun; above 1 somebody may have done a part of it
    /// @param answer   the answer's id, if an attempt has come that far
    /// @param message  the message that shows it, if an attempt has come that far
    /// @param created  when it came in
    record Taken(long id, String key, String team, Optional<String> enterprise, Order order, int attempts, Optional<String> answer, Optional<String> message,
            Instant created) {

        boolean isRetake() {
            return attempts > 1;
        }
    }

    /// Keeps what is to be done; from the return of this call on it is not lost. What is known already is not kept again.
    ///
    /// @return whether it is new
    boolean add(Keys keys, String team, Optional<String> enterprise, Order order) {
        boolean added = database.query(UNCHANGED, connection -> insert(connection, keys, team, enterprise, order));
        if (added) {
            wake();
        }
        return added;
    }

    /// The same in a transaction of the caller's.
    boolean insert(Connection connection, Keys keys, String team, Optional<String> enterprise, Order order) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into slack_event (event_key, message_key, thread_key, kind, team, enterprise, order_json, state, due_at, created_at, changed_at)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, 'WAITING', ?, ?, ?) on conflict do nothing""")) {
            Timestamp now = Timestamp.from(clock.instant());
            insert.setString(1, keys.event);
            insert.setString(2, keys.message.orElse(null));
            insert.setString(3, keys.thread);
            insert.setString(4, order.getClass().getSimpleName());
            insert.setString(5, team);
            insert.setString(6, enterprise.orElse(null));
            insert.setString(7, write(order));
            insert.setTimestamp(8, now);
            insert.setTimestamp(9, now);
            insert.setTimestamp(10, now);
            return insert.executeUpdate() == 1;
        }
    }

    /// Takes the row that is due for the longest time, unless an older one of its thread is not done yet.
    Optional<Taken> take() {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement take = connection.prepareStatement("""
                    update slack_event set state = 'RUNNING', attempts = attempts + 1, due_at = ?, changed_at = ?
                     where id = (select id from slack_event j where state in ('WAITING', 'RUNNING') and due_at <= ?
                                    and not exists (select from slack_event e where e.thread_key = j.thread_key and e.id < j.id and e.state in ('WAITING', 'RUNNING'))
                                  order by due_at, id for update skip locked limit 1)
                    returning\s""" + COLUMNS)) {
                Instant now = clock.instant();
                take.setTimestamp(1, Timestamp.from(now.plus(lease)));
                take.setTimestamp(2, Timestamp.from(now));
                take.setTimestamp(3, Timestamp.from(now));
                return read(take);
            }
        });
    }

    /// A row that is kept, in whatever state.
    Optional<Taken> find(long id) {
        return database.query("the queue of Slack's events could not be read", connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + " from slack_event where id = ?")) {
                select.setLong(1, id);
                return read(select);
            }
        });
    }

    /// Keeps the answer's id, and takes the lease anew.
    ///
    /// @return whether the lease was still ours; whoever has lost it must not go on
    boolean answering(Taken row, String answerId) {
        return renew(row, "answer_id", answerId);
    }

    /// Keeps the message that shows the answer, and takes the lease anew.
    ///
    /// @return whether the lease was still ours
    boolean showing(Taken row, String messageTs) {
        return renew(row, "message_ts", messageTs);
    }

    /// Takes the lease anew.
    ///
    /// @return whether it was still ours; whoever has lost it must not speak
    boolean holds(Taken row) {
        return renew(row, "state", "RUNNING");
    }

    private boolean renew(Taken row, String column, String value) {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update slack_event set " + column + " = ?, due_at = ?, changed_at = ? where id = ? and attempts = ? and state = 'RUNNING'")) {
                Instant now = clock.instant();
                update.setString(1, value);
                update.setTimestamp(2, Timestamp.from(now.plus(lease)));
                update.setTimestamp(3, Timestamp.from(now));
                update.setLong(4, row.id);
                update.setInt(5, row.attempts);
                return update.executeUpdate() == 1;
            }
        });
    }

    /// It is done. Whoever lost the lease meanwhile changes nothing.
    void done(Taken row) {
        put(row, "DONE", clock.instant(), Optional.empty());
        // the next of its thread may be due
        wake();
    }

    /// The attempt failed: another one comes later, ever later, and after the last the row is dead.
    void failed(Taken row, String reason) {
        if (row.attempts >= MOST_ATTEMPTS) {
            bury(row, reason);
        } else {
            put(row, "WAITING", clock.instant().plus(FIRST_DELAY.multipliedBy((long) Math.pow(DELAY_FACTOR, Math.min(row.attempts, MOST_ATTEMPTS) - 1.0))), Optional.of(reason));
        }
    }

    /// It waits until then, which is no failure.
    void putOff(Taken row, Instant until) {
        put(row, "WAITING", until, Optional.of("Slack asked to wait"));
    }

    /// It cannot succeed.
    void bury(Taken row, String reason) {
        put(row, "DEAD", clock.instant(), Optional.of(reason));
        wake();
    }

    private void put(Taken row, String state, Instant due, Optional<String> reason) {
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update slack_event set state = ?, due_at = ?, reason = ?, changed_at = ? where id = ? and attempts = ? and state = 'RUNNING'")) {
                update.setString(1, state);
                update.setTimestamp(2, Timestamp.from(due));
                update.setString(3, reason.map(text -> text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text).orElse(null));
                update.setTimestamp(4, Timestamp.from(clock.instant()));
                update.setLong(5, row.id);
                update.setInt(6, row.attempts);
                return update.executeUpdate();
            }
        });
    }

    /// Forgets what is done or dead for longer than that.
    int forget(Duration kept) {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from slack_event where state in ('DONE', 'DEAD') and changed_at < ?")) {
                delete.setTimestamp(1, Timestamp.from(clock.instant().minus(kept)));
                return delete.executeUpdate();
            }
        });
    }

    /// Drops all that a workspace has asked for.
    void dropOf(String team) {
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from slack_event where team = ?")) {
                delete.setString(1, team);
                return delete.executeUpdate();
            }
        });
    }

    /// Waits until something has come here, or the time is over: others may have told another instance.
    void await(Duration longest) throws InterruptedException {
        arrivals.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void wake() {
        if (arrivals.availablePermits() == 0) {
            arrivals.release();
        }
    }

    private Optional<Taken> read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(new Taken(row.getLong("id"), row.getString("event_key"), row.getString("team"), Optional.ofNullable(row.getString("enterprise")),
                    json.readValue(row.getString("order_json"), Order.class), row.getInt("attempts"), Optional.ofNullable(row.getString("answer_id")),
                    Optional.ofNullable(row.getString("message_ts")), Rows.instant(row, "created_at")));
        } catch (JsonProcessingException e) {
            throw new StorageException("an event of Slack's could not be read", e);
        }
    }

    private String write(Order order) {
        try {
            return json.writeValueAsString(order);
        } catch (JsonProcessingException e) {
            throw new StorageException("an event of Slack's could not be stored", e);
        }
    }
}
