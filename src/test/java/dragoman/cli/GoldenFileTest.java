package dragoman.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.answer.GoldenQuestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenFileTest {

    @TempDir
    Path folder;

    private List<GoldenQuestion> read(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("golden.jsonl"), content);
        return GoldenFile.read(file, new ObjectMapper());
    }

    @Test
    void listsThatAreMissingAreEmpty() throws IOException {
        GoldenQuestion question = read("\n{\"question\": \"Who?\", \"status\": \"not_found\"}\n").getFirst();
        assertEquals(List.of(), question.all());
        assertEquals("Who?", question.id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "hello | Unrecognized token",
            "{\"status\": \"answered\"} | lacks “question”",
            "{\"question\": \"Who?\", \"status\": \"banana\"} | “status” must be one of [answered, partial, not_found], and is banana",
            "{\"question\": \"Who?\", \"status\": \"answered\", \"all\": \"x\"} | Cannot construct"})
    void aBrokenLineIsNamed(String line, String reason) {
        String message = assertThrows(IOException.class, () -> read("{\"question\": \"Who?\", \"status\": \"answered\"}\n" + line)).getMessage();
        assertTrue(message.contains("golden.jsonl, line 2: " + reason), message);
    }

    @Test
    void aFileWithoutQuestionsIsRefused() {
        assertTrue(assertThrows(IOException.class, () -> read("\n")).getMessage().contains("holds no questions"));
    }

    @Test
    void whatCannotBeWrittenIsSaidBeforeTheWork() {
        assertTrue(assertThrows(IOException.class, () -> OutputFile.prepare(folder)).getMessage().endsWith("it is a folder"));
        Path below = Path.of("/proc/nope/report.html");
        assertTrue(assertThrows(IOException.class, () -> OutputFile.prepare(below)).getMessage().contains("there is no folder /proc/nope"));
    }
}
