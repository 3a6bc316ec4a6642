package dragoman.channel.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AnswerResourceTest {

    private static final String QUESTION = "How much did Sapt promise?";

    @Inject
    Corpus corpus;

    private String article;

    @BeforeEach
    void store() {
        corpus.clear();
        article = corpus.ingestMarkdown("""
                ---
                id: dams
                title: Sapt promises dams
                date: 2025-06-03
                publisher: The Test Courier
                url: https://example.org/dams
                ---
                Anton Sapt promised “40 million crowns” for the dams 🇺🇦 of the Alvar. Nobody had expected it.
                """).articleId();
    }

    private static ValidatableResponse ask(String body) {
        return given().contentType(ContentType.JSON).accept(ContentType.JSON).body(body).post("/api/answers").then();
    }

    private static JsonPath asked(String question) {
        return ask("{\"question\": \"" + question + "\"}").statusCode(200).extract().jsonPath();
    }

    @Test
    void anAnswerHasTheShapeOfTheContract() {
        ask("{\"question\": \"" + QUESTION + "\"}").statusCode(200).contentType(ContentType.JSON)
                .body("id", notNullValue()).body("permalink", startsWith("/answers/")).body("question", equalTo(QUESTION))
                .body("conversation", notNullValue()).body("given", notNullValue()).body("status", equalTo("answered")).body("mode", equalTo("extractive"))
                .body("asOf", equalTo("2025-06-03")).body("text", endsWith("of the Alvar. [1]"))
                .body("statements", hasSize(1)).body("statements[0].citations", equalTo(List.of(1)))
                .body("citations", hasSize(1)).body("citations[0].number", equalTo(1)).body("citations[0].articleId", equalTo(article))
                .body("citations[0].version", equalTo(1)).body("citations[0].title", equalTo("Sapt promises dams"))
                .body("citations[0].publisher", equalTo("The Test Courier")).body("citations[0].url", equalTo("https://example.org/dams"))
                .body("citations[0].published", equalTo("2025-06-03")).body("citations[0].deepLink", startsWith("https://example.org/dams#:~:text="))
                .body("nearest", hasSize(0)).body("followUps", hasSize(0))
                .body("reader.name", equalTo("dragoman-reader")).body("reader.version", notNullValue()).body("reader.sha256", org.hamcrest.Matchers.matchesPattern("[0-9a-f]{64}"))
                .body("$", not(org.hamcrest.Matchers.hasKey("reason")));
    }

    @Test
    void theReaderIsKeptWithTheAnswer() {
        JsonPath answer = asked(QUESTION);
        given().get("/api/answers/{id}", answer.getString("id")).then().statusCode(200).body("reader.sha256", equalTo(answer.getString("reader.sha256")));
        assertEquals(answer.getString("reader.sha256"), corpus.text("select reader_hash from answer"));
        assertEquals(answer.getString("reader.name") + " " + answer.getString("reader.version"), corpus.text("select reader from answer"));
    }

    @Test
    void aQuoteIsTheSubstringOfTheArticlesText() {
        JsonPath answer = asked(QUESTION);
        String text = given().header("Authorization", Corpus.ADMIN).get("/api/articles/{id}?version=1", answer.getString("citations[0].articleId"))
                .then().statusCode(200).extract().path("text");
        assertEquals(text.substring(answer.getInt("citations[0].start"), answer.getInt("citations[0].end")), answer.getString("citations[0].quote"));
    }

    @Test
    void whatIsNotAnsweredSaysWhyAndWhatIsNearest() {
        ask("{\"question\": \"What did Syldavia promise?\"}").statusCode(200).body("status", equalTo("not_found"))
                .body("reason", containsString("Syldavia")).body("text", equalTo("")).body("statements", hasSize(0))
                .body("nearest[0].articleId", equalTo(article)).body("nearest[0].published", equalTo("2025-06-03"));
    }

    @Test
    void anAnswerIsKeptAndMarkedWhenItsArticleChanges() {
        JsonPath answer = asked(QUESTION);
        String id = answer.getString("id");
        given().get("/api/answers/{id}", id).then().statusCode(200).body("text", equalTo(answer.getString("text"))).body("changed", equalTo(false))
                .body("changes", hasSize(0));
        given().header("Authorization", Corpus.ADMIN).delete("/api/articles/{id}", article).then().statusCode(200).body("outcome", equalTo("withdrawn"));
        given().get("/api/answers/{id}", id).then().statusCode(200).body("text", equalTo(answer.getString("text"))).body("changed", equalTo(true))
                .body("changes[0].number", equalTo(1)).body("changes[0].state", equalTo("withdrawn"));
        ask("{\"question\": \"" + QUESTION + "\"}").body("status", equalTo("not_found"));
    }

    @Test
    void aCitationIsShownInItsParagraphUntilItsArticleIsWithdrawn() {
        String id = asked(QUESTION).getString("id");
        given().get("/api/answers/{id}/citations/1", id).then().statusCode(200).body("before", equalTo(""))
                .body("quote", startsWith("Anton Sapt")).body("after", equalTo(" Nobody had expected it.")).body("state", equalTo("live"));
        given().get("/api/answers/{id}/citations/2", id).then().statusCode(404).contentType(Problem.MEDIA_TYPE);
        given().header("Authorization", Corpus.ADMIN).delete("/api/articles/{id}", article);
        given().get("/api/answers/{id}/citations/1", id).then().statusCode(410).contentType(Problem.MEDIA_TYPE).body("detail", containsString("withdrawn"));
    }

    @Test
    void asOfLimitsWhatIsUsed() {
        ask("{\"question\": \"" + QUESTION + "\", \"asOf\": \"2025-06-02\"}").statusCode(200).body("status", equalTo("not_found"));
        ask("{\"question\": \"" + QUESTION + "\", \"asOf\": \"2025-06-03\"}").statusCode(200).body("status", equalTo("answered"));
    }

    @Test
    void eventsTellTheAnswerInOrder() throws Exception {
        var response = given().contentType(ContentType.JSON).accept("text/event-stream").body("{\"question\": \"" + QUESTION + "\"}").post("/api/answers");
        assertEquals(200, response.statusCode());
        assertTrue(response.contentType().startsWith("text/event-stream"));
        assertEquals("no", response.header("X-Accel-Buffering"));
        List<String> names = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<JsonNode> data = new ArrayList<>();
        for (String line : response.body().asString().split("\n")) {
            if (line.startsWith("event:")) {
                names.add(line.substring(6).strip());
            } else if (line.startsWith("id:")) {
                ids.add(line.substring(3).strip());
            } else if (line.startsWith("data:")) {
                data.add(new ObjectMapper().readTree(line.substring(5)));
            }
        }
        assertEquals(List.of("meta", "sources", "statement", "done"), names);
        assertEquals(List.of("1", "2", "3", "4"), ids);
        assertEquals(QUESTION, data.get(0).get("question").asText());
        assertEquals(1, data.get(1).get("citations").get(0).get("number").asInt());
        assertEquals(0, data.get(2).get("index").asInt());
        assertEquals("answered", data.get(3).get("status").asText());
        assertEquals(data.get(0).get("permalink"), data.get(3).get("permalink"));
        given().get("/api/answers/{id}", data.get(0).get("id").asText()).then().statusCode(200).body("text", equalTo(data.get(3).get("text").asText()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"question\": \"\"} | empty",
            "{\"question\": \"  ?! \"} | empty",
            "{} | empty",
            "{\"question\": null} | empty",
            "{\"question\": 5} | \"question\"",
            "{\"question\": true} | \"question\"",
            "{\"question\": [\"a\"]} | \"question\"",
            "{\"question\": {\"a\": 1}} | \"question\"",
            "[\"question\"] | JSON object",
            "\"question\" | JSON object",
            "5 | JSON object",
            "null | empty",
            "not json | not valid JSON",
            "{\"question\": \"a\" | not valid JSON",
            "{\"question\": \"Who met?\"} more | not valid JSON",
            "{\"question\": \"Who met?\", \"asOf\": \"soon\"} | \"asOf\"",
            "{\"question\": \"Who met?\", \"asOf\": 20250603} | \"asOf\"",
            "{\"question\": \"Who met?\", \"conversation\": \"../x\"} | conversation",
    })
    void aRequestThatCannotBeTakenSaysWhatToDo(String body, String detail) {
        for (String accept : List.of("application/json", "text/event-stream")) {
            given().contentType(ContentType.JSON).accept(accept).body(body).post("/api/answers").then().statusCode(400)
                    .contentType(Problem.MEDIA_TYPE).body("status", equalTo(400)).body("title", equalTo("Bad Request"))
                    .body("type", equalTo("about:blank")).body("detail", containsString(detail)).body("detail", not(containsString("Exception")));
        }
    }

    @Test
    void aQuestionOfTwoThousandCharactersIsTakenAndOneMoreIsNot() {
        ask("{\"question\": \"" + "a".repeat(2000) + "\"}").statusCode(200);
        ask("{\"question\": \"" + "a".repeat(2001) + "\"}").statusCode(400).contentType(Problem.MEDIA_TYPE).body("detail", containsString("2,000"));
    }

    @Test
    void otherFormatsAndMethodsAreRefusedAsProblems() {
        given().contentType("text/plain").body("Who met?").post("/api/answers").then().statusCode(415).contentType(Problem.MEDIA_TYPE);
        given().contentType(ContentType.JSON).accept("image/png").body("{\"question\": \"Who met?\"}").post("/api/answers").then().statusCode(406)
                .contentType(Problem.MEDIA_TYPE);
        given().put("/api/answers").then().statusCode(405).contentType(Problem.MEDIA_TYPE);
        given().get("/api/nothing").then().statusCode(404);
    }

    @Test
    void anAddressWithACharacterThatIsNoTextIsAProblem() {
        given().urlEncodingEnabled(false).get("/api/answers/%00").then().statusCode(400).contentType(Problem.MEDIA_TYPE);
        given().urlEncodingEnabled(false).header("Authorization", Corpus.ADMIN).delete("/api/articles/a%00b").then().statusCode(400).contentType(Problem.MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "' or 1=1 --", "..%2f..%2fetc"})
    void anUnknownAnswerIsAProblem(String id) {
        given().urlEncodingEnabled(true).get("/api/answers/{id}", id).then().statusCode(404).contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void feedbackIsKeptWithTheAnswer() {
        String id = asked(QUESTION).getString("id");
        given().contentType(ContentType.JSON).body("{\"helpful\": false, \"comment\": \"Which crowns?\"}").post("/api/answers/{id}/feedback", id)
                .then().statusCode(204);
        assertEquals(1, corpus.count("select count(*) from answer_feedback where not helpful and comment = 'Which crowns?'"));
        given().contentType(ContentType.JSON).body("{}").post("/api/answers/{id}/feedback", id).then().statusCode(400).contentType(Problem.MEDIA_TYPE);
        given().contentType(ContentType.JSON).body("{\"helpful\": true}").post("/api/answers/nobody/feedback").then().statusCode(404);
    }

    @Test
    void theInterfaceIsDescribed() {
        given().accept(ContentType.JSON).get("/q/openapi?format=json").then().statusCode(200).body("paths.'/api/answers'.post.summary", equalTo("Ask a question"))
                .body("components.schemas.Answer.properties.statements", notNullValue()).body("paths.'/api/articles'.post", notNullValue());
    }

    @Test
    void thePagesSayWhatMayBeLoaded() {
        given().get("/").then().statusCode(200).contentType(containsString("text/html")).header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Content-Security-Policy", containsString("require-trusted-types-for 'script'")).header("Content-Security-Policy", not(containsString("unsafe")));
        given().get("/answers/some-id").then().statusCode(404).contentType(containsString("text/html")).body(containsString("This page is not here"));
        given().get("/answers/some-id/card.png").then().statusCode(404);
    }

    @Test
    void aPermalinkTellsOtherSitesWhatItIsAbout() {
        JsonPath answer = asked("How much did <script>Sapt</script> promise?");
        String page = given().get(answer.getString("permalink")).then().statusCode(200).extract().asString();
        assertTrue(page.contains("<meta property=\"og:title\" content=\"How much did &lt;script&gt;Sapt&lt;/script&gt; promise?\">"), page);
        assertTrue(page.contains("<meta property=\"og:description\" content=\"Anton Sapt promised “40 million crowns”"), page);
        assertTrue(page.contains(answer.getString("permalink") + "/card.png"), page);
        assertTrue(!page.contains("<script>Sapt") && !page.contains(answer.getString("conversation")), page);
        given().get(answer.getString("permalink") + "/card.png").then().statusCode(200).contentType("image/png");
        given().header("Accept-Language", "ar").get(answer.getString("permalink")).then().header("Content-Language", "ar").body(containsString("dir=\"rtl\""));
    }

    @Test
    void ofAnArticleWithoutRightsOnlyTheQuotedParagraphIsShown() {
        corpus.ingestMarkdown("---\nid: castle\ntitle: The castle of Zenda is sold\ndate: 2025-06-04\n---\nThe castle of Zenda was sold for 3 million crowns.\n\nNobody knows the buyer.");
        corpus.ingestMarkdown("---\nid: bridge\ntitle: The bridge of Hofbau is sold\ndate: 2025-06-04\nrights: full-text\n---\nThe bridge of Hofbau was sold for 2 million crowns.\n\nThe buyer is a bank.");
        String castle = asked("How much did the castle of Zenda cost?").getString("permalink") + "/sources/1";
        given().get(castle).then().statusCode(200).body(containsString("<mark id=\"quote\">The castle of Zenda was sold for 3 million crowns.</mark>"))
                .body(not(containsString("Nobody knows the buyer"))).body(containsString("only the passages that are quoted"));
        given().get(asked("How much did the bridge of Hofbau cost?").getString("permalink") + "/sources/1").then().body(containsString("The buyer is a bank."));
        given().get(castle.replace("sources/1", "sources/9")).then().statusCode(404);
        given().header("Authorization", Corpus.ADMIN).delete("/api/articles/{id}", asked("How much did the castle of Zenda cost?").getString("citations[0].articleId"));
        given().get(castle).then().statusCode(410).body(not(containsString("3 million")));
    }

    @Test
    void theFormSaysWhatIsWrongAndKeepsWhatWasAsked() {
        given().formParam("question", "?!").post("/ask").then().statusCode(400).contentType(containsString("text/html")).body(containsString("The question is empty."))
                .body(containsString(">?!</textarea>"));
        given().formParam("question", "Who met?").formParam("conversation", "../x").post("/ask").then().statusCode(400).body(containsString("conversation"));
    }

    @Test
    void aFollowUpIsUnderstoodInItsConversation() {
        corpus.ingestMarkdown("---\nid: talks\ntitle: Talks in Strelsau\ndate: 2025-06-04\n---\nMichael Elphberg said at the talks in Strelsau that he wanted a treaty. Rupert Hentzau said at the talks in Strelsau that they were overdue.");
        JsonPath first = asked("What did Elphberg say at the talks in Strelsau?");
        String id = first.getString("conversation");
        ask("{\"question\": \"And Hentzau?\", \"conversation\": \"%s\"}".formatted(id)).statusCode(200).body("conversation", equalTo(id)).body("question", equalTo("And Hentzau?"))
                .body("understoodAs", equalTo("What did Hentzau say at the talks in Strelsau?")).body("text", containsString("overdue"));
        given().get("/api/conversations/{id}", id).then().statusCode(200).header("Cache-Control", "no-store").body("turns", hasSize(2)).body("turns[0].answer", equalTo(first.getString("id")))
                .body("turns[1].understoodAs", startsWith("What did Hentzau")).body("expires", notNullValue());
        given().get("/api/answers/{id}", first.getString("id")).then().body("$", not(org.hamcrest.Matchers.hasKey("conversation")));
        ask("{\"question\": \"And Hentzau?\", \"conversation\": \"%s\", \"standalone\": true}".formatted(id)).body("$", not(org.hamcrest.Matchers.hasKey("understoodAs")));
        ask("{\"question\": \"And Hentzau?\", \"conversation\": \"somebody-elses\"}").body("conversation", not(equalTo("somebody-elses"))).body("$", not(org.hamcrest.Matchers.hasKey("understoodAs")));
        given().delete("/api/conversations/{id}", id).then().statusCode(204);
        given().delete("/api/conversations/{id}", id).then().statusCode(404).contentType(Problem.MEDIA_TYPE);
        given().get("/api/conversations/{id}", id).then().statusCode(404).contentType(Problem.MEDIA_TYPE);
        given().get("/api/answers/{id}", first.getString("id")).then().statusCode(404);
    }

    @Test
    void whatIsSuggestedHasAnAnswerAndIsOnlyNew() {
        corpus.ingestMarkdown("---\nid: talks\ntitle: Ruritania and Graustark open talks in Strelsau\ndate: 2025-06-04\n---\nRuritania and Graustark opened talks in Strelsau.\n\n"
                + "Michael Elphberg said that Ruritania wanted a treaty.\n\nRupert Hentzau said that Graustark had waited long enough.");
        List<String> starters = given().get("/api/suggestions").then().statusCode(200).extract().jsonPath().getList("questions");
        assertTrue(!starters.isEmpty() && starters.size() <= 4, starters::toString);
        starters.forEach(question -> ask("{\"question\": \"" + question + "\"}").body("status", equalTo("answered")));
        JsonPath answer = asked("What did Elphberg say?");
        List<String> next = given().get("/api/answers/{id}/follow-ups", answer.getString("id")).then().statusCode(200).extract().jsonPath().getList("followUps");
        assertTrue(!next.isEmpty() && next.size() <= 3 && next.stream().noneMatch(question -> question.contains("Elphberg")), next::toString);
        next.forEach(question -> ask("{\"question\": \"" + question + "\"}").body("status", equalTo("answered")));
        given().get("/api/answers/nobody/follow-ups").then().statusCode(404).contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void aTimelineCitesExactWordsOfLiveVersionsInTheOrderOfTheDays() {
        String talks = corpus.ingestMarkdown("---\nid: talks\ntitle: Ruritania and Graustark open talks in Strelsau\ndate: 2025-06-05\n---\nRuritania and Graustark opened talks in Strelsau on Wednesday.\n\n"
                + "The talks in Strelsau are to end on 20 June 2025. An envoy said that he would travel home on Monday.").articleId();
        corpus.ingestMarkdown("---\nid: invitation\ntitle: Ruritania invites Graustark to Strelsau\ndate: 2025-05-20\n---\nOn Monday Ruritania invited Graustark to talks in Strelsau.");
        String id = asked("When did Ruritania and Graustark open talks in Strelsau?").getString("id");
        given().get("/api/answers/{id}/timeline", id).then().statusCode(200).body("points.day", equalTo(List.of("2025-05-19", "2025-06-04", "2025-06-20")))
                .body("points[0].who", equalTo("Ruritania")).body("points[1].citation.quote", equalTo("Ruritania and Graustark opened talks in Strelsau on Wednesday."))
                .body("points[1].citation.articleId", equalTo(talks));
        given().header("Authorization", Corpus.ADMIN).delete("/api/articles/{id}", talks);
        given().get("/api/answers/{id}/timeline", id).then().statusCode(200).body("points.day", equalTo(List.of("2025-05-19")));
    }

    @Test
    void feedbackTakesKnownReasonsOnly() {
        String id = asked(QUESTION).getString("id");
        given().contentType(ContentType.JSON).body("{\"helpful\": false, \"reason\": \"outdated\"}").post("/api/answers/{id}/feedback", id).then().statusCode(204);
        assertEquals(1, corpus.count("select count(*) from answer_feedback where reason = 'OUTDATED'"));
        given().contentType(ContentType.JSON).body("{\"helpful\": false, \"reason\": \"boring\"}").post("/api/answers/{id}/feedback", id).then().statusCode(400)
                .contentType(Problem.MEDIA_TYPE).body("detail", containsString("reason"));
    }

    @Test
    void theCorpusSaysWhenItIsOlderThanItShouldBe() {
        given().get("/api/corpus").then().statusCode(200).body("stale", equalTo(true));
        corpus.ingestMarkdown("---\nid: today\ntitle: Today\ndate: %s\n---\nSomething happened.".formatted(java.time.LocalDate.now()));
        given().get("/api/corpus").then().statusCode(200).body("stale", equalTo(false));
    }
}
