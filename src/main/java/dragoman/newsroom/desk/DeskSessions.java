package dragoman.newsroom.desk;

import dragoman.audit.AuditLog;
import dragoman.audit.Deed;
import dragoman.database.Database;
import dragoman.database.Rows;
import dragoman.newsroom.Secrets;
import dragoman.newsroom.desk.Editor.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who is at the desk, and the tokens that editors sign in with. Secrets are kept as hashes only.
@ApplicationScoped
class DeskSessions {

    /// A working day.
    static final Duration LENGTH = Duration.ofHours(10);
    /// So that whoever finds one in a log knows what it is.
    private static final String PREFIX = "dragoman_desk_";

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    DeskSessions(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param secret  what the browser keeps
    /// @param formKey what every form of the session carries
    record Session(String secret, Editor editor, String formKey) {
    }

    /// A token, without its secret.
    record EditorToken(long id, String name, Role role, Optional<String> site, String madeBy, Instant made, Optional<Instant> ended) {
    }

    /// Begins a session, and forgets those that are over.
    ///
    /// @param token that the editor has signed in with, where it is one of ours; the session ends with it
    Session begin(Editor editor, Optional<Long> token, String how) {
        Session session = new Session(Secrets.token(), editor, Secrets.token());
        database.transaction("the session could not be begun", connection -> {
            try (PreparedStatement over = connection.prepareStatement("delete from desk_session where expires_at < ?");
                    PreparedStatement insert = connection.prepareStatement("insert into desk_session (hash, name, role, site, token_id, form_key, expires_at) values (?, ?, ?, ?, ?, ?, ?)")) {
                over.setObject(1, now());
                over.executeUpdate();
                insert.setString(1, Secrets.hash(session.secret));
                insert.setString(2, editor.name());
                insert.setString(3, editor.role().name());
                insert.setString(4, editor.site().orElse(null));
                insert.setObject(5, token.orElse(null), Types.BIGINT);
                insert.setString(6, session.formKey);
                insert.setObject(7, now().plus(LENGTH));
                insert.executeUpdate();
            }
            audit.append(connection, new Deed(editor.actor(), editor.site(), "session.begin", editor.name(), how));
            return null;
        });
        return session;
    }

    Optional<Session> find(String secret) {
        return database.query("the session could not be read", connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select s.* from desk_session s left join editor_token t on t.id = s.token_id where s.hash = ? and s.expires_at > ? and t.ended_at is null""")) {
                select.setString(1, Secrets.hash(secret));
                select.setObject(2, now());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(new Session(secret, new Editor(row.getString("name"), Role.valueOf(row.getString("role")),
                            Optional.ofNullable(row.getString("site"))), row.getString("form_key"))) : Optional.empty();
                }
            }
        });
    }

    void end(Session session) {
        database.query("the session could not be ended", connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from desk_session where hash = ?")) {
                delete.setString(1, Secrets.hash(session.secret));
                return delete.executeUpdate();
            }
        });
    }

    /// The token with this secret, unless it has ended.
    Optional<EditorToken> token(String secret) {
        return !secret.startsWith(PREFIX) ? Optional.empty() : database.query("the token could not be read", connection -> {
            try (PreparedStatement select = connection.prepareStatement("select * from editor_token where hash = ? and ended_at is null")) {
                select.setString(1, Secrets.hash(secret));
                return tokens(select).stream().findFirst();
            }
        });
    }

    /// All tokens, also those that have ended, newest first.
    List<EditorToken> tokens() {
        return database.query("the tokens could not be read", connection -> {
            try (PreparedStatement select = connection.prepareStatement("select * from editor_token order by id desc")) {
                return tokens(select);
            }
        });
    }

    /// Makes a token.
    ///
    /// @return its secret, which is shown this once
    String makeToken(Editor by, String name, Role role, Optional<String> site) {
        String secret = PREFIX + Secrets.token();
        database.transaction("the token was not made", connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into editor_token (name, role, site, hash, made_by, created_at) values (?, ?, ?, ?, ?, ?) returning id""")) {
                insert.setString(1, name);
                insert.setString(2, role.name());
                insert.setString(3, site.orElse(null));
                insert.setString(4, Secrets.hash(secret));
                insert.setString(5, by.name());
                insert.setObject(6, now());
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    audit.append(connection, new Deed(by.actor(), site, "token.make", row.getString(1), role.name().toLowerCase(Locale.ROOT) + " " + name));
                }
            }
            return null;
        });
        return secret;
    }

    /// Ends a token and the sessions that were begun with it.
    ///
    /// @return whether there was such a token that had not ended
    boolean endToken(Editor by, long id) {
        return database.transaction("the token was not ended", connection -> {
            try (PreparedStatement update = connection.prepareStatement("update editor_token set ended_at = ? where id = ? and ended_at is null returning name, site")) {
                update.setObject(1, now());
                update.setLong(2, id);
                try (ResultSet row = update.executeQuery()) {
                    if (!row.next()) {
                        return false;
                    }
                    audit.append(connection, new Deed(by.actor(), Optional.ofNullable(row.getString(2)), "token.end", String.valueOf(id), row.getString(1)));
                }
            }
            endSessions(connection, id);
            return true;
        });
    }

    private static void endSessions(Connection connection, long token) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from desk_session where token_id = ?")) {
            delete.setLong(1, token);
            delete.executeUpdate();
        }
    }

    private static List<EditorToken> tokens(PreparedStatement select) throws SQLException {
        List<EditorToken> tokens = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                tokens.add(new EditorToken(row.getLong("id"), row.getString("name"), Role.valueOf(row.getString("role")), Optional.ofNullable(row.getString("site")),
                        row.getString("made_by"), Rows.instant(row, "created_at"), Rows.optionalInstant(row, "ended_at")));
            }
        }
        return tokens;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
