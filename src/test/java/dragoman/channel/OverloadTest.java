package dragoman.channel;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.load.Bulkheads;
import dragoman.load.Bulkheads.Work;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.HeldTable;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What readers are told when the database does not answer, or more is asked than can be done.
@QuarkusTest
class OverloadTest {

    private static final Duration IN_TIME = Duration.ofSeconds(10);
    private static int asked;

    @Inject
    Corpus corpus;
    @Inject
    DataSource dataSource;
    @Inject
    Bulkheads bulkheads;
    @TestHTTPResource
    URI address;
    @ConfigProperty(name = "dragoman.admin.token")
    String token;

    @BeforeEach
    void store() {
        corpus.clear();
        corpus.ingestMarkdown("""
                ---
                id: dams
                title: Sapt promises dams
                date: 2025-06-03
                publisher: The Test Courier
                url: https://example.org/dams
                ---
                Anton Sapt promised “40 million crowns” for the dams of the Alvar. Nobody had expected it.
                """);
    }

    /// Never one that is remembered.
    private static String question() {
        return "How much did Anton Sapt promise for the dams" + "?".repeat(++asked);
    }

    private static Response json() {
        return given().contentType(ContentType.JSON).accept(ContentType.JSON).body("{\"question\": \"" + question() + "\"}").post("/api/answers");
    }

    private static String completion(boolean stream) {
        return "{\"stream\": %s, \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}".formatted(stream, question());
    }

    @Test
    void whileATableIsHeldEveryChannelSaysInTimeToAskAgain() throws Exception {
        String id = json().then().statusCode(200).extract().path("id");
        try (HeldTable _ = new HeldTable(dataSource, "passage, article, article_version, answer")) {
            assertTimeoutPreemptively(IN_TIME, () -> json().then().statusCode(503).header("Retry-After", notNullValue())
                    .contentType("application/problem+json").body("status", equalTo(503)).body("retryAfter", equalTo(2)));
            String events = assertTimeoutPreemptively(IN_TIME, () -> given().contentType(ContentType.JSON).accept("text/event-stream")
                    .body("{\"question\": \"" + question() + "\"}").post("/api/answers").then().statusCode(200).extract().asString());
            assertTrue(events.contains("event:error") && events.contains("\"status\":503") && events.contains("\"retryAfter\":2"), events);
            assertTimeoutPreemptively(IN_TIME, () -> given().contentType(ContentType.JSON).body(completion(false)).post("/v1/chat/completions").then()
                    .statusCode(503).header("Retry-After", notNullValue()).body("error.type", equalTo("server_error")));
            String chunks = assertTimeoutPreemptively(IN_TIME, () -> given().contentType(ContentType.JSON).body(completion(true)).post("/v1/chat/completions")
                    .then().extract().asString());
            assertTrue(chunks.contains("\"error\"") && chunks.contains("service_unavailable") && !chunks.contains("[DONE]"), chunks);
            assertTimeoutPreemptively(IN_TIME, () -> given().formParam("question", question()).post("/ask").then().statusCode(503)
                    .header("Retry-After", notNullValue()).contentType(containsString("text/html")));
            assertTimeoutPreemptively(IN_TIME, () -> given().get("/answers/" + id).then().statusCode(503).header("Retry-After", notNullValue())
                    .contentType(containsString("text/html")));
            assertTimeoutPreemptively(IN_TIME, () -> given().accept(ContentType.JSON).get("/api/answers/" + id).then().statusCode(503)
                    .header("Retry-After", notNullValue()));
            assertTimeoutPreemptively(IN_TIME, () -> given().header("Authorization", "Bearer " + token).contentType("text/plain")
                    .queryParam("title", "Nothing").queryParam("published", "2025-06-04").body("Flavia Rassendyll opened the bridge of Zenda on Monday.")
                    .post("/api/articles").then().statusCode(503).header("Retry-After", notNullValue()));
            assertTimeoutPreemptively(Duration.ofSeconds(2), () -> given().get("/q/metrics").then().statusCode(200));
            assertTimeoutPreemptively(Duration.ofSeconds(4), () -> given().get("/q/health/ready").then().extract().statusCode());
        }
        json().then().statusCode(200);
    }

    @Test
    void whatIsMoreThanCanBeDoneIsRefusedAndSaysWhenToComeAgain() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        int most = 0;
        List<Thread> holders = new ArrayList<>();
        try {
            // until the queue is full as well
            while (most < 500 && given().get("/q/metrics").asString().lines().noneMatch(line -> line.startsWith("dragoman_load_shed_total{work=\"answers\"")
                    && !line.endsWith(" 0.0"))) {
                for (int i = 0; i < 10; i++) {
                    most++;
                    holders.add(Thread.ofVirtual().start(() -> {
                        try {
                            bulkheads.run(Work.ANSWERS, () -> false, () -> awaited(end));
                        } catch (RuntimeException e) {
                            // refused
                        }
                    }));
                }
                Thread.sleep(100);
            }
            json().then().statusCode(503).header("Retry-After", equalTo("2")).body("detail", containsString("Wait 2 seconds"));
            given().contentType(ContentType.JSON).body(completion(true)).post("/v1/chat/completions").then().statusCode(503).header("Retry-After", equalTo("2"));
            given().formParam("question", question()).post("/ask").then().statusCode(503).contentType(containsString("text/html"));
        } finally {
            end.countDown();
        }
        for (Thread holder : holders) {
            holder.join();
        }
        json().then().statusCode(200);
    }

    private static boolean awaited(CountDownLatch end) {
        try {
            end.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void inventedMethodsAndAddressesLeaveNoTraceInTheMetrics() throws IOException {
        for (int i = 0; i < 50; i++) {
            assertTrue(status("BREW" + i + " /api/answers HTTP/1.1", "Content-Length: 0\r\n\r\n").contains(" 501 "), "a method that HTTP does not have is refused");
            given().get("/nothing/" + i);
            given().get("/answers/nothing-" + i);
            given().post("/v1/models/nothing-" + i);
        }
        String metrics = given().get("/q/metrics").asString();
        assertFalse(metrics.contains("BREW"), metrics);
        assertFalse(metrics.contains("/nothing") || metrics.contains("nothing-"), metrics);
        assertTrue(metrics.contains("dragoman_http_refused_total"), metrics);
    }

    @Test
    void aBrokenBodyOfSeveralPartsIsNoFailureOfOurs() throws IOException {
        String body = "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n%\r\n--x";
        assertTrue(status("POST /desk/sites HTTP/1.1", "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .contains(" 415 "));
    }

    @Test
    void aFormThatIsNotEncodedIsNoFailureOfOurs() throws IOException {
        String body = "question=%zz";
        assertTrue(status("POST /desk/sites HTTP/1.1", "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .contains(" 400 "));
    }

    @Test
    void linksDoNotRepeatAHostThatIsNotOurs() {
        given().header("Host", "evil.example").get("/api/widget").then().statusCode(200).body("script", containsString("://127.0.0.1:"));
        given().header("X-Forwarded-Host", "evil.example").get("/api/widget").then().statusCode(200).body("script", containsString("://localhost:"));
    }

    private String status(String line, String rest) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort()); OutputStream out = socket.getOutputStream(); InputStream in = socket.getInputStream()) {
            out.write((line + "\r\nHost: localhost\r\n" + rest).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            byte[] begun = in.readNBytes(12);
            assertEquals(12, begun.length);
            return new String(begun, StandardCharsets.US_ASCII) + " ";
        }
    }
}
