package dragoman.ingestion;

import dragoman.database.DatabaseSchema;
import dragoman.ingestion.Ingested.Outcome;
import dragoman.settings.CannotStartException;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Brings the passages into order and ingests the corpus folder when the program starts, beside everything else, showing how far it is.
@ApplicationScoped
public class CorpusStartup {

    /// The setting that starts without any folder.
    public static final String NONE = "none";

    private final CorpusLoader loader;
    private final PassageGenerations generations;
    private final PassagePartitions partitions;
    private final Reembedding reembedding;
    private final String corpus;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    CorpusStartup(CorpusLoader loader, PassageGenerations generations, PassagePartitions partitions, Reembedding reembedding,
            @ConfigProperty(name = "dragoman.corpus", defaultValue = NONE) String corpus) {
        this.loader = loader;
        this.generations = generations;
        this.partitions = partitions;
        this.reembedding = reembedding;
        this.corpus = corpus;
    }

    void start(@Observes @Priority(DatabaseSchema.BEFORE_ALL_ELSE + 1) StartupEvent event) {
        Thread.ofVirtual().name("corpus").start(() -> {
            try {
                tidy();
                if (!corpus.equals(NONE)) {
                    load(Path.of(corpus));
                }
                done.complete(null);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
    }

    /// Whether every article of the folder can be found.
    public boolean isReady() {
        return done.isDone() && !done.isCompletedExceptionally();
    }

    /// Waits until the folder is in.
    ///
    /// @throws IOException if it could not be taken in, saying why
    public void await() throws IOException {
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CannotStartException cannot) {
                throw cannot;
            }
            throw new IOException("The corpus folder %s could not be taken in: %s".formatted(corpus, e.getCause().getMessage()), e.getCause());
        }
    }

    /// What was retired goes, old months join their years, and articles without passages, such as those of an earlier schema, get them.
    private void tidy() {
        generations.dropRetired();
        PassageGeneration active = generations.active();
        partitions.fold(active);
        try (QuietProgress progress = new QuietProgress()) {
            reembedding.fill(active, progress);
        }
    }

    private void load(Path folder) throws IOException {
        try (QuietProgress progress = new QuietProgress()) {
            CorpusLoader.Report report = loader.load(List.of(folder), progress);
            report.problems().forEach(problem -> Log.warnf("not taken in: %s", problem));
            Log.infof("corpus %s: %d new, %d changed, %d as before, %d not taken in", folder, report.count(Outcome.CREATED),
                    report.count(Outcome.UPDATED), report.count(Outcome.UNCHANGED), report.problems().size());
        }
    }
}
