package dragoman.newsroom;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.CorpusView.Policy;
import dragoman.newsroom.SiteToken.Role;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.MovableClock;
import dragoman.testsupport.Website;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each site has its own articles, answers and readers, and gets at nothing of another's, whatever it tries.
@QuarkusTest
class SiteIsolationTest {

    private static final String QUESTION = "How much money did Anton Sapt promise for the dams?";
    private static final String TALKS = """
            ---
            id: talks
            title: Ruritania and Graustark open talks in Strelsau
            date: 2025-06-05
            ---
            Ruritania and Graustark opened talks on the Alvar river on Wednesday in Strelsau.

            Ruritania's envoy Michael Elphberg said that his country wanted a treaty.
            """;

    @Inject
    Corpus corpus;
    @Inject
    SiteStore sites;
    @Inject
    ServiceSecrets secrets;
    @Inject
    ChangeMessages messages;
    @Inject
    Clock clock;

    private final Map<String, String> pushTokens = new HashMap<>();

    @BeforeEach
    void setUp() {
        corpus.clear();
        corpus.ingestMarkdown(TALKS);
        add("courier", Policy.OWN, Optional.empty());
        add("herald", Policy.OWN, Optional.empty());
        add("gazette", Policy.OWN_FIRST, Optional.empty());
        push("courier", 40).statusCode(201);
        push("herald", 70).statusCode(201);
        push("gazette", 90).statusCode(201);
    }

    private void add(String id, Policy policy, Optional<URI> webhook) {
        Site usual = Site.named(id, "The " + id, clock.instant());
        sites.add(new Site(id, usual.name(), List.of(origin(id)), policy, List.of(), Optional.empty(), List.of(), usual.questionsAMinute(), 1_000, OptionalLong.empty(),
                webhook, webhook.map(_ -> SiteStore.newWebhookSecret()), usual.created(), usual.changed()));
        pushTokens.put(id, sites.addToken(id, Role.ARTICLES, "the desk").orElseThrow().secret());
    }

    private static String origin(String site) {
        return "https://" + site + ".example";
    }

    private RequestSpecification desk(String site) {
        return given().header("Authorization", "Bearer " + pushTokens.get(site));
    }

    /// All sites bring an article of the same address.
    private ValidatableResponse push(String site, int millions) {
        return desk(site).contentType("text/markdown").body("""
                ---
                title: Sapt promises dams
                date: 2025-06-03
                publisher: The %s
                url: https://wire.example/dams
                ---
                The Alvar has flooded twice. Anton Sapt promised %d million crowns for its dams. Nobody had expected it.
                """.formatted(site, millions)).post("/api/articles").then();
    }

    private static String token(String site) {
        return given().header("Origin", origin(site)).post("/api/sites/%s/session".formatted(site)).then().statusCode(200).extract().path("token");
    }

    private static RequestSpecification reader(String site) {
        return given().header("Dragoman-Token", token(site)).header("Origin", origin(site)).queryParam("site", site);
    }

    private static ValidatableResponse ask(String site, Map<String, String> question) {
        return reader(site).contentType(ContentType.JSON).body(question).post("/api/answers").then();
    }

    private static ValidatableResponse ask(String site, String question) {
        return ask(site, Map.of("question", question)).statusCode(200);
    }

    @Test
    void readersAreAnsweredFromTheArticlesTheirSiteMaySee() {
        ask("courier", QUESTION).body("status", equalTo("answered")).body("text", containsString("40 million")).body("text", not(containsString("70"))).body("citations", hasSize(1));
        ask("herald", QUESTION).body("text", containsString("70 million")).body("text", not(containsString("40")));
        ask("gazette", QUESTION).body("text", containsString("90 million")).body("text", not(containsString("40"))).body("text", not(containsString("70")));
        given().contentType(ContentType.JSON).body(Map.of("question", QUESTION)).post("/api/answers").then().statusCode(200).body("status", equalTo("not_found"))
                .body("nearest.title.toString()", not(containsString("dams")));
        // the shared articles are there for those whose terms say so
        ask("gazette", "What did Michael Elphberg say?").body("status", equalTo("answered")).body("text", containsString("treaty"));
        ask("courier", "What did Michael Elphberg say?").body("status", equalTo("not_found")).body("nearest.title.toString()", not(containsString("Strelsau")));
        reader("courier").get("/api/corpus").then().statusCode(200).body("articles", equalTo(1));
        given().get("/api/corpus").then().body("articles", equalTo(1)).body("latest[0].title", equalTo("Ruritania and Graustark open talks in Strelsau"));
        reader("herald").get("/api/suggestions").then().statusCode(200).body("questions.toString()", not(containsString("Elphberg")));
    }

