package dragoman.ingestion;

import dev.langchain4j.data.embedding.Embedding;
import dragoman.article.Article;
import dragoman.article.ArticleVersion;
import dragoman.ingestion.Ingested.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Takes an article into the corpus: splits, embeds and stores it.
@ApplicationScoped
public class ArticleIngestor {

    private final Splitting splitting;
    private final PassageEmbedder embedder;
    private final PassageGenerations generations;
    private final ArticleStore store;

    public ArticleIngestor(Splitting splitting, PassageEmbedder embedder, PassageGenerations generations, ArticleStore store) {
        this.splitting = splitting;
        this.embedder = embedder;
        this.generations = generations;
        this.store = store;
    }

    /// Returns once the article can be found. What is already known costs no embedding.
    public Ingested ingest(Article article) {
        Ingested plan = store.preview(article);
        if (plan.outcome() == Outcome.UNCHANGED || plan.outcome() == Outcome.WITHDRAWN) {
            return plan;
        }
        Optional<Ingested> stored;
        do {
            // another generation may become active while this one's passages are embedded
            stored = store.store(article, passages(generations.active(), article));
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
