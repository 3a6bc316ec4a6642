package dragoman.ingestion;

import dev.langchain4j.model.embedding.onnx.HuggingFaceTokenCountEstimator;
import dragoman.article.SentenceSplitter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the splitters fit the embedding model.
class Splitting {

    /// Few enough that a passage is about one thing; the model itself silently drops what is beyond 510.
    private static final int MAX_TOKENS = 200;

    @Produces
    @Singleton
    SentenceSplitter sentenceSplitter() {
        return new SentenceSplitter();
    }

    @Produces
    @Singleton
    ArticleSplitter articleSplitter(SentenceSplitter sentences) {
        return new ArticleSplitter(sentences, new HuggingFaceTokenCountEstimator(), MAX_TOKENS);
    }
}
