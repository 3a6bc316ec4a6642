package dragoman.newsroom;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.ingestion.JobRunner;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An answer before and after each thing that happens to an article, over HTTP.
@QuarkusTest
class ArticleLifeTest {

    private static final String QUESTION = "How much did Sapt promise?";
    private static final String ANSWER = "40 million crowns";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String AGENCY = """
            Anton Sapt promised “40 million crowns” for the dams of the Alvar on Monday. Nobody had expected it, least of all the governors of the seven
            provinces along the river, who had come to the capital to complain. “We shall build all of them before the winter,” the chancellor said in a speech
            that lasted an hour. The opposition called the promise a bribe and said that it would ask the court of auditors to look into it. Work on the first of the
            dams is to begin in August, near the old mill at Zenda, where floods took the bridge two years ago.""".replace("\n", " ");

    @Inject
    Corpus corpus;
    @Inject
    JobRunner jobs;

    @BeforeEach
    void clear() {
        corpus.clear();
    }

    private static String markdown(String id, String text, String... matter) {
        return "---\nid: %s\ntitle: Sapt promises dams\ndate: 2025-06-03\npublisher: The Test Courier\n%s---\n%s\n".formatted(id,
                String.join("", List.of(matter).stream().map(line -> line + "\n").toList()), text);
    }

    private static ValidatableResponse deliver(String type, String body, String query) {
        return given().header("Authorization", Corpus.ADMIN).contentType(type).body(body.getBytes(StandardCharsets.UTF_8)).post("/api/articles" + query).then();
    }

    private static JsonPath asked() {
        return given().contentType(ContentType.JSON).accept(ContentType.JSON).body("{\"question\": \"" + QUESTION + "\"}").post("/api/answers").then().statusCode(200)
                .extract().jsonPath();
    }

    private static JsonPath frozen(JsonPath answer) {
        return given().get("/api/answers/{id}", answer.getString("id")).then().statusCode(200).extract().jsonPath();
    }

    @Test
    void whatIsWithdrawnIsNotQuotedAgain() {
        String id = deliver("text/markdown", markdown("dams", AGENCY), "").statusCode(201).extract().path("id");
        deliver("text/markdown", markdown("dams", AGENCY + " It rained."), "").statusCode(200);
        JsonPath before = asked();
        assertTrue(before.getString("text").contains(ANSWER));
        assertFalse(frozen(before).getBoolean("changed"));

        given().header("Authorization", Corpus.ADMIN).delete("/api/articles/{id}", id).then().statusCode(200);
        JsonPath after = asked();
        assertEquals("not_found", after.getString("status"));
        assertTrue(after.getList("nearest").isEmpty());
        assertEquals("withdrawn", frozen(before).getString("changes[0].state"));
        given().get("/api/answers/{id}/citations/1", before.getString("id")).then().statusCode(410);
        given().header("Authorization", Corpus.ADMIN).get("/api/articles/{id}?version=1", id).then().body("state", equalTo("withdrawn"));
    }

    @Test
    void whatAnAgencyCancelsIsWithdrawnEvenBeforeItComes() {
        String item = "{\"uri\": \"urn:x:dams\", \"firstcreated\": \"2025-06-03T08:00:00Z\", \"versioncreated\": \"%s\", \"headline\": \"Sapt promises dams\", \"body_text\": \"%s\"}";
        String canceled = "{\"uri\": \"urn:x:dams\", \"pubstatus\": \"canceled\"}";
        String ninjs = "application/vnd.iptc.ninjs+json";
        String id = deliver(ninjs, item.formatted("2025-06-03T08:00:00Z", AGENCY), "").statusCode(201).extract().path("id");
        assertTrue(asked().getString("text").contains(ANSWER));
        deliver(ninjs, canceled, "").statusCode(200).body("outcome", equalTo("withdrawn")).body("id", equalTo(id));
        assertEquals("not_found", asked().getString("status"));

        String other = canceled.replace("urn:x:dams", "urn:x:other");
        deliver(ninjs, other, "").statusCode(200).body("outcome", equalTo("withdrawn"));
        deliver(ninjs, item.replace("urn:x:dams", "urn:x:other").formatted("2025-06-03T08:00:00Z", AGENCY), "").statusCode(200).body("outcome", equalTo("withdrawn"));
        assertEquals("not_found", asked().getString("status"));
    }

    @Test
    void aCorrectionReplacesWhatItCorrects() {
        String id = deliver("text/markdown", markdown("dams", AGENCY), "").extract().path("id");
        JsonPath before = asked();
        deliver("text/markdown", markdown("dams", AGENCY.replace("40 million", "4 million")), "?correction=Four million, not 40.").statusCode(200)
                .body("version", equalTo(2)).body("outcome", equalTo("updated"));
        JsonPath after = asked();
        assertTrue(after.getString("text").contains("4 million crowns"));
        assertFalse(after.getString("text").contains(ANSWER));
        assertEquals(2, after.getInt("citations[0].version"));
        assertEquals("superseded", frozen(before).getString("changes[0].state"));
        given().get("/api/answers/{id}/citations/1", before.getString("id")).then().statusCode(200).body("state", equalTo("superseded"));
        given().header("Authorization", Corpus.ADMIN).get("/api/articles/{id}", id).then().body("correction", equalTo("Four million, not 40."));
    }

