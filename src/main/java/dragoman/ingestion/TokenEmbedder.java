package dragoman.ingestion;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dragoman.article.Span;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;

/// Gives texts token by token to the model that is part of the program, whatever model the passages are embedded with: what judges
/// sentences was fitted to it.
@ApplicationScoped
public class TokenEmbedder {

    static final String MODEL = "bge-small-en-v1.5-q";
    /// What the model's authors put before a question.
    private static final String ASKED = "Represent this sentence for searching relevant passages: ";
    /// A token takes one and a half kilobytes.
    private static final long CACHED_TOKENS = 60_000;

    private final EmbeddingModels models;
    private final Cache<String, TokenVectors> sentences = Caffeine.newBuilder().maximumWeight(CACHED_TOKENS)
            .weigher((String _, TokenVectors vectors) -> 1 + vectors.vectors().length).build();

    public TokenEmbedder(EmbeddingModels models) {
        this.models = models;
    }

    /// A sentence of an article; it is kept, since articles are asked about more than once.
    public TokenVectors sentence(String text) {
        return sentences.get(text, this::embed);
    }

    /// A sentence as one reads it after others: its tokens mean what they mean there, and the whole is that of all.
    ///
    /// @param before what was read before
    public TokenVectors sentenceAfter(String before, String sentence) {
        return sentences.get(before + "\n" + sentence, both -> without(before.length() + 1, embed(both)));
    }

    /// A question, whose whole is near to the sentences that answer it.
    TokenVectors question(String text) {
        return without(ASKED.length(), embed(ASKED + text));
    }

    /// The same without the tokens of a beginning of that length.
    private static TokenVectors without(int beginning, TokenVectors all) {
        int first = 0;
        while (first < all.tokens().size() && all.tokens().get(first).start() < beginning) {
            first++;
        }
        return new TokenVectors(all.whole(), all.tokens().stream().skip(first).map(token -> new Span(token.start() - beginning, token.end() - beginning)).toList(),
                Arrays.copyOfRange(all.vectors(), first, all.vectors().length));
    }

    private TokenVectors embed(String text) {
        return ((InProcessEmbeddingModel) models.named(MODEL).model()).tokens(text);
    }
}
