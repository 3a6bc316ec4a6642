package dragoman.ingestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Runs inside Quarkus because the tokenizer's native library can be loaded once in a JVM, and other tests of this JVM load it there.
@QuarkusTest
class InProcessEmbeddingModelTest {

    private final EmbeddingModels models = new EmbeddingModels();

    @Test
    void theVectorsAreThoseOfLangChain4j() {
        EmbeddingModel theirs = new BgeSmallEnV15QuantizedEmbeddingModel();
        EmbeddingModel ours = models.named("bge-small-en-v1.5-q").model();
        List<TextSegment> texts = List.of("Ministers met in Vienna.", "🇺🇦 “Grain will move again,” said Anna Zoë Maresch.", "Sapt ".repeat(300), "a", "Long. ".repeat(900),
                "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.").stream().map(TextSegment::from).toList();
        List<Embedding> expected = theirs.embedAll(texts).content();
        List<Embedding> actual = ours.embedAll(texts).content();
        assertEquals(texts.size(), actual.size());
        for (int i = 0; i < texts.size(); i++) {
            assertTrue(TokenVectors.cosine(expected.get(i).vector(), actual.get(i).vector()) > 0.9999, texts.get(i).text());
        }
        assertEquals(actual.getFirst(), ours.embed(texts.getFirst()).content());
    }
}
