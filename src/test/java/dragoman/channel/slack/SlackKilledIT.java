package dragoman.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two instances of the packaged program on one database, one of them killed with `kill -9` at random, while Slack sends questions, each one to
/// four times, in any order, to whichever instance.
class SlackKilledIT {

    private static final int QUESTIONS = Integer.getInteger("dragoman.slack.questions", 500);
    private static final int KILLS = 3;
    private static final int SENDERS = 8;
    private static final long SEED = 20_251_127;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /// Slack gives up after so long. How long it takes is printed: a busy machine proves nothing of it.
    private static final long SLACKS_LIMIT_MILLIS = 3_000;
    private static final List<String> ASKED = List.of("How much did Sapt promise for the dams?", "Who opened the bridge of Zenda?", "Where did Ruritania and Grausark sign the treaty?",
            "What did Ruritania and Grausark sign?", "Who won the chess championship of Atlantis?");

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final List<Instance> instances = new ArrayList<>();
    private final String database = "slack_killed_" + ProcessHandle.current().pid();
    private SlackStandIn slack;
    private String server;

    /// A message that Slack tells of.
    private record Delivery(String event, String body) {
    }

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
            builder.environment().putAll(Map.of("QUARKUS_DATASOURCE_JDBC_URL", server + database, "DRAGOMAN_HOME", home.toString(), "DRAGOMAN_CORPUS", folder.resolve("corpus").toString(),
                    "QUARKUS_HTTP_PORT", String.valueOf(port), "DRAGOMAN_SLACK_SIGNING_SECRET", WithSlack.SECRET, "DRAGOMAN_SLACK_BOT_TOKEN", SlackStandIn.TOKEN,
                    "DRAGOMAN_SLACK_API_URL", slack.apiUrl(), "DRAGOMAN_SLACK_LEASE", "5s"));
            process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        }

        void kill() throws InterruptedException {
            Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
        }

        /// The port of one that was killed may be taken for a moment still, and then the next one does not start.
        boolean isBack() {
            try {
                if (!process.isAlive()) {
                    start();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return accepts("{\"token\": \"x\", \"challenge\": \"c\", \"type\": \"url_verification\"}");
        }

        boolean accepts(String body) {
            try {
                return SlackRequests.send(URI.create("http://localhost:" + port), body).statusCode() == 200;
            } catch (UncheckedIOException e) {
                return false;
            }
        }
    }

    @BeforeEach
    void prepare() throws IOException, SQLException, InterruptedException {
        slack = new SlackStandIn();
        // whoever is killed in the middle of posting has posted
        slack.delay = Duration.ofMillis(25);
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        Files.writeString(corpus.resolve("dams.md"), """
                ---
                title: Sapt promises dams
                date: 2025-06-03
                publisher: The Test Courier
                ---
                Anton Sapt promised 40 million crowns for the dams of the Alvar. Nobody had expected it.

                Flavia Rassendyll opened the bridge of Zenda on Monday.
                """);
        Files.writeString(corpus.resolve("treaty.md"), """
                ---
                title: Ruritania and Grausark sign in Strelsau
                date: 2025-06-05
                publisher: The Test Courier
                ---
                Ruritania and Grausark signed a treaty on fishing in Strelsau on 4 June 2025. Rupert Hentzau did not sign the treaty.
                """);
        String url = System.getenv("QUARKUS_DATASOURCE_JDBC_URL");
        server = url.substring(0, url.lastIndexOf('/') + 1);
        execute(url, "create database " + database);
        for (int i = 0; i < 2; i++) {
            instances.add(new Instance(i));
        }
        for (Instance instance : instances) {
            instance.start();
        }
        for (Instance instance : instances) {
            await("both answer Slack", instance::isBack);
        }
        await("the articles are in", () -> count("select count(*) from article") == 2);
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
        slack.close();
        execute(System.getenv("QUARKUS_DATASOURCE_JDBC_URL"), "drop database if exists " + database + " with (force)");
    }

    @Test
    void everyQuestionIsAnsweredOnce() throws Exception {
        List<Delivery> deliveries = deliveries();
        ConcurrentLinkedQueue<Long> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                Random dice = new Random(SEED + i);
                senders.add(sending.submit(() -> {
                    for (int at = next.getAndIncrement(); at < deliveries.size(); at = next.getAndIncrement()) {
                        deliver(deliveries.get(at), dice, acknowledged);
                    }
                }));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                Thread.sleep(random.nextInt(500, 3_000));
                Instance killed = instances.get(random.nextInt(2));
                killed.kill();
                killed.start();
                await("it is back", killed::isBack);
            }
            for (Future<?> sender : senders) {
                sender.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
        await("all are worked off", () -> count("select count(*) from slack_event where state in ('WAITING', 'RUNNING')") == 0);

        assertEquals(QUESTIONS, count("select count(*) from slack_event where state = 'DONE'"));
        assertEquals(QUESTIONS, count("select count(*) from slack_event"));
        assertEquals(QUESTIONS, slack.answered().size(), "none is lost");
        assertEquals(QUESTIONS, slack.posts().size(), "none is answered twice");
        assertEquals(QUESTIONS, slack.posts().stream().map(post -> post.channel + post.thread).distinct().count());
        assertEquals(List.of(), slack.violations());
        List<Long> sorted = new ArrayList<>(acknowledged);
        Collections.sort(sorted);
        long p95 = sorted.get((int) (sorted.size() * 0.95));
        System.out.printf("Slack: %d deliveries of %d questions, %d kills, %d begun again; acknowledged in %d ms (median), %d ms (p95), %d ms (longest)%n", deliveries.size(), QUESTIONS, KILLS,
                count("select count(*) from slack_event where attempts > 1"), sorted.get(sorted.size() / 2), p95, sorted.getLast());
        assertTrue(p95 < SLACKS_LIMIT_MILLIS, "p95 of acknowledgement: " + p95 + " ms");
    }

    private List<Delivery> deliveries() {
        List<Delivery> all = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            String ts = slack.nextTs();
            String event = "Ev%06d".formatted(i);
            String text = "<@" + SlackStandIn.BOT_USER + "> " + ASKED.get(i % ASKED.size());
            String body = SlackRequests.mention(event, SlackRequests.ALICE, ts, null, text);
            for (int times = random.nextInt(1, 5); times > 0; times--) {
                all.add(new Delivery(event, body));
            }
        }
        Collections.shuffle(all, random);
        return all;
    }

    /// Slack tells again until somebody has acknowledged it.
    private void deliver(Delivery delivery, Random dice, ConcurrentLinkedQueue<Long> acknowledged) {
        for (int at = dice.nextInt(2);; at++) {
            Instant begun = Instant.now();
            if (instances.get(at % 2).accepts(delivery.body)) {
                acknowledged.add(Duration.between(begun, Instant.now()).toMillis());
                return;
            }
            sleep(50);
        }
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
