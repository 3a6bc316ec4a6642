package dragoman.ingestion;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.Article;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.Website;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From a feed to articles and back, over real HTTP.
@QuarkusTest
class FeedPollerTest {

    private static final Instant NOW = Instant.now();
    private static final String TEXT = "<p>Ministers of nine states met in Vienna and agreed to open three border crossings soon.</p><p>They left in good spirits, and nobody minded.</p>";

    @Inject
    Corpus corpus;
    @Inject
    FeedPoller poller;
    @Inject
    JobRunner jobs;
    @Inject
    FeedStore feeds;
    @Inject
    ArticleStore articles;

    private Website site;

    @BeforeEach
    void open() throws IOException {
        corpus.clear();
        site = new Website();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String rss(String... items) {
        return "<rss version=\"2.0\"><channel><title>The Courier</title><link>%s</link><description>d</description>%s</channel></rss>".formatted(site.at("/"), String.join("", items));
    }

    private String item(String path, Instant published, String words) {
        return "<item><title>Story %s</title><link>%s</link><guid>%s</guid><pubDate>%s</pubDate><description>%s</description></item>".formatted(path, site.at(path), path,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(published.atOffset(ZoneOffset.UTC)), words);
    }

    private static String page(String text) {
        return "<html><head><title>Border</title></head><body><nav><a href=/>Home</a></nav><article>%s</article></body></html>".formatted(text);
    }

    private Feed subscribe() {
        return feeds.subscribe(site.at("/feed"), Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofMinutes(5), false, Optional.empty());
    }

    private Optional<ArticleVersion> at(String path) {
        return articles.findNewest(Article.idOf(site.at(path).toString()));
    }

    private void work() {
        while (poller.pollNext() || jobs.runNext()) {
            // until nothing is due
        }
    }

    @Test
    void whatAFeedNamesIsFetchedAndKnownByWhatBothSay() {
        site.put("/feed", "application/rss+xml", rss(item("/a", NOW, "Teaser."), item("/old", NOW.minus(Duration.ofDays(90)), "Teaser.")));
        site.put("/a", "text/html", page(TEXT));
        subscribe();
        work();
        Article article = at("/a").orElseThrow().article();
        assertEquals("Border", article.title());
        assertEquals("The Courier", article.publisher().name());
        assertEquals(LocalDate.ofInstant(NOW, ZoneOffset.UTC), article.published());
        assertTrue(article.text().startsWith("Ministers of nine states"));
        assertEquals(0, site.requests("/old"), "what is old is left");
        assertEquals(1, site.requests("/feed"), "not again before it is due");
    }

    @Test
    void aFeedIsAskedWhetherItChangedAndOnlyWhatChangedInItIsFetched() {
        site.put("/feed", exchange -> {
            boolean known = "\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            Website.send(exchange, known ? 304 : 200, "application/rss+xml", known ? new byte[0] : rss(item("/a", NOW, "Teaser.")).getBytes());
        });
        site.put("/a", "text/html", page(TEXT));
        Feed feed = subscribe();
        work();
        corpus.execute("update feed set due_at = now()");
        work();
        assertEquals(2, site.requests("/feed"));
        assertEquals("\"1\"", site.header("/feed", "If-None-Match"));
        assertEquals(1, site.requests("/a"));
        assertEquals(0, feeds.find(feed.id()).orElseThrow().failures());

        site.put("/feed", "application/rss+xml", rss(item("/a", NOW, "Another teaser."), item("/b", NOW, "Teaser.")));
        site.put("/a", "text/html", page(TEXT.replace("three", "four")));
        site.put("/b", "text/html", page(TEXT.replace("Vienna", "Prague")));
        corpus.execute("update feed set due_at = now()");
        work();
        assertEquals(2, at("/a").orElseThrow().number());
        assertTrue(at("/b").isPresent());
    }

    @Test
    void aPageIsVisitedAgainAndWithdrawnWhenItIsGone() {
        site.put("/feed", "application/rss+xml", rss(item("/a", NOW, "Teaser.")));
        site.put("/a", "text/html", page(TEXT));
        subscribe();
        work();
        assertEquals(1, corpus.count("select count(*) from ingestion_job where kind = 'PAGE' and due_at > now() + interval '50 minutes'"));
        site.put("/a", "text/html", page(TEXT.replace("three", "four")));
        corpus.execute("update ingestion_job set due_at = now()");
        work();
        assertEquals(2, at("/a").orElseThrow().number());

        site.status("/a", 410);
        corpus.execute("update ingestion_job set due_at = now()");
        work();
        assertEquals(State.WITHDRAWN, at("/a").orElseThrow().state());
        assertEquals(0, corpus.count("select count(*) from passage"));
        assertEquals(0, corpus.count("select count(*) from ingestion_job"));
    }

    @Test
    void aPageCannotPassForAnArticleOfAnotherSite() {
        site.put("/feed", "application/rss+xml", rss(item("/a", NOW, "Teaser.")));
        site.put("/a", "text/html", page(TEXT).replace("<head>", "<head><link rel=canonical href='https://courier.example/a'>"));
        subscribe();
        work();
        assertTrue(articles.findNewest(Article.idOf("https://courier.example/a")).isEmpty());
        assertTrue(at("/a").isPresent());
    }

    @Test
    void whatAPageReservesIsNotTaken() {
        site.put("/feed", "application/rss+xml", rss(item("/a", NOW, "Teaser.")));
        site.put("/a", "text/html", page(TEXT).replace("<head>", "<head><meta name='tdm-reservation' content='1'>"));
        subscribe();
        work();
        assertTrue(at("/a").isEmpty());
        assertEquals(1, corpus.count("select count(*) from ingestion_job where state = 'DEAD' and reason like '%TDMRep%'"));
    }

    private static String styled(String text) {
        return page(text).replace("<head>", "<head><link rel=stylesheet href=/site.css><style>p { color: #222 }</style>");
    }

    @Test
    void whatStyleSheetsHideIsNoText() {
        site.put("/feed", "application/rss+xml", rss(item("/a", NOW, "Teaser."), item("/b", NOW, "Teaser.")));
        site.put("/a", "text/html", styled(TEXT + "<p class=note>HIDDEN words that no reader of the page sees.</p>"));
        site.put("/b", "text/html", styled(TEXT.replace("Vienna", "Prague") + "<p class=aside>HIDDEN words that no reader of the page sees.</p>"));
        site.put("/site.css", "text/css", "@import url('parts/notes.css'); .aside { display: none }");
        site.put("/parts/notes.css", "text/css", "@import '../site.css'; .note { position: absolute; left: -9999px }");
        subscribe();
        work();
        assertTrue(at("/a").orElseThrow().article().text().endsWith("nobody minded."));
        assertTrue(at("/b").orElseThrow().article().text().endsWith("nobody minded."));
        assertEquals(1, site.requests("/site.css"), "once for all pages");
        assertEquals(1, site.requests("/parts/notes.css"));
    }

    @Test
    void aStyleSheetIsWaitedForButNotForEver() {
        site.put("/feed", "application/rss+xml", rss(item("/a", NOW, "Teaser.")));
        site.put("/a", "text/html", styled(TEXT));
        site.status("/site.css", 503);
        subscribe();
        work();
        assertTrue(at("/a").isEmpty());
        corpus.execute("update ingestion_job set due_at = now()");
        work();
        assertTrue(at("/a").isEmpty());
        corpus.execute("update ingestion_job set due_at = now()");
        work();
        assertTrue(at("/a").orElseThrow().article().text().endsWith("nobody minded."));
    }

    @Test
    void aPageWhoseStylesAreMadeToBreakReadersIsNotTaken() {
        site.put("/feed", "application/rss+xml", rss(item("/a", NOW, "Teaser.")));
        site.put("/a", "text/html", styled(TEXT));
        site.put("/site.css", "text/css", "p { width: " + "calc(1+".repeat(100_000));
        subscribe();
        work();
        assertEquals(1, corpus.count("select count(*) from ingestion_job where state = 'DEAD' and reason like '%style sheet%nested without end%'"));
    }

    @Test
    void aFeedThatBreaksIsToldOf() throws InterruptedException {
        given().contentType(ContentType.JSON).body("{\"url\": \"x\"}").post("/api/feeds").then().statusCode(401);
        given().header("Authorization", Corpus.ADMIN).contentType(ContentType.JSON).body("{\"url\": \"x\"}").post("/api/feeds").then().statusCode(400)
                .body("detail", containsString("no address"));
        site.put("/feed", "text/html", "<html><body>We have moved.</body></html>");
        int id = given().header("Authorization", Corpus.ADMIN).contentType(ContentType.JSON)
                .body("{\"url\": \"%s\", \"publisher\": \"The Courier\", \"zone\": \"Europe/Vienna\", \"everyMinutes\": 1}".formatted(site.at("/feed"))).post("/api/feeds")
                .then().statusCode(201).body("everyMinutes", equalTo(1)).body("stalled", equalTo(false)).extract().path("id");
        work();
        given().header("Authorization", Corpus.ADMIN).get("/api/feeds/{id}", id).then().body("failures", equalTo(1)).body("problem", containsString("neither RSS"));
        corpus.execute("update feed set created_at = now() - interval '10 minutes'");
        given().header("Authorization", Corpus.ADMIN).get("/api/feeds").then().body("[0].stalled", equalTo(true));
        // health looks at feeds every so often, so that nobody who asks for it waits for the database
        long patience = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!given().get("/q/health").asString().contains("nothing heard for 6") && System.nanoTime() < patience) {
            Thread.sleep(200);
        }
        given().get("/q/health").then().statusCode(200).body(containsString("nothing heard for 6")).body(containsString("neither RSS"));
        given().get("/q/metrics").then().statusCode(200).body(containsString("dragoman_feeds_stalled")).body(containsString("dragoman_ingestion_jobs{state=\"dead\""));

        site.put("/feed", "application/rss+xml", rss());
        given().header("Authorization", Corpus.ADMIN).post("/api/feeds/{id}/poll", id).then().statusCode(200);
        work();
        given().header("Authorization", Corpus.ADMIN).get("/api/feeds/{id}", id).then().body("failures", equalTo(0)).body("stalled", equalTo(false));
        given().header("Authorization", Corpus.ADMIN).delete("/api/feeds/{id}", id).then().statusCode(204);
        given().header("Authorization", Corpus.ADMIN).get("/api/feeds/{id}", id).then().statusCode(404);
    }

    @Test
    void aFeedIsTakenByOne() {
        subscribe();
        assertTrue(feeds.take().isPresent());
        assertFalse(feeds.take().isPresent());
    }
}
