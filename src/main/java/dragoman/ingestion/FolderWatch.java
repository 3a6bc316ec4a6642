package dragoman.ingestion;

import dragoman.feed.ArticleFormat;
import dragoman.feed.Delivery;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Makes jobs of files that are new or changed. It looks through the folders again and again, which works on every file system; a file counts
/// once it has stayed the same from one look to the next, so that none is read half written. A file that is deleted withdraws nothing.
@ApplicationScoped
public class FolderWatch {

    /// What tells a change.
    private record Look(long modified, long size) {
    }

    private final Deliveries deliveries;
    private final Map<Path, Look> last = new HashMap<>();
    private final Map<Path, Look> taken = new HashMap<>();

    public FolderWatch(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /// The files of the folder are taken in by someone else.
    void know(Path folder) {
        try {
            for (Path file : CorpusLoader.articles(folder)) {
                look(file).ifPresent(look -> taken.put(file, look));
            }
        } catch (IOException e) {
            Log.warnf("the folder %s cannot be looked through: %s", folder, e.getMessage());
        }
    }

    /// Looks through a folder.
    ///
    /// @return how many files were put into the queue
    int scan(Path folder) {
        int found = 0;
        try {
            for (Path file : CorpusLoader.articles(folder)) {
                Optional<Look> now = look(file);
                if (now.isEmpty() || now.get().equals(taken.get(file))) {
                    continue;
                }
                if (now.equals(Optional.ofNullable(last.put(file, now.get())))) {
                    enqueue(folder, file);
                    taken.put(file, now.get());
                    last.remove(file);
                    found++;
                }
            }
        } catch (IOException | UncheckedIOException e) {
            Log.warnf("the folder %s cannot be looked through: %s", folder, e.getMessage());
        }
        return found;
    }

    private void enqueue(Path folder, Path file) throws IOException {
        String name = folder.relativize(file).toString();
        deliveries.enqueue(name, ArticleFormat.ofFileName(name).orElseThrow(), Delivery.of(Files.readAllBytes(file)).orId("file:" + name), Optional.empty(),
                Optional.empty());
    }

    private static Optional<Look> look(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Look(attributes.lastModifiedTime().toMillis(), attributes.size()));
        } catch (IOException e) {
            // gone since it was listed
            return Optional.empty();
        }
    }
}
