package dragoman.newsroom;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ArticleResourceTest {

    private static final String PROBLEM = "application/problem+json";
    private static final String RAW = "date 2025-06-03 0 SHARES Share Tweet\n\nMinisters met in Vienna and agreed on nothing.";

    @Inject
    Corpus corpus;

    @BeforeEach
    void clear() {
        corpus.clear();
    }

    private static ValidatableResponse deliver(String type, String body, String query) {
        return given().header("Authorization", Corpus.ADMIN).contentType(type).body(body.getBytes(StandardCharsets.UTF_8)).post("/api/articles" + query).then();
    }

    @Test
    void aNewArticleIsCreatedAndTheSameAgainIsNot() {
        String id = deliver("text/plain", RAW, "").statusCode(201).header("Location", containsString("/api/articles/")).body("version", equalTo(1)).extract().path("id");
        deliver("text/plain", RAW, "").statusCode(200).body("id", equalTo(id)).body("version", equalTo(1)).body("outcome", equalTo("unchanged"));
        given().header("Authorization", Corpus.ADMIN).get("/api/articles/{id}", id).then().statusCode(200)
                .body("id", equalTo(id)).body("version", equalTo(1)).body("state", equalTo("live")).body("published", equalTo("2025-06-03"))
                .body("publisher", equalTo("Publisher not stated")).body("language", equalTo("en"))
                .body("text", equalTo("Ministers met in Vienna and agreed on nothing."));
    }

    @Test
    void everyFormatIsTakenByItsContentType() {
        deliver("text/plain; charset=utf-8", RAW, "").statusCode(201);
        deliver("text/markdown", "---\ntitle: A\ndate: 2025-06-03\n---\nEnvoys met.", "").statusCode(201);
        deliver("text/html", "<html><body><h1>B</h1><time datetime=2025-06-03>x</time><p>Kings met.</body></html>", "").statusCode(201);
        deliver("image/png", "x", "").statusCode(415).contentType(PROBLEM).body("detail", containsString("text/markdown"));
    }

    @Test
    void aCharsetIsHonoured() {
        byte[] body = "date 2025-06-03\n\nMinisters met in Zürich.".getBytes(Charset.forName("iso-8859-1"));
        String id = given().header("Authorization", Corpus.ADMIN).contentType("text/plain; charset=ISO-8859-1").body(body).post("/api/articles").then().statusCode(201).extract().path("id");
        given().header("Authorization", Corpus.ADMIN).get("/api/articles/{id}", id).then().body("text", endsWith("Zürich."));
        given().header("Authorization", Corpus.ADMIN).contentType("text/plain; charset=klingon").body(body).post("/api/articles").then().statusCode(400).contentType(PROBLEM);
    }

    @Test
    void whatTheContentLacksCanBeStatedBesideIt() {
        deliver("text/plain", "Ministers met in Vienna.", "").statusCode(422).contentType(PROBLEM).body("detail", containsString("published=YYYY-MM-DD"));
        String id = deliver("text/plain", "Ministers met in Vienna.", "?published=2025-06-03&title=Vienna&publisher=Courier&url=https://example.org/v")
                .statusCode(201).extract().path("id");
        given().header("Authorization", Corpus.ADMIN).get("/api/articles/{id}", id).then().body("title", equalTo("Vienna")).body("publisher", equalTo("Courier"))
                .body("url", equalTo("https://example.org/v"));
        deliver("text/plain", "Ministers met in Prague.", "?published=2025-06-03&url=https://example.org/v").statusCode(200)
                .body("id", equalTo(id)).body("version", equalTo(2)).body("outcome", equalTo("updated"));
        given().header("Authorization", Corpus.ADMIN).get("/api/articles/{id}?version=1", id).then().body("state", equalTo("superseded")).body("text", endsWith("Vienna."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?published=soon", "?url=not an address", "?published=2025-06-03&url=javascript:alert(1)"})
    void whatIsStatedWronglyIsAProblem(String query) {
        int status = deliver("text/plain", RAW, query.replace(" ", "%20")).contentType(PROBLEM).extract().statusCode();
        assertEquals(4, status / 100);
        assertEquals(0, corpus.count("select count(*) from article"));
    }

    @Test
    void anEmptyBodyIsAProblem() {
        deliver("text/plain", "", "").statusCode(422).contentType(PROBLEM);
    }

    @Test
    void onlyTheTokenOpensTheDoor() {
        given().contentType("text/plain").body(RAW).post("/api/articles").then().statusCode(401).contentType(PROBLEM).header("WWW-Authenticate", containsString("Bearer"));
        given().header("Authorization", "Bearer wrong").contentType("text/plain").body(RAW).post("/api/articles").then().statusCode(401);
        given().header("Authorization", "Basic test-token").contentType("text/plain").body(RAW).post("/api/articles").then().statusCode(401);
        given().delete("/api/articles/x").then().statusCode(401);
        given().get("/api/articles/x").then().statusCode(401);
        assertEquals(0, corpus.count("select count(*) from article"));
    }

    @Test
    void anArticleWhoseRightsAllowItIsOpenToAllUntilItIsWithdrawn() {
        String open = deliver("text/markdown", "---\ntitle: A\ndate: 2025-06-03\nrights: full-text\n---\nEnvoys met.", "").extract().path("id");
        String closed = deliver("text/plain", RAW, "").extract().path("id");
        given().get("/api/articles/{id}", open).then().statusCode(200).body("text", equalTo("Envoys met."));
        given().get("/api/articles/{id}", closed).then().statusCode(401);
        given().header("Authorization", Corpus.ADMIN).delete("/api/articles/{id}", open).then().statusCode(200);
        given().get("/api/articles/{id}", open).then().statusCode(401);
    }

    @Test
    void aWithdrawnArticleIsNotBroughtBackByDelivery() {
        String id = deliver("text/plain", RAW, "").extract().path("id");
        given().header("Authorization", Corpus.ADMIN).delete("/api/articles/{id}", id).then().statusCode(200).body("outcome", equalTo("withdrawn"));
        deliver("text/plain", RAW, "").statusCode(409).contentType(PROBLEM).body("detail", containsString(id));
        given().header("Authorization", Corpus.ADMIN).delete("/api/articles/nobody").then().statusCode(404).contentType(PROBLEM);
    }

    @Test
    void theCorpusTellsWhatItHolds() {
        given().get("/api/corpus").then().statusCode(200).body("articles", equalTo(0)).body("ready", equalTo(true));
        deliver("text/plain", RAW, "").statusCode(201);
        given().get("/api/corpus").then().statusCode(200).body("articles", equalTo(1)).body("newest", equalTo("2025-06-03"))
                .body("latest[0].title", equalTo("Ministers met in Vienna and agreed on nothing."));
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/metrics").then().statusCode(200);
    }
}
