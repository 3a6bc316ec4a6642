package dragoman.retrieval;

import dragoman.article.SentenceSplitter;
import dragoman.database.Database;
import dragoman.ingestion.ArticleIngestor;
import dragoman.ingestion.ArticleStore;
import dragoman.ingestion.CopyFinder;
import dragoman.ingestion.EmbeddingModels;
import dragoman.ingestion.PassageEmbedder;
import dragoman.ingestion.PassageGenerations;
import dragoman.ingestion.PassagePartitions;
import dragoman.ingestion.PassageSettings;
import dragoman.ingestion.QuestionEmbedder;
import dragoman.ingestion.Reembedding;
import dragoman.ingestion.Splitting;
import dragoman.ingestion.TokenEmbedder;
import java.sql.Statement;
import java.time.Clock;

/// A corpus beside the service's own, with tables of its own and the very same parts: for measuring.
///
/// @param database    the way to its tables
/// @param articles    what it holds
/// @param ingestor    takes articles in
/// @param reembedding brings the passages to the settings
/// @param generations which passages are searched
/// @param partitions  where passages of a day go
/// @param passages    where they are
/// @param statistics  how common words are in them
/// @param questions   embeds what is asked, each time anew
/// @param retriever   finds them
public record SeparateCorpus(Database database, ArticleStore articles, ArticleIngestor ingestor, Reembedding reembedding, PassageGenerations generations,
        PassagePartitions partitions, PassageStore passages, TermStatistics statistics, QuestionEmbedder questions, HybridContentRetriever retriever) {

    /// Opens the corpus, making it where it is missing.
    ///
    /// @param schema letters, digits and underscores
    /// @param clock  decides which months are the newest
    public static SeparateCorpus open(Database main, String schema, EmbeddingModels models, PassageSettings settings, SentenceSplitter sentences,
            Clock clock) {
        return over(main.inSchema(schema), models, settings, sentences, clock);
    }

    /// The corpus of a database whose tables are there.
    public static SeparateCorpus over(Database database, EmbeddingModels models, PassageSettings settings, SentenceSplitter sentences, Clock clock) {
        PassageEmbedder embedder = new PassageEmbedder(models);
        PassageGenerations generations = new PassageGenerations(database, settings, embedder, clock);
        PassagePartitions partitions = new PassagePartitions(database, settings, clock);
        ArticleStore articles = new ArticleStore(database, partitions, clock);
        ArticleIngestor ingestor = new ArticleIngestor(new Splitting(sentences), embedder, generations, articles, CopyFinder.NONE, clock);
        PassageStore passages = new PassageStore(database, partitions);
        TermStatistics statistics = new TermStatistics(passages);
        // what is measured must embed each question whenever it is asked
        QuestionEmbedder questions = new QuestionEmbedder(embedder, new TokenEmbedder(models), 0);
        return new SeparateCorpus(database, articles, ingestor, new Reembedding(generations, articles, ingestor), generations, partitions, passages,
                statistics, questions, new HybridContentRetriever(new QuestionAnalyzer(), generations, questions, statistics, passages, clock));
    }

    /// Lets PostgreSQL gather its statistics now, which it otherwise does by itself within a minute or so.
    public void analyze() {
        database.forBulkWork().query("the statistics could not be gathered", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("analyze");
            }
        });
    }
}
