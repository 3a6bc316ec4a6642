package dragoman.benchmark;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.document.splitter.DocumentSplitters;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.HuggingFaceTokenCountEstimator;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore;
import dragoman.article.Article;
import dragoman.article.Publisher;
import dragoman.article.Rights;
import dragoman.article.SentenceSplitter;
import dragoman.database.Database;
import dragoman.evaluation.EvaluationSet;
import dragoman.evaluation.EvaluationSets;
import dragoman.ingestion.ArticleIngestor;
import dragoman.ingestion.CopyFinder;
import dragoman.ingestion.EmbeddingModels;
import dragoman.ingestion.Ingested.Outcome;
import dragoman.ingestion.PassageEmbedder;
import dragoman.ingestion.PassageGeneration;
import dragoman.ingestion.PassageSettings;
import dragoman.ingestion.Splitting;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Gatherers;

/// Ingestion side by side with LangChain4j's `EmbeddingStoreIngestor` (its splitter with as many tokens, its model, its pgvector store without an
/// index), over press articles of RealTimeQA. Both do a slice of the articles in turn, so that a busy machine is busy for both.
final class IngestionBenchmark {

    private static final String SCHEMA = "ingestion_benchmark";
    private static final String PEER = SCHEMA + ".peer";
    private static final int PASSAGE_TOKENS = 200;
    private static final int SLICE = 10;
    private static final int CONNECTIONS = 8;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private record Settings(String embeddingModel, int maxTokens, int hotMonths) implements PassageSettings {
    }

    /// @param seconds    in all
    /// @param worstCosine between both models' vectors
    private record Times(double[] seconds, double worstCosine) {
    }

    private final List<Article> articles;
    private final EmbeddingModels models = new EmbeddingModels();
    private final SentenceSplitter sentences = new SentenceSplitter();
    private final Clock clock = Clock.systemUTC();
    private final AgroalDataSource pool;

