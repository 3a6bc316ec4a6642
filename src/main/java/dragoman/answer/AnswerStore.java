package dragoman.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.answer.Answer.Answered;
import dragoman.answer.Answer.Generation;
import dragoman.answer.Answer.NotFound;
import dragoman.answer.Answer.Partial;
import dragoman.answer.Answer.Reader;
import dragoman.answer.GivenAnswer.Change;
import dragoman.article.ArticleVersion.State;
import dragoman.database.Database;
import dragoman.database.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers as they were given.
@ApplicationScoped
class AnswerStore {

    private final Database database;
    private final ObjectMapper json;

    AnswerStore(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /// The stored form: what kind of answer it is, and its content.
    private record Stored(Answered answered, Partial partial, NotFound notFound) {
        static Stored of(Answer answer) {
            return switch (answer) {
                case Answered answered -> new Stored(answered, null, null);
                case Partial partial -> new Stored(null, partial, null);
                case NotFound notFound -> new Stored(null, null, notFound);
            };
        }

        Answer answer() {
            return answered != null ? answered : partial != null ? partial : notFound;
        }
    }

    /// @param millis how long it took
    void save(Answer answer, int millis) {
        String content = write(answer);
        database.transaction("the answer was not stored", connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into answer (id, created_at, content, conversation_id, model, prompt_hash, fallback, withheld, site, took_millis,
                        reader, reader_hash) values (?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
                    PreparedStatement cite = connection.prepareStatement(
                            "insert into answer_citation (answer_id, number, article_id, version) values (?, ?, ?, ?)")) {
                insert.setString(1, answer.heading().id());
                insert.setObject(2, answer.heading().given().atOffset(ZoneOffset.UTC));
                insert.setString(3, content);
                insert.setString(4, answer.heading().conversation());
                insert.setString(5, answer.heading().generation().map(Generation::model).orElse(null));
                insert.setString(6, answer.heading().generation().map(Generation::prompts).orElse(null));
                insert.setString(7, answer.heading().generation().flatMap(Generation::fallback).map(Enum::name).orElse(null));
                insert.setObject(8, answer.heading().generation().map(Generation::withheld).orElse(null), Types.INTEGER);
                insert.setString(9, answer.heading().site().orElse(null));
                insert.setInt(10, millis);
                insert.setString(11, answer.heading().reader().map(reader -> reader.name() + " " + reader.version()).orElse(null));
                insert.setString(12, answer.heading().reader().map(Reader::sha256).orElse(null));
                insert.executeUpdate();
                for (Citation citation : answer.citations()) {
                    cite.setString(1, answer.heading().id());
                    cite.setInt(2, citation.number());
                    cite.setString(3, citation.articleId());
                    cite.setInt(4, citation.version());
                    cite.addBatch();
                }
                return cite.executeBatch();
            }
        });
    }

    /// An answer that readers may see.
    Optional<GivenAnswer> find(String id) {
        return find(id, false);
    }

    /// The same for editors, who see what they have suppressed as well.
    Optional<GivenAnswer> findEvenSuppressed(String id) {
        return find(id, true);
    }

    private Optional<GivenAnswer> find(String id, boolean evenSuppressed) {
        return database.query("the answer could not be read", connection -> {
            try (PreparedStatement select = connection.prepareStatement("select content from answer where id = ? and (? or suppressed_at is null)")) {
                select.setString(1, id);
                select.setBoolean(2, evenSuppressed);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(new GivenAnswer(read(row.getString(1)), changes(connection, id))) : Optional.empty();
                }
            }
        });
    }

    /// @return whether there is such an answer
    boolean saveFeedback(String id, Feedback feedback, Instant now) {
        return database.query("the feedback was not stored", connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into answer_feedback (answer_id, helpful, reason, comment, created_at)
                    select id, ?, ?, ?, ? from answer where id = ? and suppressed_at is null""")) {
                insert.setBoolean(1, feedback.helpful());
                insert.setString(2, feedback.reason().map(Feedback.Reason::name).orElse(null));
                insert.setString(3, feedback.comment().orElse(null));
                insert.setObject(4, now.atOffset(ZoneOffset.UTC));
                insert.setString(5, id);
                return insert.executeUpdate() == 1;
            }
        });
    }

    void deleteOf(String conversation) {
        database.query("the answers were not deleted", connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from answer where conversation_id = ?")) {
                delete.setString(1, conversation);
                return delete.executeUpdate();
            }
        });
    }

    private static List<Change> changes(Connection connection, String id) throws SQLException {
        try (PreparedStatement changed = connection.prepareStatement("""
                select c.number, c.article_id, c.version, v.state
                  from answer_citation c join article_version v using (article_id, version)
                 where c.answer_id = ? and v.state <> 'LIVE' order by c.number""")) {
            changed.setString(1, id);
            List<Change> changes = new ArrayList<>();
            try (ResultSet rows = changed.executeQuery()) {
                while (rows.next()) {
                    changes.add(new Change(rows.getInt(1), rows.getString(2), rows.getInt(3), State.valueOf(rows.getString(4))));
                }
            }
            return List.copyOf(changes);
        }
    }

    private String write(Answer answer) {
        try {
            return json.writeValueAsString(Stored.of(answer));
        } catch (JsonProcessingException e) {
            throw new StorageException("the answer was not stored", e);
        }
    }

    private Answer read(String content) {
        try {
            return json.readValue(content, Stored.class).answer();
        } catch (JsonProcessingException e) {
            throw new StorageException("the answer could not be read", e);
        }
    }
}
