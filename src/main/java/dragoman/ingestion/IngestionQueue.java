package dragoman.ingestion;

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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Work that waits, in PostgreSQL: any number of instances share it. A job is leased to the one who takes it, and offered again when the
/// lease ends without news; so what is killed in the middle is done by another, and doing a job twice changes nothing.
@ApplicationScoped
public class IngestionQueue {

    private static final Duration FIRST_DELAY = Duration.ofSeconds(10);
    private static final int DELAY_FACTOR = 4;
    /// The last attempt comes four hours after the first.
    static final int MOST_ATTEMPTS = 7;
    private static final int LONGEST_REASON = 1_000;
    private static final String UNCHANGED = "the ingestion queue could not be changed";
    private static final String UNREADABLE = "the ingestion queue could not be read";
    private static final String COLUMNS = "id, kind, subject, state, attempts, due_at, reason, feed_id, site, order_json, content, created_at";

    /// What a job is.
    public enum Kind {
        /// An article that was delivered.
        DELIVERY,
        /// A page that is to be fetched.
        PAGE,
        /// An article whose embargo ends.
        RELEASE
    }

    /// How a job stands.
    public enum State {
        WAITING, RUNNING,
        /// It failed for good; somebody has to look at it.
        DEAD
    }

    /// A job as it is stored.
    ///
    /// @param subject  what it is about, in the words of people
    /// @param attempts how often it was begun
    /// @param due      when it may be begun; of one that runs, when it is offered again
    /// @param reason   why the last attempt failed
    /// @param feed     the feed it came from
    /// @param site     whose articles it is about; empty for the shared corpus
    /// @param content  the bytes that were delivered
    public record Job(long id, Kind kind, String subject, State state, int attempts, Instant due, Optional<String> reason, Optional<Long> feed,
            Optional<String> site, String order, Optional<byte[]> content, Instant created) {
    }

    /// How the queue stands.
    ///
    /// @param counts of jobs by state
    /// @param oldest since when the job waits that is due for the longest time
    public record Status(Map<State, Long> counts, Optional<Instant> oldest) {
    }

    private final Database database;
    private final ObjectMapper json;
    private final Clock clock;
    private final Duration lease;

    public IngestionQueue(Database database, ObjectMapper json, Clock clock, @ConfigProperty(name = "dragoman.ingestion.lease") Duration lease) {
        this.database = database;
        this.json = json;
        this.clock = clock;
        this.lease = lease;
    }

