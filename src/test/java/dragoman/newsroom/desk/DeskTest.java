package dragoman.newsroom.desk;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.audit.AuditLog;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The desk over HTTP, as a browser without JavaScript uses it.
@QuarkusTest
class DeskTest {

    private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");
    private static final String ARTICLE = """
            ---
            title: Ministers meet in Vienna
            date: 2025-06-03
            publisher: The Test Courier
            id: vienna
            ---
            Foreign ministers of Austria and Italy met in Vienna on Tuesday. Austria pledged 12 million euros for Sudan, the Austrian foreign minister Anna Maresch said.

            Italy promised two field hospitals.
            """;
    private static final String QUESTION = "How much did Austria pledge for Sudan?";

    @Inject
    Corpus corpus;
    @Inject
    AuditLog audit;

    @BeforeEach
    void articles() {
        corpus.clear();
        corpus.execute("truncate desk_session, editor_token");
        corpus.ingestMarkdown(ARTICLE);
    }

    /// Somebody who has signed in.
    record Signed(String cookie, String key) {

        static Signed in(String token) {
            Response response = given().redirects().follow(false).header("Sec-Fetch-Site", "same-origin").formParam("token", token).post("/desk/sign-in");
            assertEquals(303, response.statusCode(), response.asString());
            String header = response.header("Set-Cookie");
            assertTrue(header.contains("HttpOnly") && header.contains("SameSite=Strict") && header.contains("Path=/desk"), header);
            String cookie = response.cookie("dragoman-desk");
            Matcher key = KEY.matcher(given().cookie("dragoman-desk", cookie).get("/desk/embargoes").asString());
            assertTrue(key.find());
            return new Signed(cookie, key.group(1));
        }

        static Signed admin() {
            return in("test-token");
        }

        RequestSpecification request() {
            return given().redirects().follow(false).cookie("dragoman-desk", cookie);
        }

        String page(String path) {
            return request().get(path).then().statusCode(200).header("Content-Type", startsWith("text/html")).header("Cache-Control", "no-store").extract().asString();
        }

        Response post(String path, String... fields) {
            RequestSpecification request = request().header("Sec-Fetch-Site", "same-origin").formParam("key", key);
            for (int i = 0; i < fields.length; i += 2) {
                request.formParam(fields[i], fields[i + 1]);
            }
            return request.post(path);
        }

        /// Makes an editor's token.
        String editor(String name, String site) {
            Matcher secret = Pattern.compile("dragoman_desk_[\\w-]+").matcher(post("/desk/editors", "name", name, "role", "EDITOR", "site", site).then().statusCode(200).extract().asString());
            assertTrue(secret.find());
            return secret.group();
        }
    }

    private static Response ask(String question) {
        return given().contentType("application/json").body(Map.of("question", question)).post("/api/answers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/desk", "/desk/questions", "/desk/gaps", "/desk/disliked", "/desk/rulings", "/desk/embargoes", "/desk/feeds", "/desk/articles", "/desk/articles/x", "/desk/usage", "/desk/sites",
            "/desk/sites/x", "/desk/audit", "/desk/editors", "/desk/answers/x", "/desk/questions.csv", "/desk/gaps.csv", "/desk/disliked.csv", "/desk/rulings.csv", "/desk/embargoes.csv", "/desk/feeds.csv",
            "/desk/articles.csv", "/desk/usage.csv", "/desk/sites/sites.csv", "/desk/audit.csv", "/desk/overview.csv"})
    void nothingIsShownToStrangers(String path) {
        given().redirects().follow(false).get(path).then().statusCode(303).header("Location", containsString("/desk/sign-in"));
        given().redirects().follow(false).cookie("dragoman-desk", "made-up").get(path).then().statusCode(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/desk/answers/x/pin", "/desk/answers/x/correct", "/desk/answers/x/suppress", "/desk/rulings/1/lift", "/desk/embargoes", "/desk/embargoes/1/end", "/desk/editors", "/desk/editors/1/end",
            "/desk/sites", "/desk/sites/x", "/desk/sites/x/tokens", "/desk/sites/x/tokens/1/revoke", "/desk/sign-out"})
    void nothingIsChangedByStrangersOrFromElsewhere(String path) {
        given().formParam("key", "x").post(path).then().statusCode(401);
        Signed admin = Signed.admin();
        long entries = corpus.count("select count(*) from audit_entry");
        admin.request().post(path).then().statusCode(oneOf(403, 415));
        admin.request().formParam("key", "guessed").post(path).then().statusCode(403);
        admin.request().formParam("key", admin.key()).header("Sec-Fetch-Site", "cross-site").post(path).then().statusCode(403);
        admin.request().formParam("key", admin.key()).header("Sec-Fetch-Site", "same-site").post(path).then().statusCode(403);
        admin.request().formParam("key", admin.key()).header("Origin", "https://evil.example").post(path).then().statusCode(403);
        admin.request().formParam("key", admin.key()).header("Origin", "null").post(path).then().statusCode(403);
        assertEquals(entries, corpus.count("select count(*) from audit_entry"));
    }

