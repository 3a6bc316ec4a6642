package dragoman.ingestion;

import dragoman.database.DatabaseSchema;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Does jobs, polls feeds and watches folders for as long as the program serves, once the corpus folder is in. Several instances on one database share the work.
@ApplicationScoped
public class IngestionWorkers {

    private static final Duration IDLE = Duration.ofMillis(500);
    /// A feed that does not answer keeps one of them for as long as a request may take.
    private static final int POLLERS = 3;
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final JobRunner runner;
    private final FeedPoller poller;
    private final FolderWatch folders;
    private final CorpusStartup startup;
    private final IngestionSettings settings;
    private final String corpus;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean ending;

    IngestionWorkers(JobRunner runner, FeedPoller poller, FolderWatch folders, CorpusStartup startup, IngestionSettings settings,
            @ConfigProperty(name = "dragoman.corpus", defaultValue = CorpusStartup.NONE) String corpus) {
        this.runner = runner;
        this.poller = poller;
        this.folders = folders;
        this.startup = startup;
        this.settings = settings;
        this.corpus = corpus;
    }

    void start(@Observes @Priority(DatabaseSchema.BEFORE_ALL_ELSE + 2) StartupEvent event) {
        if (settings.workers() == 0) {
            return;
        }
        begin("ingestion", () -> {
            Optional<Path> watched = Optional.of(corpus).filter(folder -> !folder.equals(CorpusStartup.NONE)).map(Path::of);
            watched.ifPresent(folders::know);
            try {
                startup.await();
            } catch (IOException | RuntimeException e) {
                // said elsewhere; a program that cannot start does no work either
                return;
            }
            for (int i = 0; i < settings.workers(); i++) {
                begin("ingestion-" + i, () -> repeat(runner::runNext, IDLE));
            }
            for (int i = 0; i < POLLERS; i++) {
                begin("feeds-" + i, () -> repeat(poller::pollNext, IDLE));
            }
            watch(Stream.concat(settings.folders().orElse(List.of()).stream(), watched.stream()).toList());
        });
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        ending = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(FAREWELL);
        }
    }

    private void begin(String name, Runnable work) {
        threads.add(Thread.ofVirtual().name(name).start(work));
    }

    private void repeat(BooleanSupplier work, Duration idle) {
        while (!ending) {
            Duration pause = idle;
            try {
                if (work.getAsBoolean()) {
                    continue;
                }
            } catch (RuntimeException e) {
                if (!ending) {
                    Log.warn("waiting, because the database cannot be used", e);
                }
                pause = AFTER_A_FAILURE;
            }
            sleep(pause);
        }
    }

    private void watch(List<Path> all) {
        repeat(() -> {
            all.forEach(folders::scan);
            return false;
        }, settings.folderInterval());
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            // ending says so
        }
    }
}
