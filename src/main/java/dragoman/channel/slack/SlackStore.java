package dragoman.channel.slack;

import dragoman.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the bot remembers of channels: which thread is which conversation, which message of its own answers which, and whose articles it
/// answers from where.
@ApplicationScoped
class SlackStore {

    private static final String UNREADABLE = "what is known of Slack's channels could not be read";
    private static final String UNCHANGED = "what is known of Slack's channels could not be changed";

    private final Database database;
    private final Clock clock;

    SlackStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// A thread.
    ///
    /// @param partner who may go on without naming the bot
    record ThreadState(String conversation, Optional<String> partner) {
    }

    /// A message of ours that answers one.
    record Shown(String ts, String answerId) {
    }

    /// Which site's articles are seen from where.
    ///
    /// @param channel empty for the whole workspace
    record SiteChoice(String team, Optional<String> channel, String site) {
    }

    Optional<ThreadState> thread(String team, String channel, String thread) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select conversation, partner from slack_thread where team = ? and channel = ? and thread_ts = ?")) {
                set(select, team, channel, thread);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(new ThreadState(row.getString(1), Optional.ofNullable(row.getString(2)))) : Optional.empty();
                }
            }
        });
    }

    /// The bot answers in that thread, and whoever asked is its partner there.
    void talk(String team, String channel, String thread, String conversation, String partner) {
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into slack_thread (team, channel, thread_ts, conversation, partner, changed_at) values (?, ?, ?, ?, ?, ?)
                    on conflict (team, channel, thread_ts) do update set conversation = excluded.conversation, partner = excluded.partner, changed_at = excluded.changed_at""")) {
                set(insert, team, channel, thread, conversation, partner);
                insert.setTimestamp(6, now());
                return insert.executeUpdate();
            }
        });
    }

    /// Others take part in that thread: from now on the bot speaks there only when it is named.
    void stepBack(String team, String channel, String thread) {
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement update = connection.prepareStatement("update slack_thread set partner = null, changed_at = ? where team = ? and channel = ? and thread_ts = ?")) {
                update.setTimestamp(1, now());
                update.setString(2, team);
                update.setString(3, channel);
                update.setString(4, thread);
                return update.executeUpdate();
            }
        });
    }

    Optional<Shown> shown(String team, String channel, String ts) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select answer_ts, answer_id from slack_answer where team = ? and channel = ? and message_ts = ?")) {
                set(select, team, channel, ts);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(new Shown(row.getString(1), row.getString(2))) : Optional.empty();
                }
            }
        });
    }

    void show(String team, String channel, String ts, Shown shown) {
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into slack_answer (team, channel, message_ts, answer_ts, answer_id, created_at) values (?, ?, ?, ?, ?, ?)
                    on conflict (team, channel, message_ts) do update set answer_ts = excluded.answer_ts, answer_id = excluded.answer_id""")) {
                set(insert, team, channel, ts, shown.ts, shown.answerId);
                insert.setTimestamp(6, now());
                return insert.executeUpdate();
            }
        });
    }

    /// The site whose articles are seen from there; empty for all articles of the program's own.
    Optional<String> site(String team, String channel) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select site from slack_site where team = ? and channel in (?, '') order by channel desc limit 1")) {
                set(select, team, channel);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    List<SiteChoice> sites() {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select team, channel, site from slack_site order by team, channel"); ResultSet rows = select.executeQuery()) {
                List<SiteChoice> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(new SiteChoice(rows.getString(1), Optional.of(rows.getString(2)).filter(channel -> !channel.isEmpty()), rows.getString(3)));
                }
                return all;
            }
        });
    }

    void chooseSite(SiteChoice choice) {
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into slack_site (team, channel, site) values (?, ?, ?) on conflict (team, channel) do update set site = excluded.site""")) {
                set(insert, choice.team, choice.channel.orElse(""), choice.site);
                return insert.executeUpdate();
            }
        });
    }

    /// @return whether there was a choice
    boolean dropSite(String team, Optional<String> channel) {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from slack_site where team = ? and channel = ?")) {
                set(delete, team, channel.orElse(""));
                return delete.executeUpdate() > 0;
            }
        });
    }

    /// Forgets what is older than that.
    void forget(Duration kept) {
        database.query(UNCHANGED, connection -> {
            for (String sql : List.of("delete from slack_thread where changed_at < ?", "delete from slack_answer where created_at < ?")) {
                try (PreparedStatement delete = connection.prepareStatement(sql)) {
                    delete.setTimestamp(1, Timestamp.from(clock.instant().minus(kept)));
                    delete.executeUpdate();
                }
            }
            return null;
        });
    }

    /// Forgets all of a workspace.
    void dropOf(String team) {
        database.query(UNCHANGED, connection -> {
            for (String table : List.of("slack_thread", "slack_answer", "slack_follow", "slack_site")) {
                try (PreparedStatement delete = connection.prepareStatement("delete from " + table + " where team = ?")) {
                    delete.setString(1, team);
                    delete.executeUpdate();
                }
            }
            return null;
        });
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static void set(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }
}
