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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Gatherers;

/// Ingestion side by side with LangChain4j's `EmbeddingStoreIngestor` (its splitter with as many tokens, its model, its pgvector store without an
/// index, in a process of its own), over press articles of RealTimeQA. Both do a slice of the articles in turn, so that a busy machine is busy for
/// both. Of many articles LangChain4j does a share, evenly spread, and is compared over that share.
final class IngestionBenchmark {

    private static final String SCHEMA = "ingestion_benchmark";
    private static final String PEER = SCHEMA + ".peer";
    private static final int PASSAGE_TOKENS = 200;
    private static final int SLICE = 10;
    private static final int CONNECTIONS = 8;
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int PROGRESS = 10;
    private static final int EMBEDDED_SLICES = 10;
    /// Before what LangChain4j's process answers.
    private static final String DONE = "done ";

    private record Settings(String embeddingModel, int maxTokens, int hotMonths) implements PassageSettings {
    }

    /// @param seconds    in all
    /// @param worstCosine between both models' vectors
    private record Times(double[] seconds, double worstCosine) {
    }

    private final List<Article> articles;
    private final int peerEvery;
    private final EmbeddingModels models = new EmbeddingModels();
    private final SentenceSplitter sentences = new SentenceSplitter();
    private final Clock clock = Clock.systemUTC();
    private final AgroalDataSource pool;

