package dragoman.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dragoman.article.SentenceSplitter;
import dragoman.onnx.InvalidModelException;
import dragoman.onnx.Resource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs inside Quarkus because the tokenizer's native library can be loaded once in a JVM, and other tests of this JVM load it there.
@QuarkusTest
class OnnxReaderTest {

    private static final OnnxReader READER = bundled();
    private static final int MOST_BYTES = 40_000_000;

    private static OnnxReader bundled() {
        try {
            return OnnxReader.bundled();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    class Reads extends AnswerReaderContract {

        @Override
        AnswerReader reader() {
            return READER;
        }
    }

    @Nested
    class Judges extends EntailmentModelContract {

        @Override
        EntailmentModel judge() {
            return READER;
        }
    }

    @Test
    void theFileIsTheOneDescribedAndSmall() throws Exception {
        byte[] file = Resource.read("dragoman/reading/reader-1.onnx");
        assertEquals(READER.model().sha256(), HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        assertTrue(file.length <= MOST_BYTES, () -> file.length + " bytes");
    }

    @Test
    void anotherFileReadsInItsPlace(@TempDir Path folder) throws IOException {
        Path other = Files.write(folder.resolve("other.onnx"), Resource.read("dragoman/reading/reader-1.onnx"));
        OnnxReader reader = OnnxReader.load(other);
        assertEquals("other", reader.model().name());
        assertEquals(READER.read("Who?", "", List.of("Nobody did.")), reader.read("Who?", "", List.of("Nobody did.")));
    }

    @Test
    void whatIsNoModelIsRefused(@TempDir Path folder) throws IOException {
        Path none = Files.writeString(folder.resolve("none.onnx"), "no model");
        assertThrows(InvalidModelException.class, () -> OnnxReader.load(none));
        Files.writeString(folder.resolve("none.json"), "{\"name\": \"none\"}");
        assertThrows(IOException.class, () -> OnnxReader.load(none));
    }

    @Test
    void passagesAreScoredByWhetherTheyAnswer() {
        ReaderScoringModel scoring = new ReaderScoringModel(READER, new SentenceSplitter());
        TextSegment passage = TextSegment.from("Andriy Yermak led the delegation. They met for eight hours.", new Metadata()
                .put("title", "Talks in Jeddah"));
        List<Double> scores = scoring.scoreAll(List.of(passage, TextSegment.from("It rained.")), "Who led the delegation?").content();
        assertEquals(READER.read("Who led the delegation?", "Talks in Jeddah",
                List.of("Andriy Yermak led the delegation.", "They met for eight hours."))
                .answerable().probability(), scores.getFirst());
        assertEquals(2, scores.size());
    }
}