    @Test
    void onlyTokensThatHoldSignIn() {
        given().formParam("token", "wrong").post("/desk/sign-in").then().statusCode(401).body(containsString("No one may sign in with this token"));
        given().formParam("token", "").post("/desk/sign-in").then().statusCode(401);
        given().header("Sec-Fetch-Site", "cross-site").formParam("token", "test-token").post("/desk/sign-in").then().statusCode(403);
        given().redirects().follow(false).formParam("token", "test-token").formParam("to", "https://evil.example/").post("/desk/sign-in").then().statusCode(303).header("Location", endsWith("/desk"));
        given().redirects().follow(false).formParam("token", "test-token").formParam("to", "//evil.example").post("/desk/sign-in").then().header("Location", endsWith("/desk"));
        Signed admin = Signed.admin();
        String token = admin.editor("Eva", "");
        assertEquals(0, corpus.count("select count(*) from editor_token where hash like '%" + token.substring(20) + "%'"));
        Signed eva = Signed.in(token);
        assertTrue(eva.page("/desk").contains("Eva, editor of the default site"));
        eva.request().get("/desk/editors").then().statusCode(403).body(containsString("Only admins"));
        eva.post("/desk/editors", "name", "Mallory", "role", "ADMIN").then().statusCode(403);
        eva.post("/desk/sites", "id", "mine", "name", "Mine").then().statusCode(403);
        String id = corpus.text("select id::text from editor_token");
        admin.post("/desk/editors/" + id + "/end").then().statusCode(303);
        eva.request().get("/desk").then().statusCode(303);
        given().formParam("token", token).post("/desk/sign-in").then().statusCode(401);
        admin.post("/desk/sign-out").then().statusCode(303);
        admin.request().get("/desk").then().statusCode(303);
    }

    @Test
    void whatReadersAskIsListedWithoutThem() {
        String conversation = ask(QUESTION).path("conversation");
        ask("What did Bolivia say about lithium?");
        given().contentType("application/json").body(Map.of("helpful", false, "reason", "wrong", "comment", "=HYPERLINK(\"http://evil.example\")<script>"))
                .post("/api/answers/" + corpus.text("select id from answer where outcome = 'ANSWERED'") + "/feedback").then().statusCode(204);
        Signed admin = Signed.admin();
        String questions = admin.page("/desk/questions");
        assertTrue(questions.contains("How much did Austria pledge for Sudan?") && questions.contains("Bolivia"), questions);
        assertFalse(questions.contains(conversation), "whoever knows the conversation's id may read it");
        assertFalse(admin.page("/desk/questions?state=DECLINED").contains("How much did Austria"));
        assertTrue(admin.page("/desk/questions?q=austria").contains("How much did Austria"));
        assertFalse(admin.page("/desk/questions?q=%25").contains("How much did Austria"), "a per cent sign is a letter like others");
        assertTrue(admin.page("/desk/gaps").contains("Bolivia"));
        String disliked = admin.page("/desk/disliked");
        assertTrue(disliked.contains("&lt;script&gt;") && !disliked.contains("<script>"));
        String file = admin.request().get("/desk/disliked.csv").then().statusCode(200).header("Content-Type", startsWith("text/csv")).header("Content-Disposition", containsString("disliked.csv")).extract().asString();
        assertTrue(file.contains("\"'=HYPERLINK("), file);
        String answer = admin.page("/desk/answers/" + corpus.text("select id from answer where outcome = 'ANSWERED'"));
        assertTrue(answer.contains("12 million euros") && answer.contains("1 of 1 statements passed") && answer.contains("not helpful"), answer);
        assertFalse(answer.contains(conversation));
        corpus.execute("update answer set created_at = now() - interval '31 days'");
        assertTrue(admin.page("/desk/questions?days=9999").contains("No question fits"), "questions are shown as long as conversations are kept");
        admin.request().get("/desk/answers/" + corpus.text("select id from answer where outcome = 'ANSWERED'")).then().statusCode(404);
    }

