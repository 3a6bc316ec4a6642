package dragoman.ingestion;

import static dragoman.testsupport.OwnCorpus.article;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.SentenceSplitter;
import dragoman.database.Database;
import dragoman.testsupport.ChangingSettings;
import dragoman.testsupport.MovableClock;
import dragoman.testsupport.OwnCorpus;
import dragoman.testsupport.WordsEmbeddingModel;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CorpusStartupTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 10);

    @Inject
    Database main;
    @Inject
    EmbeddingModels models;
    @Inject
    SentenceSplitter sentences;
    @Inject
    CorpusLoader loader;

    private final MovableClock clock = new MovableClock(TODAY);
    private final ChangingSettings settings = new ChangingSettings(WordsEmbeddingModel.NAME, 200);
    private OwnCorpus corpus;

    @BeforeEach
    void open() {
        WordsEmbeddingModel.repair();
        corpus = OwnCorpus.empty(main, models, sentences, settings, clock);
        corpus.ingestor().ingest(article("a", TODAY, "Ministers met in Vienna."));
    }

    private void start() throws IOException {
        CorpusStartup startup = new CorpusStartup(loader, corpus.generations(), corpus.partitions(), corpus.reembedding(), CorpusStartup.NONE);
        startup.start(null);
        startup.await();
        assertTrue(startup.isReady());
    }

    @Test
    void monthsThatAreNoLongerAmongTheNewestJoinTheirYear() throws IOException {
        clock.move(Duration.ofDays(200));
        start();
        assertEquals(2026, corpus.count("select period from passage"));
    }

    @Test
    void articlesWithoutPassagesGetThem() throws IOException {
        corpus.execute("delete from passage");
        corpus.execute("delete from article_embedding");
        start();
        assertEquals(1, corpus.count("select count(*) from passage"));
    }

    @Test
    void whatWasRetiredIsDropped() throws IOException {
        settings.change(WordsEmbeddingModel.NAME, 40);
        corpus.reembedding().run((_, _) -> {
        });
        start();
        assertEquals(2, corpus.count("select count(*) from passage_generation"));
        clock.move(PassageGenerations.GRACE.plusSeconds(1));
        start();
        assertEquals(1, corpus.count("select count(*) from passage_generation"));
    }
}
