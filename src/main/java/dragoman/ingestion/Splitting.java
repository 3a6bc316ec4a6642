package dragoman.ingestion;

import dev.langchain4j.model.TokenCountEstimator;
import dev.langchain4j.model.embedding.onnx.HuggingFaceTokenCountEstimator;
import dragoman.article.SentenceSplitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;

/// Splits articles for a generation and numbers the terms of their passages.
@ApplicationScoped
public class Splitting {

    private final SentenceSplitter sentences;
    private final TokenCountEstimator tokens = new HuggingFaceTokenCountEstimator();

    public Splitting(SentenceSplitter sentences) {
        this.sentences = sentences;
    }

    /// The sentence splitter of the whole program; its model is large.
    static class OfSentences {
        @Produces
        @Singleton
        SentenceSplitter sentenceSplitter() {
            return new SentenceSplitter();
        }
    }

    /// The passages of a text in order.
    public List<Passage> split(PassageGeneration generation, String text) {
        return new ArticleSplitter(sentences, tokens, generation.passageTokens()).split(text);
    }

    /// The days of which each passage tells, in order.
    ///
    /// @param published the day from which "on Sunday" follows
    public List<EventDates> events(String text, List<Passage> passages, LocalDate published) {
        var spans = sentences.split(text);
        return passages.stream().map(passage -> EventDates.of(text, passage.span(), spans, published)).toList();
    }

    /// The terms of each passage, in order.
    public List<PassageTerms> terms(String title, String text, List<Passage> passages) {
        var spans = sentences.split(text);
        return passages.stream().map(passage -> PassageTerms.of(title, text, passage, spans)).toList();
    }
}
