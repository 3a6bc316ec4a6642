package dragoman.retrieval;

import static dragoman.testsupport.OwnCorpus.article;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dragoman.article.SentenceSplitter;
import dragoman.article.Words;
import dragoman.database.Database;
import dragoman.ingestion.EmbeddingModels;
import dragoman.ingestion.PassageGeneration;
import dragoman.ingestion.PassageTerms;
import dragoman.testsupport.ChangingSettings;
import dragoman.testsupport.MovableClock;
import dragoman.testsupport.OwnCorpus;
import dragoman.testsupport.WordsEmbeddingModel;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TermStatisticsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 10);
    private static final int PASSAGES = 6_000;
    private static final int EVERYWHERE = 1;
    private static final int EVERY_SECOND = 2;
    private static final int RARE = 3;
    private static final int NOWHERE = 4;

    @Inject
    Database main;
    @Inject
    EmbeddingModels models;
    @Inject
    SentenceSplitter sentences;

    private OwnCorpus corpus;
    private PassageGeneration generation;

    @BeforeEach
    void open() {
        WordsEmbeddingModel.repair();
        corpus = OwnCorpus.empty(main, models, sentences, new ChangingSettings(WordsEmbeddingModel.NAME, 200), new MovableClock(TODAY));
        generation = corpus.generations().active();
    }

    private TermStatistics.Counts counts(List<List<Integer>> groups) {
        return new TermStatistics(corpus.passages()).counts(generation, groups);
    }

    private static int number(String word) {
        return PassageTerms.number(Words.stem(word));
    }

    @Test
    void inASmallCorpusAllIsCounted() {
        corpus.ingestor().ingest(article("a", TODAY, "Grain was sold in Prague."));
        corpus.ingestor().ingest(article("b", TODAY, "Grain was bought in Rome."));
        corpus.ingestor().ingest(article("c", TODAY, "Gas was bought in Rome."));
        TermStatistics.Counts counts = counts(List.of(List.of(number("grain")), List.of(), List.of(number("vienna")), List.of(number("oil")),
                List.of(number("bought"), number("rome")), List.of(number("grain"), number("gas")), List.of(number("gas"))));
        assertEquals(3, counts.passages());
        assertEquals(List.of(2.0, 0.0, 3.0, 0.0, 2.0, 0.0, 1.0), counts.holding());
    }

    @Test
    void anEmptyCorpusHasNone() {
        assertEquals(new TermStatistics.Counts(0, List.of(0.0)), counts(List.of(List.of(EVERYWHERE))));
        assertEquals(new TermStatistics.Counts(0, List.of()), counts(List.of()));
    }

    @Test
    void aSmallCorpusIsCountedThoughThereAreStatistics() {
        corpus.ingestor().ingest(article("a", TODAY, "Grain was sold in Prague."));
        corpus.execute("analyze own_corpus.passage");
        corpus.ingestor().ingest(article("b", TODAY, "Grain was sold in Rome."));
        assertEquals(new TermStatistics.Counts(2, List.of(2.0)), counts(List.of(List.of(number("grain")))));
    }

    @Test
    void inALargeCorpusPostgresTellsOfCommonStemsAndRareOnesAreCounted() {
        corpus.ingestor().ingest(article("a", TODAY, "Gas."));
        corpus.execute("alter table passage_g1_p202602 set (autovacuum_enabled = false)");
        insert(1, PASSAGES, "case when i %% 2 = 0 then array[0, %d, %d, 1000 + i, 0] else array[0, %d, 1000 + i, 0] end"
                .formatted(EVERYWHERE, EVERY_SECOND, EVERYWHERE));
        corpus.execute("analyze own_corpus.passage_g1_p202602");
        // what PostgreSQL does not know of yet: its statistics go on to tell of common stems
        corpus.execute("update passage set terms = array[0, %d, 1000 + ordinal, 0] where ordinal <= 500".formatted(EVERYWHERE));
        insert(PASSAGES + 1, PASSAGES + 7, "array[0, %d, 0]".formatted(RARE));
        TermStatistics.Counts counts = counts(List.of(List.of(EVERYWHERE), List.of(RARE), List.of(EVERY_SECOND), List.of(NOWHERE), List.of(),
                List.of(EVERYWHERE, EVERY_SECOND)));
        assertEquals(PASSAGES + 1, counts.passages(), 60);
        assertEquals(PASSAGES, counts.holding().get(0), 60);
        assertEquals(7, counts.holding().get(1));
        assertEquals(PASSAGES / 2.0, counts.holding().get(2), 60);
        assertEquals(0, counts.holding().get(3));
        assertEquals(0, counts.holding().get(4));
        assertEquals(TermStatistics.ENOUGH, counts.holding().get(5));
    }

    @Test
    void statisticsOfAllPeriodsAreAdded() {
        corpus.ingestor().ingest(article("a", TODAY, "Gas."));
        corpus.ingestor().ingest(article("b", LocalDate.of(2010, 1, 1), "Gas."));
        insert(1, 4_000, "array[0, %d, 1000 + i, 0]".formatted(EVERYWHERE));
        corpus.execute("update passage set period = 0 where ordinal > 1000");
        corpus.execute("analyze own_corpus.passage");
        TermStatistics.Estimates estimates = corpus.passages().estimates(generation);
        assertEquals(4_002, estimates.passages(), 40);
        assertEquals(4_000, estimates.common().get(EVERYWHERE), 40);
    }

    /// @param terms of passage i, in SQL
    private void insert(int from, int to, String terms) {
        corpus.execute("""
                insert into passage (generation, period, article_id, version, ordinal, start_offset, end_offset, published, embedding, terms, weights)
                select generation, period, article_id, version, i, 0, 4, published,
                       (select array_agg(random() + 0 * (i + k)) from generate_series(1, 64) k)::real[]::halfvec(64), %s, weights
                  from passage, generate_series(%d, %d) i where ordinal = 0 and period = 202602""".formatted(terms, from, to));
    }
}
