package dragoman.cli;

import dragoman.article.Article;
import dragoman.article.SentenceSplitter;
import dragoman.feed.ArticleFormat;
import dragoman.feed.Delivery;
import dragoman.feed.UnreadableArticleException;
import dragoman.ingestion.ArticleSplitter;
import dragoman.ingestion.PassageGeneration;
import dragoman.ingestion.Splitting;
import dragoman.reading.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

/// Finds passages of the articles of a folder by their words (Lucene's BM25), with no database: for measuring readers alone.
final class FolderSearch {

    private static final String FIELD = "text";
    /// As the service makes them.
    private static final PassageGeneration GENERATION = new PassageGeneration(1, "none", 1, 200, ArticleSplitter.VERSION,
            PassageGeneration.State.ACTIVE);

    private final List<Text> passages;
    private final EnglishAnalyzer analyzer = new EnglishAnalyzer();
    private final IndexSearcher searcher;

    private FolderSearch(List<Text> passages) throws IOException {
        this.passages = passages;
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (Text passage : passages) {
                Document document = new Document();
                document.add(new TextField(FIELD, passage.headline() + "\n" + String.join(" ", passage.sentences()), Field.Store.NO));
                writer.addDocument(document);
            }
        }
        this.searcher = new IndexSearcher(DirectoryReader.open(directory));
    }

    /// @throws IOException if the folder holds no articles, or one cannot be read
    static FolderSearch of(Path folder, SentenceSplitter sentences) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(".md")).sorted().toList();
        }
        if (files.isEmpty()) {
            throw new IOException(folder + " holds no articles (*.md)");
        }
        Splitting splitting = new Splitting(sentences);
        List<Text> passages = new ArrayList<>();
        for (Path file : files) {
            try {
                Article article = ArticleFormat.MARKDOWN.reader().read(Delivery.of(Files.readAllBytes(file)));
                splitting.split(GENERATION, article.text()).forEach(passage -> passages.add(new Text(article.title(),
                        sentences.split(passage.text()).stream().map(span -> span.in(passage.text())).toList())));
            } catch (UnreadableArticleException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
        return new FolderSearch(passages);
    }

    /// The passages that share most words with the question, the best first.
    List<Text> find(String question, int most) {
        Query query = new QueryBuilder(analyzer).createBooleanQuery(FIELD, question);
        if (query == null) {
            return List.of();
        }
        try {
            return Arrays.stream(searcher.search(query, most).scoreDocs).map(hit -> passages.get(hit.doc)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