    private IngestionBenchmark(Path folder, int most, String url, String user, String password) throws IOException, SQLException {
        EvaluationSet set = EvaluationSets.read(folder).stream().filter(s -> s.name().equals("realtimeqa")).findFirst()
                .orElseThrow(() -> new IOException("there is no RealTimeQA in " + folder));
        List<Article> all = new ArrayList<>(set.documents().stream().map(IngestionBenchmark::article).toList());
        Collections.shuffle(all, new Random(1));
        this.articles = all.subList(0, Math.min(most, all.size()));
        this.pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(p -> p.maxSize(CONNECTIONS)
                .connectionFactoryConfiguration(c -> c.jdbcUrl(url).jdbcProperty("prepareThreshold", "1").principal(new NamePrincipal(user))
                        .credential(new SimplePassword(password)).initialSql(Database.CONNECTION_SETTINGS + "; set search_path to " + SCHEMA + ", public"))));
    }

    private static Article article(EvaluationSet.Document document) {
        String title = document.title().isBlank() ? document.text().lines().findFirst().orElse("?").strip() : document.title();
        return new Article(document.id(), title.length() > 300 ? title.substring(0, 300) : title, Publisher.NOT_STATED, Optional.empty(),
                document.published().orElseThrow(), "en", Rights.QUOTES_ONLY, List.of(), document.text());
    }

    private static double seconds(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    private static void inTurn(int round, double[] seconds, Runnable theirs, Runnable ours) {
        for (int i = 0; i < 2; i++) {
            int whose = (round + i) % 2;
            seconds[whose] += seconds(whose == 0 ? theirs : ours);
        }
    }

    private List<List<Article>> slices() {
        return articles.stream().gather(Gatherers.windowFixed(SLICE)).toList();
    }

    private Times embedding(EmbeddingModel theirs, PassageEmbedder ours, PassageGeneration generation, Splitting splitting) {
        double[] seconds = new double[2];
        double worst = 1;
        List<List<Article>> slices = slices();
        // a fifth of the articles tells
        for (int round = 0; round < Math.max(2, slices.size() / 5); round++) {
            List<String> texts = slices.get(round).stream().flatMap(article -> splitting.split(generation, article.text()).stream().map(p -> article.title() + "\n" + p.text())).toList();
            List<Embedding> one = new ArrayList<>();
            List<Embedding> other = new ArrayList<>();
            inTurn(round, seconds, () -> one.addAll(theirs.embedAll(texts.stream().map(TextSegment::from).toList()).content()),
                    () -> other.addAll(ours.embedAll(generation, texts)));
            for (int i = 0; i < texts.size(); i++) {
                worst = Math.min(worst, CosineSimilarity.between(one.get(i), other.get(i)));
            }
            embedded += texts.size();
        }
        return new Times(seconds, worst);
    }

    private int embedded;

    private void run() throws IOException {
        Database main = Database.of(pool, CONNECTIONS);
        execute(main, "drop schema if exists " + SCHEMA + " cascade", "create extension if not exists vector schema public");
        main.inSchema(SCHEMA);
        SeparateCorpus corpus = SeparateCorpus.over(main, models, new Settings("bge-small-en-v1.5-q", PASSAGE_TOKENS, 3), sentences, clock);
        PassageEmbedder embedder = new PassageEmbedder(models);
        Splitting splitting = new Splitting(sentences);
        ArticleIngestor ours = new ArticleIngestor(splitting, embedder, corpus.generations(), corpus.articles(), new CopyFinder(Optional.empty()), clock);
        EmbeddingModel theirModel = new BgeSmallEnV15QuantizedEmbeddingModel();
        EmbeddingStoreIngestor theirs = EmbeddingStoreIngestor.builder().documentSplitter(DocumentSplitters.recursive(PASSAGE_TOKENS, 0, new HuggingFaceTokenCountEstimator()))
                .embeddingModel(theirModel).embeddingStore(PgVectorEmbeddingStore.datasourceBuilder().datasource(pool).table(PEER).dimension(theirModel.dimension())
                        .createTable(true).build()).build();
        embedder.embedAll(corpus.generations().active(), List.of("warm"));
        theirModel.embed("warm");

        Times embedding = embedding(theirModel, embedder, corpus.generations().active(), splitting);
        System.out.printf("embedding %,d passages: LangChain4j %.1f a second, Dragoman %.1f a second: %.2f times; worst cosine %.5f%n", embedded,
                embedded / embedding.seconds[0], embedded / embedding.seconds[1], embedding.seconds[0] / embedding.seconds[1], embedding.worstCosine);

        double[] whole = new double[2];
        List<Outcome> outcomes = new ArrayList<>();
        List<List<Article>> slices = slices();
        for (int round = 0; round < slices.size(); round++) {
            List<Article> slice = slices.get(round);
            inTurn(round, whole, () -> theirs.ingest(slice.stream().map(article -> Document.from(article.text(),
                    Metadata.from("title", article.title()).put("published", article.published().toString()).put("id", article.key()))).toList()),
                    () -> slice.stream().gather(Gatherers.mapConcurrent(CORES, ours::ingest)).forEach(ingested -> outcomes.add(ingested.outcome())));
            if (round % 10 == 9) {
                System.out.printf("  %d of %d articles: %.0f s and %.0f s%n", (round + 1) * SLICE, articles.size(), whole[0], whole[1]);
            }
        }
        double passages = count(main, "select count(*) from " + SCHEMA + ".passage");
        double segments = count(main, "select count(*) from " + PEER);
        System.out.printf("whole path, %,d articles (%d of them copies): LangChain4j %.2f articles and %.1f segments a second, Dragoman %.2f articles and %.1f passages a second: %.2f times%n",
                articles.size(), outcomes.stream().filter(Outcome.COPY::equals).count(), articles.size() / whole[0], segments / whole[0], articles.size() / whole[1],
                passages / whole[1], whole[0] / whole[1]);
        double again = seconds(() -> articles.stream().gather(Gatherers.mapConcurrent(CORES, ours::ingest)).forEach(_ -> {
        }));
        System.out.printf("a second run over the same articles: %.2f s, %.2f %% of the first%n", again, 100 * again / whole[1]);
        System.out.printf("peak memory of the process, both together: %s%n", Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM")).findFirst().orElse("?").replaceAll("\\s+", " "));
        execute(main, "drop schema if exists " + SCHEMA + " cascade");
    }

    private static void execute(Database database, String... statements) {
        database.query("not executed", connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                return null;
            }
        });
    }

    private static long count(Database database, String sql) {
        return database.query("not counted", connection -> {
            try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /// @param args a folder with RealTimeQA, URL, user and password of a database, and how many articles
    public static void main(String... args) throws IOException, SQLException {
        new IngestionBenchmark(Path.of(args[0]), Integer.parseInt(args[4]), args[1], args[2], args[3]).run();
        System.exit(0);
    }
}
