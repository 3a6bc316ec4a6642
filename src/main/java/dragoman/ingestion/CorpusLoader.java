package dragoman.ingestion;

import dragoman.database.StorageException;
import dragoman.feed.ArticleFormat;
import dragoman.feed.Delivery;
import dragoman.feed.UnreadableArticleException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// Ingests files and folders of articles. Files that are known cost no embedding; one that cannot be read stops no other.
@ApplicationScoped
public class CorpusLoader {

    /// Told about each file as it is done; calls come one at a time.
    @FunctionalInterface
    public interface Progress {
        void done(int files, int total);
    }

    /// What came of it.
    ///
    /// @param ingested one for each article in the files that could be read
    /// @param problems one line for each file that could not, naming it and what to do
    public record Report(List<Ingested> ingested, List<String> problems) {

        public long count(Ingested.Outcome outcome) {
            return ingested.stream().filter(article -> article.outcome() == outcome).count();
        }
    }

    private final Deliveries deliveries;

    public CorpusLoader(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /// Ingests all files, and in folders all files whose name says that they are articles.
    ///
    /// @throws IOException if one of the paths does not exist or a folder cannot be listed; then nothing was ingested
    public Report load(List<Path> paths, Progress progress) throws IOException {
        List<Source> sources = sources(paths);
        List<Ingested> ingested = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        // embedding keeps a core busy: more at once than there are cores would only wait
        Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors());
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Ingested>>> pending = sources.stream().map(source -> executor.submit(() -> {
                cores.acquire();
                try {
                    return ingest(source);
                } finally {
                    cores.release();
                }
            })).toList();
            for (int i = 0; i < pending.size(); i++) {
                try {
                    ingested.addAll(pending.get(i).get());
                } catch (ExecutionException e) {
                    problems.add(sources.get(i).file() + ": " + describe(e.getCause()));
                } catch (InterruptedException e) {
                    executor.shutdownNow();
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", e);
                }
                progress.done(i + 1, pending.size());
            }
        }
        return new Report(List.copyOf(ingested), List.copyOf(problems));
    }

    private record Source(Path file, String name) {
    }

    private static List<Source> sources(List<Path> paths) throws IOException {
        List<Source> sources = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                articles(path).forEach(file -> sources.add(new Source(file, path.relativize(file).toString())));
            } else if (Files.isReadable(path)) {
                sources.add(new Source(path, path.getFileName().toString()));
            } else {
                throw new IOException(path + " does not exist or cannot be read");
            }
        }
        return sources;
    }

    /// The files of a folder and its folders whose names say that they are articles.
    static List<Path> articles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && ArticleFormat.ofFileName(file.getFileName().toString()).isPresent())
                    .filter(file -> !file.getFileName().toString().equalsIgnoreCase("README.md") && !file.getFileName().toString().startsWith("."))
                    .sorted().toList();
        }
    }

    private List<Ingested> ingest(Source source) throws IOException, UnreadableArticleException {
        ArticleFormat format = ArticleFormat.ofFileName(source.name()).orElseThrow(() -> new UnreadableArticleException(
                "the file's ending tells no format; use " + ArticleFormat.endings()));
        // a file that is edited is the same article: its name stands in where the content gives neither URL nor id
        return deliveries.take(format, Delivery.of(Files.readAllBytes(source.file())).orId("file:" + source.name()), Optional.empty());
    }

    private static String describe(Throwable problem) {
        return switch (problem) {
            case UnreadableArticleException e -> e.getMessage();
            case IOException e -> "the file could not be read (" + e.getMessage() + ")";
            case StorageException e -> e.getMessage() + " (" + e.getCause().getMessage() + ")";
            default -> problem.toString();
        };
    }
}
