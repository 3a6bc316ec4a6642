package dragoman.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two instances of the packaged program on one database, killed with `kill -9` at random, one or both at once, while articles are pushed to
/// them. Builds push fewer than `-Ddragoman.killed=1000`.
class IngestionKilledIT {

    private static final int ARTICLES = Integer.getInteger("dragoman.killed", 200);
    private static final int KILLS = 4;
    private static final long SEED = 20_251_125;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String TOKEN = "chaos";

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Instance> instances = new ArrayList<>();
    private final String database = "killed_" + ProcessHandle.current().pid();
    private String server;

    /// One of the two.
    private final class Instance {
        private final int port;
        private final Path home;
        private Process process;

        Instance(int number) throws IOException {
            home = Files.createDirectory(folder.resolve("home-" + number));
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
        }

        void start() throws IOException {
            ProcessBuilder builder = new ProcessBuilder("deploy/run");
            builder.environment().keySet().removeIf(name -> name.startsWith("DRAGOMAN_"));
            builder.environment().put("QUARKUS_DATASOURCE_JDBC_URL", server + database);
            builder.environment().put("DRAGOMAN_HOME", home.toString());
            builder.environment().put("DRAGOMAN_CORPUS", "none");
            builder.environment().put("DRAGOMAN_ADMIN_TOKEN", TOKEN);
            builder.environment().put("DRAGOMAN_INGESTION_LEASE", "4s");
            builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
            process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        }

        void kill() throws InterruptedException {
            Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
        }

        boolean push(int number, String article) {
            try {
                return client.send(HttpRequest.newBuilder(URI.create("http://localhost:%d/api/articles?id=n%d&published=2025-06-03".formatted(port, number)))
                        .timeout(Duration.ofSeconds(5)).header("Authorization", "Bearer " + TOKEN).header("Prefer", "respond-async").header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(article, StandardCharsets.UTF_8)).build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 202;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    @BeforeEach
    void prepare() throws IOException, SQLException {
        String url = System.getenv("QUARKUS_DATASOURCE_JDBC_URL");
        server = url.substring(0, url.lastIndexOf('/') + 1);
        execute(url, "create database " + database);
        for (int i = 0; i < 2; i++) {
            instances.add(new Instance(i));
        }
        for (Instance instance : instances) {
            instance.start();
        }
    }

    @AfterEach
    void stop() throws SQLException, InterruptedException {
        for (Instance instance : instances) {
            if (instance.process.isAlive()) {
                instance.process.destroy();
                instance.process.waitFor(20, TimeUnit.SECONDS);
                instance.kill();
            }
        }
        execute(System.getenv("QUARKUS_DATASOURCE_JDBC_URL"), "drop database if exists " + database + " with (force)");
    }

    @Test
    void everyArticleIsThereOnceAndWhole() throws Exception {
        try (ExecutorService pushing = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> all = pushing.submit(() -> {
                for (int i = 0; i < ARTICLES; i++) {
                    String article = article(i);
                    // whoever delivers goes on until somebody says that it is kept, which may be twice
                    for (int at = i; !instances.get(at % 2).push(i, article); at++) {
                        sleep(50);
                    }
                }
            });
            await("some are in", () -> count("select count(*) from article") > ARTICLES / 20);
            for (int kill = 0; kill < KILLS; kill++) {
                Thread.sleep(random.nextInt(500, 4000));
                boolean both = kill % 2 == 1;
                for (Instance instance : both ? instances : List.of(instances.get(random.nextInt(2)))) {
                    instance.kill();
                }
                for (Instance instance : instances) {
                    if (!instance.process.isAlive()) {
                        instance.start();
                    }
                }
                long before = count("select count(*) from article");
                await("it goes on after a kill", () -> count("select count(*) from article") > before || count("select count(*) from ingestion_job") == 0);
            }
            all.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        await("the queue is empty", () -> count("select count(*) from ingestion_job where state <> 'DEAD'") == 0);

        assertEquals(0, count("select count(*) from ingestion_job"), "none is dead");
        assertEquals(ARTICLES, count("select count(*) from article"));
        assertEquals(ARTICLES, count("select count(*) from article_version where state = 'LIVE' and version = 1 and copy_of is null"));
        assertEquals(ARTICLES, count("select count(*) from article_version"));
        assertEquals(ARTICLES, count("select count(*) from article_embedding"));
        assertEquals(0, count("select count(*) from article_version v where coalesce((select max(end_offset) from passage p"
                + " where p.article_id = v.article_id and p.version = v.version), 0) <> length(body)"));
        assertEquals(count("select count(distinct (article_id, ordinal)) from passage"), count("select count(*) from passage"));
    }

    private static String article(int number) {
        Random words = new Random(SEED + number);
        StringBuilder text = new StringBuilder("Meeting %d was held in Vienna.".formatted(number));
        for (int i = 0; i < 60; i++) {
            text.append(' ');
            for (int letter = 0; letter < 6; letter++) {
                text.append((char) ('a' + words.nextInt(26)));
            }
        }
        return text.append('.').toString();
    }

    private long count(String query) {
        try (Connection connection = connection(server + database); Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            // not there yet
            return -1;
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = connection(url); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connection(String url) throws SQLException {
        return DriverManager.getConnection(url, System.getenv("QUARKUS_DATASOURCE_USERNAME"), System.getenv("QUARKUS_DATASOURCE_PASSWORD"));
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "still waiting: " + what);
            Thread.sleep(100);
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
