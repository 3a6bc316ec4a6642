package dragoman.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts as their users call them: the packaged program with its private cluster, started, killed and started again.
class DeployRunIT {

    private static final int ARTICLES = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private Path home;
    private Path corpus;
    private int port;
    private Process run;

    @BeforeEach
    void prepare() throws IOException {
        // PostgreSQL's own user must be able to enter
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        home = folder.resolve("a home");
        corpus = Files.createDirectory(folder.resolve("fifty articles"));
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        String text = "The ministers of nine states met in Vienna and spoke about grain, gas and the border at great length. ".repeat(15);
        for (int i = 0; i < ARTICLES; i++) {
            Files.writeString(corpus.resolve(i + ".md"), "---\nid: n%d\ntitle: Number %d\ndate: 2025-06-03\n---\nMeeting %d was held.\n\n%s\n"
                    .formatted(i, i, i, text));
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (run != null && run.isAlive()) {
            run.destroy();
            run.waitFor(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatIsKilledInTheMiddleOfIngestingIsWholeAfterTheNextStart() throws Exception {
        run = start("run");
        await("some articles are in", () -> count("select count(*) from article") >= 5);
        List<ProcessHandle> all = Stream.concat(run.descendants(), Stream.of(run.toHandle())).toList();
        long postmaster = Long.parseLong(Files.readAllLines(home.resolve("postgres/postmaster.pid")).getFirst());
        all.forEach(ProcessHandle::destroyForcibly);
        kill(postmaster);
        await("all are dead", () -> all.stream().noneMatch(ProcessHandle::isAlive));

        run = start("run");
        await("it is ready", this::isReady);
        assertEquals(ARTICLES, count("select count(*) from article_version where state = 'LIVE'"));
        assertEquals(0, count("select count(*) from article where id not in (select article_id from article_version)"));
        assertEquals(0, count("select count(*) from passage p left join article_version v using (article_id, version) where v.article_id is null"));
        assertEquals(0, count("select count(*) from article_version v where coalesce((select max(end_offset) from passage p"
                + " where p.article_id = v.article_id and p.version = v.version), 0) <> length(body)"));

        long passages = count("select max(id) from passage");
        Process ask = start("dragoman", "ask", "When was meeting 7 held?");
        assertTrue(ask.waitFor(60, TimeUnit.SECONDS));
        assertTrue(isReady(), "a command beside the service does not stop its database");

        List<ProcessHandle> started = Stream.concat(run.descendants(), Stream.of(run.toHandle())).toList();
        run.destroy();
        assertTrue(run.waitFor(30, TimeUnit.SECONDS));
        await("nothing that was started is left", () -> started.stream().noneMatch(ProcessHandle::isAlive));
        assertFalse(Files.exists(home.resolve("postgres/postmaster.pid")), "PostgreSQL is stopped");

        run = start("run");
        await("it is ready again", this::isReady);
        assertEquals(passages, count("select max(id) from passage"), "a second start embeds nothing");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("admin-token"))));
    }

    @Test
    void aServiceThatRunsIsMeasuredAndGetsNewPassagesBesideItsWork() throws Exception {
        run = start("run");
        await("it is ready", this::isReady);

        Path sets = Files.createDirectories(folder.resolve("sets/squad2"));
        Files.writeString(sets.resolve("paragraphs.jsonl"), """
                {"article": "Lakes", "paragraph": 0, "text": "The lake lies in the north and is deep.", "questions": [{"id": "1", "question": "Where does the lake lie?", "answers": ["in the north"]}]}
                {"article": "Bells", "paragraph": 0, "text": "The bell was cast of bronze by a founder.", "questions": [{"id": "2", "question": "What was the bell cast of?", "answers": ["bronze"]}]}
                """);
        Path page = folder.resolve("pages/evaluation.html");
        assertEquals(0, waitFor(start("dragoman", "evaluate", sets.getParent().toString(), "--report", page.toString())));
        assertTrue(Files.readString(page).contains("SQuAD"));
        assertEquals(ARTICLES, count("select count(*) from article"), "what is measured on is kept apart");

        long before = count("select count(*) from passage");
        ProcessBuilder reembed = builder("dragoman", "reembed");
        reembed.environment().put("DRAGOMAN_PASSAGES_MAX_TOKENS", "40");
        assertEquals(0, waitFor(reembed.start()));
        assertEquals(40, count("select passage_tokens from passage_generation where state = 'ACTIVE'"));
        assertTrue(count("select count(*) from passage where generation = 2") > before);
        await("the service answers from the new passages", () -> answers("Where did the ministers of nine states meet?"));
        assertEquals(0, waitFor(start("dragoman", "reembed")), "the service's own setting makes them anew");
        assertTrue(answers("Where did the ministers of nine states meet?"));
    }

    private static int waitFor(Process process) throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return process.exitValue();
    }

    private boolean answers(String question) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/answers"))
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(
                            new ObjectMapper().createObjectNode().put("question", question).toString())).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 && new ObjectMapper().readTree(response.body()).path("status").asText().equals("answered");
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    @Test
    void whatCannotStartSaysWhyInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertRefused("port " + taken.getLocalPort() + " is taken", "QUARKUS_HTTP_PORT", String.valueOf(taken.getLocalPort()));
        }
        assertRefused("is no folder", "DRAGOMAN_CORPUS", "/nowhere/at all");
        assertRefused("The database cannot be used", "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/none");
        assertRefused("set it to a number from 20 to 400", "DRAGOMAN_PASSAGES_MAX_TOKENS", "7");
        assertRefused("There is no embedding model nowhere.Model", "DRAGOMAN_PASSAGES_EMBEDDING_MODEL", "nowhere.Model");
        assertRefused("cannot write to", "DRAGOMAN_HOME", "/proc/dragoman");
    }

    private void assertRefused(String why, String variable, String value) throws Exception {
        ProcessBuilder builder = builder("run");
        builder.environment().put(variable, value);
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        Process process = builder.redirectError(errors.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertTrue(process.exitValue() != 0);
        List<String> lines = Files.readAllLines(errors).stream()
                .filter(line -> !line.startsWith("The admin token") && !line.startsWith("Making a PostgreSQL cluster")).toList();
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.getFirst().contains(why), lines::toString);
    }

    private ProcessBuilder builder(String script, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of("deploy/" + script), Stream.of(arguments)).toList());
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("DRAGOMAN_"));
        builder.environment().put("DRAGOMAN_HOME", home.toString());
        builder.environment().put("DRAGOMAN_CORPUS", corpus.toString());
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    private Process start(String script, String... arguments) throws IOException {
        return builder(script, arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static void kill(long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-9", String.valueOf(pid)).inheritIO().start().waitFor();
    }

    private boolean isReady() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.ofString());
            JsonNode health = new ObjectMapper().readTree(response.body());
            return response.statusCode() == 200 && health.path("status").asText().equals("UP");
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private long count(String query) {
        try {
            String clusterPort = Files.readAllLines(home.resolve("postgres/postmaster.pid")).get(3).strip();
            String password = Files.readString(home.resolve("postgres-password")).strip();
            try (Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + clusterPort + "/dragoman", "dragoman", password);
                    Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            }
        } catch (IOException | SQLException | IndexOutOfBoundsException e) {
            // not there yet
            return -1;
        }
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "still waiting: " + what);
            Thread.sleep(100);
        }
    }
}
