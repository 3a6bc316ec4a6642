package dragoman.channel.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.ModelStandIn;
import dragoman.testsupport.WithModel;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithModel.class)
class GenerativeStreamTest {

    @Inject
    Corpus corpus;
    @Inject
    InMemorySpanExporter spans;
    @TestHTTPResource("/api/answers")
    URI address;

    ModelStandIn model;

    @BeforeEach
    void store() {
        corpus.clear();
        model.reset();
        CircuitBreakerMaintenance.get().resetAll();
        corpus.ingestMarkdown("""
                ---
                title: Sapt promises dams
                date: 2025-06-03
                publisher: The Test Courier
                ---
                Anton Sapt promised 40 million crowns for the dams of the Alvar.
                """);
    }

    @Test
    void anAnswerSaysHowAModelTookPart() {
        model.plays((request, reply) -> reply.words("Anton Sapt promised 40 million crowns. [%s] Sapt is rich. [%1$s]".formatted(request.key("40 million"))).end());
        String id = given().contentType(ContentType.JSON).accept(ContentType.JSON).body("{\"question\": \"How much did Sapt promise?\"}").post("/api/answers").then().statusCode(200)
                .body("mode", equalTo("generative")).body("generation.model", equalTo("stand-in")).body("generation.withheld", equalTo(1)).body("generation.fallback", nullValue())
                .body("note", startsWith("One statement was withheld")).body("text", equalTo("Anton Sapt promised 40 million crowns. [1]")).extract().path("id");
        given().get("/api/answers/{id}", id).then().statusCode(200).body("generation.withheld", equalTo(1)).body("text", equalTo("Anton Sapt promised 40 million crowns. [1]"));
    }

    @Test
    void anAnswerSaysWhyItIsNotAModels() {
        model.plays((_, reply) -> reply.status(401, "{}"));
        given().contentType(ContentType.JSON).accept(ContentType.JSON).body("{\"question\": \"How much did Sapt promise for dams?\"}").post("/api/answers").then().statusCode(200)
                .body("mode", equalTo("extractive")).body("generation.fallback", equalTo("misconfigured")).body("note", startsWith("The language model does not take"));
    }

    @Test
    void tracesAndMetricsTellOfEachStepAndHoldNoSecret() throws InterruptedException {
        spans.reset();
        model.plays((request, reply) -> reply.words("Anton Sapt promised 40 million crowns. [%s] Sapt is rich. [%1$s]".formatted(request.key("40 million"))).end());
        given().contentType(ContentType.JSON).accept(ContentType.JSON).body("{\"question\": \"How much money did Sapt promise for dams?\"}").post("/api/answers").then().statusCode(200);
        List<SpanData> told = List.of();
        for (int i = 0; i < 100 && told.stream().noneMatch(span -> span.getName().startsWith("POST")); i++) {
            Thread.sleep(50);
            told = spans.getFinishedSpanItems();
        }
        List<String> names = told.stream().map(SpanData::getName).toList();
        assertTrue(names.containsAll(List.of("analyse", "retrieve", "prompt", "chat stand-in", "check")), names.toString());
        SpanData chat = told.stream().filter(span -> span.getName().equals("chat stand-in")).findFirst().orElseThrow();
        assertEquals("openai", chat.getAttributes().get(AttributeKey.stringKey("gen_ai.provider.name")));
        assertEquals("stand-in", chat.getAttributes().get(AttributeKey.stringKey("gen_ai.request.model")));
        assertEquals(11, chat.getAttributes().get(AttributeKey.longKey("gen_ai.usage.input_tokens")));
        assertEquals(7, chat.getAttributes().get(AttributeKey.longKey("gen_ai.usage.output_tokens")));
        assertEquals("chat", chat.getAttributes().get(AttributeKey.stringKey("gen_ai.operation.name")));
        assertEquals("answer", chat.getAttributes().get(AttributeKey.stringKey("gen_ai.prompt.name")));
        assertEquals("c", chat.getAttributes().get(AttributeKey.stringKey("gen_ai.response.id")));
        assertEquals("stand-in", chat.getAttributes().get(AttributeKey.stringKey("gen_ai.response.model")));
        assertEquals(List.of("stop"), chat.getAttributes().get(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons")));
        assertEquals(800, chat.getAttributes().get(AttributeKey.longKey("gen_ai.request.max_tokens")));
        assertEquals("localhost", chat.getAttributes().get(AttributeKey.stringKey("server.address")));
        assertEquals(1, told.stream().map(SpanData::getTraceId).distinct().count(), names.toString());
        assertFalse(told.toString().contains(WithModel.KEY));
        String metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();
        for (String name : List.of("dragoman_statement_first_seconds_count", "dragoman_model_first_token_seconds_count", "dragoman_model_tokens_total{type=\"input\"", "dragoman_statements_withheld_total")) {
            assertTrue(metrics.contains(name), name);
        }
        assertFalse(metrics.contains(WithModel.KEY));
    }

    @Test
    void statementsAndNumbersAreTheSameInTheStreamInTheAnswerAndWhenItIsReadAgain() throws Exception {
        model.plays((request, reply) -> reply.words("Anton Sapt promised 40 million crowns. [%s] Anton Sapt promised 40 million crowns for the dams. [%1$s]".formatted(request.key("40 million"))).end());
        String stream = given().contentType(ContentType.JSON).accept("text/event-stream").body("{\"question\": \"How much money did Anton Sapt promise?\"}").post("/api/answers").then().statusCode(200).extract().asString();
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> statements = new ArrayList<>();
        JsonNode citations = null;
        JsonNode done = null;
        for (String block : stream.split("\n\n")) {
            JsonNode data = block.contains("data:") ? json.readTree(block.substring(block.indexOf("data:") + 5)) : json.createObjectNode();
            if (block.contains("event:statement")) {
                statements.add(((ObjectNode) data).without("index"));
            } else if (block.contains("event:sources")) {
                citations = data.get("citations");
            } else if (block.contains("event:done")) {
                done = data;
            }
        }
        assertEquals(2, statements.size(), stream);
        assertEquals(List.of(done.get("statements").get(0), done.get("statements").get(1)), statements);
        assertEquals(done.get("citations"), citations);
        JsonNode again = json.readTree(given().get("/api/answers/{id}", done.get("id").asText()).then().statusCode(200).extract().asString());
        for (String field : List.of("statements", "citations", "text")) {
            assertEquals(done.get(field), again.get(field), field);
        }
    }

    @Test
    void aBrowserThatClosesBeforeTheFirstWordCancelsTheRequestToTheModel() throws Exception {
        model.plays((_, reply) -> reply.pause(15_000));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = client.send(HttpRequest.newBuilder(address).header("Content-Type", "application/json").header("Accept", "text/event-stream")
                    .POST(BodyPublishers.ofString("{\"question\": \"What did Sapt promise for dams?\"}")).build(), BodyHandlers.ofInputStream());
            for (int i = 0; i < 200 && model.open() == 0; i++) {
                Thread.sleep(20);
            }
            assertEquals(1, model.open());
            response.body().close();
            client.shutdownNow();
        }
        for (int i = 0; i < 75 && model.open() > 0; i++) {
            Thread.sleep(20);
        }
        assertEquals(0, model.open());
        assertEquals(1, model.cancelled());
    }
}
