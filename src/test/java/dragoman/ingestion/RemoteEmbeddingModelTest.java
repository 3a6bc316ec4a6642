package dragoman.ingestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dragoman.article.Article;
import dragoman.article.SentenceSplitter;
import dragoman.database.Database;
import dragoman.database.StorageException;
import dragoman.retrieval.QuestionAnalyzer;
import dragoman.testsupport.ChangingSettings;
import dragoman.testsupport.ModelStandIn;
import dragoman.testsupport.MovableClock;
import dragoman.testsupport.OwnCorpus;
import dragoman.testsupport.WordsEmbeddingModel;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Embedding models of servers, over real HTTP.
@QuarkusTest
class RemoteEmbeddingModelTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate TODAY = LocalDate.of(2026, 2, 10);
    private static final String KEY = "secret-embedding-key-1234";
    private static final WordsEmbeddingModel WORDS = new WordsEmbeddingModel();

    private final ModelStandIn server = new ModelStandIn();

    @Inject
    Database database;
    @Inject
    SentenceSplitter sentences;

    private record Settings(Optional<String> baseUrl, Duration limit) implements EmbeddingServerSettings {

        @Override
        public Optional<String> apiKey() {
            return Optional.of(KEY);
        }

        @Override
        public Optional<Path> apiKeyFile() {
            return Optional.empty();
        }

        @Override
        public Optional<String> queryPrefix() {
            return Optional.of("search_query:");
        }

        @Override
        public Optional<String> passagePrefix() {
            return Optional.of("search_document:");
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private EmbeddingModels models(String model) {
        return new EmbeddingModels(new Settings(Optional.of(server.address() + (model.startsWith("openai") ? "/v1/" : "")), Duration.ofMillis(1_500)));
    }

    private static List<String> texts(JsonNode body) {
        List<String> texts = new ArrayList<>();
        JsonNode input = body.get("input");
        if (input.isTextual()) {
            texts.add(input.asText());
        } else {
            input.forEach(text -> texts.add(text.asText()));
        }
        return texts;
    }

    /// Texts are near that share words; vectors have length 3.
    private void embeds() {
        server.plays((request, reply) -> {
            List<float[]> vectors = texts(request.body()).stream().map(text -> WORDS.embed(text).content().vector()).toList();
            vectors.forEach(vector -> IntStream.range(0, vector.length).forEach(i -> vector[i] *= 3));
            reply.status(200, JSON.writeValueAsString(request.path().endsWith("/api/embed") ? Map.of("model", "words", "embeddings", vectors)
                    : Map.of("object", "list", "model", "words", "usage", Map.of("prompt_tokens", 1, "total_tokens", 1), "data", IntStream.range(0, vectors.size())
                            .mapToObj(i -> Map.of("object", "embedding", "index", i, "embedding", vectors.get(i))).toList())));
        });
    }

    private static Article article(String id, String text) {
        return OwnCorpus.article(id, TODAY, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai:words", "ollama:words"})
    void vectorsComeInOrderAndHaveLengthOne(String name) {
        embeds();
        EmbeddingModels.Named named = models(name).named(name);
        List<String> texts = IntStream.range(0, 150).mapToObj(i -> "text number " + i).toList();
        List<Embedding> embedded = named.model().embedAll(texts.stream().map(TextSegment::from).toList()).content();
        assertEquals(150, embedded.size());
        assertEquals(3, server.requests().size());
        for (int i = 0; i < texts.size(); i++) {
            float[] expected = WORDS.embed(texts.get(i)).content().vector();
            assertEquals(expected[5], embedded.get(i).vector()[5], 1e-4);
        }
        assertTrue(server.requests().stream().allMatch(request -> ("Bearer " + KEY).equals(request.headers().get("authorization"))));
        assertEquals(64, named.model().dimension());
        assertEquals("search_query: ", named.queryPrefix());
    }

    @ParameterizedTest
    @CsvSource({"openai:words, 401, 1", "openai:words, 429, 3", "openai:words, 500, 3", "ollama:words, 404, 1", "ollama:words, 503, 3"})
    void aFailureIsToldWithoutWhatTheServerSaid(String name, int status, int requests) {
        server.plays((_, reply) -> reply.status(status, "{\"error\": {\"message\": \"Incorrect key: " + KEY + "\"}}"));
        StorageException failure = assertThrows(StorageException.class, () -> models(name).named(name).model().embed("a text"));
        assertTrue(failure.getMessage().contains("HTTP " + status) && failure.getMessage().contains("DRAGOMAN_EMBEDDING_BASE_URL"), failure.getMessage());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertFalse(String.valueOf(cause.getMessage()).contains(KEY), cause.toString());
        }
        assertEquals(requests, server.requests().size());
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedForWithoutEnd() {
        server.plays((_, reply) -> reply.pause(20_000));
        long began = System.nanoTime();
        assertThrows(StorageException.class, () -> models("openai:words").named("openai:words").model().embed("a text"));
        assertTrue(System.nanoTime() - began < 6_000_000_000L);
    }

    @Test
    void whatIsNotOneVectorForEachTextIsAFailure() {
        server.plays((_, reply) -> reply.status(200, "{\"model\": \"words\", \"embeddings\": [[1, 2, 3]]}"));
        assertThrows(StorageException.class, () -> models("ollama:words").named("ollama:words").model().embedAll(List.of(TextSegment.from("one"), TextSegment.from("two"))));
    }

    @Test
    void passagesAreMadeAnewWithTheServersModelInATableOfTheirOwn() {
        embeds();
        EmbeddingModels models = models("openai:words");
        ChangingSettings settings = new ChangingSettings("bge-small-en-v1.5-q", 200);
        OwnCorpus corpus = OwnCorpus.empty(database, models, sentences, settings, new MovableClock(TODAY));
        Article grain = article("a1", "Envoys of nine states met in Quorburg and spoke about grain.");
        corpus.ingestor().ingest(grain);
        corpus.ingestor().ingest(article("a2", "Ministers met in Strelsau and spoke about gas."));
        settings.change("openai:words", 200);
        assertEquals(Reembedding.Outcome.SWITCHED, corpus.reembedding().run((_, _) -> {
        }));
        PassageGeneration active = corpus.generations().active();
        assertEquals("openai:words", active.model());
        assertEquals(64, active.dimensions());
        assertEquals("passage_g2", active.table());
        assertEquals(2, corpus.count("select count(*) from passage_g2 where vector_dims(embedding::vector) = 64"));
        assertEquals(grain.id(), corpus.retriever().retrieve(new QuestionAnalyzer().analyze("What did envoys speak about in Quorburg?", TODAY), TODAY).getFirst().articleId());
        assertTrue(server.requests().stream().flatMap(request -> texts(request.body()).stream()).anyMatch(text -> text.startsWith("search_document: ")));
        assertTrue(server.requests().stream().flatMap(request -> texts(request.body()).stream()).anyMatch(text -> text.startsWith("search_query: ")));
    }
}
