package dragoman.ingestion;

import static dragoman.testsupport.OwnCorpus.article;
import static dragoman.testsupport.OwnCorpus.question;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.Article;
import dragoman.article.ArticleVersion;
import dragoman.article.SentenceSplitter;
import dragoman.database.Database;
import dragoman.ingestion.Ingested.Outcome;
import dragoman.retrieval.RetrievedPassage;
import dragoman.settings.CannotStartException;
import dragoman.testsupport.ChangingSettings;
import dragoman.testsupport.MovableClock;
import dragoman.testsupport.OwnCorpus;
import dragoman.testsupport.WordsEmbeddingModel;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ReembeddingTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 10);
    /// More than one batch.
    private static final int ARTICLES = 70;
    private static final String BGE = "bge-small-en-v1.5-q";
    private static final String GENERATIONS = "select count(*) from passage_generation";
    private static final String LACKING = """
            select count(*) from article_version v where state = 'LIVE' and (
                not exists (select from passage p where p.generation = %1$d and p.article_id = v.article_id and p.version = v.version)
                or not exists (select from article_embedding e where e.generation = %1$d and e.article_id = v.article_id and e.version = v.version))""";
    private static final String ORPHANS = """
            select (select count(*) from passage p left join article_version v using (article_id, version) where v.state is distinct from 'LIVE')
                 + (select count(*) from article_embedding e left join article_version v using (article_id, version) where v.state is distinct from 'LIVE')
                 + (select count(*) from passage p where not exists (
                        select from article_embedding e where e.generation = p.generation and e.article_id = p.article_id and e.version = p.version))
                 + (select count(*) from article_embedding e where not exists (
                        select from passage p where e.generation = p.generation and e.article_id = p.article_id and e.version = p.version))
                 + (select count(*) from passage where generation not in (select id from passage_generation))""";

    @Inject
    Database main;
    @Inject
    DataSource dataSource;
    @Inject
    EmbeddingModels models;
    @Inject
    SentenceSplitter sentences;

    private final MovableClock clock = new MovableClock(TODAY);
    private ChangingSettings settings;
    private OwnCorpus corpus;

    private void open(String model, int articles) {
        WordsEmbeddingModel.repair();
        settings = new ChangingSettings(model, 200);
        corpus = OwnCorpus.empty(main, models, sentences, settings, clock);
        for (int i = 0; i < articles; i++) {
            corpus.ingestor().ingest(numbered(i));
        }
    }

    @AfterEach
    void repair() {
        WordsEmbeddingModel.repair();
    }

    /// Each is found by a word of its own, in its second paragraph, and has too many of its own to be another's reprint.
    private static Article numbered(int i) {
        return article("a" + i, TODAY.minusDays(i), """
                Ministers of nine states met in Vienna for the %dth time and spoke about grain, gas and the border.

                They agreed to send envoys to %s, where the talks are to go on in spring, the Austrian minister told reporters.

                Further meetings are planned in %s.""".formatted(i, place(i),
                Stream.of("ville", "stadt", "grad", "ton", "ford", "ham", "dorf", "heim", "polis").map(end -> place(i).replace("burg", end))
                        .collect(Collectors.joining(", "))));
    }

    private static String place(int i) {
        return "Quor" + (char) ('a' + i / 26) + (char) ('a' + i % 26) + "burg";
    }

    private List<RetrievedPassage> ask(String question) {
        return corpus.retriever().retrieve(question(question, TODAY), TODAY);
    }

    private void assertFinds(int i) {
        String id = numbered(i).id();
        RetrievedPassage first = ask("Will envoys be sent to %s?".formatted(place(i))).getFirst();
        assertTrue(first.articleId().equals(id) && first.text().contains(place(i)), first.toString());
    }

    private Reembedding.Outcome run() {
        return corpus.reembedding().run((_, _) -> {
        });
    }

    @ParameterizedTest
    @CsvSource({BGE + ", 40", "all-minilm-l6-v2-q, 200"})
    void allQuestionsAreAnsweredWhilePassagesAreMadeAnew(String model, int maxTokens) throws Exception {
        open(BGE, ARTICLES);
        Map<String, String> texts = new ConcurrentHashMap<>();
        for (int i = 0; i < ARTICLES; i++) {
            texts.put(numbered(i).id(), numbered(i).text());
        }
        ConcurrentLinkedQueue<Object> wrong = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Integer> searched = new ConcurrentLinkedQueue<>();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        Article correctedDone = article("a1", TODAY, "The meeting in Vienna was put off, the hosts said in Nimmerstadt.");
        Article correctedOpen = article("a69", TODAY.minusDays(69), "The meeting in Vienna was put off, the hosts said in Immerstadt.");
        Article delivered = article("new", TODAY, "Envoys arrived in Newtownville and were received by the mayor.");
        List<String> withdrawn = List.of(numbered(2).id(), numbered(68).id());
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch begun = new CountDownLatch(8);
            AutoCloseable stop = () -> done.set(true);
            for (int t = 0; t < 4; t++) {
                int first = t;
                executor.submit(() -> {
                    for (int i = first; !done.get(); i += 7) {
                        try {
                            searched.add(corpus.generations().active().id());
                            List<RetrievedPassage> found = ask("Will envoys be sent to %s?".formatted(place(i % ARTICLES)));
                            if (found.isEmpty()) {
                                wrong.add("nothing found");
                            }
                            found.stream().filter(passage -> passage.version() == 1 && texts.containsKey(passage.articleId())
                                    && !passage.span().in(texts.get(passage.articleId())).equals(passage.text())).forEach(wrong::add);
                        } catch (RuntimeException e) {
                            wrong.add(e);
                        }
                        asked.incrementAndGet();
                        begun.countDown();
                        // readers who ask without a pause leave no time for anything else
                        Thread.sleep(200);
                    }
                    return null;
                });
            }
            try (stop) {
                begun.await();
                settings.change(model, maxTokens);
                AtomicInteger batches = new AtomicInteger();
                assertEquals(Reembedding.Outcome.SWITCHED, corpus.reembedding().run((_, _) -> {
                    if (batches.getAndIncrement() == 0) {
                        // the newest were made anew by now, the oldest were not
                        assertEquals(1, corpus.generations().active().id());
                        withdrawn.forEach(corpus.store()::withdraw);
                        assertEquals(Outcome.UPDATED, corpus.ingestor().ingest(correctedDone).outcome());
                        assertEquals(Outcome.UPDATED, corpus.ingestor().ingest(correctedOpen).outcome());
                        assertEquals(Outcome.CREATED, corpus.ingestor().ingest(delivered).outcome());
                    }
                }));
                int atSwitch = asked.get();
                while (asked.get() < atSwitch + 20) {
                    Thread.sleep(5);
                }
                assertTrue(batches.get() > 1, "batches " + batches);
            }
        }
        assertEquals(List.of(), List.copyOf(wrong));
        assertEquals(List.of(1, 2), searched.stream().distinct().toList());
        assertEquals(2, corpus.generations().active().id());
        assertEquals(1, corpus.count(GENERATIONS + " where state = 'ACTIVE' and id = 2"));
        assertEquals(1, corpus.count(GENERATIONS + " where state = 'RETIRED' and id = 1"));
        assertEquals(0, corpus.count(LACKING.formatted(2)));
        assertEquals(0, corpus.count(ORPHANS));
        assertTrue(maxTokens == 200 || corpus.count("select count(*) from passage where generation = 2") > ARTICLES);
        assertEquals(ARTICLES + 1, corpus.count("select count(distinct article_id) from passage where generation = 2") + withdrawn.size());
        assertFinds(0);
        assertFinds(60);
        assertEquals(correctedDone.text(), ask("Nimmerstadt").getFirst().text());
        assertEquals(correctedOpen.text(), ask("Immerstadt").getFirst().text());
        assertEquals(delivered.text(), ask("Newtownville").getFirst().text());
        for (int gone : List.of(2, 68)) {
            assertTrue(ask("Will envoys be sent to %s?".formatted(place(gone))).stream().noneMatch(passage -> withdrawn.contains(passage.articleId())));
        }
    }

    @Test
    void whatIsAsSetStays() {
        open(WordsEmbeddingModel.NAME, 3);
        int calls = WordsEmbeddingModel.calls();
        assertEquals(Reembedding.Outcome.AS_SET, run());
        assertEquals(calls, WordsEmbeddingModel.calls());
        assertEquals(1, corpus.count(GENERATIONS));
    }

    @Test
    void anArticleWithoutPassagesGetsThem() {
        open(WordsEmbeddingModel.NAME, 3);
        corpus.execute("delete from passage where article_id = '%s'".formatted(numbered(1).id()));
        corpus.execute("delete from article_embedding where article_id = '%s'".formatted(numbered(1).id()));
        assertEquals(Reembedding.Outcome.AS_SET, run());
        assertFinds(1);
    }

    @Test
    void anInterruptedRunIsGoneOnWith() {
        open(WordsEmbeddingModel.NAME, ARTICLES);
        settings.change(WordsEmbeddingModel.NAME, 40);
        WordsEmbeddingModel.breakAfter(66);
        assertThrows(IllegalStateException.class, this::run);
        WordsEmbeddingModel.repair();
        assertEquals(1, corpus.count(GENERATIONS + " where state = 'ACTIVE' and id = 1"));
        assertFinds(5);
        long made = corpus.count("select count(*) from article_embedding where generation = 2");
        assertTrue(made >= 64 && made <= 66, "made " + made);
        int calls = WordsEmbeddingModel.calls();
        assertEquals(Reembedding.Outcome.SWITCHED, run());
        assertEquals(ARTICLES - made, WordsEmbeddingModel.calls() - calls);
        assertEquals(2, corpus.generations().active().id());
        assertEquals(2, corpus.count(GENERATIONS));
        assertEquals(0, corpus.count(LACKING.formatted(2)));
        assertEquals(0, corpus.count(ORPHANS));
        assertFinds(5);
    }

    @Test
    void otherSettingsAreRefusedWhileOneIsBuilt() {
        open(WordsEmbeddingModel.NAME, 5);
        settings.change(WordsEmbeddingModel.NAME, 40);
        WordsEmbeddingModel.breakAfter(1);
        assertThrows(IllegalStateException.class, this::run);
        WordsEmbeddingModel.repair();
        settings.change(WordsEmbeddingModel.NAME, 60);
        assertEquals(Reembedding.Outcome.OTHER_RUNNING, run());
        assertEquals(1, corpus.count(GENERATIONS + " where state = 'BUILDING' and passage_tokens = 40"));
        assertEquals(2, corpus.count(GENERATIONS));
        settings.change(WordsEmbeddingModel.NAME, 40);
        assertEquals(Reembedding.Outcome.SWITCHED, run());
        settings.change(WordsEmbeddingModel.NAME, 60);
        assertEquals(Reembedding.Outcome.SWITCHED, run());
        assertEquals(3, corpus.generations().active().id());
    }

    @Test
    void twoRunsAtOnceMakeOneGeneration() throws Exception {
        open(WordsEmbeddingModel.NAME, ARTICLES);
        settings.change(WordsEmbeddingModel.NAME, 40);
        List<Reembedding.Outcome> outcomes = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Reembedding.Outcome> one : List.of(executor.submit(this::run), executor.submit(this::run))) {
                outcomes.add(one.get());
            }
        }
        assertFalse(outcomes.contains(Reembedding.Outcome.OTHER_RUNNING), outcomes.toString());
        assertEquals(2, corpus.generations().active().id());
        assertEquals(2, corpus.count(GENERATIONS));
        assertEquals(0, corpus.count(LACKING.formatted(2)));
        assertEquals(0, corpus.count(ORPHANS));
    }

    /// Another instance's view of what is active may be a second old.
    @Test
    void aRunRightAfterTheSwitchOfAnotherInstanceMakesNothing() {
        open(WordsEmbeddingModel.NAME, 5);
        PassageGenerations other = new PassageGenerations(corpus.database(), settings, new PassageEmbedder(models), clock);
        Reembedding others = new Reembedding(other, corpus.store(), corpus.ingestor());
        assertEquals(1, other.active().id());
        settings.change(WordsEmbeddingModel.NAME, 40);
        assertEquals(Reembedding.Outcome.SWITCHED, run());
        assertEquals(Reembedding.Outcome.AS_SET, others.run((_, _) -> {
        }));
        assertEquals(2, corpus.count(GENERATIONS));
    }

    @Test
    void aGenerationThatLacksAnArticleIsNotSearched() {
        open(WordsEmbeddingModel.NAME, 5);
        settings.change(WordsEmbeddingModel.NAME, 40);
        PassageGeneration building = corpus.generations().build().orElseThrow();
        assertFalse(corpus.generations().activate(building));
        assertEquals(1, corpus.generations().active().id());
        assertEquals(1, corpus.count(GENERATIONS + " where state = 'BUILDING'"));
    }

    @Test
    void aVersionThatIsNoLongerLiveOrHasItsPassagesGetsNone() {
        open(WordsEmbeddingModel.NAME, 1);
        settings.change(WordsEmbeddingModel.NAME, 40);
        PassageGeneration building = corpus.generations().build().orElseThrow();
        ArticleVersion version = corpus.store().findNewest(numbered(0).id()).orElseThrow();
        assertTrue(corpus.ingestor().embedInto(building, version));
        assertFalse(corpus.ingestor().embedInto(building, version));
        assertEquals(1, corpus.count("select count(*) from article_embedding where generation = 2"));
        corpus.store().withdraw(version.articleId());
        assertFalse(corpus.ingestor().embedInto(building, version));
        assertEquals(0, corpus.count("select count(*) from passage"));
        assertEquals(0, corpus.count("select count(*) from article_embedding"));
    }

    @Test
    void whatIsRetiredIsKeptForItsLastReadersAndThenDropped() {
        open(WordsEmbeddingModel.NAME, 5);
        settings.change(WordsEmbeddingModel.NAME, 40);
        assertEquals(Reembedding.Outcome.SWITCHED, run());
        clock.move(PassageGenerations.GRACE);
        assertEquals(Reembedding.Outcome.AS_SET, run());
        assertEquals(5, corpus.count("select count(distinct article_id) from passage_g1"));
        clock.move(Duration.ofSeconds(1));
        assertEquals(Reembedding.Outcome.AS_SET, run());
        assertEquals(1, corpus.count(GENERATIONS));
        assertEquals(0, corpus.count("select count(*) from article_embedding where generation = 1"));
        assertEquals(0, corpus.count("select count(*) from pg_class where relnamespace = 'own_corpus'::regnamespace and relname like 'passage_g1%'"));
        assertEquals(0, corpus.count(ORPHANS));
        assertFinds(3);
    }

    @Test
    void askingDeliveringAndWithdrawingGoOnWhileGenerationsChangeAndAreDropped() throws Exception {
        open(WordsEmbeddingModel.NAME, 20);
        ConcurrentLinkedQueue<Object> wrong = new ConcurrentLinkedQueue<>();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger delivered = new AtomicInteger(1000);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Runnable ask = () -> {
                if (ask("Did ministers meet in Vienna?").isEmpty()) {
                    wrong.add("nothing found");
                }
            };
            Runnable deliver = () -> {
                String id = corpus.ingestor().ingest(article("new" + delivered.incrementAndGet(), TODAY, "Envoys met in Prague.")).articleId();
                if (delivered.get() % 2 == 0) {
                    corpus.store().withdraw(id);
                }
            };
            AutoCloseable stop = () -> done.set(true);
            try (stop) {
                for (Runnable work : List.of(ask, ask, deliver, deliver)) {
                    executor.submit(() -> {
                        while (!done.get()) {
                            try {
                                work.run();
                                Thread.sleep(5);
                            } catch (RuntimeException e) {
                                wrong.add(e);
                            }
                        }
                        return null;
                    });
                }
                for (int maxTokens : List.of(40, 60, 80)) {
                    settings.change(WordsEmbeddingModel.NAME, maxTokens);
                    assertEquals(Reembedding.Outcome.SWITCHED, run());
                    // readers may be a second behind
                    Thread.sleep(1_200);
                    clock.move(PassageGenerations.GRACE.plusSeconds(1));
                    assertEquals(Reembedding.Outcome.AS_SET, run());
                    assertEquals(1, corpus.count(GENERATIONS));
                }
            }
        }
        assertEquals(List.of(), List.copyOf(wrong));
        assertEquals(0, corpus.count(LACKING.formatted(4)));
        assertEquals(0, corpus.count(ORPHANS));
    }

    @Test
    void anArticleThatArrivesInTheMomentOfTheSwitchGoesIntoTheNewGeneration() throws Exception {
        open(WordsEmbeddingModel.NAME, 0);
        corpus.generations().active();
        settings.change(WordsEmbeddingModel.NAME, 40);
        corpus.generations().build().orElseThrow();
        try (Connection connection = dataSource.getConnection(); ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // what the switch does
                statement.execute("select from own_corpus.passage_generation for update");
                Future<Ingested> ingested = executor.submit(() -> corpus.ingestor().ingest(numbered(7)));
                while (!ingested.isDone() && corpus.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") == 0) {
                    Thread.sleep(5);
                }
                statement.execute("update own_corpus.passage_generation set state = 'RETIRED' where state = 'ACTIVE'");
                statement.execute("update own_corpus.passage_generation set state = 'ACTIVE', activated_at = now() where state = 'BUILDING'");
                connection.commit();
                assertEquals(Outcome.CREATED, ingested.get().outcome());
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        assertEquals(0, corpus.count(LACKING.formatted(2)));
        assertEquals(0, corpus.count("select count(*) from passage where generation = 1"));
    }

    @Test
    void aModelThatIsNotThereBeginsNothing() {
        open(WordsEmbeddingModel.NAME, 1);
        settings.change("no-such-model", 200);
        assertTrue(assertThrows(CannotStartException.class, this::run).getMessage().contains("no-such-model"));
        assertEquals(1, corpus.count(GENERATIONS));
        assertFinds(0);
    }
}