    /// Puts work into the queue; from the return of this call on it is not lost. Pages that wait already wait once.
    ///
    /// @param order what {@link #order} gives back
    /// @return the job's id; empty if such a job waits already
    public Optional<Long> add(Kind kind, String subject, Object order, Optional<byte[]> content, Optional<Long> feed, Optional<String> site, Instant due) {
        String written = write(order);
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into ingestion_job (kind, subject, state, due_at, feed_id, site, order_json, content, created_at, changed_at)
                    values (?, ?, 'WAITING', ?, ?, ?, ?::jsonb, ?, ?, ?)
                    on conflict (kind, subject, coalesce(site, '')) where state = 'WAITING' and kind in ('PAGE', 'RELEASE')
                    do update set due_at = least(ingestion_job.due_at, excluded.due_at) returning id""")) {
                Timestamp now = Timestamp.from(clock.instant());
                insert.setString(1, kind.name());
                insert.setString(2, subject);
                insert.setTimestamp(3, Timestamp.from(due));
                insert.setObject(4, feed.orElse(null));
                insert.setString(5, site.orElse(null));
                insert.setString(6, written);
                insert.setBytes(7, content.orElse(null));
                insert.setTimestamp(8, now);
                insert.setTimestamp(9, now);
                try (ResultSet row = insert.executeQuery()) {
                    return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
                }
            }
        });
    }

    /// In the transaction that stores an embargoed version: the job that ends its embargo.
    static void scheduleRelease(Connection connection, String articleId, int version, Instant due, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into ingestion_job (kind, subject, state, due_at, order_json, created_at, changed_at)
                values ('RELEASE', ?, 'WAITING', ?, jsonb_build_object('articleId', ?, 'version', ?), ?, ?)
                on conflict (kind, subject, coalesce(site, '')) where state = 'WAITING' and kind in ('PAGE', 'RELEASE')
                do update set due_at = excluded.due_at, order_json = excluded.order_json""")) {
            insert.setString(1, articleId);
            insert.setTimestamp(2, Timestamp.from(due));
            insert.setString(3, articleId);
            insert.setInt(4, version);
            insert.setTimestamp(5, Timestamp.from(now));
            insert.setTimestamp(6, Timestamp.from(now));
            insert.executeUpdate();
        }
    }

    /// Takes the job that is due for the longest time, unless an older one about the same subject is not done yet: deliveries of one
    /// article keep their order.
    public Optional<Job> take() {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement take = connection.prepareStatement("""
                    update ingestion_job set state = 'RUNNING', attempts = attempts + 1, due_at = ?, changed_at = ?
                     where id = (select id from ingestion_job j where state <> 'DEAD' and due_at <= ?
                                    and not exists (select from ingestion_job e where e.kind = j.kind and e.subject = j.subject and e.id < j.id and e.state <> 'DEAD')
                                  order by due_at, id for update skip locked limit 1)
                    returning\s""" + COLUMNS)) {
                Instant now = clock.instant();
                take.setTimestamp(1, Timestamp.from(now.plus(lease)));
                take.setTimestamp(2, Timestamp.from(now));
                take.setTimestamp(3, Timestamp.from(now));
                return read(take).stream().findFirst();
            }
        });
    }

    /// The job is done, and so are earlier ones about the same subject that are dead. Whoever lost the lease meanwhile changes nothing.
    public void done(Job job) {
        database.query(UNCHANGED, connection -> {
            if (delete(connection, job) == 1) {
                try (PreparedStatement bury = connection.prepareStatement("delete from ingestion_job where kind = ? and subject = ? and state = 'DEAD' and id < ?")) {
                    bury.setString(1, job.kind.name());
                    bury.setString(2, job.subject);
                    bury.setLong(3, job.id);
                    bury.executeUpdate();
                }
            }
            return null;
        });
    }

    /// The attempt failed: another one comes later, ever later, and after the last the job is dead.
    ///
    /// @param reason what to do about it, for the one who looks at the list
    public void failed(Job job, String reason) {
        if (job.attempts >= MOST_ATTEMPTS) {
            bury(job, reason);
        } else {
            put(job, State.WAITING, job.attempts, clock.instant().plus(FIRST_DELAY.multipliedBy((long) Math.pow(DELAY_FACTOR, job.attempts - 1.0))), reason);
        }
    }

    /// The job waits until then, which is no failure and was no attempt.
    public void putOff(Job job, Instant until, String reason) {
        put(job, State.WAITING, job.attempts - 1, until, reason);
    }

    /// The job cannot succeed as it is: it goes to the list of dead ones, with all that is needed to try it again.
    public void bury(Job job, String reason) {
        put(job, State.DEAD, job.attempts, clock.instant(), reason);
    }

    private void put(Job job, State state, int attempts, Instant due, String reason) {
        database.query(UNCHANGED, connection -> {
            // a page that waits again meanwhile makes this job needless
            try (PreparedStatement update = connection.prepareStatement("""
                    update ingestion_job set state = ?, due_at = ?, reason = ?, changed_at = ?, attempts = ? where id = ? and attempts = ?
                       and not (? = 'WAITING' and kind in ('PAGE', 'RELEASE') and exists (
                           select from ingestion_job o where o.kind = ingestion_job.kind and o.subject = ingestion_job.subject and o.state = 'WAITING' and o.id <> ingestion_job.id))""")) {
                update.setString(1, state.name());
                update.setTimestamp(2, Timestamp.from(due));
                update.setString(3, reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
                update.setTimestamp(4, Timestamp.from(clock.instant()));
                update.setInt(5, attempts);
                update.setLong(6, job.id);
                update.setInt(7, job.attempts);
                update.setString(8, state.name());
                if (update.executeUpdate() == 0) {
                    delete(connection, job);
                }
                return null;
            }
        });
    }

    private static int delete(Connection connection, Job job) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from ingestion_job where id = ? and attempts = ?")) {
            delete.setLong(1, job.id);
            delete.setInt(2, job.attempts);
            return delete.executeUpdate();
        }
    }

    /// A dead or waiting job is tried again at once, with all its attempts.
    ///
    /// @return whether there is such a job
    public boolean retry(long id) {
        return change("update ingestion_job set state = 'WAITING', attempts = 0, due_at = ?, changed_at = ? where id = ? and state <> 'RUNNING'", id);
    }

    /// Drops a job that is not to be done.
    ///
    /// @return whether there was such a job
    public boolean drop(long id) {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from ingestion_job where id = ? and state <> 'RUNNING'")) {
                delete.setLong(1, id);
                return delete.executeUpdate() == 1;
            }
        });
    }

    private boolean change(String sql, long id) {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setTimestamp(1, Timestamp.from(clock.instant()));
                update.setTimestamp(2, Timestamp.from(clock.instant()));
                update.setLong(3, id);
                return update.executeUpdate() == 1;
            }
        });
    }

    public Optional<Job> find(long id) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + " from ingestion_job where id = ?")) {
                select.setLong(1, id);
                return read(select).stream().findFirst();
            }
        });
    }

    /// The jobs in a state, without their content; the dead ones latest first, the others in the order in which they come.
    public List<Job> list(State state, int most) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS.replace("content", "null::bytea as content")
                    + " from ingestion_job where state = ? order by " + (state == State.DEAD ? "changed_at desc, id desc" : "due_at, id") + " limit ?")) {
                select.setString(1, state.name());
                select.setInt(2, most);
                return read(select);
            }
        });
    }

    public Status status() {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select state, count(*), min(due_at) filter (where state = 'WAITING' and due_at <= ?) as due from ingestion_job group by state""")) {
                select.setTimestamp(1, Timestamp.from(clock.instant()));
                Map<State, Long> counts = new EnumMap<>(State.class);
                for (State state : State.values()) {
                    counts.put(state, 0L);
                }
                Optional<Instant> oldest = Optional.empty();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        counts.put(State.valueOf(rows.getString(1)), rows.getLong(2));
                        Optional<Instant> due = Rows.optionalInstant(rows, "due");
                        if (due.isPresent()) {
                            oldest = due;
                        }
                    }
                }
                return new Status(counts, oldest);
            }
        });
    }

    /// What the job was ordered with.
    public <T> T order(Job job, Class<T> type) {
        try {
            return json.readValue(job.order, type);
        } catch (JsonProcessingException e) {
            throw new StorageException("the job could not be read", e);
        }
    }

    private String write(Object order) {
        try {
            return json.writeValueAsString(order);
        } catch (JsonProcessingException e) {
            throw new StorageException("the job could not be stored", e);
        }
    }

    private static List<Job> read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<Job> jobs = new ArrayList<>();
            while (rows.next()) {
                long feed = rows.getLong("feed_id");
                boolean noFeed = rows.wasNull();
                jobs.add(new Job(rows.getLong("id"), Kind.valueOf(rows.getString("kind")), rows.getString("subject"), State.valueOf(rows.getString("state")),
                        rows.getInt("attempts"), Rows.instant(rows, "due_at"), Optional.ofNullable(rows.getString("reason")),
                        noFeed ? Optional.empty() : Optional.of(feed), Optional.ofNullable(rows.getString("site")), rows.getString("order_json"), Optional.ofNullable(rows.getBytes("content")),
                        Rows.instant(rows, "created_at")));
            }
            return jobs;
        }
    }
}
