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

    /// A stretch that stays whole.
    private record Piece(Span span, int tokens) {
    }

    /// The passages in the order of the text; `passage.text()` equals `text.substring(start, end)`.
    public List<Passage> split(String text) {
        List<Passage> passages = new ArrayList<>();
        Piece open = null;
        for (Piece piece : pieces(text)) {
            // no token reaches from one piece into the next, so that those of both together need not be counted again
            if (open != null && open.tokens + piece.tokens <= maxTokens) {
                open = new Piece(new Span(open.span.start(), piece.span.end()), open.tokens + piece.tokens);
                continue;
            }
            add(open, text, passages);
            open = piece;
        }
        add(open, text, passages);
        return passages;
    }

    private static void add(Piece piece, String text, List<Passage> passages) {
        if (piece != null) {
            passages.add(new Passage(passages.size(), piece.span, piece.span.in(text)));
        }
    }

    /// Paragraphs that fit, and parts of those that do not.
    private List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        List<Span> allSentences = null;
        for (Span paragraph : Paragraphs.of(text)) {
            Piece whole = piece(paragraph, text);
            if (whole.tokens <= maxTokens) {
                pieces.add(whole);
                continue;
            }
            allSentences = allSentences == null ? sentences.split(text) : allSentences;
            allSentences.stream().filter(paragraph::contains).forEach(sentence -> addFitting(sentence, text, pieces));
        }
        return pieces;
    }

    private void addFitting(Span span, String text, List<Piece> pieces) {
        Piece whole = piece(span, text);
        if (whole.tokens <= maxTokens || span.length() < 2) {
            pieces.add(whole);
            return;
        }
        int middle = (span.start() + span.end()) / 2;
        int cut = text.lastIndexOf(' ', middle);
        if (cut <= span.start()) {
            cut = Character.isLowSurrogate(text.charAt(middle)) ? middle - 1 : middle;
        }
        if (cut <= span.start()) {
            pieces.add(whole);
            return;
        }
        addFitting(new Span(span.start(), cut), text, pieces);
        int rest = text.charAt(cut) == ' ' ? cut + 1 : cut;
        if (rest < span.end()) {
            addFitting(new Span(rest, span.end()), text, pieces);
        }
    }

    private Piece piece(Span span, String text) {
        return new Piece(span, tokens.estimateTokenCountInText(span.in(text)));
    }
}