    @Test
    void aPinnedAnswerIsGivenAgainUntilItsArticleChanges() {
        String id = ask(QUESTION).path("id");
        Signed admin = Signed.admin();
        admin.post("/desk/answers/" + id + "/pin").then().statusCode(303);
        ask("how much did austria pledge for sudan").then().body("editorial.ruling", equalTo("pin")).body("note", startsWith("An editor chose this answer on")).body("status", equalTo("answered"))
                .body("text", containsString("12 million euros")).body("mode", equalTo("extractive"));
        ask("How much money did Austria pledge for Sudan?").then().body("editorial.ruling", equalTo("pin"));
        ask("How much did Italy pledge for Sudan?").then().body("editorial", equalTo(null));
        given().get("/answers/" + ask(QUESTION).path("id")).then().statusCode(200).body(containsString("An editor chose this answer"));
        assertTrue(admin.page("/desk/rulings").contains("holds"));
        corpus.ingestMarkdown(ARTICLE.replace("12 million", "15 million"));
        ask(QUESTION).then().body("editorial", equalTo(null)).body("text", containsString("15 million"));
        assertTrue(admin.page("/desk/rulings").contains("An article it cites was changed or withdrawn"));
        admin.post("/desk/answers/" + id + "/pin").then().statusCode(400).body(containsString("no longer live"));
    }

    @Test
    void aCorrectionMustBeCarriedByAnArticle() {
        String id = ask("What did Italy give?").path("id");
        String article = corpus.text("select id from article");
        Signed admin = Signed.admin();
        admin.post("/desk/answers/" + id + "/correct", "statement", "Italy promised three field hospitals.", "article", article).then().statusCode(400)
                .body(containsString("Statement 1 is refused")).body(containsString("three"));
        admin.post("/desk/answers/" + id + "/correct", "statement", "See https://evil.example", "article", article).then().statusCode(400);
        admin.post("/desk/answers/" + id + "/correct", "statement", "Italy promised two field hospitals.", "article", "nowhere").then().statusCode(400).body(containsString("no live article"));
        admin.post("/desk/answers/" + id + "/correct").then().statusCode(400);
        assertEquals(0, corpus.count("select count(*) from ruling"));
        admin.post("/desk/answers/" + id + "/correct", "statement", "Italy promised two field hospitals.", "article", article).then().statusCode(303);
        ask("What did Italy give?").then().body("editorial.ruling", equalTo("correction")).body("note", startsWith("An editor corrected this answer on")).body("statements[0].text", equalTo("Italy promised two field hospitals."))
                .body("citations[0].quote", equalTo("Italy promised two field hospitals."));
        given().header("Authorization", Corpus.ADMIN).delete("/api/articles/" + article).then().statusCode(200);
        ask("What did Italy give?").then().body("editorial", equalTo(null)).body("status", equalTo("not_found"));
    }

