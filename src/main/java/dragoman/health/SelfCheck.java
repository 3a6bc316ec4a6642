package dragoman.health;

import dragoman.answer.AnswerForesight;
import dragoman.answer.SiteRules;
import dragoman.article.ArticleRepository;
import dragoman.database.StorageException;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Asks the program a question every so often, in a thread of its own, and looks at what it lives on. Whoever wants to know how it is doing is
/// told what was found last, and never waits for it.
@ApplicationScoped
class SelfCheck {

    private static final String QUESTION = "What did the minister say at the summit?";
    private static final long MEGABYTE = 1_000_000;

    private final AnswerForesight foresight;
    private final SiteRules sites;
    private final ArticleRepository articles;
    private final HealthSettings settings;
    private final Clock clock;
    private final Path folder;
    private volatile long articleCount;
    private volatile Instant asked;
    private volatile Instant answered;
    private volatile Optional<String> failure = Optional.empty();
    private volatile Optional<String> disk = Optional.empty();
    private volatile boolean ending;
    private Thread thread;

    SelfCheck(AnswerForesight foresight, SiteRules sites, ArticleRepository articles, HealthSettings settings, Clock clock) {
        this.foresight = foresight;
        this.sites = sites;
        this.articles = articles;
        this.settings = settings;
        this.clock = clock;
        this.folder = settings.diskFolder().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        this.asked = clock.instant();
        this.answered = asked;
    }

    // after everything else: nobody is asked who has not started
    void start(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        // of the platform: those of the machine may all be in use when it is stuck
        thread = Thread.ofPlatform().daemon().name("self-check").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        ending = true;
        thread.interrupt();
    }

    private void run() {
        while (!ending) {
            look();
            try {
                Thread.sleep(settings.interval());
            } catch (InterruptedException e) {
                // ending says so
            }
        }
    }

    /// Looks once.
    void look() {
        disk = fullDisk();
        asked = clock.instant();
        try {
            foresight.foreseeAnew(QUESTION, Optional.empty(), LocalDate.now(clock), sites.viewOf(Optional.empty()));
            articleCount = articles.summarize().articles();
            failure = Optional.empty();
        } catch (StorageException e) {
            failure = Optional.of("the database does not answer in time: " + e.getMessage());
        } catch (RuntimeException e) {
            // what is being shut down may fail in any way
            if (!ending) {
                Log.error("the question that the program asks itself failed", e);
            }
            failure = Optional.of("a question could not be answered");
        }
        answered = clock.instant();
    }

    private Optional<String> fullDisk() {
        try {
            long free = Files.getFileStore(folder).getUsableSpace() / MEGABYTE;
            return free >= settings.diskFreeMegabytes() ? Optional.empty() : Optional.of("only %d MB are free where %s lies".formatted(free, folder));
        } catch (IOException e) {
            return Optional.of("%s cannot be looked at".formatted(folder));
        }
    }

    /// How many articles there were at the last look; 0 before the first.
    long articles() {
        return articleCount;
    }

    /// Why no reader should come here now.
    Optional<String> notReady() {
        Duration since = outstanding();
        return since.compareTo(settings.answerLimit()) > 0 ? Optional.of("no answer for %d seconds".formatted(since.toSeconds())) : failure.or(() -> disk);
    }

    /// Whether it has been without an answer for so long that none will come.
    boolean isStuck() {
        return outstanding().compareTo(settings.stuckLimit()) > 0;
    }

    /// For how long the question has been open that was asked last.
    private Duration outstanding() {
        Instant last = asked;
        return answered.isBefore(last) ? Duration.between(last, clock.instant()) : Duration.ZERO;
    }
}
