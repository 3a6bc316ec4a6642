package dragoman.ingestion;

import dev.langchain4j.data.embedding.Embedding;
import dragoman.article.Article;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.ingestion.Ingested.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Takes an article into the corpus: splits, embeds and stores it.
@ApplicationScoped
public class ArticleIngestor {

    private final Splitting splitting;
    private final PassageEmbedder embedder;
    private final PassageGenerations generations;
    private final ArticleStore store;
    private final CopyFinder copies;
    private final Clock clock;

    public ArticleIngestor(Splitting splitting, PassageEmbedder embedder, PassageGenerations generations, ArticleStore store, CopyFinder copies, Clock clock) {
        this.splitting = splitting;
        this.embedder = embedder;
        this.generations = generations;
        this.store = store;
        this.copies = copies;
        this.clock = clock;
    }

    /// Returns once the article can be found. What is already known, what waits for its time and what only repeats another article costs no
    /// embedding.
    public Ingested ingest(Article article) {
        Ingested plan = store.preview(article);
        if (plan.outcome() != Outcome.CREATED && plan.outcome() != Outcome.UPDATED) {
            return plan;
        }
        if (article.details().isEmbargoed(clock.instant())) {
            return store.storeEmbargoed(article);
        }
        Optional<ArticleVersion> waiting = store.find(article.id(), plan.version()).filter(version -> version.state() == State.EMBARGOED);
        if (waiting.isPresent()) {
            // the same words again, and no longer under embargo
            store.endEmbargo(article.id(), plan.version());
            release(article.id(), plan.version());
            return plan;
        }
        long[] bands = copies.bands(article.text());
        Optional<Ingested> copy = store.storeCopy(article, copies, bands);
        return copy.isPresent() ? copy.get() : untilStored(article, passages -> store.store(article, passages, copies, bands));
    }

    /// Makes a version live whose embargo is over.
    ///
    /// @return whether it is live now; false if there is none that waits, or its embargo was put off
    boolean release(String articleId, int version) {
        Optional<ArticleVersion> waiting = store.find(articleId, version).filter(found -> found.state() == State.EMBARGOED)
                .filter(found -> !found.article().details().isEmbargoed(clock.instant()));
        return waiting.isPresent() && untilStored(waiting.get().article(), passages -> store.release(waiting.get(), passages, copies));
    }

    /// Lets an article speak for itself that was taken for a copy of another.
    ///
    /// @return whether it does now; false if there is no such copy
    public boolean letSpeak(String articleId) {
        Optional<ArticleVersion> version = store.speakerOf(articleId).flatMap(_ -> store.findLive(articleId));
        return version.isPresent() && untilStored(version.get().article(), passages -> store.letSpeak(version.get(), passages));
    }

    private <T> T untilStored(Article article, Function<EmbeddedPassages, Optional<T>> storing) {
        Optional<T> stored;
        do {
            // another generation may become active while this one's passages are embedded
            stored = storing.apply(passages(generations.active(), article));
        } while (stored.isEmpty());
        return stored.get();
    }

    /// Adds the passages of a stored version to a generation, unless the version is no longer live.
    ///
    /// @return whether they were added
    boolean embedInto(PassageGeneration generation, ArticleVersion version) {
        return store.addPassages(version, passages(generation, version.article()));
    }

    /// Embedding takes long: it is done before a transaction opens.
    private EmbeddedPassages passages(PassageGeneration generation, Article article) {
        List<Passage> passages = splitting.split(generation, article.text());
        List<Embedding> embeddings = embedder.embed(generation, article.title(), passages);
        return new EmbeddedPassages(generation, passages, splitting.terms(article.title(), article.text(), passages),
                splitting.events(article.text(), passages, article.published()), embeddings);
    }
}
