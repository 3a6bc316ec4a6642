package dragoman.ingestion;

import dev.langchain4j.data.embedding.Embedding;
import java.util.List;

/// The passages of one article, ready to be stored.
///
/// @param generation how they were made
/// @param passages   one or more, in order
/// @param terms      one for each passage, in order
/// @param events     one for each passage, in order
/// @param embeddings one for each passage, in order
public record EmbeddedPassages(PassageGeneration generation, List<Passage> passages, List<PassageTerms> terms, List<EventDates> events, List<Embedding> embeddings) {

    public EmbeddedPassages {
        if (passages.isEmpty() || passages.size() != terms.size() || passages.size() != events.size() || passages.size() != embeddings.size()) {
            throw new IllegalArgumentException("%d passages, %d terms, %d event dates, %d embeddings".formatted(passages.size(), terms.size(), events.size(), embeddings.size()));
        }
    }
}