    @Test
    void aQuestionAboutAnArticleIsAnsweredFromItAndNotFromThatOfAnotherSite() {
        ask("courier", Map.of("question", "How much money did Anton Sapt promise?", "article", "https://wire.example/dams")).statusCode(200).body("text", containsString("40 million"));
        given().contentType(ContentType.JSON).body(Map.of("question", QUESTION, "article", "https://wire.example/dams")).post("/api/answers").then().statusCode(200)
                .body("status", equalTo("not_found"));
        ask("courier", Map.of("question", QUESTION, "article", "no address at all")).statusCode(400).body("detail", containsString("\"article\""));
    }

    @Test
    void answersAndConversationsOfAnotherSiteAreNotThere() {
        ValidatableResponse given = ask("courier", QUESTION);
        String id = given.extract().path("id");
        String conversation = given.extract().path("conversation");
        for (String path : List.of("", "/citations/1", "/follow-ups", "/timeline")) {
            reader("courier").get("/api/answers/" + id + path).then().statusCode(200);
            reader("herald").get("/api/answers/" + id + path).then().statusCode(404);
            given().get("/api/answers/" + id + path).then().statusCode(404);
        }
        reader("herald").contentType(ContentType.JSON).body("{\"helpful\": false}").post("/api/answers/" + id + "/feedback").then().statusCode(404);
        given().contentType(ContentType.JSON).body("{\"helpful\": false}").post("/api/answers/" + id + "/feedback").then().statusCode(404);
        assertEquals(0, corpus.count("select count(*) from answer_feedback"));
        reader("courier").get("/api/conversations/" + conversation).then().statusCode(200);
        reader("herald").get("/api/conversations/" + conversation).then().statusCode(404);
        given().get("/api/conversations/" + conversation).then().statusCode(404);
        reader("herald").delete("/api/conversations/" + conversation).then().statusCode(404);
        String other = ask("herald", Map.of("question", "And for the bridges?", "conversation", conversation)).statusCode(200).body("understoodAs", nullValue()).extract().path("conversation");
        assertNotEquals(conversation, other);
        // whoever was given the link may read; the page asks on as that site
        given().get("/answers/" + id).then().statusCode(200).body(containsString("site=\"courier\""));
    }

    @Test
    void aTokenIsGoodForItsSiteItsOriginAndItsTime() {
        String token = token("courier");
        given().header("Dragoman-Token", token).queryParam("site", "herald").get("/api/corpus").then().statusCode(403).body("detail", containsString("another site"));
        given().header("Dragoman-Token", token).header("Origin", origin("herald")).queryParam("site", "courier").get("/api/corpus").then().statusCode(403);
        given().header("Dragoman-Token", token).get("/api/corpus").then().statusCode(403);
        given().queryParam("site", "courier").get("/api/corpus").then().statusCode(401).header("WWW-Authenticate", notNullValue());
        for (String forged : List.of("", "x", ".", token + "x", token.replace('.', 'x'), token.substring(1), "\u00e9.\u00e9")) {
            given().header("Dragoman-Token", forged).queryParam("site", "courier").get("/api/corpus").then().statusCode(401);
        }
        given().contentType(ContentType.JSON).body(Map.of("question", QUESTION, "site", "courier")).post("/api/answers").then().statusCode(401);
        given().header("Origin", origin("herald")).post("/api/sites/courier/session").then().statusCode(403).body("detail", containsString("does not allow pages of https://herald.example"))
                .header("Access-Control-Allow-Origin", equalTo(origin("herald")));
        given().post("/api/sites/courier/session").then().statusCode(403);
        given().header("Origin", origin("herald")).post("/api/sites/nowhere/session").then().statusCode(404);
        MovableClock later = new MovableClock(LocalDate.now());
        ReaderTokens tokens = new ReaderTokens(secrets, later);
        String issued = tokens.issue("courier", origin("courier"));
        assertTrue(tokens.check(issued).isPresent());
        later.move(ReaderTokens.GOOD);
        assertFalse(tokens.check(issued).isPresent());
    }