    @Test
    void aDeliveryThatComesTooLateChangesNothing() {
        deliver("text/markdown", markdown("dams", AGENCY.replace("40 million", "4 million"), "modified: 2025-06-03T12:00:00Z"), "").statusCode(201);
        deliver("text/markdown", markdown("dams", AGENCY, "modified: 2025-06-03T10:00:00Z"), "").statusCode(200).body("outcome", equalTo("outdated")).body("version", equalTo(1));
        assertTrue(asked().getString("text").contains("4 million crowns"));
    }

    @Test
    void whatIsEmbargoedIsSilentUntilItsTime() throws InterruptedException {
        Instant end = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.SECONDS);
        String id = deliver("text/markdown", markdown("dams", AGENCY, "rights: full-text"), "?embargo=" + end).statusCode(201).body("outcome", equalTo("embargoed")).extract().path("id");
        assertEquals("not_found", asked().getString("status"));
        assertFalse(jobs.runNext(), "nothing is due");
        given().get("/api/articles/{id}", id).then().statusCode(401);
        given().get("/api/corpus").then().body("articles", equalTo(0));
        given().header("Authorization", Corpus.ADMIN).get("/api/articles/{id}", id).then().body("state", equalTo("embargoed")).body("embargo", equalTo(end.toString()));

