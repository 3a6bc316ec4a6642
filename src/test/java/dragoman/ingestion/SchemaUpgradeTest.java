package dragoman.ingestion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dragoman.article.SentenceSplitter;
import dragoman.database.Database;
import dragoman.retrieval.QuestionAnalyzer;
import dragoman.retrieval.SeparateCorpus;
import dragoman.testsupport.ChangingSettings;
import dragoman.testsupport.MovableClock;
import dragoman.testsupport.WordsEmbeddingModel;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// A database of an earlier version of the program.
@QuarkusTest
class SchemaUpgradeTest {

    private static final String SCHEMA = "upgraded";
    private static final LocalDate DAY = LocalDate.of(2025, 6, 3);

    @Inject
    DataSource dataSource;
    @Inject
    Database main;
    @Inject
    EmbeddingModels models;
    @Inject
    SentenceSplitter sentences;

    @Test
    void articlesOfTheFirstSchemaAreFoundAgain() throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + SCHEMA + " cascade");
        }
        Flyway.configure().dataSource(dataSource).schemas(SCHEMA).target("1").load().migrate();
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("insert into upgraded.article values ('a', 'key')");
            statement.execute("""
                    insert into upgraded.article_version (article_id, version, state, title, publisher, published, language, rights, sources, body, fingerprint)
                    values ('a', 1, 'SUPERSEDED', 'Grain', 'Courier', '2025-06-03', 'en', 'QUOTES_ONLY', '{}', 'Grain was sold in Rom.', 'f'),
                           ('a', 2, 'LIVE', 'Grain', 'Courier', '2025-06-03', 'en', 'QUOTES_ONLY', '{}', 'Grain was sold in Rome.', 'g')""");
            statement.execute("""
                    insert into upgraded.passage (article_id, version, ordinal, start_offset, end_offset, published, embedding, keywords)
                    values ('a', 2, 0, 0, 23, '2025-06-03', array_fill(0.1, array[384])::vector, to_tsvector('english', 'Grain was sold in Rome.'))""");
        }
        WordsEmbeddingModel.repair();
        SeparateCorpus corpus = SeparateCorpus.open(main, SCHEMA, models, new ChangingSettings(WordsEmbeddingModel.NAME, 200), sentences, new MovableClock(DAY));
        corpus.reembedding().run((_, _) -> {
        });
        var found = corpus.retriever().retrieve(new QuestionAnalyzer().analyze("Where was grain sold?", DAY), DAY);
        assertEquals("Grain was sold in Rome.", found.getFirst().text());
        assertEquals(2, found.getFirst().version());
        assertEquals(1, found.size());
    }
}
