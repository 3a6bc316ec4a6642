package dragoman.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.evaluation.ClaimSet.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimAndReadingSetsTest {

    @TempDir
    Path folder;

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    @Test
    void aFolderWithoutAnyHoldsNone() throws IOException {
        assertEquals(List.of(), ClaimSet.read(folder));
        assertEquals(List.of(), ReadingSets.read(folder));
    }

    @Test
    void whatIsSupportedInPartIsNotSupported() throws IOException {
        write("wice/claims.jsonl", """
                {"claim": "A.", "evidence": ["A.", "B."], "label": "supported"}
                {"claim": "A and C.", "evidence": ["A."], "label": "partially_supported"}
                """);
        assertEquals(List.of(new Item("A.", List.of("A.", "B."), true), new Item("A and C.", List.of("A."), false)), ClaimSet.read(folder).getFirst().items());
    }

    @Test
    void eachSentenceOfASummaryIsAStatement() throws IOException {
        write("qags/sentences.jsonl", """
                {"article": "A. B.", "sentences": [{"text": "A.", "supported": true}, {"text": "C.", "supported": false}]}
                """);
        assertEquals(List.of(new Item("A.", List.of("A. B."), true), new Item("C.", List.of("A. B."), false)), ClaimSet.read(folder).getFirst().items());
    }

    @Test
    void statementsHaveAKind() throws IOException {
        write("statements/statements.jsonl", """
                {"id": "1", "brief": "b.md", "passage": "A. B.", "statement": "A.", "supported": true, "kind": "close"}
                """);
        assertEquals(List.of(new Item("A.", List.of("A. B."), true, "close")), ClaimSet.read(folder).getFirst().items());
    }

    @Test
    void theChosenSentencesOfAllAnnotatorsCount() throws IOException {
        write("clapnq/answerable.jsonl", """
                {"id": "1", "question": "why", "title": "T", "sentences": ["A.", "B.", "C."], "answers": [{"sentences": ["A."]}, {"sentences": ["A.", "C."]}]}
                """);
        write("clapnq/unanswerable.jsonl", """
                {"id": "2", "question": "who", "title": "T", "sentences": ["A."], "answers": [{"text": "", "sentences": []}]}
                """);
        ReadingSet set = ReadingSets.read(folder).getFirst();
        assertEquals(List.of("A.", "C."), set.items().getFirst().chosen());
        assertEquals(List.of(), set.items().getLast().chosen());
        assertEquals("A. B. C.", set.items().getFirst().text());
    }

    @Test
    void aBrokenLineIsNamed() throws IOException {
        write("wice/claims.jsonl", "{\"claim\": \"A.\", \"label\": \"supported\"}\n");
        String message = assertThrows(IOException.class, () -> ClaimSet.read(folder)).getMessage();
        assertTrue(message.contains("claims.jsonl, line 1: lacks “evidence”"), message);
    }
}
