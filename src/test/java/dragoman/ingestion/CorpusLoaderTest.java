package dragoman.ingestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.ingestion.Ingested.Outcome;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class CorpusLoaderTest {

    @TempDir
    Path folder;
    @Inject
    CorpusLoader loader;
    @Inject
    Corpus corpus;

    @BeforeEach
    void clear() {
        corpus.clear();
    }

    private CorpusLoader.Report load() throws IOException {
        return loader.load(List.of(folder), (_, _) -> {
        });
    }

    @Test
    void aFolderIsTakenInAndASecondTimeNothingIsNew() throws IOException {
        Files.writeString(folder.resolve("a.md"), "---\ntitle: A\ndate: 2025-06-03\n---\nMinisters met.");
        Files.createDirectories(folder.resolve("more"));
        Files.writeString(folder.resolve("more/b.txt"), "date 2025-06-03\n\nEnvoys met in Vienna.");
        Files.writeString(folder.resolve("questions.jsonl"), "{}");
        assertEquals(2, load().count(Outcome.CREATED));
        assertEquals(2, load().count(Outcome.UNCHANGED));
        assertEquals(2, corpus.count("select count(*) from article"));
    }

    @Test
    void anEditedFileIsTheNextVersionOfTheSameArticle() throws IOException {
        Path file = folder.resolve("a.md");
        Files.writeString(file, "---\ntitle: A\ndate: 2025-06-03\n---\nMinisters met.");
        load();
        Files.writeString(file, "---\ntitle: A\ndate: 2025-06-03\n---\nMinisters met in Vienna.");
        assertEquals(1, load().count(Outcome.UPDATED));
        assertEquals(1, corpus.count("select count(*) from article"));
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndStopsNoOther() throws IOException {
        Files.writeString(folder.resolve("a.md"), "no front matter and no date");
        Files.writeString(folder.resolve("b.md"), "---\ntitle: B\ndate: 2025-06-03\n---\nMinisters met.");
        CorpusLoader.Report report = load();
        assertEquals(1, report.count(Outcome.CREATED));
        assertEquals(1, report.problems().size());
        assertTrue(report.problems().getFirst().contains("a.md") && report.problems().getFirst().contains("date"), report.problems().getFirst());
    }

    @Test
    void progressReachesTheTotal() throws IOException {
        for (int i = 0; i < 5; i++) {
            Files.writeString(folder.resolve(i + ".md"), "---\ntitle: A\ndate: 2025-06-03\n---\nMinisters met %d times.".formatted(i));
        }
        List<String> steps = new ArrayList<>();
        loader.load(List.of(folder), (files, total) -> steps.add(files + "/" + total));
        assertEquals(List.of("1/5", "2/5", "3/5", "4/5", "5/5"), steps);
    }

    @Test
    void aPathThatDoesNotExistIsAnError() {
        IOException e = assertThrows(IOException.class, () -> loader.load(List.of(folder.resolve("nowhere")), (_, _) -> {
        }));
        assertTrue(e.getMessage().contains("nowhere"));
    }
}
