package dragoman.testsupport;

import dragoman.article.Article;
import dragoman.article.Publisher;
import dragoman.article.Rights;
import dragoman.database.Database;
import dragoman.feed.ArticleFormat;
import dragoman.feed.Delivery;
import dragoman.feed.UnreadableArticleException;
import dragoman.ingestion.ArticleIngestor;
import dragoman.ingestion.CorpusLoader;
import dragoman.ingestion.Ingested;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// The articles a test works on, in the real database.
@ApplicationScoped
public class Corpus {

    /// The token that the tests' configuration sets.
    public static final String ADMIN = "Bearer test-token";

    private final DataSource dataSource;
    private final Database database;
    private final ArticleIngestor ingestor;
    private final CorpusLoader loader;

    Corpus(DataSource dataSource, Database database, ArticleIngestor ingestor, CorpusLoader loader) {
        this.dataSource = dataSource;
        this.database = database;
        this.ingestor = ingestor;
        this.loader = loader;
    }

    /// Leaves no article and no answer. An answer of the test before that is still being stored may be in the way: then it is begun anew.
    public void clear() {
        database.transaction("the tables were not emptied", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("truncate article, article_version, article_bands, passage, article_embedding, answer, answer_citation, answer_feedback, conversation, conversation_turn, "
                        + "ingestion_job, feed, feed_entry, webhook_message, site_token, site, question_meaning, ruling, ruling_citation, topic_embargo");
            }
        });
    }

    /// The number that a query such as `select count(*) from passage` gives.
    public long count(String query) {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The text that a query such as `select id from answer` gives first.
    public String text(String query) {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String sql) {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Ingested ingest(Article article) {
        return ingestor.ingest(article);
    }

    /// Ingests Markdown with front matter.
    public Ingested ingestMarkdown(String markdown) {
        try {
            return ingestor.ingest(ArticleFormat.MARKDOWN.reader().read(Delivery.of(markdown)));
        } catch (UnreadableArticleException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ingests the articles that the project ships.
    public CorpusLoader.Report ingestShipped() throws IOException {
        return loader.load(List.of(Path.of("corpus")), (_, _) -> {
        });
    }

    /// An article that differs from others by its key and text only.
    public static Article article(String key, String text) {
        return new Article(key, "Ministers meet in Vienna", new Publisher("The Test Courier"), Optional.empty(),
                LocalDate.of(2025, 6, 3), "en", Rights.QUOTES_ONLY, List.of(), text);
    }
}
