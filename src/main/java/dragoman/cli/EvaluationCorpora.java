package dragoman.cli;

import dragoman.article.Article;
import dragoman.article.Publisher;
import dragoman.article.Rights;
import dragoman.article.SentenceSplitter;
import dragoman.database.Database;
import dragoman.evaluation.EvaluationSet;
import dragoman.evaluation.EvaluationSet.Document;
import dragoman.evaluation.EvaluationSet.Query;
import dragoman.evaluation.ReadingSet;
import dragoman.feed.Headlines;
import dragoman.ingestion.CorpusLoader.Progress;
import dragoman.ingestion.EmbeddingModels;
import dragoman.ingestion.PassageSettings;
import dragoman.retrieval.SeparateCorpus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Gatherers;

/// Makes a corpus of each set; what was embedded for an earlier run is not embedded again.
@ApplicationScoped
class EvaluationCorpora {

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    /// For a set without dates.
    private static final LocalDate UNDATED = LocalDate.of(2000, 1, 1);
    /// For a query without a day nothing is more current than anything else.
    private static final LocalDate NO_DAY = LocalDate.of(9999, 12, 31);

    private final Database database;
    private final EmbeddingModels models;
    private final PassageSettings settings;
    private final SentenceSplitter sentences;

    EvaluationCorpora(Database database, EmbeddingModels models, PassageSettings settings, SentenceSplitter sentences) {
        this.database = database;
        this.models = models;
        this.settings = settings;
        this.sentences = sentences;
    }

    /// A set whose documents can be searched.
    ///
    /// @param byArticle the documents by the ids of the articles that were made of them
    record Searchable(EvaluationSet set, SeparateCorpus corpus, Map<String, Document> byArticle) {

        /// Nothing published later can answer.
        static LocalDate until(Query query) {
            return query.asked().map(day -> day.plusDays(1)).orElse(NO_DAY);
        }
    }

    Searchable open(EvaluationSet set, Progress progress) {
        LocalDate newest = set.documents().stream().flatMap(document -> document.published().stream()).max(Comparator.naturalOrder()).orElse(UNDATED);
        SeparateCorpus corpus = open(set.name(), newest);
        Map<String, Document> byArticle = new HashMap<>();
        List<Article> articles = set.documents().stream().map(document -> {
            Article article = article(set.name() + ":" + document.id(), document.title(), document.published().orElse(newest), document.text());
            byArticle.put(article.id(), document);
            return article;
        }).toList();
        ingest(corpus, articles, progress);
        return new Searchable(set, corpus, byArticle);
    }

    /// A set whose passages can be read.
    ///
    /// @param articleIds by the ids of the items
    record Readable(ReadingSet set, SeparateCorpus corpus, Map<String, String> articleIds) {
    }

    Readable open(ReadingSet set, Progress progress) {
        SeparateCorpus corpus = open(set.name(), UNDATED);
        Map<String, String> articleIds = new HashMap<>();
        List<Article> articles = set.items().stream().map(item -> {
            Article article = article(set.name() + ":" + item.id(), item.title(), UNDATED, item.text());
            articleIds.put(item.id(), article.id());
            return article;
        }).toList();
        ingest(corpus, articles, progress);
        return new Readable(set, corpus, articleIds);
    }

    private SeparateCorpus open(String name, LocalDate newest) {
        return SeparateCorpus.open(database, "evaluation_" + name, models, settings, sentences,
                Clock.fixed(newest.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC), ZoneOffset.UTC));
    }

    private static Article article(String id, String title, LocalDate published, String text) {
        return new Article(id, title.isEmpty() ? Headlines.fromOpening(text) : title, Publisher.NOT_STATED, Optional.empty(), published, "en",
                Rights.QUOTES_ONLY, List.of(), text);
    }

    private static void ingest(SeparateCorpus corpus, List<Article> articles, Progress progress) {
        corpus.reembedding().run(progress);
        AtomicInteger done = new AtomicInteger();
        articles.stream().gather(Gatherers.mapConcurrent(CORES, corpus.ingestor()::ingest)).forEach(_ -> progress.done(done.incrementAndGet(), articles.size()));
        corpus.analyze();
    }
}
