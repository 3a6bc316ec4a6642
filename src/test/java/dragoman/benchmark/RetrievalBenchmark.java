package dragoman.benchmark;

import com.pgvector.PGhalfvec;
import dev.langchain4j.data.embedding.Embedding;
import dragoman.article.SentenceSplitter;
import dragoman.benchmark.VectorRecall.Exact;
import dragoman.database.Database;
import dragoman.evaluation.AnswerStrings;
import dragoman.evaluation.Bootstrap;
import dragoman.evaluation.EvaluationReport;
import dragoman.evaluation.EvaluationReport.Cell;
import dragoman.evaluation.EvaluationReport.Fact;
import dragoman.evaluation.EvaluationReport.Figure;
import dragoman.evaluation.EvaluationReport.Lines;
import dragoman.evaluation.EvaluationReport.Part;
import dragoman.evaluation.EvaluationReport.Point;
import dragoman.evaluation.EvaluationReport.Prose;
import dragoman.evaluation.EvaluationReport.Row;
import dragoman.evaluation.EvaluationReport.Scale;
import dragoman.evaluation.EvaluationReport.Section;
import dragoman.evaluation.EvaluationReport.Series;
import dragoman.evaluation.EvaluationReport.Table;
import dragoman.evaluation.EvaluationReport.Words;
import dragoman.evaluation.EvaluationSet;
import dragoman.evaluation.EvaluationSet.Query;
import dragoman.evaluation.EvaluationSets;
import dragoman.ingestion.EmbeddingModels;
import dragoman.ingestion.PassageEmbedder;
import dragoman.ingestion.PassageGeneration;
import dragoman.ingestion.PassageSettings;
import dragoman.ingestion.Splitting;
import dragoman.retrieval.Candidate;
import dragoman.retrieval.Period;
import dragoman.retrieval.SeparateCorpus;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Compares retrieval side by side with its peers, all over the same passages and vectors: how often an answer is found, how long a search
/// takes with the question's embedding included, and how much of what is nearest in meaning the index finds.
///
/// Run by `deploy/benchmark`. The passages are those of RealTimeQA, as `dragoman evaluate` has ingested them, and more that are mixed from
/// them ({@link Workload}).
final class RetrievalBenchmark {

    private static final int LIMIT = 20;
    /// What {@link dragoman.retrieval.HybridContentRetriever} takes of the vector index.
    private static final int NEAREST = 60;
    private static final int RECALL_QUESTIONS = 200;
    private static final int WARM_UP = 100;
    private static final int SEARCHES = 400;
    private static final int CLIENTS = 8;
    private static final int WINDOW_DAYS = 14;
    /// A peer slower than that is asked fewer questions; the interval tells.
    private static final double SECONDS_FOR_QUALITY = 40;
    /// Above this only Dragoman runs.
    private static final int LARGEST_FOR_PEERS = 200_000;

    private final String url;
    private final String user;
    private final String password;
    private final Database database;
    private final EmbeddingModels models = new EmbeddingModels();
    private final PassageEmbedder embedder = new PassageEmbedder(models);
    private final SentenceSplitter sentences = new SentenceSplitter();
    private final EvaluationSet set;
    private final List<Query> queries;
    private final LocalDate today;
    private final boolean peers;

    private RetrievalBenchmark(Path folder, String url, String user, String password, boolean peers) throws IOException, SQLException {
        this.url = url;
        this.user = user;
        this.password = password;
        this.peers = peers;
        this.database = database("");
        this.set = EvaluationSets.read(folder).stream().filter(s -> s.name().equals("realtimeqa")).findFirst()
                .orElseThrow(() -> new IOException("there is no RealTimeQA in " + folder));
        this.queries = set.queries();
        this.today = set.documents().stream().flatMap(document -> document.published().stream()).max(Comparator.naturalOrder()).orElseThrow().plusDays(1);
    }

    private record Settings(String embeddingModel, int maxTokens, int hotMonths) implements PassageSettings {
    }

