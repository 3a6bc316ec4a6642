package dragoman.retrieval;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static dragoman.testsupport.Corpus.article;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.AugmentationResult;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.filter.Filter;
import dragoman.article.Article;
import dragoman.article.Publisher;
import dragoman.article.Rights;
import dragoman.ingestion.ArticleStore;
import dragoman.ingestion.PassageEmbedder;
import dragoman.ingestion.PassageGenerations;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Our parts in LangChain4j's own.
@QuarkusTest
class PassageEmbeddingStoreTest {

    private static final String QUESTION = "Where did ministers meet?";

    @Inject
    PassageEmbeddingStore store;
    @Inject
    HybridContentRetriever retriever;
    @Inject
    RecencyContentAggregator aggregator;
    @Inject
    PassageGenerations generations;
    @Inject
    PassageEmbedder embedder;
    @Inject
    ArticleStore articles;
    @Inject
    Corpus corpus;

    private String vienna;
    private String basel;

    @BeforeEach
    void ingest() {
        corpus.clear();
        vienna = corpus.ingest(article("a", "Ministers met in Vienna.")).articleId();
        basel = corpus.ingest(article("b", "Inflation rose by two points, the bank in Basel said.")).articleId();
    }

    private List<EmbeddingMatch<TextSegment>> search(int most, double minScore, Filter filter) {
        return store.search(EmbeddingSearchRequest.builder().queryEmbedding(embedder.embedQuestion(generations.active(), QUESTION))
                .maxResults(most).minScore(minScore).filter(filter).build()).matches();
    }

    private static String articleId(EmbeddingMatch<TextSegment> match) {
        return match.embedded().metadata().getString("articleId");
    }

    @Test
    void theNearestComeFirstWithTheirMetadata() {
        List<EmbeddingMatch<TextSegment>> matches = search(10, 0, null);
        assertEquals(List.of(vienna, basel), matches.stream().map(PassageEmbeddingStoreTest::articleId).toList());
        TextSegment first = matches.getFirst().embedded();
        assertEquals("Ministers met in Vienna.", first.text());
        assertEquals(new Metadata().put("articleId", vienna).put("version", 1).put("start", 0).put("end", 24)
                .put("title", "Ministers meet in Vienna").put("published", "2025-06-03"), first.metadata());
        assertTrue(matches.get(0).score() > matches.get(1).score() && matches.get(0).score() <= 1 && matches.get(1).score() >= 0);
    }

    @Test
    void noMoreAreGivenThanAreWanted() {
        assertEquals(1, search(1, 0, null).size());
    }

    @Test
    void whatScoresLessThanIsWantedIsLeftOut() {
        double best = search(10, 0, null).getFirst().score();
        assertEquals(1, search(10, best - 1e-6, null).size());
        assertEquals(0, search(10, best + 1e-6, null).size());
    }

    @Test
    void aFilterOnTheMetadataIsApplied() {
        assertEquals(List.of(basel), search(1, 0, metadataKey("articleId").isEqualTo(basel)).stream().map(PassageEmbeddingStoreTest::articleId).toList());
        assertEquals(List.of(), search(10, 0, metadataKey("published").isGreaterThan("2025-06-03")));
    }

    @Test
    void nothingOfWithdrawnArticlesNorOfTomorrowIsFound() {
        articles.withdraw(vienna);
        corpus.ingest(new Article("c", "Ministers meet", new Publisher("The Test Courier"), Optional.empty(), LocalDate.now().plusDays(2), "en",
                Rights.QUOTES_ONLY, List.of(), "Ministers met in Vienna, too."));
        assertEquals(List.of(basel), search(10, 0, null).stream().map(PassageEmbeddingStoreTest::articleId).toList());
    }

    @Test
    void nothingCanBeAddedOrRemoved() {
        Embedding embedding = Embedding.from(new float[384]);
        TextSegment segment = TextSegment.from("Ministers met.");
        assertThrows(UnsupportedFeatureException.class, () -> store.add(embedding));
        assertThrows(UnsupportedFeatureException.class, () -> store.add("1", embedding));
        assertThrows(UnsupportedFeatureException.class, () -> store.add(embedding, segment));
        assertThrows(UnsupportedFeatureException.class, () -> store.addAll(List.of(embedding)));
        assertThrows(UnsupportedFeatureException.class, () -> store.addAll(List.of(embedding), List.of(segment)));
        assertThrows(UnsupportedFeatureException.class, () -> store.addAll(List.of("1"), List.of(embedding), List.of(segment)));
        assertThrows(UnsupportedFeatureException.class, store::removeAll);
        assertThrows(UnsupportedFeatureException.class, () -> store.remove("1"));
        assertEquals(2, corpus.count("select count(*) from passage"));
    }

    @Test
    void theRetrieverOfLangChain4jWorksOnIt() {
        EmbeddingModel model = segments -> Response.from(embedder.embedAll(generations.active(), segments.stream().map(TextSegment::text).toList()));
        List<Content> contents = EmbeddingStoreContentRetriever.builder().embeddingStore(store).embeddingModel(model).maxResults(1).build()
                .retrieve(Query.from(QUESTION));
        assertEquals(List.of("Ministers met in Vienna."), contents.stream().map(content -> content.textSegment().text()).toList());
    }

    @Test
    void theAugmentorOfLangChain4jAugmentsAMessageWithWhatOurRetrieverFinds() {
        RetrievalAugmentor augmentor = DefaultRetrievalAugmentor.builder().contentRetriever(retriever).contentAggregator(aggregator).build();
        UserMessage message = UserMessage.from(QUESTION);
        AugmentationResult augmented = augmentor.augment(new AugmentationRequest(message,
                dev.langchain4j.rag.query.Metadata.from(message, "reader", List.of())));
        String text = ((UserMessage) augmented.chatMessage()).singleText();
        assertTrue(text.startsWith(QUESTION) && text.contains("Ministers met in Vienna."), text);
        assertEquals("Ministers met in Vienna.", augmented.contents().getFirst().textSegment().text());
        assertEquals(vienna, augmented.contents().getFirst().textSegment().metadata().getString("articleId"));
    }
}
