package dragoman.ingestion;

import com.pgvector.PGhalfvec;
import dragoman.article.Article;
import dragoman.article.ArticleDetails;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.CorpusSummary;
import dragoman.article.CorpusSummary.Headline;
import dragoman.article.CorpusView;
import dragoman.article.Publisher;
import dragoman.article.Rights;
import dragoman.database.Database;
import dragoman.database.Rows;
import dragoman.ingestion.Ingested.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Articles, their versions and their passages in PostgreSQL. Every change of an article is one transaction, and changes of
/// the same article wait for each other.
@ApplicationScoped
public class ArticleStore implements ArticleRepository {

    private static final String UNREADABLE = "the article could not be read";
    private static final long[] NO_BANDS = {};
    private static final String UNSTORED = "the article was not stored";
    private static final String ANY_VERSION = """
            select v.article_id, a.source_key, v.version, v.state, v.title, v.publisher, v.url, v.published, v.language,
                   v.rights, v.sources, v.body, a.site, v.published_at, v.modified_at, v.section, v.author, v.rights_notice, v.correction, v.embargo
              from article_version v join article a on a.id = v.article_id
            """;
    private static final String VERSION_COLUMNS = ANY_VERSION + " where v.article_id = ?";

    private final Database database;
    private final PassagePartitions partitions;
    private final Clock clock;

    public ArticleStore(Database database, PassagePartitions partitions, Clock clock) {
        this.database = database;
        this.partitions = partitions;
        this.clock = clock;
    }


    /// What storing this article would do, without doing it.
    public Ingested preview(Article article) {
        return database.query("the articles could not be read", connection -> preview(connection, article));
    }

    /// Stores the article as its next version with its passages, or nothing at all; the version before is superseded and its
    /// passages go. Copies are not looked for.
    ///
    /// @return what was done, which differs from {@link #preview} if another delivery came first; empty, and nothing is done, if the
    ///         passages are of a generation that is no longer active
    public Optional<Ingested> store(Article article, EmbeddedPassages passages) {
        return store(article, passages, CopyFinder.NONE, NO_BANDS);
    }

    /// The same, unless another article says the same: then that one speaks, and the passages are not needed; or, where this one
    /// appeared earlier or has more authority, this one does, and the passages of the other go.
    ///
    /// @param bands of the article's text
    Optional<Ingested> store(Article article, EmbeddedPassages passages, CopyFinder copies, long[] bands) {
        int period = ensurePartition(passages.generation(), article);
        return database.forBulkWork().transaction(UNSTORED, connection -> {
            lock(connection, article.id());
            if (PassageGenerations.lockActive(connection).id() != passages.generation().id()) {
                return Optional.empty();
            }
            Ingested plan = preview(connection, article);
            if (!changes(plan)) {
                return Optional.of(plan);
            }
            copies.lock(connection, bands);
            Optional<CopyFinder.Speaker> speaker = copies.speaker(connection, article, bands);
            if (speaker.isPresent() && !speaker.get().yields()) {
                return Optional.of(storeCopy(connection, article, plan, bands, speaker.get().articleId()));
            }
            begin(connection, article, plan, State.LIVE, Optional.empty(), bands);
            insertPassages(connection, article.id(), article, plan.version(), passages, period);
            letSpeakFor(connection, article.id(), speaker);
            return Optional.of(plan);
        });
    }

    /// Stores the article as a copy, if another one speaks for it.
    ///
    /// @param bands of the article's text
    /// @return empty, and nothing is done, if none does
    Optional<Ingested> storeCopy(Article article, CopyFinder copies, long[] bands) {
        if (bands.length == 0) {
            return Optional.empty();
        }
        return database.forBulkWork().transaction(UNSTORED, connection -> {
            lock(connection, article.id());
            copies.lock(connection, bands);
            Ingested plan = preview(connection, article);
            Optional<CopyFinder.Speaker> speaker = changes(plan) ? copies.speaker(connection, article, bands).filter(s -> !s.yields()) : Optional.empty();
            return speaker.isPresent() ? Optional.of(storeCopy(connection, article, plan, bands, speaker.get().articleId())) : Optional.empty();
        });
    }