    @Test
    void pagesOfOtherOriginsAreDeniedUnlessTheSiteAllowsThem() {
        given().header("Origin", origin("courier")).header("Access-Control-Request-Method", "POST").queryParam("site", "courier").options("/api/answers").then().statusCode(204)
                .header("Access-Control-Allow-Origin", equalTo(origin("courier"))).header("Access-Control-Allow-Headers", containsString("Dragoman-Token"));
        given().header("Origin", origin("herald")).header("Access-Control-Request-Method", "POST").queryParam("site", "courier").options("/api/answers").then().statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
        given().header("Origin", origin("courier")).header("Access-Control-Request-Method", "POST").options("/api/answers").then().statusCode(403);
        given().header("Origin", origin("courier")).get("/api/corpus").then().header("Access-Control-Allow-Origin", nullValue());
        reader("courier").get("/api/corpus").then().header("Access-Control-Allow-Origin", equalTo(origin("courier")));
        given().get("/embed/courier").then().statusCode(200).header("Content-Security-Policy", containsString("frame-ancestors https://courier.example;"));
        given().get("/").then().header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
    }

    @Test
    void aNewsroomTouchesItsOwnArticlesAndFeedsAlone() {
        String article = corpus.text("select id from article where site = 'courier'");
        desk("courier").get("/api/articles/" + article).then().statusCode(200).body("text", containsString("40 million"));
        desk("herald").get("/api/articles/" + article).then().statusCode(404);
        given().get("/api/articles/" + article).then().statusCode(401);
        desk("herald").delete("/api/articles/" + article).then().statusCode(404);
        desk("herald").post("/api/articles/" + article + "/release").then().statusCode(404);
        String shared = corpus.text("select id from article where site is null");
        desk("herald").delete("/api/articles/" + shared).then().statusCode(404);
        desk("herald").queryParam("site", "courier").contentType("text/plain").body("x").post("/api/articles").then().statusCode(401);
        int feed = desk("courier").contentType(ContentType.JSON).body("{\"url\": \"https://example.org/feed.xml\"}").post("/api/feeds").then().statusCode(201).extract().path("id");
        desk("herald").contentType(ContentType.JSON).body("{\"url\": \"https://example.org/feed.xml\"}").post("/api/feeds").then().statusCode(201).body("id", not(equalTo(feed)));
        desk("herald").get("/api/feeds").then().body("$", hasSize(1)).body("[0].site", equalTo("herald"));
        desk("herald").get("/api/feeds/" + feed).then().statusCode(404);
        desk("herald").delete("/api/feeds/" + feed).then().statusCode(404);
        desk("herald").get("/api/sites").then().statusCode(401);
        desk("herald").get("/api/ingestion/jobs").then().statusCode(401);
        desk("courier").delete("/api/articles/" + article).then().statusCode(200).body("outcome", equalTo("withdrawn"));
        ask("courier", QUESTION).body("status", equalTo("not_found"));
        ask("herald", QUESTION).body("text", containsString("70 million"));
        sites.tokens("herald").forEach(token -> sites.revoke("herald", token.id()));
        desk("herald").get("/api/feeds").then().statusCode(401);
    }

    @Test
    void copiesSpeakForThemselvesAtEachSite() {
        String text = ("The envoys of Ruritania and Graustark met for three hours in the old customs house on the Alvar and agreed that a commission of engineers from both states should "
                + "measure the river every spring, publish what it finds in both capitals, and propose by the end of the year where new dams are to be built and who is to pay.");
        for (String site : List.of("courier", "herald")) {
            desk(site).queryParam("id", "commission").queryParam("published", "2025-06-07").queryParam("title", "A commission for the Alvar").contentType("text/plain").body(text)
                    .post("/api/articles").then().statusCode(201).body("outcome", equalTo("created"));
        }
        desk("courier").queryParam("id", "again").queryParam("published", "2025-06-08").queryParam("title", "A commission").contentType("text/plain").body(text)
                .post("/api/articles").then().body("outcome", equalTo("copy"));
    }

    @Test
    void publicFiguresNameNoSite() {
        ask("courier", QUESTION);
        given().get("/q/metrics").then().statusCode(200).body(not(containsString("courier"))).body(not(containsString("herald")));
    }

