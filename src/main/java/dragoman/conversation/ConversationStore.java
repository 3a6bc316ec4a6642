package dragoman.conversation;

import dragoman.database.Database;
import dragoman.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Conversations in PostgreSQL.
@ApplicationScoped
class ConversationStore {

    private final Database database;

    ConversationStore(Database database) {
        this.database = database;
    }

    record Stored(List<Turn> turns, Instant used) {
    }

    /// @param site  where it is held; that of another site is not found
    /// @param since conversations not used since then count as forgotten already
    Optional<Stored> find(String id, Optional<String> site, Instant since) {
        return database.query("the conversation could not be read", connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select c.used_at, t.number, t.question, t.understood, t.answer_id, t.asked_at
                      from conversation c left join conversation_turn t on t.conversation_id = c.id
                     where c.id = ? and c.site is not distinct from ? and c.used_at >= ? order by t.number""")) {
                select.setString(1, id);
                select.setString(2, site.orElse(null));
                select.setObject(3, since.atOffset(ZoneOffset.UTC));
                try (ResultSet rows = select.executeQuery()) {
                    List<Turn> turns = new ArrayList<>();
                    Instant used = null;
                    while (rows.next()) {
                        used = Rows.instant(rows, "used_at");
                        if (rows.getString("answer_id") != null) {
                            turns.add(new Turn(rows.getInt("number"), rows.getString("question"), rows.getString("understood"), rows.getString("answer_id"),
                                    Rows.instant(rows, "asked_at")));
                        }
                    }
                    return used == null ? Optional.empty() : Optional.of(new Stored(List.copyOf(turns), used));
                }
            }
        });
    }

    /// Adds a turn and begins the conversation with it if need be. Two that come at once get a number each.
    ///
    /// @param site     where it is held
    /// @param turn     its number does not matter
    /// @param replaced the answer whose turn is forgotten with all that came after it
    /// @param most     older ones are forgotten
    void append(String id, Optional<String> site, Turn turn, Optional<String> replaced, int most) {
        database.transaction("the conversation was not stored", connection -> {
            lock(connection, id, site, turn.asked());
            if (replaced.isPresent()) {
                forgetFrom(connection, id, replaced.get());
            }
            int number = last(connection, id) + 1;
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into conversation_turn (conversation_id, number, question, understood, answer_id, asked_at) values (?, ?, ?, ?, ?, ?)""")) {
                insert.setString(1, id);
                insert.setInt(2, number);
                insert.setString(3, turn.question());
                insert.setString(4, turn.understood());
                insert.setString(5, turn.answerId());
                insert.setObject(6, turn.asked().atOffset(ZoneOffset.UTC));
                insert.executeUpdate();
            }
            try (PreparedStatement forget = connection.prepareStatement("delete from conversation_turn where conversation_id = ? and number <= ?")) {
                forget.setString(1, id);
                forget.setInt(2, number - most);
                return forget.executeUpdate();
            }
        });
    }

    /// @return whether there was one at this site
    boolean delete(String id, Optional<String> site) {
        return database.query("the conversation was not deleted", connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from conversation where id = ? and site is not distinct from ?")) {
                delete.setString(1, id);
                delete.setString(2, site.orElse(null));
                return delete.executeUpdate() == 1;
            }
        });
    }

    /// @return how many
    int deleteUnused(Instant since) {
        return database.query("conversations were not forgotten", connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from conversation where used_at < ?")) {
                delete.setObject(1, since.atOffset(ZoneOffset.UTC));
                return delete.executeUpdate();
            }
        });
    }

    /// Makes others that append to the same conversation wait until this transaction ends.
    private static void lock(Connection connection, String id, Optional<String> site, Instant now) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into conversation (id, begun_at, used_at, site) values (?, ?, ?, ?)
                on conflict (id) do update set used_at = greatest(conversation.used_at, excluded.used_at)""")) {
            upsert.setString(1, id);
            upsert.setObject(2, now.atOffset(ZoneOffset.UTC));
            upsert.setObject(3, now.atOffset(ZoneOffset.UTC));
            upsert.setString(4, site.orElse(null));
            upsert.executeUpdate();
        }
    }

    private static void forgetFrom(Connection connection, String id, String answerId) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from conversation_turn where conversation_id = ? and number >=
                    (select number from conversation_turn where conversation_id = ? and answer_id = ?)""")) {
            delete.setString(1, id);
            delete.setString(2, id);
            delete.setString(3, answerId);
            delete.executeUpdate();
        }
    }

    private static int last(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select coalesce(max(number), 0) from conversation_turn where conversation_id = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