    private static Ingested storeCopy(Connection connection, Article article, Ingested plan, long[] bands, String speaker) throws SQLException {
        begin(connection, article, plan, State.LIVE, Optional.of(speaker), bands);
        leaveCopiesTo(connection, speaker, article.id());
        return plan.with(Outcome.COPY);
    }

    /// Those for which the one spoke have another speaker now.
    private static void leaveCopiesTo(Connection connection, String speaker, String one) throws SQLException {
        execute(connection, "update article_version set copy_of = ? where copy_of = ?", speaker, one);
    }

    /// From now on the one speaks for the other, if there is another, and for all for which that one spoke.
    private static void letSpeakFor(Connection connection, String speaker, Optional<CopyFinder.Speaker> before) throws SQLException {
        if (before.isEmpty()) {
            return;
        }
        String other = before.get().articleId();
        execute(connection, "delete from passage where article_id = ?", other);
        execute(connection, "delete from article_embedding where article_id = ?", other);
        execute(connection, "update article_version set copy_of = ? where copy_of = ? or article_id = ? and state = 'LIVE'", speaker, other, other);
    }

    /// Stores the article as a version that waits for the end of its embargo, and the job that ends it. A version that is live stays so
    /// until then, unless the embargo is on its very text.
    Ingested storeEmbargoed(Article article) {
        return database.forBulkWork().transaction(UNSTORED, connection -> {
            lock(connection, article.id());
            Ingested plan = preview(connection, article);
            if (!changes(plan)) {
                return plan;
            }
            Instant until = article.details().embargo().orElseThrow();
            if (plan.version() == newestVersion(connection, article.id())) {
                execute(connection, "update article_version set state = 'EMBARGOED', embargo = ?, copy_of = null where article_id = ? and version = ?",
                        Timestamp.from(until), article.id(), plan.version());
                removePassages(connection, article.id());
            } else {
                execute(connection, "update article_version set state = 'SUPERSEDED' where article_id = ? and state = 'EMBARGOED'", article.id());
                if (plan.outcome() == Outcome.CREATED) {
                    insertArticle(connection, article);
                }
                insertVersion(connection, article, plan.version(), State.EMBARGOED, Optional.empty());
            }
            IngestionQueue.scheduleRelease(connection, article.id(), plan.version(), until, clock.instant());
            return plan.with(Outcome.EMBARGOED);
        });
    }

    /// Makes a version that was embargoed the live one.
    ///
    /// @param passages of that version
    /// @return empty, and nothing is done, if the passages are of a generation that is no longer active; else whether it is live now
    Optional<Boolean> release(ArticleVersion version, EmbeddedPassages passages, CopyFinder copies) {
        Article article = version.article();
        int period = ensurePartition(passages.generation(), article);
        long[] bands = copies.bands(article.text());
        return database.transaction("the embargo was not ended", connection -> {
            lock(connection, version.articleId());
            if (PassageGenerations.lockActive(connection).id() != passages.generation().id()) {
                return Optional.empty();
            }
            boolean waits = findOne(connection, VERSION_COLUMNS + " and v.version = ? and v.state = 'EMBARGOED'", version.articleId(), version.number())
                    .filter(stored -> !stored.article().details().isEmbargoed(clock.instant())).isPresent();
            if (waits) {
                copies.lock(connection, bands);
                Optional<CopyFinder.Speaker> alike = copies.speaker(connection, article, bands);
                Optional<String> speaker = alike.filter(one -> !one.yields()).map(CopyFinder.Speaker::articleId);
                endLife(connection, version.articleId(), State.SUPERSEDED, "state = 'LIVE'");
                execute(connection, "update article_version set state = 'LIVE', copy_of = ? where article_id = ? and version = ?", speaker.orElse(null), version.articleId(), version.number());
                CopyFinder.keep(connection, version.articleId(), bands);
                if (speaker.isPresent()) {
                    leaveCopiesTo(connection, speaker.get(), version.articleId());
                } else {
                    insertPassages(connection, version.articleId(), article, version.number(), passages, period);
                    letSpeakFor(connection, version.articleId(), alike);
                }
            }
            return Optional.of(waits);
        });
    }

