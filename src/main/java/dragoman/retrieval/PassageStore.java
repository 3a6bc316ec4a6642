package dragoman.retrieval;

import com.pgvector.PGvector;
import dev.langchain4j.data.embedding.Embedding;
import dragoman.article.Span;
import dragoman.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The passages of live articles, searched by meaning (pgvector, HNSW, cosine) and by words (PostgreSQL full text).
@ApplicationScoped
public class PassageStore {

    private static final String COLUMNS = """
            p.id, p.article_id, p.version, p.start_offset, p.end_offset, p.published, v.title, v.body""";
    /// Counting further would cost time and tell a rare word from a common one no better.
    private static final int COUNT_LIMIT = 10_000;
    private static final String UNSEARCHABLE = "the passages could not be searched";

    private final Database database;

    PassageStore(Database database) {
        this.database = database;
    }

    /// A passage as one search found it; `score` is zero until searches are fused.
    record Hit(long passageId, RetrievedPassage passage) {
    }

    /// The passages nearest in meaning, nearest first.
    ///
    /// @param until nothing published later is returned
    List<Hit> nearest(Embedding question, LocalDate until, int limit) {
        return search("""
                select %s from (
                    select * from passage where published <= ? order by embedding <=> ? limit ?
                ) p join article_version v using (article_id, version) order by p.embedding <=> ?""".formatted(COLUMNS),
                statement -> {
                    PGvector vector = new PGvector(question.vector());
                    statement.setObject(1, until);
                    statement.setObject(2, vector);
                    statement.setInt(3, limit);
                    statement.setObject(4, vector);
                });
    }

    /// The passages that share words with the question, best first: a passage needs one of the words; rare words, words
    /// close to each other and words of the headline count more.
    ///
    /// @param words plain words; anything else in them is ignored
    /// @param until nothing published later is returned
    List<Hit> matching(List<String> words, LocalDate until, int limit) {
        if (words.isEmpty()) {
            return List.of();
        }
        String query = String.join(" || ", words.stream().map(_ -> "plainto_tsquery('english', ?)").toList());
        return search("""
                select %s from (
                    select passage.*, ts_rank_cd(keywords, query, 1) as rank from passage, (select %s as query) q
                     where keywords @@ query and published <= ? order by rank desc, id limit ?
                ) p join article_version v using (article_id, version) order by p.rank desc, p.id""".formatted(COLUMNS, query),
                statement -> {
                    int i = 0;
                    for (String word : words) {
                        statement.setString(++i, word);
                    }
                    statement.setObject(++i, until);
                    statement.setInt(++i, limit);
                });
    }

    /// In how many passages each word stands, and under the empty word how many passages there are; counts stop at 10,000.
    Map<String, Integer> frequencies(List<String> words) {
        return database.query(UNSEARCHABLE, connection -> {
            Map<String, Integer> frequencies = new HashMap<>();
            try (PreparedStatement all = connection.prepareStatement("select count(*) from (select from passage limit ?) counted");
                    PreparedStatement one = connection.prepareStatement(
                            "select count(*) from (select from passage where keywords @@ plainto_tsquery('english', ?) limit ?) counted")) {
                all.setInt(1, COUNT_LIMIT);
                frequencies.put("", count(all));
                for (String word : words) {
                    one.setString(1, word);
                    one.setInt(2, COUNT_LIMIT);
                    frequencies.put(word, count(one));
                }
                return frequencies;
            }
        });
    }

    private static int count(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    @FunctionalInterface
    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    private List<Hit> search(String sql, Binding binding) {
        return database.query(UNSEARCHABLE, connection -> {
            try (Statement setting = connection.createStatement(); PreparedStatement statement = connection.prepareStatement(sql)) {
                // without it a filter on the date leaves the index with too few neighbours to choose from
                setting.execute("set hnsw.iterative_scan = strict_order");
                binding.to(statement);
                try (ResultSet rows = statement.executeQuery()) {
                    List<Hit> hits = new ArrayList<>();
                    while (rows.next()) {
                        hits.add(read(rows));
                    }
                    return hits;
                }
            }
        });
    }

    private static Hit read(ResultSet row) throws SQLException {
        Span span = new Span(row.getInt("start_offset"), row.getInt("end_offset"));
        return new Hit(row.getLong("id"), new RetrievedPassage(row.getString("article_id"), row.getInt("version"), span,
                span.in(row.getString("body")), row.getString("title"), row.getObject("published", LocalDate.class), 0));
    }
}
