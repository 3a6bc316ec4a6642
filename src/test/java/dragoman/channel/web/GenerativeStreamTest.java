package dragoman.channel.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dragoman.testsupport.Corpus;
import dragoman.testsupport.ModelStandIn;
import dragoman.testsupport.WithModel;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithModel.class)
class GenerativeStreamTest {

    @Inject
    Corpus corpus;
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