    @Test
    void aSuppressedAnswerIsNeitherShownNorGiven() {
        String id = ask(QUESTION).path("id");
        Signed admin = Signed.admin();
        admin.post("/desk/answers/" + id + "/suppress", "reason", "figure doubted").then().statusCode(303);
        given().get("/api/answers/" + id).then().statusCode(410).body("detail", containsString("withdrawn"));
        given().get("/answers/" + id).then().statusCode(410).body(containsString("The editors have withdrawn this answer")).body(not(containsString("12 million")));
        for (String path : new String[] {"/citations/1", "/follow-ups", "/timeline"}) {
            given().get("/api/answers/" + id + path).then().statusCode(410);
        }
        given().get("/answers/" + id + "/card.png").then().statusCode(404);
        given().get("/answers/" + id + "/sources/1").then().statusCode(410);
        given().contentType("application/json").body(Map.of("helpful", true)).post("/api/answers/" + id + "/feedback").then().statusCode(410);
        ask(QUESTION).then().body("status", equalTo("not_found")).body("reason", containsString("editors have withdrawn")).body("citations.size()", equalTo(0));
        assertTrue(admin.page("/desk/answers/" + id).contains("12 million"), "editors see what they have suppressed");
        corpus.ingestMarkdown(ARTICLE.replace("12 million", "15 million"));
        ask(QUESTION).then().body("text", containsString("15 million"));
        given().get("/answers/" + id).then().statusCode(410);
        admin.post("/desk/rulings/" + corpus.text("select id::text from ruling") + "/lift").then().statusCode(303);
        given().get("/answers/" + id).then().statusCode(200);
    }

    @Test
    void aTopicUnderEmbargoIsNotSpokenOf() {
        Signed admin = Signed.admin();
        admin.post("/desk/embargoes", "topic", "of the").then().statusCode(400);
        admin.post("/desk/embargoes", "topic", "Sudan", "until", "2001-01-01T00:00").then().statusCode(400).body(containsString("ended already"));
        admin.post("/desk/embargoes", "topic", "Sudan", "until", "2124-01-01T00:00").then().statusCode(303);
        ask(QUESTION).then().body("status", equalTo("not_found")).body("reason", equalTo("Questions on this topic are not answered at the moment.")).body("nearest.size()", equalTo(0));
        ask("What did Italy promise?").then().body("status", equalTo("not_found")).body("citations.size()", equalTo(0));
        given().contentType("application/json").body(Map.of("question", QUESTION, "asOf", "2025-12-01")).post("/api/answers").then().body("status", equalTo("not_found"));
        admin.post("/desk/embargoes/" + corpus.text("select id::text from topic_embargo") + "/end").then().statusCode(303);
        ask(QUESTION).then().body("status", equalTo("answered"));
        corpus.execute("update topic_embargo set ended_at = null, until = now() - interval '1 second'");
        ask(QUESTION).then().body("status", equalTo("answered"));
    }