    /// What one peer showed at one size.
    private record Result(String peer, int passages, double indexSeconds, double megabytes, List<double[]> right, Latencies one, Optional<Latencies> many) {
    }

    /// As the service connects.
    ///
    /// @param schema where the tables are, or nothing
    private Database database(String schema) throws SQLException {
        return Database.of(AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(CLIENTS + 4)
                .connectionFactoryConfiguration(connection -> connection.jdbcUrl(url).jdbcProperty("prepareThreshold", "1")
                        .principal(new NamePrincipal(user)).credential(new SimplePassword(password)).initialSql(Database.CONNECTION_SETTINGS
                                + (schema.isEmpty() ? "" : "; set search_path to " + schema + ", public"))))), CLIENTS + 4);
    }

    private SeparateCorpus corpus(String schema) throws SQLException {
        database.inSchema(schema);
        return SeparateCorpus.over(database(schema), models, new Settings("bge-small-en-v1.5-q", 200, 3), sentences,
                Clock.fixed(today.atStartOfDay().toInstant(ZoneOffset.UTC), ZoneOffset.UTC));
    }

    /// The passages of the evaluation, read from its schema.
    private List<BenchmarkPassage> base() throws SQLException {
        PassageGeneration generation = corpus("evaluation_realtimeqa").generations().active();
        return database.inSchema("evaluation_realtimeqa").query("the passages could not be read", connection -> {
            List<BenchmarkPassage> passages = new ArrayList<>();
            try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("""
                    select row_number() over (order by p.article_id, p.ordinal), p.article_id, p.published, v.title, v.body, p.start_offset, p.end_offset, p.embedding
                      from %s p join article_version v using (article_id, version) order by p.article_id, p.ordinal""".formatted(generation.table()))) {
                while (rows.next()) {
                    passages.add(new BenchmarkPassage(rows.getLong(1), rows.getString(2), rows.getObject(3, LocalDate.class), rows.getString(4),
                            rows.getString(5).substring(rows.getInt(6), rows.getInt(7)), Vectors.normalise(new PGhalfvec(rows.getString(8)).toArray())));
                }
            }
            return passages;
        });
    }

    private Section run(List<BenchmarkPassage> base, int size, List<Result> results) throws SQLException {
        Workload workload = new Workload(base, 1);
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < Math.min(size, base.size()); i++) {
            places.put(base.get(i).id(), i);
        }
        List<Part> parts = new ArrayList<>();
        List<Supplier<Peer>> others = new ArrayList<>();
        if (peers && size <= LARGEST_FOR_PEERS) {
            for (LucenePeer.Mode mode : List.of(LucenePeer.Mode.BM25, LucenePeer.Mode.FUSION)) {
                others.add(() -> new LucenePeer(mode, Path.of(System.getProperty("java.io.tmpdir"))));
            }
            for (LangChain4jPeer.Mode mode : List.of(LangChain4jPeer.Mode.VECTOR, LangChain4jPeer.Mode.IVFFLAT_PROBES, LangChain4jPeer.Mode.HYBRID_BEST)) {
                others.add(() -> new LangChain4jPeer(mode, url, user, password, base.getFirst().vector().length, size, CLIENTS));
            }
        }
        List<Result> here = new ArrayList<>();
        for (Supplier<Peer> maker : others) {
            try (Peer peer = maker.get()) {
                here.add(measure(peer, workload, size, base.getLast().id(), places));
            }
        }
        try (DragomanPeer ours = new DragomanPeer(corpus("benchmark"), new Splitting(sentences), today)) {
            here.add(measure(ours, workload, size, base.getLast().id(), places));
            parts.add(new Prose("Dragoman's vector index (HNSW, halfvec) took %.0f s to build and %.0f MB; its index of words (GIN) takes %.0f MB."
                    .formatted(ours.vectorIndexSeconds(), ours.indexBytes("hnsw") / 1e6, ours.indexBytes("gin") / 1e6)));
            parts.add(recall(ours, workload, size));
        }
        List<Row> rows = here.stream().map(RetrievalBenchmark::row).toList();
        parts.addFirst(new Table("%,d passages: quality and speed".formatted(size), "retrieval", List.of("answer @1", "answer @5", "answer @10", "questions",
                "p50 ms", "p95 ms", "a second, 8 clients", "indexed in s", "MB"), rows));
        results.addAll(here);
        return new Section("%,d passages".formatted(size), parts, List.of());
    }

    private static Row row(Result result) {
        List<Cell> cells = new ArrayList<>();
        result.right.forEach(values -> cells.add(new Figure(Bootstrap.mean(values))));
        cells.add(new Words(String.valueOf(result.right.getFirst().length)));
        cells.add(new Words("%.1f".formatted(result.one.p50())));
        cells.add(new Words("%.1f".formatted(result.one.p95())));
        cells.add(new Words(result.many.map(latencies -> "%.0f".formatted(latencies.perSecond())).orElse("–")));
        cells.add(new Words("%.0f".formatted(result.indexSeconds)));
        cells.add(new Words("%.0f".formatted(result.megabytes)));
        return new Row(result.peer, cells);
    }

    private Result measure(Peer peer, Workload workload, int size, long lastOfBase, Map<Long, Integer> places) {
        progress("%s, %,d passages: indexing", peer.name(), size);
        long start = System.nanoTime();
        peer.index(workload.passages(size));
        double indexSeconds = (System.nanoTime() - start) / 1e9;
        progress("%s: asking", peer.name());
        List<List<Long>> found = new ArrayList<>();
        start = System.nanoTime();
        for (Query query : queries) {
            found.add(search(peer, query));
            if ((System.nanoTime() - start) / 1e9 > SECONDS_FOR_QUALITY) {
                break;
            }
        }
        double millisEach = (System.nanoTime() - start) / 1e6 / found.size();
        List<double[]> right = IntStream.of(1, 5, 10).mapToObj(k -> IntStream.range(0, found.size()).mapToDouble(i -> found.get(i).stream().limit(k)
                .anyMatch(id -> holds(workload.passage(id <= lastOfBase ? places.get(id) : workload.place(id)), queries.get(i))) ? 1 : 0).toArray()).toList();
        int searches = (int) Math.max(20, Math.min(SEARCHES, SECONDS_FOR_QUALITY * 1000 / millisEach));
        Latencies one = Latencies.measure(1, Math.min(WARM_UP, searches), searches, i -> search(peer, queries.get(i % queries.size())));
        Optional<Latencies> many = millisEach > 500 ? Optional.empty()
                : Optional.of(Latencies.measure(CLIENTS, Math.min(WARM_UP, searches), searches, i -> search(peer, queries.get(i % queries.size()))));
        progress("%s: p50 %.1f ms, p95 %.1f ms", peer.name(), one.p50(), one.p95());
        return new Result(peer.name(), size, indexSeconds, peer.bytes() / 1e6, right, one, many);
    }

    /// With the embedding of the question, which Dragoman makes by itself.
    private List<Long> search(Peer peer, Query query) {
        LocalDate until = query.asked().map(day -> day.plusDays(1)).orElse(today);
        return peer.search(query.text(), peer instanceof DragomanPeer ? null : embed(query), until, LIMIT);
    }

    private float[] embed(Query query) {
        return embedder.embedQuestion(generation(), query.text()).vector();
    }

    private PassageGeneration generation() {
        return new PassageGeneration(1, "bge-small-en-v1.5-q", 384, 200, 0, PassageGeneration.State.ACTIVE);
    }

    private static boolean holds(BenchmarkPassage passage, Query query) {
        return query.answers().stream().anyMatch(answer -> AnswerStrings.holds(passage.text(), answer));
    }

    private Part recall(DragomanPeer ours, Workload workload, int size) {
        progress("exact search over %,d passages", size);
        List<float[]> asked = queries.stream().limit(RECALL_QUESTIONS).map(this::embed).toList();
        VectorRecall exact = new VectorRecall(workload.passages(size));
        LocalDate from = today.minusDays(WINDOW_DAYS);
        List<Row> rows = new ArrayList<>();
        for (Optional<LocalDate> since : List.of(Optional.<LocalDate>empty(), Optional.of(from))) {
            List<Exact> wanted = exact.exact(asked.stream().map(vector -> new VectorRecall.Question(vector, since.orElse(null), today)).toList(), NEAREST);
            Period period = new Period(since, Optional.of(today));
            List<List<Long>> got = new ArrayList<>();
            Latencies latencies = Latencies.measure(1, WARM_UP, RECALL_QUESTIONS, i -> nearest(ours, asked.get(i), period));
            asked.forEach(vector -> got.add(nearest(ours, vector, period)));
            double[] shares = IntStream.range(0, asked.size()).mapToDouble(i -> wanted.get(i).recall(got.get(i))).toArray();
            rows.add(new Row(since.isEmpty() ? "all passages" : "the newest %d days".formatted(WINDOW_DAYS), new Figure(Bootstrap.mean(shares)),
                    new Words("%.1f".formatted(latencies.p50())), new Words("%.1f".formatted(latencies.p95()))));
        }
        return new Table("The %d nearest in meaning, compared with exact search, without the question's embedding".formatted(NEAREST), "searched",
                List.of("recall", "p50 ms", "p95 ms"), rows);
    }

    private static List<Long> nearest(DragomanPeer ours, float[] vector, Period period) {
        SeparateCorpus corpus = ours.corpus();
        return corpus.passages().nearest(corpus.generations().active(), Embedding.from(vector), period, NEAREST).stream().map(Candidate::id).toList();
    }

    private EvaluationReport report(int base, List<Result> results, List<Section> sizes) {
        Map<String, List<Point>> p95 = new LinkedHashMap<>();
        results.forEach(result -> p95.computeIfAbsent(result.peer, _ -> new ArrayList<>()).add(new Point(result.passages, result.one.p95())));
        List<Section> sections = new ArrayList<>(sizes);
        sections.addFirst(new Section("Latency by number of passages", new Lines("95th percentile with one client, embedding of the question included", "passages", "ms",
                Scale.LOGARITHMIC, p95.entrySet().stream().map(entry -> new Series(entry.getKey(), entry.getValue())).toList())));
        return new EvaluationReport("Dragoman: retrieval benchmark", List.of(
                new Fact("Made", LocalDate.now(Clock.systemUTC()) + " by deploy/benchmark, on " + Runtime.getRuntime().availableProcessors() + " processors"),
                new Fact("Passages", "%,d of RealTimeQA, further ones mixed from two of them each".formatted(base)),
                new Fact("Questions", "%,d of RealTimeQA; nothing published after the day behind the question's is searched".formatted(queries.size())),
                new Fact("Intervals", "95 %, percentile bootstrap over questions")), sections);
    }

    private static void progress(String what, Object... of) {
        System.err.println(LocalTime.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS) + "  " + String.format(Locale.ROOT, what, of));
    }

    /// Arguments: a folder with RealTimeQA, where the page goes, JDBC address, user, password, whether with the peers, and the sizes.
    public static void main(String[] args) throws IOException, SQLException {
        RetrievalBenchmark benchmark = new RetrievalBenchmark(Path.of(args[0]), args[2], args[3], args[4], Boolean.parseBoolean(args[5]));
        List<BenchmarkPassage> base = benchmark.base();
        if (base.isEmpty()) {
            System.err.println("There are no passages of RealTimeQA yet. Ingest them first: deploy/dragoman evaluate " + args[0]);
            System.exit(1);
        }
        List<Result> results = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        for (String size : Arrays.asList(args).subList(6, args.length)) {
            sections.add(benchmark.run(base, Integer.parseInt(size), results));
            // a large size takes long, and what is known until then should not be lost with it
            EvaluationReport report = benchmark.report(base.size(), results, sections);
            report.print(System.out);
            Files.createDirectories(Path.of(args[1]).toAbsolutePath().getParent());
            report.write(Path.of(args[1]));
        }
        System.out.println("The page is " + args[1]);
        System.exit(0);
    }
}
