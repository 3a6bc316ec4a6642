package dragoman.ingestion;

import static dragoman.testsupport.OwnCorpus.article;
import static dragoman.testsupport.OwnCorpus.question;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class PassagePartitionsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 10);
    private static final LocalDate LATER = LocalDate.of(2026, 9, 1);
    private static final int ARTICLES = 40;

    @Inject
    Database main;
    @Inject
    DataSource dataSource;
    @Inject
    EmbeddingModels models;
    @Inject
    SentenceSplitter sentences;

    private final MovableClock clock = new MovableClock(TODAY);
    private OwnCorpus corpus;

    @BeforeEach
    void open() {
        WordsEmbeddingModel.repair();
        corpus = OwnCorpus.empty(main, models, sentences, new ChangingSettings(WordsEmbeddingModel.NAME, 200), clock);
    }

    @ParameterizedTest
    @CsvSource({"2026-02-10, 202602", "2026-02-01, 202602", "2026-01-31, 202601", "2025-12-01, 202512", "2025-11-30, 0", "2026-01-01, 202601",
            "2024-12-31, 0", "2021-12-31, 0", "1999-05-05, 0", "2026-03-01, 202603"})
    void theNewestMonthsAndTheYearHavePeriodsOfTheirOwn(LocalDate day, int period) {
        assertEquals(period, corpus.partitions().period(day));
    }

    @Test
    void aPartitionIsMadeWhenThereIsSomethingToPutIntoIt() {
        PassageGeneration generation = corpus.generations().active();
        assertEquals(0, partitions());
        corpus.ingestor().ingest(article("a", TODAY, "Ministers met in Vienna."));
        corpus.ingestor().ingest(article("b", TODAY, "Ministers met in Prague."));
        assertEquals(1, partitions());
        corpus.ingestor().ingest(article("c", LocalDate.of(2010, 1, 1), "Ministers met in Rome."));
        assertEquals(2, partitions());
        assertEquals(2, corpus.count("select count(*) from %s_p202602".formatted(generation.table())));
        assertEquals(1, corpus.count("select count(*) from %s_p0".formatted(generation.table())));
    }

    /// The service's own tables lie in the schema that is searched next.
    @Test
    void aPartitionOfTheSameNameInAnotherSchemaIsAnother() throws SQLException {
        execute("create table if not exists public.passage_g1_p202602 ()");
        try {
            corpus.ingestor().ingest(article("a", TODAY, "Ministers met in Vienna."));
            assertEquals(1, corpus.count("select count(*) from passage"));
        } finally {
            execute("drop table public.passage_g1_p202602");
        }
    }

    @Test
    void aPartitionThatManyNeedAtOnceIsMadeOnce() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<?> one : List.of(1, 2, 3, 4, 5, 6, 7, 8).stream()
                    .map(i -> executor.submit(() -> corpus.ingestor().ingest(article("a" + i, TODAY, "Ministers met %d times.".formatted(i))))).toList()) {
                one.get();
            }
        }
        assertEquals(1, partitions());
        assertEquals(8, corpus.count("select count(*) from passage"));
    }

    @Test
    void aMonthThatIsNoLongerAmongTheNewestJoinsItsYear() {
        ingestMonths();
        assertEquals(0, corpus.partitions().fold(corpus.generations().active()));
        moveTo(LATER);
        assertEquals(3, corpus.partitions().fold(corpus.generations().active()));
        assertEquals(List.of(0L, 2026L), List.of(corpus.count("select min(period) from passage"), corpus.count("select max(period) from passage")));
        assertEquals(ARTICLES, corpus.count("select count(*) from passage"));
        assertEquals(2, partitions(), "what was emptied is dropped");
        assertEquals(0, corpus.partitions().fold(corpus.generations().active()));
    }

    @Test
    void yearsThatAreLongGoneJoinAllThatIsEarlier() {
        ingestMonths();
        moveTo(LocalDate.of(2028, 1, 10));
        corpus.partitions().fold(corpus.generations().active());
        assertEquals(ARTICLES, corpus.count("select count(*) from passage where period = 0"));
        assertEquals(1, partitions());
    }

    @ParameterizedTest
    @CsvSource({", 2026-02-10, period <= 202602", "2026-01-20, 2026-02-10, period <= 202602 and period >= 202601",
            "2025-06-20, 2026-02-10, period <= 202602 and (period >= 202506 or period between 2025 and 9999 or period = 0)",
            "2023-05-01, 2023-05-31, period <= 202305 and (period >= 202305 or period between 2023 and 9999 or period = 0)"})
    void aSearchNamesThePeriodsInWhichItsDaysMayLie(LocalDate from, LocalDate until, String condition) {
        assertEquals(condition, corpus.partitions().holding(Optional.ofNullable(from), until));
    }

    @Test
    void everyDayLiesInAPeriodThatASearchForItNames() {
        ingestMonths();
        for (LocalDate day : List.of(TODAY, LocalDate.of(2026, 1, 15), LocalDate.of(2025, 12, 24), LocalDate.of(2025, 3, 1))) {
            long all = corpus.count("select count(*) from passage where published = '%s'".formatted(day));
            for (LocalDate today : List.of(TODAY, LATER, LocalDate.of(2028, 1, 10))) {
                clock.move(Duration.between(clock.instant(), new MovableClock(today).instant()));
                assertEquals(all, corpus.count("select count(*) from passage where published = '%s' and %s"
                        .formatted(day, corpus.partitions().holding(Optional.of(day), day))), day + " on " + today);
            }
        }
    }

    @Test
    void whoSearchesWhileMonthsAreMovedSeesEachPassageOnce() throws Exception {
        ingestMonths();
        Set<String> all = found().stream().collect(Collectors.toSet());
        assertEquals(ARTICLES, all.size());
        ConcurrentLinkedQueue<Object> wrong = new ConcurrentLinkedQueue<>();
        CountDownLatch searched = new CountDownLatch(20);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                executor.submit(() -> {
                    while (!done.get()) {
                        try {
                            List<String> found = found();
                            long counted = corpus.count("select count(*) from " + corpus.generations().active().table());
                            if (found.size() != ARTICLES || !all.equals(Set.copyOf(found)) || counted != ARTICLES) {
                                wrong.add(found.size() + " found, " + counted + " counted");
                            }
                        } catch (RuntimeException e) {
                            wrong.add(e);
                        }
                        searched.countDown();
                    }
                });
            }
            AutoCloseable stop = () -> done.set(true);
            try (stop) {
                moveTo(LATER);
                assertEquals(3, corpus.partitions().fold(corpus.generations().active()));
                searched.await();
            }
        }
        assertEquals(List.of(), List.copyOf(wrong));
    }

    @Test
    void anArticleThatIsWithdrawnWhileItsMonthIsMovedIsGone() throws Exception {
        String id = corpus.ingestor().ingest(article("a", TODAY, "Ministers met in Vienna.")).articleId();
        corpus.partitions().ensure(corpus.generations().active(), 2026);
        withWriteInBetween("update own_corpus.passage_g1 set period = 2026", () -> corpus.store().withdraw(id));
        assertEquals(0, corpus.count("select count(*) from passage"));
        assertEquals(0, corpus.count("select count(*) from article_embedding"));
    }

    @Test
    void anArticleThatIsCorrectedWhileItsMonthIsMovedIsFoundCorrected() throws Exception {
        corpus.ingestor().ingest(article("a", TODAY, "Ministers met in Vienna."));
        corpus.partitions().ensure(corpus.generations().active(), 2026);
        withWriteInBetween("update own_corpus.passage_g1 set period = 2026",
                () -> corpus.ingestor().ingest(article("a", TODAY, "Ministers met in Prague.")));
        assertEquals(1, corpus.count("select count(*) from passage"));
        assertEquals(1, corpus.count("select count(*) from passage where version = 2"));
    }

    /// Begins the write while the statement is done and not yet committed.
    private void withWriteInBetween(String sql, Runnable write) throws Exception {
        try (Connection connection = dataSource.getConnection(); ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                Future<?> written = executor.submit(write);
                while (!written.isDone() && corpus.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") == 0) {
                    Thread.sleep(5);
                }
                connection.commit();
                written.get();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private void ingestMonths() {
        List<LocalDate> days = List.of(TODAY, LocalDate.of(2026, 1, 15), LocalDate.of(2025, 12, 24), LocalDate.of(2025, 3, 1));
        for (int i = 0; i < ARTICLES; i++) {
            corpus.ingestor().ingest(article("a" + i, days.get(i % days.size()), "Ministers met %d times in Vienna.".formatted(i)));
        }
        assertEquals(4, partitions());
    }

    private void moveTo(LocalDate day) {
        clock.move(Duration.between(clock.instant(), new MovableClock(day).instant()));
        assertTrue(LocalDate.now(clock).equals(day));
    }

    private List<String> found() {
        return corpus.retriever().candidates(question("Did ministers meet in Vienna?", LATER), LATER).stream()
                .map(one -> one.candidate().articleId() + "/" + one.candidate().ordinal()).toList();
    }

    private long partitions() {
        return corpus.count("select count(*) from pg_inherits where inhparent = '%s'::regclass".formatted(corpus.generations().active().table()));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