    private IngestionBenchmark(Path folder, int most, int peerEvery, String url, String user, String password) throws IOException, SQLException {
        this.articles = articles(folder, most);
        this.peerEvery = peerEvery;
        this.pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(p -> p.maxSize(CONNECTIONS)
                .connectionFactoryConfiguration(c -> c.jdbcUrl(url).jdbcProperty("prepareThreshold", "1").principal(new NamePrincipal(user))
                        .credential(new SimplePassword(password)).initialSql(Database.CONNECTION_SETTINGS + "; set search_path to " + SCHEMA + ", public"))));
    }

    /// A press article.
    record Text(String id, String title, LocalDate published, String text) {
    }

    /// Some of the press articles of RealTimeQA, the same each time.
    static List<Text> texts(Path folder, int most) throws IOException {
        EvaluationSet set = EvaluationSets.read(folder).stream().filter(s -> s.name().equals("realtimeqa")).findFirst()
                .orElseThrow(() -> new IOException("there is no RealTimeQA in " + folder));
        List<Text> all = new ArrayList<>(set.documents().stream().map(IngestionBenchmark::text).toList());
        Collections.shuffle(all, new Random(1));
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    private static Text text(EvaluationSet.Document document) {
        String title = document.title().isBlank() ? document.text().lines().findFirst().orElse("?").strip() : document.title();
        return new Text(document.id(), title.length() > 300 ? title.substring(0, 300) : title, document.published().orElseThrow(), document.text());
    }

    private static List<Article> articles(Path folder, int most) throws IOException {
        return texts(folder, most).stream().map(text -> new Article(text.id, text.title, Publisher.NOT_STATED, Optional.empty(), text.published, "en", Rights.QUOTES_ONLY, List.of(), text.text)).toList();
    }

    private static double seconds(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    private static List<List<Article>> slices(List<Article> articles) {
        return articles.stream().gather(Gatherers.windowFixed(SLICE)).toList();
    }

    private Times embedding(EmbeddingModel theirs, PassageEmbedder ours, PassageGeneration generation, Splitting splitting) {
        double[] seconds = new double[2];
        double worst = 1;
        List<List<Article>> slices = slices(articles);
        for (int round = 0; round < Math.min(slices.size(), EMBEDDED_SLICES); round++) {
            List<String> texts = slices.get(round).stream().flatMap(article -> splitting.split(generation, article.text()).stream().map(p -> article.title() + "\n" + p.text())).toList();
            List<Embedding> one = new ArrayList<>();
            List<Embedding> other = new ArrayList<>();
            Runnable they = () -> one.addAll(theirs.embedAll(texts.stream().map(TextSegment::from).toList()).content());
            Runnable we = () -> other.addAll(ours.embedAll(generation, texts));
            // each is first every other time
            for (int whose : round % 2 == 0 ? new int[]{0, 1} : new int[]{1, 0}) {
                seconds[whose] += seconds(whose == 0 ? they : we);
            }
            for (int i = 0; i < texts.size(); i++) {
                worst = Math.min(worst, CosineSimilarity.between(one.get(i), other.get(i)));
            }
            embedded += texts.size();
        }
        return new Times(seconds, worst);
    }

    private int embedded;

    private void run(String... peerArguments) throws IOException {
        Database main = Database.of(pool, CONNECTIONS);
        execute(main, "drop schema if exists " + SCHEMA + " cascade", "create extension if not exists vector schema public");
        main.inSchema(SCHEMA);
        SeparateCorpus corpus = SeparateCorpus.over(main, models, new Settings("bge-small-en-v1.5-q", PASSAGE_TOKENS, 3), sentences, clock);
        PassageEmbedder embedder = new PassageEmbedder(models);
        Splitting splitting = new Splitting(sentences);
        ArticleIngestor ours = new ArticleIngestor(splitting, embedder, corpus.generations(), corpus.articles(), new CopyFinder(Optional.empty()), clock);
        embedder.embedAll(corpus.generations().active(), List.of("warm"));
        compareEmbedding(embedder, corpus.generations().active(), splitting);

        double theirs = 0;
        double shared = 0;
        double whole = 0;
        int compared = 0;
        List<Outcome> outcomes = new ArrayList<>();
        List<List<Article>> slices = slices(articles);
        try (Peer peer = new Peer(peerArguments)) {
            for (int round = 0; round < slices.size(); round++) {
                List<Article> slice = slices.get(round);
                boolean both = round % peerEvery == 0;
                boolean theyFirst = round / peerEvery % 2 == 0;
                theirs += both && theyFirst ? peer.ingest(round) : 0;
                double taken = seconds(() -> slice.stream().gather(Gatherers.mapConcurrent(CORES, ours::ingest)).forEach(ingested -> outcomes.add(ingested.outcome())));
                theirs += both && !theyFirst ? peer.ingest(round) : 0;
                whole += taken;
                if (both) {
                    shared += taken;
                    compared += slice.size();
                }
                if (round % PROGRESS == PROGRESS - 1) {
                    System.out.printf("  %,d of %,d articles: Dragoman %.0f s; LangChain4j %.0f s for %,d of them, Dragoman %.0f s for those%n", (round + 1) * SLICE, articles.size(), whole,
                            theirs, compared, shared);
                }
            }
            double segments = count(main, "select count(*) from " + PEER);
            double passages = count(main, "select count(*) from " + SCHEMA + ".passage");
            System.out.printf("whole path, %,d articles (%d of them copies): %.2f articles and %.1f passages a second, %.0f s%n", articles.size(),
                    outcomes.stream().filter(Outcome.COPY::equals).count(), articles.size() / whole, passages / whole, whole);
            System.out.printf("side by side, %,d of them: LangChain4j %.2f articles and %.1f segments a second, Dragoman %.2f articles a second: %.2f times%n", compared, compared / theirs,
                    segments / theirs, compared / shared, theirs / shared);
            double again = seconds(() -> articles.stream().gather(Gatherers.mapConcurrent(CORES, ours::ingest)).forEach(_ -> {
            }));
            System.out.printf("a second run over the same articles: %.2f s, %.2f %% of the first%n", again, 100 * again / whole);
            System.out.printf("peak memory: LangChain4j %s, Dragoman %s%n", peer.peakMemory(), peakMemory("self"));
        }
        execute(main, "drop schema if exists " + SCHEMA + " cascade");
    }

    private void compareEmbedding(PassageEmbedder embedder, PassageGeneration generation, Splitting splitting) {
        EmbeddingModel theirs = new BgeSmallEnV15QuantizedEmbeddingModel();
        theirs.embed("warm");
        Times embedding = embedding(theirs, embedder, generation, splitting);
        System.out.printf("embedding %,d passages: LangChain4j %.1f a second, Dragoman %.1f a second: %.2f times; worst cosine %.5f%n", embedded,
                embedded / embedding.seconds[0], embedded / embedding.seconds[1], embedding.seconds[0] / embedding.seconds[1], embedding.worstCosine);
    }

    private static String peakMemory(String process) throws IOException {
        return Files.readAllLines(Path.of("/proc", process, "status")).stream().filter(line -> line.startsWith("VmHWM")).map(line -> line.replaceAll("\\D", ""))
                .map(kilobytes -> "%,d MB".formatted(Long.parseLong(kilobytes) / 1024)).findFirst().orElse("unknown");
    }

    /// LangChain4j in a process of its own, which takes in the slice whose number it is told.
    private static final class Peer implements AutoCloseable {

        private final Process process;
        private final BufferedReader said;
        private final PrintWriter tell;

        Peer(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), IngestionBenchmark.class.getName(), "--peer"));
            command.addAll(List.of(arguments));
            process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            said = process.inputReader();
            tell = new PrintWriter(process.outputWriter(), true);
            answer();
        }

        private String answer() throws IOException {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith(DONE)) {
                    return line.substring(DONE.length());
                }
            }
            throw new IOException("LangChain4j's process ended");
        }

        /// How long it took, in seconds.
        double ingest(int slice) {
            tell.println(slice);
            try {
                return Double.parseDouble(answer());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String peakMemory() throws IOException {
            return IngestionBenchmark.peakMemory(String.valueOf(process.pid()));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    private void serveAsPeer() throws IOException {
        EmbeddingModel model = new BgeSmallEnV15QuantizedEmbeddingModel();
        EmbeddingStoreIngestor theirs = EmbeddingStoreIngestor.builder().documentSplitter(DocumentSplitters.recursive(PASSAGE_TOKENS, 0, new HuggingFaceTokenCountEstimator()))
                .embeddingModel(model).embeddingStore(PgVectorEmbeddingStore.datasourceBuilder().datasource(pool).table(PEER).dimension(model.dimension())
                        .createTable(true).build()).build();
        model.embed("warm");
        List<List<Article>> slices = slices(articles);
        System.out.println(DONE + "0");
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            List<Article> slice = slices.get(Integer.parseInt(line));
            System.out.println(DONE + seconds(() -> theirs.ingest(slice.stream().map(article -> Document.from(article.text(),
                    Metadata.from("title", article.title()).put("published", article.published().toString()).put("id", article.key()))).toList())));
        }
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

    /// @param args a folder with RealTimeQA, URL, user and password of a database, how many articles, and of how many slices LangChain4j does one;
    ///             before them `--peer` for LangChain4j's process
    public static void main(String... args) throws IOException, SQLException {
        boolean peer = args[0].equals("--peer");
        String[] own = peer ? Arrays.copyOfRange(args, 1, args.length) : args;
        IngestionBenchmark benchmark = new IngestionBenchmark(Path.of(own[0]), Integer.parseInt(own[4]), Integer.parseInt(own[5]), own[1], own[2], own[3]);
        if (peer) {
            benchmark.serveAsPeer();
        } else {
            benchmark.run(own);
        }
        System.exit(0);
    }
}
