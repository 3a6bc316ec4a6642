package dragoman.ingestion;

import com.pgvector.PGhalfvec;
import dragoman.article.Article;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.CorpusSummary;
import dragoman.article.CorpusSummary.Headline;
import dragoman.article.Publisher;
import dragoman.article.Rights;
import dragoman.database.Database;
import dragoman.ingestion.Ingested.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Articles, their versions and their passages in PostgreSQL. Every change of an article is one transaction, and changes of
/// the same article wait for each other.
@ApplicationScoped
public class ArticleStore implements ArticleRepository {

    private static final String UNREADABLE = "the article could not be read";
    private static final String VERSION_COLUMNS = """
            select v.article_id, a.source_key, v.version, v.state, v.title, v.publisher, v.url, v.published, v.language,
                   v.rights, v.sources, v.body
              from article_version v join article a on a.id = v.article_id
             where v.article_id = ?
            """;

    private final Database database;
    private final PassagePartitions partitions;

    public ArticleStore(Database database, PassagePartitions partitions) {
        this.database = database;
        this.partitions = partitions;
    }

    /// What storing this article would do, without doing it.
    public Ingested preview(Article article) {
        return database.query("the articles could not be read", connection -> preview(connection, article));
    }

    /// Stores the article as its next version with its passages, or nothing at all; the version before is superseded and its
    /// passages go.
    ///
    /// @return what was done, which differs from {@link #preview} if another delivery came first; empty, and nothing is done, if the
    ///         passages are of a generation that is no longer active
    public Optional<Ingested> store(Article article, EmbeddedPassages passages) {
        int period = ensurePartition(passages.generation(), article);
        return database.transaction("the article was not stored", connection -> {
            lock(connection, article.id());
            if (PassageGenerations.lockActive(connection).id() != passages.generation().id()) {
                return Optional.empty();
            }
            Ingested plan = preview(connection, article);
            if (plan.outcome() == Outcome.CREATED) {
                insertArticle(connection, article);
            }
            if (plan.outcome() == Outcome.CREATED || plan.outcome() == Outcome.UPDATED) {
                endLife(connection, article.id(), State.SUPERSEDED);
                insertVersion(connection, article, plan.version());
                insertPassages(connection, article.id(), plan.version(), article.published(), passages, period);
            }
            return Optional.of(plan);
        });
    }

    /// Adds the passages of a further generation to a version, if it is live and has none there.
    ///
    /// @return whether they were added
    boolean addPassages(ArticleVersion version, EmbeddedPassages passages) {
        Article article = version.article();
        int period = ensurePartition(passages.generation(), article);
        return database.transaction("the passages were not stored", connection -> {
            lock(connection, version.articleId());
            boolean live = findOne(connection, VERSION_COLUMNS + " and v.version = ? and v.state = 'LIVE'", version.articleId(), version.number()).isPresent();
            if (live && !hasPassages(connection, version.articleId(), passages.generation())) {
                insertPassages(connection, version.articleId(), version.number(), article.published(), passages, period);
                return true;
            }
            return false;
        });
    }

    private int ensurePartition(PassageGeneration generation, Article article) {
        int period = partitions.period(article.published());
        partitions.ensure(generation, period);
        return period;
    }

    private static boolean hasPassages(Connection connection, String articleId, PassageGeneration generation) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select from article_embedding where generation = ? and article_id = ?")) {
            select.setInt(1, generation.id());
            select.setString(2, articleId);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    @Override
    public Optional<ArticleVersion> find(String articleId, int version) {
        return database.query(UNREADABLE, connection -> findOne(connection, VERSION_COLUMNS + " and v.version = ?", articleId, version));
    }

    @Override
    public Optional<ArticleVersion> findNewest(String articleId) {
        return database.query(UNREADABLE, connection -> findNewest(connection, articleId));
    }

    @Override
    public Optional<ArticleVersion> withdraw(String articleId) {
        return database.transaction("the article was not withdrawn", connection -> {
            lock(connection, articleId);
            endLife(connection, articleId, State.WITHDRAWN);
            return findNewest(connection, articleId);
        });
    }

    @Override
    public CorpusSummary summarize() {
        return database.query("the articles could not be read", ArticleStore::summarize);
    }

    private static CorpusSummary summarize(Connection connection) throws SQLException {
        try (PreparedStatement totals = connection.prepareStatement(
                        "select count(*), min(published), max(published) from article_version where state = 'LIVE'");
                PreparedStatement latest = connection.prepareStatement("""
                        select article_id, title, publisher, published from article_version where state = 'LIVE'
                         order by published desc, article_id limit ?""")) {
            latest.setInt(1, CorpusSummary.LATEST);
            List<Headline> headlines = new ArrayList<>();
            try (ResultSet rows = latest.executeQuery()) {
                while (rows.next()) {
                    headlines.add(new Headline(rows.getString(1), rows.getString(2), rows.getString(3),
                            rows.getObject(4, LocalDate.class)));
                }
            }
            try (ResultSet row = totals.executeQuery()) {
                row.next();
                return new CorpusSummary(row.getLong(1), Optional.ofNullable(row.getObject(2, LocalDate.class)),
                        Optional.ofNullable(row.getObject(3, LocalDate.class)), List.copyOf(headlines));
            }
        }
    }