    @Test
    void anEditorSeesOneSiteOnly() {
        Signed admin = Signed.admin();
        admin.post("/desk/sites", "id", "courier", "name", "The Courier").then().statusCode(303);
        admin.post("/desk/sites", "id", "BAD ID", "name", "x").then().statusCode(400);
        corpus.execute("update site set corpus = 'ALL'");
        String ours = ask(QUESTION).path("id");
        corpus.execute("insert into answer (id, created_at, content, site) select 'theirs', now(), jsonb_set(content, '{answered,heading,question}', '\"Theirs alone?\"'), 'courier' from answer where id = '" + ours + "'");
        Signed courier = Signed.in(admin.editor("Carl", "courier"));
        Signed eva = Signed.in(admin.editor("Eva", ""));
        assertTrue(courier.page("/desk/questions").contains("Theirs alone?") && !courier.page("/desk/questions").contains("Austria"));
        assertTrue(courier.page("/desk/questions?site=default").contains("Theirs alone?"), "the choice of a site is for admins");
        assertFalse(courier.request().get("/desk/questions.csv?site=default").asString().contains("Austria"));
        assertFalse(courier.page("/desk/articles").contains("Ministers meet"));
        courier.request().get("/desk/articles/" + corpus.text("select id from article")).then().statusCode(404);
        courier.request().get("/desk/answers/" + ours).then().statusCode(404);
        courier.post("/desk/answers/" + ours + "/pin").then().statusCode(404);
        courier.post("/desk/answers/" + ours + "/suppress").then().statusCode(404);
        eva.post("/desk/answers/" + ours + "/pin").then().statusCode(303);
        courier.post("/desk/rulings/" + corpus.text("select id::text from ruling") + "/lift").then().statusCode(404);
        assertFalse(courier.page("/desk/rulings").contains("Austria"));
        eva.post("/desk/embargoes", "topic", "Italy", "everywhere", "on").then().statusCode(303);
        assertEquals(0, corpus.count("select count(*) from topic_embargo where everywhere"));
        courier.post("/desk/embargoes/" + corpus.text("select id::text from topic_embargo") + "/end").then().statusCode(404);
        assertFalse(courier.page("/desk/embargoes").contains("Italy"));
        assertFalse(courier.page("/desk/audit").contains("answer.pin"));
        assertTrue(courier.page("/desk/sites").contains("The Courier"));
        courier.request().get("/desk/sites/other").then().statusCode(404);
        eva.request().get("/desk/sites/courier").then().statusCode(404);
        courier.post("/desk/sites/courier", "name", "Mine").then().statusCode(403);
        admin.post("/desk/sites/courier", "name", "The Courier", "origins", "https://courier.example\nhttps://www.courier.example", "corpus", "OWN", "languages", "en de", "questions", "60", "readerQuestions", "6",
                "welcome", "Who met?").then().statusCode(303);
        assertEquals("OWN", corpus.text("select corpus from site where id = 'courier'"));
        admin.post("/desk/sites/courier", "name", "The Courier", "origins", "not an origin", "corpus", "OWN", "questions", "60", "readerQuestions", "6").then().statusCode(400).body(containsString("An origin is"));
        admin.post("/desk/sites/courier/tokens", "name", "CMS").then().statusCode(200).body(containsString("dragoman_"));
        assertTrue(admin.page("/desk/audit").contains("site.change"));
    }

    @Test
    void theAuditLogTakesNewEntriesOnly() {
        Signed admin = Signed.admin();
        String id = ask(QUESTION).path("id");
        admin.post("/desk/answers/" + id + "/pin").then().statusCode(303);
        AuditLog.Verification before = audit.verify(Optional.empty());
        assertEquals(Optional.empty(), before.problem());
        assertTrue(admin.page("/desk/audit").contains("answer.pin"));
        for (String change : new String[] {"update audit_entry set actor = 'nobody'", "delete from audit_entry", "truncate audit_entry",
                "insert into audit_entry select number + 5, at, actor, role, site, action, subject, detail, previous_hash, hash || 'x' from audit_entry order by number desc limit 1"}) {
            assertThrows(IllegalStateException.class, () -> corpus.execute(change), change);
        }
        assertEquals(Optional.empty(), audit.verify(Optional.of(new AuditLog.Head(before.entries(), before.head()))).problem());
        long last = before.entries();
        try {
            corpus.execute("alter table audit_entry disable trigger all");
            corpus.execute("update audit_entry set actor = 'nobody' where number = " + last);
            assertEquals(Optional.of("Entry %d was changed.".formatted(last)), audit.verify(Optional.empty()).problem());
            corpus.execute("delete from audit_entry where number = " + last);
            assertEquals(Optional.empty(), audit.verify(Optional.empty()).problem(), "what is taken off the end leaves no trace");
            assertTrue(audit.verify(Optional.of(new AuditLog.Head(last, before.head()))).problem().orElseThrow().contains("removed or replaced"));
        } finally {
            corpus.execute("delete from audit_entry");
            corpus.execute("alter table audit_entry enable trigger all");
        }
        assertEquals(0, corpus.count("select count(*) from audit_entry where detail like '%Austria%' or subject like '%Austria%'"), "readers' words are not kept for good");
    }

    @Test
    void usageHasAPriceWhereOneIsSet() {
        corpus.execute("insert into model_usage (day, site, tokens) values (current_date, '', 1200000) on conflict (day, site) do update set tokens = 1200000");
        Signed admin = Signed.admin();
        assertTrue(admin.page("/desk/usage").contains("1200000"));
        assertTrue(admin.request().get("/desk/usage.csv").asString().contains("default,1200000"));
        corpus.execute("delete from model_usage");
    }
}
