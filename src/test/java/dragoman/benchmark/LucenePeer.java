package dragoman.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.QueryBuilder;

/// Lucene on disk, set up as it comes: `EnglishAnalyzer`, BM25, HNSW with the default codec, default merge policy, a reader
/// from the open writer, a search in one thread. The date limit is a filter within both searches.
///
/// Runs faster with `--add-modules jdk.incubator.vector`, as Lucene itself advises.
final class LucenePeer implements Peer {

    enum Mode { BM25, VECTOR, FUSION }

    private static final int CANDIDATES = 100;
    private static final int RANK_CONSTANT = 60;
    private static final Set<String> RETURNED = Set.of("id", "text");

    private final Mode mode;
    private final Path folder;
    private final Directory directory;
    private final Analyzer analyzer = new EnglishAnalyzer();
    private final ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
    private final IndexWriter writer;
    private DirectoryReader reader;
    private IndexSearcher searcher;

    /// @param parent where the index gets a folder of its own, removed by `close`
    LucenePeer(Mode mode, Path parent) {
        this.mode = mode;
        try {
            folder = Files.createTempDirectory(parent, "lucene");
            directory = new MMapDirectory(folder);
            writer = new IndexWriter(directory, new IndexWriterConfig(analyzer).setMergeScheduler(merges));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "Lucene " + switch (mode) {
            case BM25 -> "BM25";
            case VECTOR -> "HNSW";
            case FUSION -> "BM25 + HNSW, fusion";
        };
    }

    @Override
    public void index(Iterable<BenchmarkPassage> passages) {
        try {
            for (BenchmarkPassage passage : passages) {
                writer.addDocument(document(passage));
            }
            writer.commit();
            // else the first searches would be timed while the machine still merges
            merges.sync();
            writer.commit();
            reader = DirectoryReader.open(writer);
            searcher = new IndexSearcher(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Document document(BenchmarkPassage passage) {
        Document document = new Document();
        document.add(new StoredField("id", passage.id()));
        document.add(new TextField("text", passage.titleAndText(), Store.YES));
        document.add(new IntField("published", day(passage.published()), Store.NO));
        if (mode != Mode.BM25) {
            document.add(new KnnFloatVectorField("vector", passage.vector(), VectorSimilarityFunction.DOT_PRODUCT));
        }
        return document;
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    @Override
    public List<Long> search(String question, float[] vector, LocalDate until, int limit) {
        Query filter = until == null ? null : IntField.newRangeQuery("published", Integer.MIN_VALUE, day(until));
        try {
            return ids(switch (mode) {
                case BM25 -> searcher.search(matching(question, filter), limit);
                case VECTOR -> nearest(vector, filter, limit);
                case FUSION -> {
                    int candidates = Math.max(CANDIDATES, limit);
                    yield TopDocs.rrf(limit, RANK_CONSTANT, new TopDocs[] {
                            searcher.search(matching(question, filter), candidates), nearest(vector, filter, candidates)});
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Query matching(String question, Query filter) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        Query words = new QueryBuilder(analyzer).createBooleanQuery("text", question);
        if (words == null) {
            return query.build();
        }
        query.add(words, Occur.MUST);
        if (filter != null) {
            query.add(filter, Occur.FILTER);
        }
        return query.build();
    }

    /// Lucene visits as many neighbours as it is asked for: fewer than the candidates would cost recall.
    private TopDocs nearest(float[] vector, Query filter, int limit) throws IOException {
        return searcher.search(new KnnFloatVectorQuery("vector", vector, Math.max(CANDIDATES, limit), filter), limit);
    }

    private List<Long> ids(TopDocs found) throws IOException {
        StoredFields stored = searcher.storedFields();
        List<Long> ids = new ArrayList<>();
        for (ScoreDoc hit : found.scoreDocs) {
            ids.add(stored.document(hit.doc, RETURNED).getField("id").numericValue().longValue());
        }
        return ids;
    }

    /// How many parts the index is in: each is searched in turn.
    int segments() {
        return reader.leaves().size();
    }

    /// Leaves one segment, which is the best case and not how a growing index is run.
    void forceMerge() {
        try {
            writer.forceMerge(1);
            writer.commit();
            DirectoryReader merged = DirectoryReader.openIfChanged(reader);
            if (merged != null) {
                reader.close();
                reader = merged;
                searcher = new IndexSearcher(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long bytes() {
        try {
            long bytes = 0;
            for (String file : directory.listAll()) {
                bytes += directory.fileLength(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
            writer.close();
            for (String file : directory.listAll()) {
                directory.deleteFile(file);
            }
            directory.close();
            analyzer.close();
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
