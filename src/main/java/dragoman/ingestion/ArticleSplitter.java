package dragoman.ingestion;

import dev.langchain4j.model.TokenCountEstimator;
import dragoman.article.Paragraphs;
import dragoman.article.SentenceSplitter;
import dragoman.article.Span;
import java.util.ArrayList;
import java.util.List;

/// Cuts an article into passages: as many whole paragraphs as fit the embedding model, a longer paragraph at the ends of its
/// sentences, a longer sentence at the ends of its words. Passages follow each other without overlap and hold every word.
public final class ArticleSplitter {

    /// Grows by one with every change of where passages begin and end or of what stands beside them ({@link PassageTerms}, {@link EventDates}), so that those
    /// made before can be told apart.
    public static final int VERSION = 3;

    private final SentenceSplitter sentences;
    private final TokenCountEstimator tokens;
    private final int maxTokens;

    /// @param maxTokens the most tokens of a passage, as the estimator counts them
    public ArticleSplitter(SentenceSplitter sentences, TokenCountEstimator tokens, int maxTokens) {
        this.sentences = sentences;
        this.tokens = tokens;
        this.maxTokens = maxTokens;
    }

    /// The passages in the order of the text; `passage.text()` equals `text.substring(start, end)`.
    public List<Passage> split(String text) {
        List<Span> bounds = new ArrayList<>();
        Span open = null;
        for (Span piece : pieces(text)) {
            Span joined = open == null ? piece : new Span(open.start(), piece.end());
            if (open != null && tokensIn(joined, text) > maxTokens) {
                bounds.add(open);
                open = piece;
            } else {
                open = joined;
            }
        }
        if (open != null) {
            bounds.add(open);
        }
        List<Passage> passages = new ArrayList<>();
        for (Span span : bounds) {
            passages.add(new Passage(passages.size(), span, span.in(text)));
        }
        return passages;
    }

    /// Paragraphs that fit, and parts of those that do not.
    private List<Span> pieces(String text) {
        List<Span> pieces = new ArrayList<>();
        List<Span> allSentences = null;
        for (Span paragraph : Paragraphs.of(text)) {
            if (tokensIn(paragraph, text) <= maxTokens) {
                pieces.add(paragraph);
                continue;
            }
            allSentences = allSentences == null ? sentences.split(text) : allSentences;
            allSentences.stream().filter(paragraph::contains).forEach(sentence -> addFitting(sentence, text, pieces));
        }
        return pieces;
    }

    private void addFitting(Span span, String text, List<Span> pieces) {
        if (tokensIn(span, text) <= maxTokens || span.length() < 2) {
            pieces.add(span);
            return;
        }
        int middle = (span.start() + span.end()) / 2;
        int cut = text.lastIndexOf(' ', middle);
        if (cut <= span.start()) {
            cut = Character.isLowSurrogate(text.charAt(middle)) ? middle - 1 : middle;
        }
        if (cut <= span.start()) {
            pieces.add(span);
            return;
        }
        addFitting(new Span(span.start(), cut), text, pieces);
        int rest = text.charAt(cut) == ' ' ? cut + 1 : cut;
        if (rest < span.end()) {
            addFitting(new Span(rest, span.end()), text, pieces);
        }
    }

    private int tokensIn(Span span, String text) {
        return tokens.estimateTokenCountInText(span.in(text));
    }
}
