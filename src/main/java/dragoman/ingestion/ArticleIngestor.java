package dragoman.ingestion;

import dev.langchain4j.data.embedding.Embedding;
import dragoman.article.Article;
import dragoman.ingestion.Ingested.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Takes an article into the corpus: splits, embeds and stores it.
@ApplicationScoped
public class ArticleIngestor {

    private final ArticleSplitter splitter;
    private final PassageEmbedder embedder;
    private final ArticleStore store;

    ArticleIngestor(ArticleSplitter splitter, PassageEmbedder embedder, ArticleStore store) {
        this.splitter = splitter;
        this.embedder = embedder;
        this.store = store;
    }

    /// Returns once the article can be found. What is already known costs no embedding.
    public Ingested ingest(Article article) {
        Ingested plan = store.preview(article);
        if (plan.outcome() == Outcome.UNCHANGED || plan.outcome() == Outcome.WITHDRAWN) {
            return plan;
        }
        List<Passage> passages = splitter.split(article.text());
        // embedding takes long: it is done before the transaction opens
        List<Embedding> embeddings = embedder.embed(article.title(), passages);
        return store.store(article, passages, embeddings);
    }
}