    private static Ingested preview(Connection connection, Article article) throws SQLException {
        try (PreparedStatement newest = connection.prepareStatement("""
                select version, state, fingerprint from article_version where article_id = ? order by version desc limit 1""")) {
            newest.setString(1, article.id());
            try (ResultSet row = newest.executeQuery()) {
                if (!row.next()) {
                    return new Ingested(article.id(), 1, Outcome.CREATED);
                }
                int version = row.getInt("version");
                if (row.getString("state").equals(State.WITHDRAWN.name())) {
                    return new Ingested(article.id(), version, Outcome.WITHDRAWN);
                }
                return row.getString("fingerprint").equals(article.fingerprint())
                        ? new Ingested(article.id(), version, Outcome.UNCHANGED)
                        : new Ingested(article.id(), version + 1, Outcome.UPDATED);
            }
        }
    }

    private static void lock(Connection connection, String articleId) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, articleId);
            lock.execute();
        }
    }

    private static void insertArticle(Connection connection, Article article) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into article (id, source_key) values (?, ?)")) {
            insert.setString(1, article.id());
            insert.setString(2, article.key());
            insert.executeUpdate();
        }
    }

    /// The passages of the version that was live go with its life.
    private static void endLife(Connection connection, String articleId, State state) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update article_version set state = ? where article_id = ? and state = 'LIVE'");
                PreparedStatement delete = connection.prepareStatement("delete from passage where article_id = ?");
                PreparedStatement deleteWhole = connection.prepareStatement("delete from article_embedding where article_id = ?")) {
            update.setString(1, state.name());
            update.setString(2, articleId);
            update.executeUpdate();
            for (PreparedStatement gone : List.of(delete, deleteWhole)) {
                gone.setString(1, articleId);
                gone.executeUpdate();
            }
        }
    }

    private static void insertVersion(Connection connection, Article article, int version) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into article_version (article_id, version, state, title, publisher, url, published, language, rights,
                                             sources, body, fingerprint)
                values (?, ?, 'LIVE', ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setString(1, article.id());
            insert.setInt(2, version);
            insert.setString(3, article.title());
            insert.setString(4, article.publisher().name());
            insert.setString(5, article.url().map(URI::toString).orElse(null));
            insert.setObject(6, article.published());
            insert.setString(7, article.language());
            insert.setString(8, article.rights().name());
            insert.setArray(9, connection.createArrayOf("text", article.sources().toArray()));
            insert.setString(10, article.text());
            insert.setString(11, article.fingerprint());
            insert.executeUpdate();
        }
    }

    private static void insertPassages(Connection connection, String articleId, int version, LocalDate published, EmbeddedPassages embedded, int period)
            throws SQLException {
        PassageGeneration generation = embedded.generation();
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into %s (generation, period, article_id, version, ordinal, start_offset, end_offset, published, events, embedding, terms, weights)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::datemultirange, ?, ?, ?)""".formatted(generation.table()));
                PreparedStatement whole = connection.prepareStatement("""
                        insert into article_embedding (generation, article_id, version, embedding) values (?, ?, ?, ?)""")) {
            for (Passage passage : embedded.passages()) {
                PassageTerms terms = embedded.terms().get(passage.ordinal());
                insert.setInt(1, generation.id());
                insert.setInt(2, period);
                insert.setString(3, articleId);
                insert.setInt(4, version);
                insert.setInt(5, passage.ordinal());
                insert.setInt(6, passage.span().start());
                insert.setInt(7, passage.span().end());
                insert.setObject(8, published);
                insert.setString(9, embedded.events().get(passage.ordinal()).multirange());
                insert.setObject(10, new PGhalfvec(embedded.embeddings().get(passage.ordinal()).vector()));
                insert.setArray(11, connection.createArrayOf("integer", Arrays.stream(terms.sequence()).boxed().toArray()));
                insert.setObject(12, PassageTerms.sparse(terms.weights()));
                insert.addBatch();
            }
            insert.executeBatch();
            whole.setInt(1, generation.id());
            whole.setString(2, articleId);
            whole.setInt(3, version);
            whole.setObject(4, new PGhalfvec(PassageEmbedder.mean(embedded.embeddings()).vector()));
            whole.executeUpdate();
        }
    }

    private static Optional<ArticleVersion> findNewest(Connection connection, String articleId) throws SQLException {
        return findOne(connection, VERSION_COLUMNS + " order by v.version desc limit 1", articleId);
    }

    private static Optional<ArticleVersion> findOne(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    private static ArticleVersion read(ResultSet row) throws SQLException {
        Array sources = row.getArray("sources");
        Article article = new Article(row.getString("source_key"), row.getString("title"),
                new Publisher(row.getString("publisher")), Optional.ofNullable(row.getString("url")).map(URI::create),
                row.getObject("published", LocalDate.class), row.getString("language"), Rights.valueOf(row.getString("rights")),
                List.of((String[]) sources.getArray()), row.getString("body"));
        return new ArticleVersion(row.getString("article_id"), row.getInt("version"), State.valueOf(row.getString("state")),
                article);
    }
}
