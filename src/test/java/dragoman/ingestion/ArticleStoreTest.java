package dragoman.ingestion;

import static dragoman.testsupport.Corpus.article;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.embedding.Embedding;
import dragoman.article.Article;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.CorpusSummary;
import dragoman.database.StorageException;
import dragoman.ingestion.Ingested.Outcome;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ArticleStoreTest {

    private static final String ORPHANS = """
            select count(*) from passage p left join article_version v on v.article_id = p.article_id and v.version = p.version
             where v.state is distinct from 'LIVE'""";

    @Inject
    ArticleStore store;
    @Inject
    Splitting splitting;
    @Inject
    PassageGenerations generations;
    @Inject
    Corpus corpus;

    @BeforeEach
    void clear() {
        corpus.clear();
    }

    @Test
    void whatIsStoredIsReadBackUnchanged() {
        Article article = article("a", "Ministers met 🇺🇦 in “Vienna”.\n\nThey left.");
        Ingested ingested = corpus.ingest(article);
        assertEquals(new Ingested(article.id(), 1, Outcome.CREATED), ingested);
        assertEquals(new ArticleVersion(article.id(), 1, State.LIVE, article), store.findNewest(article.id()).orElseThrow());
    }

    @Test
    void theSameArticleTwiceIsOneArticle() {
        corpus.ingest(article("a", "Ministers met."));
        assertEquals(Outcome.UNCHANGED, corpus.ingest(article("a", "Ministers met.")).outcome());
        assertEquals(1, corpus.count("select count(*) from article_version"));
        assertEquals(1, corpus.count("select count(*) from passage"));
    }

    @Test
    void theSameArticleAtTheSameTimeIsOneArticle() {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 8).forEach(_ -> executor.submit(() -> corpus.ingest(article("a", "Ministers met."))));
        }
        assertEquals(1, corpus.count("select count(*) from article_version"));
        assertEquals(1, corpus.count("select count(*) from passage"));
    }

    @Test
    void aCorrectionIsTheNextVersionAndTheOnlyOneFound() {
        String id = corpus.ingest(article("a", "Ministers met in Vienna.")).articleId();
        assertEquals(new Ingested(id, 2, Outcome.UPDATED), corpus.ingest(article("a", "Ministers met in Prague.")));
        assertEquals(State.SUPERSEDED, store.find(id, 1).orElseThrow().state());
        assertEquals(State.LIVE, store.find(id, 2).orElseThrow().state());
        assertEquals(0, corpus.count("select count(*) from passage where version = 1"));
        assertEquals(0, corpus.count(ORPHANS));
    }

    @Test
    void aWithdrawnArticleIsNotFoundAndDoesNotComeBack() {
        String id = corpus.ingest(article("a", "Ministers met.")).articleId();
        assertEquals(State.WITHDRAWN, store.withdraw(id).orElseThrow().state());
        assertEquals(Outcome.WITHDRAWN, corpus.ingest(article("a", "Ministers met.")).outcome());
        assertEquals(Outcome.WITHDRAWN, corpus.ingest(article("a", "Ministers met again.")).outcome());
        assertEquals(0, corpus.count("select count(*) from passage"));
        assertTrue(store.withdraw(id).isPresent());
        assertFalse(store.withdraw("nobody").isPresent());
    }

    @Test
    void anArticleIsStoredWholeOrNotAtAll() {
        Article article = article("a", "Ministers met.\n\n" + "They spoke about grain, gas and the border at great length. ".repeat(40));
        PassageGeneration generation = generations.active();
        List<Passage> passages = splitting.split(generation, article.text());
        assertTrue(passages.size() > 1);
        List<Embedding> broken = passages.stream().map(passage -> Embedding.from(new float[passage.ordinal() == 0 ? 384 : 3])).toList();
        EmbeddedPassages embedded = new EmbeddedPassages(generation, passages, splitting.terms(article.title(), article.text(), passages),
                splitting.events(article.text(), passages, article.published()), broken);
        assertThrows(StorageException.class, () -> store.store(article, embedded));
        assertEquals(0, corpus.count("select count(*) from article"));
        assertEquals(0, corpus.count("select count(*) from article_version"));
        assertEquals(0, corpus.count("select count(*) from passage"));
    }

    @Test
    void theSummaryCountsLiveArticlesOnly() {
        assertEquals(0, store.summarize().articles());
        corpus.ingest(article("a", "Ministers met."));
        String withdrawn = corpus.ingest(article("b", "Ministers met elsewhere.")).articleId();
        store.withdraw(withdrawn);
        CorpusSummary summary = store.summarize();
        assertEquals(1, summary.articles());
        assertEquals(1, summary.latest().size());
        assertEquals(summary.newest(), summary.oldest());
    }
}
