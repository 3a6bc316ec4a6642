package dragoman.benchmark;

import dragoman.article.Span;
import dragoman.ingestion.Passage;
import dragoman.ingestion.PassageGeneration;
import dragoman.ingestion.PassageTerms;
import dragoman.ingestion.Splitting;
import dragoman.retrieval.QuestionAnalyzer;
import dragoman.retrieval.SeparateCorpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/// Dragoman's own retrieval over a corpus in a schema of its own. The passages come with their vectors, so they are copied into the tables
/// and the indexes are built afterwards, as after a restore.
final class DragomanPeer implements Peer {

    private static final int BATCH = 4_096;

    private final SeparateCorpus corpus;
    private final Splitting splitting;
    private final LocalDate today;
    private final QuestionAnalyzer analyzer = new QuestionAnalyzer();
    private double vectorIndexSeconds;

    /// @param today the day of the corpus's clock
    DragomanPeer(SeparateCorpus corpus, Splitting splitting, LocalDate today) {
        this.corpus = corpus;
        this.splitting = splitting;
        this.today = today;
    }

    @Override
    public String name() {
        return "Dragoman";
    }

    SeparateCorpus corpus() {
        return corpus;
    }

    /// How long building the vector index took, in seconds.
    double vectorIndexSeconds() {
        return vectorIndexSeconds;
    }

    @Override
    public void index(Iterable<BenchmarkPassage> passages) {
        PassageGeneration generation = corpus.generations().active();
        Set<Integer> periods = new TreeSet<>();
        passages.forEach(passage -> periods.add(corpus.partitions().period(passage.published())));
        clear();
        periods.forEach(period -> corpus.partitions().ensure(generation, period));
        corpus.database().query("the passages were not copied", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set maintenance_work_mem = '3GB'");
                List<String> indexes = dropIndexes(statement);
                copyArticles(connection, passages);
                copyPassages(connection, passages, generation);
                for (String index : indexes) {
                    long start = System.nanoTime();
                    statement.execute(index);
                    if (index.contains("hnsw")) {
                        vectorIndexSeconds = (System.nanoTime() - start) / 1e9;
                    }
                }
                statement.execute("insert into article_embedding select " + generation.id() + ", article_id, 1, avg(embedding) from passage group by article_id");
                statement.execute("reset maintenance_work_mem");
                statement.execute("analyze");
                return null;
            }
        });
    }

    private void clear() {
        corpus.database().query("the passages were not removed", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("truncate article, article_version, passage, article_embedding cascade");
            }
        });
    }

    /// The statements that make the indexes again.
    private static List<String> dropIndexes(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select i.indexrelid::regclass, pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid
                 where c.relkind = 'I' and not i.indisunique and c.relnamespace = current_schema()::regnamespace
                   and not exists (select from pg_inherits h where h.inhrelid = i.indexrelid)""")) {
            while (rows.next()) {
                names.add(rows.getString(1));
                definitions.add(rows.getString(2).replace(" ON ONLY ", " ON "));
            }
        }
        for (String name : names) {
            statement.execute("drop index " + name);
        }
        return definitions;
    }

    private static void copyArticles(Connection connection, Iterable<BenchmarkPassage> passages) throws SQLException {
        Set<String> seen = new HashSet<>();
        try (PGCopyOutputStream out = copy(connection, "article (id, source_key)")) {
            out.write(CopyRow.HEADER);
            for (BenchmarkPassage passage : passages) {
                if (seen.add(passage.document())) {
                    out.write(new CopyRow(2).text(passage.document()).text(passage.document()).bytes());
                }
            }
            out.write(CopyRow.TRAILER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        seen.clear();
        try (PGCopyOutputStream out = copy(connection, "article_version (article_id, version, state, title, publisher, published, language, rights, "
                + "sources, body, fingerprint)")) {
            out.write(CopyRow.HEADER);
            for (BenchmarkPassage passage : passages) {
                if (seen.add(passage.document())) {
                    out.write(new CopyRow(11).text(passage.document()).integer(1).text("LIVE").text(passage.title()).text("benchmark")
                            .date(passage.published()).text("en").text("QUOTES_ONLY").noTexts().text(passage.text()).text("").bytes());
                }
            }
            out.write(CopyRow.TRAILER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copyPassages(Connection connection, Iterable<BenchmarkPassage> passages, PassageGeneration generation) throws SQLException {
        try (PGCopyOutputStream out = copy(connection, "passage (generation, period, id, article_id, version, ordinal, start_offset, end_offset, "
                + "published, embedding, terms, weights)")) {
            out.write(CopyRow.HEADER);
            List<BenchmarkPassage> batch = new ArrayList<>();
            for (BenchmarkPassage passage : passages) {
                batch.add(passage);
                if (batch.size() == BATCH) {
                    write(out, batch, generation);
                    batch.clear();
                }
            }
            write(out, batch, generation);
            out.write(CopyRow.TRAILER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(PGCopyOutputStream out, List<BenchmarkPassage> batch, PassageGeneration generation) throws IOException {
        for (byte[] row : batch.parallelStream().map(passage -> row(passage, generation)).toList()) {
            out.write(row);
        }
    }

    private byte[] row(BenchmarkPassage passage, PassageGeneration generation) {
        Passage whole = new Passage(0, new Span(0, passage.text().length()), passage.text());
        PassageTerms terms = splitting.terms(passage.title(), passage.text(), List.of(whole)).getFirst();
        return new CopyRow(12).small(generation.id()).integer(corpus.partitions().period(passage.published())).big(passage.id())
                .text(passage.document()).integer(1).integer(Math.toIntExact(passage.id())).integer(0).integer(passage.text().length())
                .date(passage.published()).halfvec(passage.vector()).integers(terms.sequence()).sparsevec(PassageTerms.sparse(terms.weights())).bytes();
    }

    private static PGCopyOutputStream copy(Connection connection, String table) throws SQLException {
        return new PGCopyOutputStream(connection.unwrap(PGConnection.class), "copy " + table + " from stdin (format binary)");
    }

    @Override
    public List<Long> search(String question, float[] vector, LocalDate until, int limit) {
        LocalDate day = until == null ? today : until;
        return corpus.retriever().rank(analyzer.analyze(question, day), day, limit).stream().map(ranked -> ranked.candidate().id()).toList();
    }

    @Override
    public long bytes() {
        return corpus.database().query("the size could not be read", connection -> {
            try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("""
                    select sum(pg_total_relation_size(oid)) from pg_class
                     where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname ~ '^(passage|article_embedding)'""")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /// The size on disk of the indexes of one kind, such as `hnsw` or `gin`.
    long indexBytes(String kind) {
        return corpus.database().query("the size could not be read", connection -> {
            try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("""
                    select sum(pg_relation_size(c.oid)) from pg_class c join pg_am a on a.oid = c.relam
                     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'i' and a.amname = '%s'""".formatted(kind))) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public void close() {
        clear();
    }
}
