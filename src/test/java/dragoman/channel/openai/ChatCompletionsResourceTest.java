package dragoman.channel.openai;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.ModelStandIn;
import dragoman.testsupport.WithModel;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Read by OpenAI's own client.
@QuarkusTest
@WithTestResource(WithModel.class)
class ChatCompletionsResourceTest {

    private static int asked;

    @Inject
    Corpus corpus;
    @TestHTTPResource
    URI address;

    ModelStandIn model;
    private OpenAIClient client;

    @BeforeEach
    void store() {
        corpus.clear();
        CircuitBreakerMaintenance.get().resetAll();
        corpus.ingestMarkdown("""
                ---
                id: dams
                title: Sapt promises dams
                date: 2025-06-03
                publisher: The Test Courier
                url: https://example.org/dams
                ---
                Anton Sapt promised 40 million crowns for the dams of the Alvar. Nobody had expected it.

                Flavia Rassendyll opened the bridge of Zenda on Monday.
                """);
        model.plays((request, reply) -> reply.words("Anton Sapt promised 40 million crowns for the dams. [%s] Flavia Rassendyll opened the bridge of Zenda. [%1$s]".formatted(request.key("40 million"))).end());
        client = OpenAIOkHttpClient.builder().apiKey("whatever").baseUrl(address + "v1").maxRetries(0).build();
    }

    private ChatCompletionCreateParams question() {
        return ChatCompletionCreateParams.builder().model("dragoman").addSystemMessage("Answer in verse.").addUserMessage("Hello").addAssistantMessage("Hello.")
                .addUserMessage("How much did Sapt promise" + "?".repeat(++asked)).temperature(1.0).build();
    }

    @Test
    void theOfficialClientReadsAnAnswerWithItsCitations() {
        ChatCompletion completion = client.chat().completions().create(question());
        ChatCompletionMessage message = completion.choices().getFirst().message();
        String content = message.content().orElseThrow();
        assertEquals("Anton Sapt promised 40 million crowns for the dams. [1] Flavia Rassendyll opened the bridge of Zenda. [2]", content);
        List<ChatCompletionMessage.Annotation> annotations = message.annotations().orElseThrow();
        assertEquals(2, annotations.size());
        for (int i = 0; i < 2; i++) {
            ChatCompletionMessage.Annotation.UrlCitation citation = annotations.get(i).urlCitation();
            assertEquals("[" + (i + 1) + "]", content.substring((int) citation.startIndex(), (int) citation.endIndex()));
            assertTrue(citation.url().startsWith("https://example.org/dams#:~:text="), citation.url());
            assertEquals("Sapt promises dams (The Test Courier, 2025-06-03)", citation.title());
        }
        assertEquals(ChatCompletion.Choice.FinishReason.STOP, completion.choices().getFirst().finishReason());
    }

    @Test
    void theOfficialClientReadsAStreamedAnswerWhileTheModelStillWrites() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        model.plays((request, reply) -> {
            String key = request.key("40 million");
            reply.words("Anton Sapt promised 40 million crowns for the dams. [%s] Fla".formatted(key));
            assertTrue(read.await(5, TimeUnit.SECONDS), "the first statement was read before the model went on");
            reply.words("via Rassendyll opened the bridge of Zenda. [%s]".formatted(key)).end();
        });
        StringBuilder content = new StringBuilder();
        List<String> urls = new ArrayList<>();
        String finish = "";
        try (StreamResponse<ChatCompletionChunk> chunks = client.chat().completions().createStreaming(question())) {
            for (Iterator<ChatCompletionChunk> each = chunks.stream().iterator(); each.hasNext();) {
                ChatCompletionChunk.Choice choice = each.next().choices().getFirst();
                content.append(choice.delta().content().orElse(""));
                if (content.toString().contains("[1]")) {
                    read.countDown();
                }
                if (choice.delta()._additionalProperties().containsKey("annotations")) {
                    urls.add(choice.delta()._additionalProperties().get("annotations").toString());
                }
                finish = choice.finishReason().map(Object::toString).orElse(finish);
            }
        }
        assertEquals("Anton Sapt promised 40 million crowns for the dams. [1] Flavia Rassendyll opened the bridge of Zenda. [2]", content.toString());
        assertEquals(2, urls.size());
        assertTrue(urls.getFirst().contains("url_citation") && urls.getFirst().contains("https://example.org/dams"), urls.getFirst());
        assertEquals("stop", finish);
    }

    @Test
    void aClientThatLeavesCancelsTheRequestToTheModel() throws Exception {
        model.reset();
        model.plays((request, reply) -> {
            String key = request.key("40 million");
            reply.words("Anton Sapt promised 40 million crowns for the dams. [%s] Fla".formatted(key)).pause(300);
            for (int i = 0; i < 30 && !reply.isGone(); i++) {
                reply.words("via Rassendyll opened the bridge of Zenda. [%s] Fla".formatted(key)).pause(200);
            }
            reply.end();
        });
        try (StreamResponse<ChatCompletionChunk> chunks = client.chat().completions().createStreaming(question())) {
            chunks.stream().limit(2).forEach(_ -> {
            });
        }
        for (int i = 0; i < 200 && model.open() > 0; i++) {
            Thread.sleep(20);
        }
        assertEquals(0, model.open());
    }

    @Test
    void whatIsNotAnsweredSaysSo() {
        model.says("NOT IN PASSAGES");
        String content = client.chat().completions().create(ChatCompletionCreateParams.builder().model("dragoman").addUserMessage("What did Syldavia promise?").build()).choices().getFirst()
                .message().content().orElseThrow();
        assertTrue(content.startsWith("The articles do not answer this. "), content);
    }

    @Test
    void theClientSeesWhatToDoAboutABadRequest() {
        BadRequestException refused = assertThrows(BadRequestException.class, () -> client.chat().completions()
                .create(ChatCompletionCreateParams.builder().model("dragoman").addUserMessage("?").build()));
        assertTrue(refused.getMessage().contains("The question is empty"), refused.getMessage());
    }

    @Test
    void theModelIsListed() {
        assertEquals("dragoman", client.models().list().data().getFirst().id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{} | messages", "{\"messages\": []} | role", "{\"messages\": [null]} | role", "null | messages", "{\"messages\": [{\"role\": \"user\"}]} | role",
            "{\"messages\": [{\"role\": \"user\", \"content\": \"\"}]} | empty", "{\"messages\": [{\"role\": \"user\", \"content\": []}]} | empty", "{\"messages\": \"x\"} | request", "not json | request",
            "{\"messages\": [{\"role\": \"user\", \"content\": 5}]} | empty"})
    void aRequestThatCannotBeTakenSaysWhatToDo(String body, String message) {
        given().contentType(ContentType.JSON).body(body).post("/v1/chat/completions").then().statusCode(400).body("error.type", equalTo("invalid_request_error"))
                .body("error.message", containsString(message));
    }

    @Test
    void aContentOfPartsIsRead() {
        given().contentType(ContentType.JSON).body("{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"How much did Sapt promise for dams?\"}]}]}")
                .post("/v1/chat/completions").then().statusCode(200).body("choices[0].message.content", containsString("40 million"));
    }
}
