package dragoman.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.database.Database;
import dragoman.database.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Topics that channels follow.
@ApplicationScoped
class FollowStore {

    private static final String UNREADABLE = "followed topics could not be read";
    private static final String UNCHANGED = "followed topics could not be changed";
    private static final String COLUMNS = "id, team, enterprise, channel, follower, topic, digest_at, zone, answer_id, quotes";

    private final Database database;
    private final EventQueue queue;
    private final ObjectMapper json;
    private final Clock clock;

    FollowStore(Database database, EventQueue queue, ObjectMapper json, Clock clock) {
        this.database = database;
        this.queue = queue;
        this.json = json;
        this.clock = clock;
    }

    /// A topic that a channel follows.
    ///
    /// @param digest when the day's news come together; at once where it is left out
    /// @param answer the answer that the channel knows
    /// @param quotes the words that answered last time
    record Follow(long id, String team, Optional<String> enterprise, String channel, String follower, String topic, Optional<LocalTime> digest, ZoneId zone,
            Optional<String> answer, List<String> quotes) {

        /// When it is asked anew.
        Instant next(Instant now, Duration interval) {
            return digest.map(time -> {
                var today = now.atZone(zone).with(time);
                return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
            }).orElse(now.plus(interval));
        }
    }

    /// Follows a topic; one that is followed already is followed as is said now.
    void add(Follow follow, Instant due) {
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into slack_follow (team, enterprise, channel, follower, topic, digest_at, zone, answer_id, quotes, due_at, created_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                    on conflict (team, channel, lower(topic)) do update set digest_at = excluded.digest_at, zone = excluded.zone, due_at = excluded.due_at""")) {
                insert.setString(1, follow.team);
                insert.setString(2, follow.enterprise.orElse(null));
                insert.setString(3, follow.channel);
                insert.setString(4, follow.follower);
                insert.setString(5, follow.topic);
                insert.setObject(6, follow.digest.orElse(null));
                insert.setString(7, follow.zone.getId());
                insert.setString(8, follow.answer.orElse(null));
                insert.setString(9, write(follow.quotes));
                insert.setTimestamp(10, Timestamp.from(due));
                insert.setTimestamp(11, Timestamp.from(clock.instant()));
                return insert.executeUpdate();
            }
        });
    }

    /// @return whether it was followed
    boolean remove(String team, String channel, String topic) {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from slack_follow where team = ? and channel = ? and lower(topic) = lower(?)")) {
                delete.setString(1, team);
                delete.setString(2, channel);
                delete.setString(3, topic);
                return delete.executeUpdate() > 0;
            }
        });
    }

    /// What a channel follows, the oldest first.
    List<Follow> of(String team, String channel) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + " from slack_follow where team = ? and channel = ? order by id")) {
                select.setString(1, team);
                select.setString(2, channel);
                return read(select);
            }
        });
    }

    /// Takes the topic that is due for the longest time; it is due again at the end of the lease.
    Optional<Follow> take(Duration lease) {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement take = connection.prepareStatement("""
                    update slack_follow set due_at = ? where id = (select id from slack_follow where due_at <= ? order by due_at, id for update skip locked limit 1)
                    returning\s""" + COLUMNS)) {
                take.setTimestamp(1, Timestamp.from(clock.instant().plus(lease)));
                take.setTimestamp(2, Timestamp.from(clock.instant()));
                return read(take).stream().findFirst();
            }
        });
    }

    /// Nothing has changed.
    void unchanged(Follow follow, Instant due) {
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement update = connection.prepareStatement("update slack_follow set due_at = ? where id = ?")) {
                update.setTimestamp(1, Timestamp.from(due));
                update.setLong(2, follow.id);
                return update.executeUpdate();
            }
        });
    }

    /// It is answered differently: in one transaction that is kept and the channel's message ordered, unless another instance was first.
    void changed(Follow follow, String answerId, List<String> quotes, Instant due) {
        String now = write(quotes);
        database.transaction(UNCHANGED, connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update slack_follow set answer_id = ?, quotes = ?::jsonb, due_at = ? where id = ? and quotes = ?::jsonb")) {
                update.setString(1, answerId);
                update.setString(2, now);
                update.setTimestamp(3, Timestamp.from(due));
                update.setLong(4, follow.id);
                update.setString(5, write(follow.quotes));
                if (update.executeUpdate() == 1) {
                    String key = "alert/" + follow.id + "/" + answerId;
                    queue.insert(connection, new EventQueue.Keys(key, Optional.empty(), key), follow.team, follow.enterprise,
                            new Order.Alert(follow.channel, follow.follower, follow.topic, follow.answer, answerId));
                }
                return null;
            }
        });
    }

    private List<Follow> read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<Follow> follows = new ArrayList<>();
            while (rows.next()) {
                follows.add(new Follow(rows.getLong("id"), rows.getString("team"), Optional.ofNullable(rows.getString("enterprise")), rows.getString("channel"), rows.getString("follower"),
                        rows.getString("topic"), Optional.ofNullable(rows.getObject("digest_at", LocalTime.class)), ZoneId.of(rows.getString("zone")),
                        Optional.ofNullable(rows.getString("answer_id")), json.readValue(rows.getString("quotes"), new TypeReference<List<String>>() {
                        })));
            }
            return follows;
        } catch (JsonProcessingException e) {
            throw new StorageException(UNREADABLE, e);
        }
    }

    private String write(List<String> quotes) {
        try {
            return json.writeValueAsString(quotes);
        } catch (JsonProcessingException e) {
            throw new StorageException(UNCHANGED, e);
        }
    }
}