    @Test
    void whoAsksTooMuchIsToldWhenToAskAgain() {
        Site site = sites.find("courier").orElseThrow();
        sites.change(new Site(site.id(), site.name(), site.origins(), site.corpus(), site.languages(), site.attribution(), site.welcome(), 600, 2, site.tokensADay(),
                site.webhook(), site.webhookSecret(), site.created(), site.changed()));
        ask("courier", QUESTION);
        ask("courier", QUESTION);
        ask("courier", Map.of("question", QUESTION)).statusCode(429).header("Retry-After", notNullValue()).body("detail", containsString("seconds"));
        ask("herald", QUESTION);
    }

    @Test
    void aSiteThatIsRemovedLeavesNothingBehind() {
        ask("courier", QUESTION);
        given().header("Authorization", Corpus.ADMIN).delete("/api/sites/courier").then().statusCode(204);
        for (String table : List.of("article", "passage", "answer", "conversation", "feed", "site_token")) {
            assertEquals(0, corpus.count("select count(*) from %s where site = 'courier'".formatted(table)), table);
        }
        ask("herald", QUESTION).body("text", containsString("70 million"));
    }

    @Test
    void sitesAreSetUpOverHttp() {
        String body = "{\"id\": \"tribune\", \"name\": \"The Tribune\", \"origins\": [\"HTTPS://Tribune.Example/\"], \"corpus\": \"all\"}";
        given().contentType(ContentType.JSON).body(body).post("/api/sites").then().statusCode(401);
        given().header("Authorization", Corpus.ADMIN).contentType(ContentType.JSON).body(body).post("/api/sites").then().statusCode(201).body("origins", equalTo(List.of("https://tribune.example")))
                .body("corpus", equalTo("all")).body("readerQuestions", equalTo(12));
        given().header("Authorization", Corpus.ADMIN).contentType(ContentType.JSON).body(body).post("/api/sites").then().statusCode(409);
        for (String wrong : List.of("{\"origins\": [\"*\"]}", "{\"origins\": [\"https://a.example/path\"]}", "{\"origins\": [\"javascript:alert(1)\"]}", "{\"corpus\": \"mine\"}", "{\"readerQuestions\": 0}")) {
            given().header("Authorization", Corpus.ADMIN).contentType(ContentType.JSON).body(wrong).patch("/api/sites/tribune").then().statusCode(400).contentType("application/problem+json");
        }
        given().header("Authorization", Corpus.ADMIN).contentType(ContentType.JSON).body("{\"attribution\": \"From the Tribune\"}").patch("/api/sites/tribune").then().statusCode(200)
                .body("attribution", equalTo("From the Tribune")).body("name", equalTo("The Tribune"));
    }

    @Test
    void aSiteIsToldWhenAnAnswerCitesWhatIsNoLongerSo() throws Exception {
        try (Website hook = new Website()) {
            AtomicReference<String> received = new AtomicReference<>();
            AtomicInteger attempts = new AtomicInteger();
            hook.put("/hook", exchange -> {
                received.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                Website.send(exchange, attempts.incrementAndGet() == 1 ? 500 : 204, "text/plain", new byte[0]);
            });
            add("tribune", Policy.OWN, Optional.of(hook.at("/hook")));
            push("tribune", 50);
            String answer = ask("tribune", QUESTION).extract().path("id");
            push("courier", 41);
            assertFalse(messages.sendNext(), "others' changes are no news here");
            push("tribune", 51).body("outcome", equalTo("updated"));
            assertTrue(messages.sendNext());
            assertEquals("WAITING", corpus.text("select state from webhook_message"));
            assertFalse(messages.sendNext(), "not before it is due again");
            corpus.count("with again as (update webhook_message set due_at = null returning 1) select count(*) from again");
            assertTrue(messages.sendNext());
            assertEquals("SENT", corpus.text("select state from webhook_message"));
            assertTrue(received.get().contains(answer) && received.get().contains("\"change\":\"superseded\"") && received.get().contains("answer.source_changed"), received.get());
            String signature = ChangeMessages.signature(sites.find("tribune").orElseThrow().webhookSecret().orElseThrow(), hook.header("/hook", "webhook-id"),
                    hook.header("/hook", "webhook-timestamp"), received.get().getBytes(StandardCharsets.UTF_8));
            assertEquals("v1," + signature, hook.header("/hook", "webhook-signature"));
        }
    }
}
