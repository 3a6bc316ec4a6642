package dragoman.channel.slack;

import dragoman.database.DatabaseSchema;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Works off what came from Slack, for as long as the program serves. Several instances on one database share the work.
@ApplicationScoped
class SlackWorkers {

    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    /// Slack tells again for an hour, and for longer where it was told to wait.
    private static final Duration EVENTS_KEPT = Duration.ofDays(2);

    private final EventRunner runner;
    private final Follows follows;
    private final EventQueue queue;
    private final SlackStore store;
    private final SlackApp app;
    private final Workspaces workspaces;
    private final SlackSettings settings;
    private final Duration conversationsKept;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean ending;

    SlackWorkers(EventRunner runner, Follows follows, EventQueue queue, SlackStore store, SlackApp app, Workspaces workspaces, SlackSettings settings,
            @ConfigProperty(name = "dragoman.conversation.keep-days") int keepDays) {
        this.runner = runner;
        this.follows = follows;
        this.queue = queue;
        this.store = store;
        this.app = app;
        this.workspaces = workspaces;
        this.settings = settings;
        this.conversationsKept = Duration.ofDays(keepDays);
    }

    void start(@Observes @Priority(DatabaseSchema.BEFORE_ALL_ELSE + 2) StartupEvent event) {
        if (app.app().isEmpty()) {
            return;
        }
        Thread.ofVirtual().name("slack-identity").start(workspaces::prepare);
        for (int i = 0; i < settings.workers(); i++) {
            threads.add(begin("slack-" + i, () -> work(runner::runNext, () -> queue.await(IDLE))));
        }
        if (settings.workers() > 0) {
            threads.add(begin("slack-follows", () -> work(follows::lookNext, () -> Thread.sleep(BETWEEN_LOOKS))));
        }
    }

    /// Answering computes: on virtual threads it would keep the few carriers from those who acknowledge what comes in.
    private static Thread begin(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(work);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        ending = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(FAREWELL);
        }
    }

    /// Forgets what is long done.
    @Scheduled(every = "1h", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        if (app.app().isPresent()) {
            queue.forget(EVENTS_KEPT);
            store.forget(conversationsKept);
        }
    }

    @FunctionalInterface
    private interface Wait {
        void forNews() throws InterruptedException;
    }

    private void work(BooleanSupplier next, Wait idle) {
        while (!ending) {
            try {
                if (!next.getAsBoolean()) {
                    idle.forNews();
                }
            } catch (InterruptedException e) {
                // ending says so
            } catch (RuntimeException e) {
                if (!ending) {
                    Log.warn("Slack's events wait, because the database cannot be used", e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(AFTER_A_FAILURE);
        } catch (InterruptedException e) {
            // ending says so
        }
    }
}
