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
                .body("nearest", hasSize(0)).body("followUps", hasSize(0)).body("$", not(org.hamcrest.Matchers.hasKey("reason")));
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
            "{\"question\": \"Who met?\", \"site\": \"courier\"} | site",
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
    void thePageAndItsPermalinksAreServed() {
        given().get("/").then().statusCode(200).contentType(containsString("text/html")).header("Content-Security-Policy", containsString("default-src 'self'"));
        given().get("/answers/some-id").then().statusCode(200).contentType(containsString("text/html"));
    }
}