        Instant patience = Instant.now().plus(PATIENCE);
        while (!jobs.runNext() && Instant.now().isBefore(patience)) {
            Thread.sleep(100);
        }
        assertFalse(Instant.now().isBefore(end), "not before its time");
        assertTrue(asked().getString("text").contains(ANSWER));
        given().get("/api/articles/{id}", id).then().statusCode(200).body("state", equalTo("live"));
    }

    @Test
    void whatRepeatsAnotherIsItsCopyAlsoAfterAnEmbargo() {
        String reprint = deliver("text/markdown", markdown("reprint", AGENCY, "embargo: 2099-01-01T00:00:00Z").replace("2025-06-03", "2025-06-04"), "?publisher=Reprint").statusCode(201)
                .body("outcome", equalTo("embargoed")).extract().path("id");
        String original = deliver("text/markdown", markdown("dams", AGENCY), "").statusCode(201).body("outcome", equalTo("created")).extract().path("id");
        deliver("text/markdown", markdown("reprint", AGENCY).replace("2025-06-03", "2025-06-04"), "?publisher=Reprint").statusCode(200);
        given().header("Authorization", Corpus.ADMIN).get("/api/articles/{id}", reprint).then().statusCode(200).body("state", equalTo("live")).body("copyOf", equalTo(original));
        assertEquals(List.of(original), asked().getList("citations.articleId"));
        assertEquals(0, corpus.count("select count(*) from passage where article_id = '" + reprint + "'"));
    }

    @Test
    void whoComesFirstSpeaksAlsoAfterAnEmbargo() {
        String original = deliver("text/markdown", markdown("dams", AGENCY, "embargo: 2099-01-01T00:00:00Z"), "").statusCode(201).body("outcome", equalTo("embargoed")).extract().path("id");
        String reprint = deliver("text/markdown", markdown("reprint", AGENCY).replace("2025-06-03", "2025-06-04"), "?publisher=Reprint").statusCode(201)
                .body("outcome", equalTo("created")).extract().path("id");
        deliver("text/markdown", markdown("dams", AGENCY), "").statusCode(200);
        given().header("Authorization", Corpus.ADMIN).get("/api/articles/{id}", reprint).then().body("copyOf", equalTo(original));
        assertEquals(List.of(original), asked().getList("citations.articleId"));
        assertEquals(0, corpus.count("select count(*) from passage where article_id = '" + reprint + "'"));
    }

    @Test
    void anEmbargoedCorrectionWaitsAndTheArticleStays() {
        String id = deliver("text/markdown", markdown("dams", AGENCY), "").extract().path("id");
        deliver("text/markdown", markdown("dams", AGENCY.replace("40 million", "4 million"), "embargo: 2099-01-01T00:00:00Z"), "").statusCode(200)
                .body("outcome", equalTo("embargoed")).body("version", equalTo(2));
        assertTrue(asked().getString("text").contains(ANSWER));
        // the same without an embargo ends it
        deliver("text/markdown", markdown("dams", AGENCY.replace("40 million", "4 million")), "").statusCode(200).body("outcome", equalTo("updated")).body("version", equalTo(2));
        assertTrue(asked().getString("text").contains("4 million crowns"));
        assertEquals(1, corpus.count("select count(*) from article_version where state = 'LIVE'"));
        given().header("Authorization", Corpus.ADMIN).get("/api/articles/{id}?version=1", id).then().body("state", equalTo("superseded"));
    }

    @Test
    void whatWasPublishedTooEarlyCanBeTakenBackUntilItsTime() {
        deliver("text/markdown", markdown("dams", AGENCY), "").statusCode(201);
        assertTrue(asked().getString("text").contains(ANSWER));
        deliver("text/markdown", markdown("dams", AGENCY), "?embargo=2099-01-01T00:00:00Z").statusCode(200).body("outcome", equalTo("embargoed"));
        assertEquals("not_found", asked().getString("status"));
        assertEquals(0, corpus.count("select count(*) from passage"));
    }

    @Test
    void tenReprintsAreOneSourceAndTheEarliestSpeaks() {
        String late = deliver("text/markdown", markdown("reprint-0", AGENCY).replace("2025-06-03", "2025-06-04"), "?publisher=Reprint 0").statusCode(201)
                .body("outcome", equalTo("created")).extract().path("id");
        String original = deliver("text/markdown", markdown("dams", AGENCY), "").statusCode(201).body("outcome", equalTo("created")).extract().path("id");
        for (int i = 1; i < 10; i++) {
            deliver("text/markdown", markdown("reprint-" + i, "VIENNA (Agency) – " + AGENCY), "?publisher=Reprint " + i).statusCode(201).body("outcome", equalTo("copy"));
        }
        given().header("Authorization", Corpus.ADMIN).get("/api/articles/{id}", late).then().body("copyOf", equalTo(original));
        JsonPath answer = asked();
        assertEquals(List.of(original), answer.getList("citations.articleId"));
        assertEquals(1, corpus.count("select count(distinct article_id) from passage"));

        // other figures are news of their own
        deliver("text/markdown", markdown("update", AGENCY.replace("40 million", "41 million")), "?url=https://example.org/update").statusCode(201).body("outcome", equalTo("created"));

        // what was taken back does not come back under another address, unless an editor says so
        List<String> copies = given().header("Authorization", Corpus.ADMIN).delete("/api/articles/{id}", original).then().statusCode(200).body("copies", hasItem(late)).extract().path("copies");
        assertEquals(10, copies.size());
        assertFalse(asked().getString("text").contains(ANSWER));
        deliver("text/markdown", markdown("reprint-10", AGENCY), "").statusCode(201).body("outcome", equalTo("copy"));
        given().header("Authorization", Corpus.ADMIN).post("/api/articles/{id}/release", late).then().statusCode(200).body("outcome", equalTo("released"));
        given().header("Authorization", Corpus.ADMIN).get("/api/articles/{id}", late).then().body("copyOf", nullValue());
        assertTrue(corpus.count("select count(*) from passage where article_id = '" + late + "'") > 0);
        given().header("Authorization", Corpus.ADMIN).post("/api/articles/{id}/release", late).then().statusCode(409);
    }

    @Test
    void aDeliveryForTheQueueIsAnsweredAtOnceAndDoneLater() {
        long job = ((Number) given().header("Authorization", Corpus.ADMIN).header("Prefer", "respond-async").contentType("text/markdown")
                .body(markdown("dams", AGENCY).getBytes(StandardCharsets.UTF_8))                .post("/api/articles").then().statusCode(202).body("outcome", equalTo("queued")).extract().path("job")).longValue();
        given().header("Authorization", Corpus.ADMIN).get("/api/ingestion/jobs/{id}", job).then().statusCode(200).body("state", equalTo("waiting"));
        assertEquals("not_found", asked().getString("status"));
        assertTrue(jobs.runNext());
        assertTrue(asked().getString("text").contains(ANSWER));
        given().header("Authorization", Corpus.ADMIN).get("/api/ingestion/jobs/{id}", job).then().statusCode(404);
    }

    @Test
    void whatCannotBeReadIsOnTheListOfTheDeadAndCanBeTriedAgain() {
        long job = ((Number) given().header("Authorization", Corpus.ADMIN).header("Prefer", "respond-async").contentType("text/plain").body("Nothing says when.")
                .post("/api/articles").then().statusCode(202).extract().path("job")).longValue();
        assertTrue(jobs.runNext());
        given().header("Authorization", Corpus.ADMIN).get("/api/ingestion").then().body("dead", equalTo(1)).body("waiting", equalTo(0));
        given().header("Authorization", Corpus.ADMIN).get("/api/ingestion/jobs").then().body("[0].id", equalTo((int) job))
                .body("[0].reason", equalTo("no date of publication was found; state it in the content or as published=YYYY-MM-DD"));
        given().header("Authorization", Corpus.ADMIN).post("/api/ingestion/jobs/{id}/retry", job).then().statusCode(200).body("state", equalTo("waiting"));
        assertTrue(jobs.runNext());
        given().header("Authorization", Corpus.ADMIN).delete("/api/ingestion/jobs/{id}", job).then().statusCode(204);
        given().header("Authorization", Corpus.ADMIN).get("/api/ingestion").then().body("dead", equalTo(0));
        given().get("/api/ingestion").then().statusCode(401);
        given().header("Authorization", Corpus.ADMIN).get("/api/ingestion/jobs?state=undead").then().statusCode(400);
    }
}
