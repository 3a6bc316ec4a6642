package dragoman.ingestion;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.langchain4j.data.embedding.Embedding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Embeds questions: as a whole to find passages, and token by token to judge sentences. Each is embedded once for all who want it at about the
/// same time, while they do something else.
@ApplicationScoped
public class QuestionEmbedder {

    private static final int KEPT = 100;
    private static final ExecutorService BESIDE = Executors.newVirtualThreadPerTaskExecutor();

    private final PassageEmbedder passages;
    private final TokenEmbedder tokens;
    private final AsyncCache<Asked, Embedding> wholes;
    private final AsyncCache<String, TokenVectors> byToken;

    @Inject
    public QuestionEmbedder(PassageEmbedder passages, TokenEmbedder tokens) {
        this(passages, tokens, KEPT);
    }

    /// @param kept how many questions are kept after they were embedded
    public QuestionEmbedder(PassageEmbedder passages, TokenEmbedder tokens, int kept) {
        this.passages = passages;
        this.tokens = tokens;
        this.wholes = Caffeine.newBuilder().maximumSize(kept).buildAsync();
        this.byToken = Caffeine.newBuilder().maximumSize(kept).buildAsync();
    }

    private record Asked(String model, String question) {
    }

    /// The question as a whole, near to the passages of that generation that answer it. Fails as the generation's model does.
    public CompletableFuture<Embedding> whole(PassageGeneration generation, String question) {
        return TokenEmbedder.MODEL.equals(generation.model()) ? byToken(question).thenApply(vectors -> Embedding.from(vectors.whole()))
                : once(wholes, new Asked(generation.model(), question), () -> passages.embedQuestion(generation, question));
    }

    /// The question's tokens, see {@link TokenEmbedder}.
    public CompletableFuture<TokenVectors> byToken(String question) {
        return once(byToken, question, () -> tokens.question(question));
    }

    private static <K, V> CompletableFuture<V> once(AsyncCache<K, V> cache, K asked, Supplier<V> work) {
        CompletableFuture<V> known = cache.getIfPresent(asked);
        if (known != null && known.isCompletedExceptionally()) {
            // the cache drops what has failed only after those who waited for it have heard
            cache.asMap().remove(asked, known);
        }
        return cache.get(asked, (_, _) -> CompletableFuture.supplyAsync(work, BESIDE));
    }
}
