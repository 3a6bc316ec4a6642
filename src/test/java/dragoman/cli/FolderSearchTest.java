package dragoman.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.SentenceSplitter;
import dragoman.reading.Text;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Runs inside Quarkus because the tokenizer's native library can be loaded once in a JVM, and other tests of this JVM load it there.
@QuarkusTest
class FolderSearchTest {

    @Test
    void passagesOfAFolderAreFoundByTheirWords() throws IOException {
        FolderSearch search = FolderSearch.of(Path.of("corpus"), new SentenceSplitter());
        List<Text> found = search.find("Who represented Ukraine at the talks in Jeddah?", 8);
        assertEquals(8, found.size());
        assertTrue(found.stream().limit(3).anyMatch(passage -> String.join(" ", passage.sentences()).contains("Andriy Yermak")),
                found::toString);
        assertEquals(List.of(), search.find("the of and", 8));
    }
}
