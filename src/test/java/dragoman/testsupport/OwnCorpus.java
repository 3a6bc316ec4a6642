package dragoman.testsupport;

import dragoman.article.Article;
import dragoman.article.Publisher;
import dragoman.article.Rights;
import dragoman.article.SentenceSplitter;
import dragoman.database.Database;
import dragoman.ingestion.ArticleIngestor;
import dragoman.ingestion.ArticleStore;
import dragoman.ingestion.EmbeddingModels;
import dragoman.ingestion.PassageGenerations;
import dragoman.ingestion.PassagePartitions;
import dragoman.ingestion.PassageSettings;
import dragoman.ingestion.Reembedding;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.HybridContentRetriever;
import dragoman.retrieval.PassageStore;
import dragoman.retrieval.QuestionAnalyzer;
import dragoman.retrieval.SeparateCorpus;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// An empty corpus in a schema of its own, whose settings and clock a test chooses.
public record OwnCorpus(SeparateCorpus parts) {

    private static final String SCHEMA = "own_corpus";

    public static OwnCorpus empty(Database main, EmbeddingModels models, SentenceSplitter sentences, PassageSettings settings, Clock clock) {
        main.query("the schema was not dropped", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("drop schema if exists %s cascade".formatted(SCHEMA));
            }
        });
        return new OwnCorpus(SeparateCorpus.open(main, SCHEMA, models, settings, sentences, clock));
    }

    public Database database() {
        return parts.database();
    }

    public PassagePartitions partitions() {
        return parts.partitions();
    }

    public PassageGenerations generations() {
        return parts.generations();
    }

    public ArticleStore store() {
        return parts.articles();
    }

    public ArticleIngestor ingestor() {
        return parts.ingestor();
    }

    public Reembedding reembedding() {
        return parts.reembedding();
    }

    public PassageStore passages() {
        return parts.passages();
    }

    public HybridContentRetriever retriever() {
        return parts.retriever();
    }

    public static Article article(String key, LocalDate published, String text) {
        return new Article(key, "Ministers meet in Vienna", new Publisher("The Test Courier"), Optional.empty(), published, "en",
                Rights.QUOTES_ONLY, List.of(), text);
    }

    public static AnalyzedQuestion question(String text, LocalDate today) {
        return new QuestionAnalyzer().analyze(text, today);
    }

    /// The number that a query such as `select count(*) from passage` gives.
    public long count(String query) {
        return database().query("not counted", connection -> {
            try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    public void execute(String sql) {
        database().forBulkWork().query("not executed", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