    /// Ends the embargo of the waiting version in the books; {@link #release} makes it live.
    void endEmbargo(String articleId, int version) {
        database.query("the embargo was not ended", connection -> {
            execute(connection, "update article_version set embargo = null where article_id = ? and version = ? and state = 'EMBARGOED'", articleId, version);
            return null;
        });
    }

    /// Lets a copy speak for itself.
    ///
    /// @param passages of that version
    /// @return empty, and nothing is done, if the passages are of a generation that is no longer active; else whether it speaks now
    Optional<Boolean> letSpeak(ArticleVersion version, EmbeddedPassages passages) {
        int period = ensurePartition(passages.generation(), version.article());
        return database.transaction("the article was not changed", connection -> {
            lock(connection, version.articleId());
            if (PassageGenerations.lockActive(connection).id() != passages.generation().id()) {
                return Optional.empty();
            }
            boolean changed = execute(connection, "update article_version set copy_of = null where article_id = ? and version = ? and state = 'LIVE' "
                    + "and copy_of is not null", version.articleId(), version.number()) == 1;
            if (changed) {
                insertPassages(connection, version.articleId(), version.article(), version.number(), passages, period);
            }
            return Optional.of(changed);
        });
    }

    /// The articles that say the same and for which this one speaks, or spoke when it was withdrawn.
    public List<String> copiesOf(String articleId) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select article_id from article_version where copy_of = ? and state = 'LIVE' order by article_id")) {
                select.setString(1, articleId);
                try (ResultSet rows = select.executeQuery()) {
                    List<String> copies = new ArrayList<>();
                    while (rows.next()) {
                        copies.add(rows.getString(1));
                    }
                    return copies;
                }
            }
        });
    }

    /// The article that speaks for this one.
    public Optional<String> speakerOf(String articleId) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select copy_of from article_version where article_id = ? and state = 'LIVE'")) {
                select.setString(1, articleId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    private static boolean changes(Ingested plan) {
        return plan.outcome() == Outcome.CREATED || plan.outcome() == Outcome.UPDATED;
    }

    /// The article's next version takes the place of those before.
    private static void begin(Connection connection, Article article, Ingested plan, State state, Optional<String> copyOf, long[] bands) throws SQLException {
        if (plan.outcome() == Outcome.CREATED) {
            insertArticle(connection, article);
        }
        endLife(connection, article.id(), State.SUPERSEDED, "state in ('LIVE', 'EMBARGOED')");
        insertVersion(connection, article, plan.version(), state, copyOf);
        CopyFinder.keep(connection, article.id(), bands);
    }

    /// Adds the passages of a further generation to a version, if it is live and has none there.
    ///
    /// @return whether they were added
    boolean addPassages(ArticleVersion version, EmbeddedPassages passages) {
        Article article = version.article();
        int period = ensurePartition(passages.generation(), article);
        return database.forBulkWork().transaction("the passages were not stored", connection -> {
            lock(connection, version.articleId());
            boolean live = findOne(connection, VERSION_COLUMNS + " and v.version = ? and v.state = 'LIVE'", version.articleId(), version.number()).isPresent();
            if (live && !hasPassages(connection, version.articleId(), passages.generation())) {
                insertPassages(connection, version.articleId(), article, version.number(), passages, period);
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
    public Map<VersionId, ArticleVersion> findAll(Collection<VersionId> versions) {
        return versions.isEmpty() ? Map.of() : database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement(ANY_VERSION + " join unnest(?, ?) as wanted(article_id, version) on v.article_id = wanted.article_id and v.version = wanted.version")) {
                select.setArray(1, connection.createArrayOf("text", versions.stream().map(VersionId::articleId).toArray()));
                select.setArray(2, connection.createArrayOf("integer", versions.stream().map(VersionId::number).toArray()));
                try (ResultSet rows = select.executeQuery()) {
                    Map<VersionId, ArticleVersion> found = new HashMap<>();
                    while (rows.next()) {
                        ArticleVersion version = read(rows);
                        found.put(new VersionId(version.articleId(), version.number()), version);
                    }
                    return found;
                }
            }
        });
    }

    @Override
    public Optional<ArticleVersion> findNewest(String articleId) {
        return database.query(UNREADABLE, connection -> findNewest(connection, articleId));
    }

    @Override
    public Optional<ArticleVersion> findLive(String articleId) {
        return database.query(UNREADABLE, connection -> findOne(connection, VERSION_COLUMNS + " and v.state = 'LIVE'", articleId));
    }

    @Override
    public Optional<ArticleVersion> withdraw(String articleId) {
        return database.transaction("the article was not withdrawn", connection -> {
            lock(connection, articleId);
            return withdraw(connection, articleId);
        });
    }

    /// Withdraws the article of a site, or of the shared corpus, with this key; one that has not come yet is not taken when it comes.
    ///
    /// @return the newest version, now withdrawn; empty if there is none yet
    public Optional<ArticleVersion> withdrawByKey(Optional<String> site, String key) {
        String articleId = Article.idOf(site, key);
        return database.transaction("the article was not withdrawn", connection -> {
            lock(connection, articleId);
            execute(connection, "insert into article (id, source_key, site) values (?, ?, ?) on conflict do nothing", articleId, key, site.orElse(null));
            return withdraw(connection, articleId);
        });
    }

    private Optional<ArticleVersion> withdraw(Connection connection, String articleId) throws SQLException {
        execute(connection, "update article set withdrawn_at = coalesce(withdrawn_at, ?) where id = ?", Timestamp.from(clock.instant()), articleId);
        // earlier versions as well: their words are those that were taken back
        endLife(connection, articleId, State.WITHDRAWN, "state <> 'WITHDRAWN'");
        return findNewest(connection, articleId);
    }

    @Override
    public CorpusSummary summarize(CorpusView view) {
        return database.query("the articles could not be read", connection -> summarize(connection, CorpusCondition.of(view, "a.site")));
    }

    private static CorpusSummary summarize(Connection connection, String seen) throws SQLException {
        try (PreparedStatement totals = connection.prepareStatement("""
                        select count(*), min(v.published), max(v.published), max(v.stored_at) as changed from article_version v join article a on a.id = v.article_id
                         where v.state = 'LIVE' and %s""".formatted(seen));
                PreparedStatement latest = connection.prepareStatement("""
                        select v.article_id, v.title, v.publisher, v.published from article_version v join article a on a.id = v.article_id
                         where v.state = 'LIVE' and %s order by v.published desc, v.article_id limit ?""".formatted(seen))) {
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
                        Optional.ofNullable(row.getObject(3, LocalDate.class)), Rows.optionalInstant(row, "changed"), List.copyOf(headlines));
            }
        }
    }

    private Ingested preview(Connection connection, Article article) throws SQLException {
        try (PreparedStatement newest = connection.prepareStatement("""
                select a.withdrawn_at is not null as withdrawn, coalesce(v.version, 0) as version, v.state, v.fingerprint, v.modified_at, v.embargo
                  from article a left join article_version v on v.article_id = a.id where a.id = ? order by v.version desc limit 1""")) {
            newest.setString(1, article.id());
            try (ResultSet row = newest.executeQuery()) {
                if (!row.next()) {
                    return new Ingested(article.id(), 1, Outcome.CREATED);
                }
                int version = row.getInt("version");
                if (row.getBoolean("withdrawn")) {
                    return new Ingested(article.id(), version, Outcome.WITHDRAWN);
                }
                Optional<Instant> stored = Rows.optionalInstant(row, "modified_at");
                if (stored.isPresent() && article.details().modified().filter(stored.get()::isAfter).isPresent()) {
                    return new Ingested(article.id(), version, Outcome.OUTDATED);
                }
                if (!article.fingerprint().equals(row.getString("fingerprint"))) {
                    return new Ingested(article.id(), version + 1, Outcome.UPDATED);
                }
                boolean waits = State.EMBARGOED.name().equals(row.getString("state"));
                boolean shallWait = article.details().isEmbargoed(clock.instant());
                boolean same = waits == shallWait && (!waits || article.details().embargo().equals(Rows.optionalInstant(row, "embargo")));
                return new Ingested(article.id(), version, same ? Outcome.UNCHANGED : Outcome.UPDATED);
            }
        }
    }

    private static int newestVersion(Connection connection, String articleId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select coalesce(max(version), 0) from article_version where article_id = ?")) {
            select.setString(1, articleId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static int execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static void lock(Connection connection, String articleId) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, articleId);
            lock.execute();
        }
    }

    private static void insertArticle(Connection connection, Article article) throws SQLException {
        execute(connection, "insert into article (id, source_key, site) values (?, ?, ?)", article.id(), article.key(), article.site().orElse(null));
    }

    /// The passages of the version that was live go with its life.
    private static void endLife(Connection connection, String articleId, State state, String condition) throws SQLException {
        execute(connection, "update article_version set state = ? where article_id = ? and " + condition, state.name(), articleId);
        removePassages(connection, articleId);
    }

    private static void removePassages(Connection connection, String articleId) throws SQLException {
        execute(connection, "delete from passage where article_id = ?", articleId);
        execute(connection, "delete from article_embedding where article_id = ?", articleId);
    }

    private static void insertVersion(Connection connection, Article article, int version, State state, Optional<String> copyOf) throws SQLException {
        ArticleDetails details = article.details();
        execute(connection, """
                insert into article_version (article_id, version, state, title, publisher, url, published, language, rights, sources, body, fingerprint,
                                             published_at, modified_at, section, author, rights_notice, correction, embargo, copy_of)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", article.id(), version, state.name(), article.title(),
                article.publisher().name(), article.url().map(URI::toString).orElse(null), article.published(), article.language(),
                article.rights().name(), connection.createArrayOf("text", article.sources().toArray()), article.text(), article.fingerprint(),
                timestamp(details.appeared()), timestamp(details.modified()), details.section().orElse(null), details.author().orElse(null),
                details.rightsNotice().orElse(null), details.correction().orElse(null), timestamp(details.embargo()), copyOf.orElse(null));
    }

    private static Timestamp timestamp(Optional<Instant> moment) {
        return moment.map(Timestamp::from).orElse(null);
    }

    private static void insertPassages(Connection connection, String articleId, Article article, int version, EmbeddedPassages embedded, int period) throws SQLException {
        PassageGeneration generation = embedded.generation();
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into %s (generation, period, article_id, version, ordinal, start_offset, end_offset, published, events, embedding, terms, weights, site)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::datemultirange, ?, ?, ?, ?)""".formatted(generation.table()));
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
                insert.setObject(8, article.published());
                insert.setString(9, embedded.events().get(passage.ordinal()).multirange());
                insert.setObject(10, new PGhalfvec(embedded.embeddings().get(passage.ordinal()).vector()));
                insert.setArray(11, connection.createArrayOf("integer", Arrays.stream(terms.sequence()).boxed().toArray()));
                insert.setObject(12, PassageTerms.sparse(terms.weights()));
                insert.setString(13, article.site().orElse(null));
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
                List.of((String[]) sources.getArray()), row.getString("body"), new ArticleDetails(Rows.optionalInstant(row, "published_at"),
                        Rows.optionalInstant(row, "modified_at"), text(row, "section"), text(row, "author"), text(row, "rights_notice"), text(row, "correction"),
                        Rows.optionalInstant(row, "embargo")), text(row, "site"));
        return new ArticleVersion(row.getString("article_id"), row.getInt("version"), State.valueOf(row.getString("state")),
                article);
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
