package dragoman.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pgvector.PGhalfvec;
import dragoman.answer.Ruling.Kind;
import dragoman.answer.Ruling.Place;
import dragoman.answer.Ruling.Ruled;
import dragoman.audit.AuditLog;
import dragoman.audit.Deed;
import dragoman.database.Database;
import dragoman.database.Rows;
import dragoman.database.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rulings and embargoes in PostgreSQL. Each change and its entry in the audit log are one transaction.
@ApplicationScoped
class RulingStore {

    private static final String UNREADABLE = "the rulings could not be read";
    private static final String UNCHANGED = "the ruling was not kept";

    private final Database database;
    private final AuditLog audit;
    private final ObjectMapper json;
    private final Clock clock;

    RulingStore(Database database, AuditLog audit, ObjectMapper json, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /// What is asked for on each question.
    ///
    /// @param embargoes that hold at the site
    /// @param exact     the ruling on the very question
    /// @param others    whether there are rulings on other questions, which may mean the same
    record Holding(List<TopicEmbargo> embargoes, Optional<Ruling> exact, boolean others) {
    }

    Holding holding(Optional<String> site, String key) {
        return database.query(UNREADABLE, connection -> {
            List<TopicEmbargo> embargoes = holding(connection, site);
            try (PreparedStatement select = connection.prepareStatement("""
                    select *, question_key = ? as exact from ruling where ended_at is null and site is not distinct from ? order by question_key = ? desc limit 1""")) {
                select.setString(1, key);
                select.setString(2, site.orElse(null));
                select.setString(3, key);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return new Holding(embargoes, Optional.empty(), false);
                    }
                    return new Holding(embargoes, row.getBoolean("exact") ? Optional.of(ruling(row)) : Optional.empty(), true);
                }
            }
        });
    }

    /// The rulings that hold on the questions nearest in meaning, the nearest first.
    List<Ruling> nearest(Optional<String> site, String model, float[] meaning, double threshold) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select * from ruling where ended_at is null and site is not distinct from ? and model = ? and embedding <=> ?::halfvec <= ?
                     order by embedding <=> ?::halfvec limit 5""")) {
                String vector = new PGhalfvec(meaning).toString();
                select.setString(1, site.orElse(null));
                select.setString(2, model);
                select.setString(3, vector);
                select.setDouble(4, 1 - threshold);
                select.setString(5, vector);
                return rulings(select);
            }
        });
    }

    /// Keeps a ruling; one on the same question at the same site ends.
    void add(Ruling ruling, String key, String model, float[] meaning, List<Place> cited, Deed deed) {
        database.transaction(UNCHANGED, connection -> {
            try (PreparedStatement replace = connection.prepareStatement("""
                    update ruling set ended_at = ?, ended_why = 'Another ruling took its place.' where ended_at is null and question_key = ? and site is not distinct from ?
                    returning kind, answer_id""")) {
                replace.setObject(1, now());
                replace.setString(2, key);
                replace.setString(3, ruling.site().orElse(null));
                try (ResultSet row = replace.executeQuery()) {
                    while (row.next()) {
                        if (Kind.valueOf(row.getString(1)) == Kind.SUPPRESSION && ruling.kind() != Kind.SUPPRESSION && row.getString(2).equals(ruling.answerId())) {
                            suppress(connection, row.getString(2), false);
                        }
                    }
                }
            }
            long id;
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into ruling (kind, site, answer_id, question, question_key, model, embedding, statements, made_by, made_at)
                    values (?, ?, ?, ?, ?, ?, ?::halfvec, ?::jsonb, ?, ?) returning id""")) {
                insert.setString(1, ruling.kind().name());
                insert.setString(2, ruling.site().orElse(null));
                insert.setString(3, ruling.answerId());
                insert.setString(4, ruling.question());
                insert.setString(5, key);
                insert.setString(6, model);
                insert.setString(7, new PGhalfvec(meaning).toString());
                insert.setString(8, write(ruling.statements()));
                insert.setString(9, ruling.madeBy());
                insert.setObject(10, ruling.made().atOffset(ZoneOffset.UTC));
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    id = row.getLong(1);
                }
            }
            try (PreparedStatement cite = connection.prepareStatement("insert into ruling_citation (ruling_id, article_id, version) values (?, ?, ?) on conflict do nothing")) {
                for (Place place : cited) {
                    cite.setLong(1, id);
                    cite.setString(2, place.articleId());
                    cite.setInt(3, place.version());
                    cite.addBatch();
                }
                cite.executeBatch();
            }
            if (ruling.kind() == Kind.SUPPRESSION) {
                suppress(connection, ruling.answerId(), true);
            }
            audit.append(connection, deed);
            return null;
        });
    }

    private void suppress(Connection connection, String answerId, boolean suppressed) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update answer set suppressed_at = ? where id = ?")) {
            update.setObject(1, suppressed ? now() : null, Types.TIMESTAMP_WITH_TIMEZONE);
            update.setString(2, answerId);
            update.executeUpdate();
        }
    }

    /// Ends a ruling because an editor lifts it; what it suppressed can be read again, also where the ruling itself had ended before.
    ///
    /// @return whether there was anything to end
    boolean lift(long id, Deed deed) {
        return database.transaction(UNCHANGED, connection -> {
            Optional<Ruling> ruling;
            try (PreparedStatement select = connection.prepareStatement("select * from ruling where id = ? for update")) {
                select.setLong(1, id);
                ruling = rulings(select).stream().findFirst();
            }
            if (ruling.isEmpty() || ruling.get().ended().isPresent() && ruling.get().kind() != Kind.SUPPRESSION) {
                return false;
            }
            end(connection, id, "An editor lifted it.");
            if (ruling.get().kind() == Kind.SUPPRESSION) {
                suppress(connection, ruling.get().answerId(), false);
            }
            audit.append(connection, deed);
            return true;
        });
    }

    /// Ends a ruling that cannot be given any more.
    void end(long id, String why) {
        database.query(UNCHANGED, connection -> {
            end(connection, id, why);
            return null;
        });
    }

    private void end(Connection connection, long id, String why) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update ruling set ended_at = ?, ended_why = ? where id = ? and ended_at is null")) {
            update.setObject(1, now());
            update.setString(2, why);
            update.setLong(3, id);
            update.executeUpdate();
        }
    }

    Optional<Ruling> find(long id) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select * from ruling where id = ?")) {
                select.setLong(1, id);
                return rulings(select).stream().findFirst();
            }
        });
    }

    /// All rulings of one site, or of all of them; those that hold first, then the newest.
    List<Ruling> list(boolean all, Optional<String> site, int most) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select * from ruling where (? or site is not distinct from ?) order by ended_at is not null, id desc limit ?""")) {
                select.setBoolean(1, all);
                select.setString(2, site.orElse(null));
                select.setInt(3, most);
                return rulings(select);
            }
        });
    }

    /// The rulings that were made about an answer, the newest first.
    List<Ruling> about(String answerId) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select * from ruling where answer_id = ? order by id desc")) {
                select.setString(1, answerId);
                return rulings(select);
            }
        });
    }

    void add(TopicEmbargo embargo, Deed deed) {
        database.transaction("the embargo was not kept", connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into topic_embargo (site, everywhere, topic, until, made_by, made_at) values (?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, embargo.site().orElse(null));
                insert.setBoolean(2, embargo.everywhere());
                insert.setString(3, embargo.topic());
                insert.setObject(4, embargo.until().map(moment -> moment.atOffset(ZoneOffset.UTC)).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE);
                insert.setString(5, embargo.madeBy());
                insert.setObject(6, embargo.made().atOffset(ZoneOffset.UTC));
                insert.executeUpdate();
            }
            audit.append(connection, deed);
            return null;
        });
    }

    boolean endEmbargo(long id, Deed deed) {
        return database.transaction("the embargo was not ended", connection -> {
            try (PreparedStatement update = connection.prepareStatement("update topic_embargo set ended_at = ? where id = ? and ended_at is null")) {
                update.setObject(1, now());
                update.setLong(2, id);
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            audit.append(connection, deed);
            return true;
        });
    }

    List<TopicEmbargo> embargoes(boolean all, Optional<String> site) {
        return database.query("the embargoes could not be read", connection -> {
            try (PreparedStatement select = connection.prepareStatement("select * from topic_embargo where ? or everywhere or site is not distinct from ? order by id desc")) {
                select.setBoolean(1, all);
                select.setString(2, site.orElse(null));
                return embargoes(select);
            }
        });
    }

    /// The embargoes that hold at a site now.
    List<TopicEmbargo> holdingEmbargoes(Optional<String> site) {
        return database.query("the embargoes could not be read", connection -> holding(connection, site));
    }

    private List<TopicEmbargo> holding(Connection connection, Optional<String> site) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select * from topic_embargo where ended_at is null and (until is null or until > ?) and (everywhere or site is not distinct from ?)""")) {
            select.setObject(1, now());
            select.setString(2, site.orElse(null));
            return embargoes(select);
        }
    }

    private List<Ruling> rulings(PreparedStatement select) throws SQLException {
        List<Ruling> rulings = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rulings.add(ruling(row));
            }
        }
        return rulings;
    }

    private Ruling ruling(ResultSet row) throws SQLException {
        return new Ruling(row.getLong("id"), Kind.valueOf(row.getString("kind")), Optional.ofNullable(row.getString("site")), row.getString("answer_id"), row.getString("question"),
                read(row.getString("statements")), row.getString("made_by"), Rows.instant(row, "made_at"), Rows.optionalInstant(row, "ended_at"),
                Optional.ofNullable(row.getString("ended_why")).orElse(""));
    }

    private static List<TopicEmbargo> embargoes(PreparedStatement select) throws SQLException {
        List<TopicEmbargo> embargoes = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                embargoes.add(new TopicEmbargo(row.getLong("id"), Optional.ofNullable(row.getString("site")), row.getBoolean("everywhere"), row.getString("topic"),
                        Rows.optionalInstant(row, "until"), row.getString("made_by"), Rows.instant(row, "made_at"), Rows.optionalInstant(row, "ended_at")));
            }
        }
        return embargoes;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private String write(List<Ruled> statements) {
        try {
            return json.writeValueAsString(statements);
        } catch (JsonProcessingException e) {
            throw new StorageException(UNCHANGED, e);
        }
    }

    private List<Ruled> read(String statements) {
        try {
            return json.readValue(statements, new TypeReference<>() {
            });
        } catch (JsonProcessingException e) {
            throw new StorageException(UNREADABLE, e);
        }
    }
}
