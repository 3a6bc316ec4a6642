package dragoman.ingestion;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Embeds passages and questions for bge-small-en-v1.5: 384 dimensions, cosine distance.
@ApplicationScoped
public class PassageEmbedder {

    /// What the model's authors put before a query, and before nothing else, when short questions seek longer passages.
    private static final String QUERY_PREFIX = "Represent this sentence for searching relevant passages: ";

    private final EmbeddingModel model;

    PassageEmbedder(EmbeddingModel model) {
        this.model = model;
    }

    /// One embedding for each passage, in order. The headline goes in with each passage, so that a passage that only says
    /// "the summit" is found by the summit's name.
    List<Embedding> embed(String title, List<Passage> passages) {
        return embedAll(passages.stream().map(passage -> title + "\n" + passage.text()).toList());
    }

    /// Embeds texts as they are, in order.
    public List<Embedding> embedAll(List<String> texts) {
        return texts.isEmpty() ? List.of() : model.embedAll(texts.stream().map(TextSegment::from).toList()).content();
    }

    /// Embeds a question so that it is near to the passages that answer it.
    public Embedding embedQuestion(String question) {
        return model.embed(QUERY_PREFIX + question).content();
    }
}
