package dragoman.ingestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.Article;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class FolderWatchTest {

    @TempDir
    Path folder;
    @Inject
    Corpus corpus;
    @Inject
    Deliveries deliveries;
    @Inject
    JobRunner jobs;
    @Inject
    ArticleStore articles;

    @BeforeEach
    void clear() {
        corpus.clear();
    }

    private static String article(String text) {
        return "---\ntitle: Border\ndate: 2025-06-03\n---\n" + text + "\n";
    }

    @Test
    void whatIsNewOrChangedIsTakenInOnceItStaysAsItIs() throws IOException {
        Files.writeString(folder.resolve("known.md"), article("Known already."));
        FolderWatch watch = new FolderWatch(deliveries);
        watch.know(folder);
        assertEquals(0, watch.scan(folder));

        Path file = Files.createDirectory(folder.resolve("deep")).resolve("new.md");
        Files.writeString(file, article("Ministers met."));
        Files.writeString(folder.resolve("notes.csv"), "no article");
        assertEquals(0, watch.scan(folder), "it may be half written");
        Files.writeString(file, article("Ministers met in Vienna."));
        assertEquals(0, watch.scan(folder), "it was");
        assertEquals(1, watch.scan(folder));
        assertEquals(0, watch.scan(folder));
        assertTrue(jobs.runNext());

        Files.writeString(file, article("Ministers met in Vienna and left."));
        watch.scan(folder);
        assertEquals(1, watch.scan(folder));
        assertTrue(jobs.runNext());
        assertEquals(2, articles.findNewest(Article.idOf("id:file:deep/new.md")).orElseThrow().number());

        Files.delete(file);
        assertEquals(0, watch.scan(folder));
        assertEquals(1, articles.summarize().articles(), "a file that is deleted withdraws nothing");
        assertEquals(0, watch.scan(folder.resolve("nowhere")), "a folder that is gone stops nothing");
    }
}
