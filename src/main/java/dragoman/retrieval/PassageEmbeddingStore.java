package dragoman.retrieval;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.RelevanceScore;
import dragoman.ingestion.PassageGeneration;
import dragoman.ingestion.PassageGenerations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The passages as LangChain4j sees vectors: to be searched, not to be written to. Passages belong to versions of articles and come and go
/// with them; whoever wants one in ingests its article.
@ApplicationScoped
public class PassageEmbeddingStore implements EmbeddingStore<TextSegment> {

    /// A filter is applied to so many times as many passages as are wanted; where it lets fewer through, fewer are found.
    private static final int FILTERED_FROM = 10;
    private static final String READ_ONLY = "Passages come in with their articles; use ArticleIngestor.";

    private final PassageStore store;
    private final PassageGenerations generations;
    private final Clock clock;

    PassageEmbeddingStore(PassageStore store, PassageGenerations generations, Clock clock) {
        this.store = store;
        this.generations = generations;
        this.clock = clock;
    }

    /// The passages of live articles up to today that are nearest to the embedding, nearest first. The metadata are those of
    /// {@link RetrievedPassage#toSegment}; matches carry no embedding.
    @Override
    public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
        PassageGeneration generation = generations.active();
        int limit = request.filter() == null ? request.maxResults() : request.maxResults() * FILTERED_FROM;
        List<Candidate> candidates = store.nearest(generation, request.queryEmbedding(), Period.until(LocalDate.now(clock)), limit);
        Map<String, PassageStore.Body> bodies = store.bodies(candidates);
        return new EmbeddingSearchResult<>(candidates.stream().flatMap(candidate -> match(candidate, bodies).stream())
                .filter(match -> match.score() >= request.minScore())
                .filter(match -> request.filter() == null || request.filter().test(match.embedded().metadata()))
                .limit(request.maxResults()).toList());
    }

    private static Optional<EmbeddingMatch<TextSegment>> match(Candidate candidate, Map<String, PassageStore.Body> bodies) {
        return Optional.ofNullable(bodies.get(candidate.articleId())).map(body -> new EmbeddingMatch<>(
                RelevanceScore.fromCosineSimilarity(candidate.cosine()), String.valueOf(candidate.id()), null,
                PassageSelection.passage(candidate, candidate.span(), body, candidate.cosine()).toSegment()));
    }

    @Override
    public String add(Embedding embedding) {
        throw new UnsupportedFeatureException(READ_ONLY);
    }

    @Override
    public void add(String id, Embedding embedding) {
        throw new UnsupportedFeatureException(READ_ONLY);
    }

    @Override
    public String add(Embedding embedding, TextSegment segment) {
        throw new UnsupportedFeatureException(READ_ONLY);
    }

    @Override
    public List<String> addAll(List<Embedding> embeddings) {
        throw new UnsupportedFeatureException(READ_ONLY);
    }
}
