package dragoman.benchmark;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore.SearchMode;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// LangChain4j's own pgvector store, with pooled connections as its documentation advises.
///
/// By default it makes no index of the vectors: every search reads the whole table. The one index it can make is ivfflat; it is
/// made here when all passages are in, which is kinder than its own order (at start, when there is nothing to make lists from).
/// It has no way to set how many lists a search probes, so the modes that do are set up beyond what it documents.
///
/// The date limit is a filter on its metadata: a whole number in its JSON column, which has no index. With ivfflat the filter
/// comes after the index and may leave fewer passages than asked for. On small tables the planner prefers to read the whole
/// table where several lists are to be probed.
///
/// The hybrid mode takes as many candidates from each side as its rank constant says (60) or as are asked for if that is more;
/// its words are joined by "and", so a whole question seldom matches any passage. It refuses a blank question.
final class LangChain4jPeer implements Peer {

    enum Mode {
        VECTOR("vector", SearchMode.VECTOR, null, false, false),
        IVFFLAT("vector, ivfflat", SearchMode.VECTOR, null, true, false),
        IVFFLAT_PROBES("vector, ivfflat, probes set", SearchMode.VECTOR, null, true, true),
        HYBRID("hybrid", SearchMode.HYBRID, null, false, false),
        HYBRID_ENGLISH("hybrid, english", SearchMode.HYBRID, "english", false, false),
        HYBRID_BEST("hybrid, english, ivfflat, probes set", SearchMode.HYBRID, "english", true, true);

        private final String label;
        private final SearchMode search;
        private final String language;
        private final boolean index;
        private final boolean probes;

        Mode(String label, SearchMode search, String language, boolean index, boolean probes) {
            this.label = label;
            this.search = search;
            this.language = language;
            this.index = index;
            this.probes = probes;
        }
    }

    private static final int BATCH = 500;

    private final Mode mode;
    private final String table;
    private final int dimension;
    private final int lists;
    private final AgroalDataSource pool;
    private PgVectorEmbeddingStore store;

    /// Replaces the table `peer_…` of that mode.
    ///
    /// @param url      of a database whose user may create extensions
    /// @param expected about how many passages will come; the number of lists follows from it
    /// @param clients  how many searches come at once
    LangChain4jPeer(Mode mode, String url, String user, String password, int dimension, int expected, int clients) {
        this.mode = mode;
        this.table = "peer_" + mode.name().toLowerCase(Locale.ROOT);
        this.dimension = dimension;
        // both as pgvector advises
        this.lists = (int) Math.max(10, expected <= 1_000_000 ? expected / 1000 : Math.sqrt(expected));
        int probes = mode.probes ? (int) Math.ceil(Math.sqrt(lists)) : 1;
        this.pool = pool(url, user, password, clients, probes);
        try {
            this.store = builder().dropTableFirst(true).build();
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static AgroalDataSource pool(String url, String user, String password, int clients, int probes) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool
                    .maxSize(clients + 1)
                    .acquisitionTimeout(Duration.ofSeconds(30))
                    .connectionFactoryConfiguration(connection -> connection.jdbcUrl(url)
                            .principal(new NamePrincipal(user)).credential(new SimplePassword(password))
                            // making a thousand lists needs more than the default memory
                            .initialSql("set ivfflat.probes = " + probes + "; set maintenance_work_mem = '512MB'"))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private PgVectorEmbeddingStore.DatasourceBuilder builder() {
        return PgVectorEmbeddingStore.datasourceBuilder().datasource(pool).table(table).dimension(dimension)
                .searchMode(mode.search).textSearchConfig(mode.language);
    }

    @Override
    public String name() {
        return "LangChain4j " + mode.label;
    }

    @Override
    public void index(Iterable<BenchmarkPassage> passages) {
        List<Embedding> embeddings = new ArrayList<>(BATCH);
        List<TextSegment> segments = new ArrayList<>(BATCH);
        for (BenchmarkPassage passage : passages) {
            embeddings.add(Embedding.from(passage.vector()));
            segments.add(TextSegment.from(passage.titleAndText(), new Metadata()
                    .put("id", passage.id()).put("document", passage.document()).put("published", passage.published().toEpochDay())));
            if (embeddings.size() == BATCH) {
                store.addAll(embeddings, segments);
                embeddings.clear();
                segments.clear();
            }
        }
        if (!embeddings.isEmpty()) {
            store.addAll(embeddings, segments);
        }
        if (mode.index) {
            store = builder().createTable(false).useIndex(true).indexListSize(lists).build();
        }
        // what autovacuum would do a little later
        execute("vacuum analyze " + table);
    }

    @Override
    public List<Long> search(String question, float[] vector, LocalDate until, int limit) {
        var request = EmbeddingSearchRequest.builder().query(question).queryEmbedding(Embedding.from(vector)).maxResults(limit);
        if (until != null) {
            request.filter(metadataKey("published").isLessThanOrEqualTo(until.toEpochDay()));
        }
        return store.search(request.build()).matches().stream().map(match -> match.embedded().metadata().getLong("id")).toList();
    }

    @Override
    public long bytes() {
        try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_total_relation_size('" + table + "')")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try (pool) {
            execute("drop table if exists " + table);
        }
    }
}
