package dragoman.ingestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.database.Database;
import dragoman.ingestion.IngestionQueue.Job;
import dragoman.ingestion.IngestionQueue.Kind;
import dragoman.ingestion.IngestionQueue.State;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IngestionQueueTest {

    private static final Duration LEASE = Duration.ofMinutes(2);

    @Inject
    Database database;
    @Inject
    ObjectMapper json;
    @Inject
    Corpus corpus;

    private final MovableClock clock = new MovableClock(LocalDate.of(2025, 6, 3));
    private IngestionQueue queue;

    @BeforeEach
    void open() {
        corpus.clear();
        queue = new IngestionQueue(database, json, clock, LEASE);
    }

    private long add(Kind kind, String subject, Instant due) {
        return queue.add(kind, subject, Map.of("n", subject), Optional.of(new byte[] {1}), Optional.empty(), Optional.empty(), due).orElseThrow();
    }

    @Test
    void manyTakeAndNoneTakesTheSame() throws Exception {
        IntStream.range(0, 60).forEach(i -> add(Kind.DELIVERY, "n" + i, clock.instant()));
        List<Job> taken = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Job>>> takers = IntStream.range(0, 6).mapToObj(_ -> executor.submit(() -> {
                List<Job> own = new ArrayList<>();
                for (Optional<Job> job = queue.take(); job.isPresent(); job = queue.take()) {
                    own.add(job.get());
                }
                return own;
            })).toList();
            for (Future<List<Job>> taker : takers) {
                taken.addAll(taker.get());
            }
        }
        // whoever comes while all that is left is locked by others finds nothing; the next one finds it
        queue.take().ifPresent(taken::add);
        assertEquals(60, new HashSet<>(taken.stream().map(Job::id).toList()).size());
        assertEquals(60, taken.size());
    }

    @Test
    void whatIsNotDoneWithinTheLeaseIsOfferedAgainAndTheLateOneChangesNothing() {
        add(Kind.DELIVERY, "a", clock.instant());
        Job late = queue.take().orElseThrow();
        assertTrue(queue.take().isEmpty());
        clock.move(LEASE.plusSeconds(1));
        Job again = queue.take().orElseThrow();
        assertEquals(late.id(), again.id());
        assertEquals(2, again.attempts());
        queue.done(late);
        queue.bury(late, "too late");
        assertEquals(State.RUNNING, queue.find(again.id()).orElseThrow().state());
        queue.done(again);
        assertTrue(queue.find(again.id()).isEmpty());
    }

    @Test
    void attemptsComeEverLaterAndThenTheJobIsDead() {
        long id = add(Kind.DELIVERY, "a", clock.instant());
        List<Duration> waits = new ArrayList<>();
        while (queue.find(id).orElseThrow().state() != State.DEAD) {
            queue.failed(queue.take().orElseThrow(), "no luck");
            Job job = queue.find(id).orElseThrow();
            Duration wait = Duration.between(clock.instant(), job.due());
            if (job.state() == State.WAITING) {
                waits.add(wait);
                assertTrue(queue.take().isEmpty(), "not before it is due");
                clock.move(wait);
            }
        }
        assertEquals(IngestionQueue.MOST_ATTEMPTS - 1, waits.size());
        assertEquals(Duration.ofSeconds(10), waits.getFirst());
        assertTrue(waits.getLast().compareTo(Duration.ofHours(2)) > 0);
        assertEquals(Optional.of("no luck"), queue.list(State.DEAD, 9).getFirst().reason());
        assertTrue(queue.retry(id));
        assertEquals(1, queue.take().orElseThrow().attempts());
    }

    @Test
    void whatIsPutOffHasNotFailed() {
        long id = add(Kind.DELIVERY, "a", clock.instant());
        for (int i = 0; i < 3 * IngestionQueue.MOST_ATTEMPTS; i++) {
            Job job = queue.take().orElseThrow();
            assertEquals(1, job.attempts());
            queue.putOff(job, clock.instant().plusSeconds(1), "others go first");
            assertTrue(queue.take().isEmpty(), "not before it is due");
            clock.move(Duration.ofSeconds(1));
        }
        queue.failed(queue.take().orElseThrow(), "no luck");
        assertEquals(1, queue.find(id).orElseThrow().attempts());
    }

    @Test
    void deliveriesOfOneArticleKeepTheirOrder() {
        long first = add(Kind.DELIVERY, "a", clock.instant());
        long second = add(Kind.DELIVERY, "a", clock.instant());
        long other = add(Kind.DELIVERY, "b", clock.instant());
        Job job = queue.take().orElseThrow();
        assertEquals(first, job.id());
        assertEquals(other, queue.take().orElseThrow().id());
        assertTrue(queue.take().isEmpty(), "the second waits for the first");
        queue.failed(job, "not now");
        assertTrue(queue.take().isEmpty(), "also while the first waits for its next attempt");
        clock.move(Duration.ofSeconds(10));
        queue.done(queue.take().orElseThrow());
        assertEquals(second, queue.take().orElseThrow().id());
    }

    @Test
    void whatSucceedsInTheEndIsOnNoList() {
        add(Kind.DELIVERY, "a", clock.instant());
        queue.bury(queue.take().orElseThrow(), "unreadable");
        add(Kind.DELIVERY, "b", clock.instant());
        queue.bury(queue.take().orElseThrow(), "unreadable");
        add(Kind.DELIVERY, "a", clock.instant());
        queue.done(queue.take().orElseThrow());
        assertEquals(List.of("b"), queue.list(State.DEAD, 9).stream().map(Job::subject).toList());
    }

    @Test
    void aPageThatWaitsAlreadyWaitsOnceAndAtTheEarlierTime() {
        long id = add(Kind.PAGE, "https://example.org/", clock.instant().plusSeconds(60));
        assertEquals(id, add(Kind.PAGE, "https://example.org/", clock.instant()));
        Job running = queue.take().orElseThrow();
        // its next visit is planned while it runs, and then it fails
        long next = add(Kind.PAGE, "https://example.org/", clock.instant().plusSeconds(60));
        assertFalse(next == running.id());
        queue.failed(running, "no luck");
        assertTrue(queue.find(running.id()).isEmpty());
        assertEquals(1, corpus.count("select count(*) from ingestion_job"));
    }

    @Test
    void theStatusTellsForHowLongTheOldestWaits() {
        assertEquals(Optional.empty(), queue.status().oldest());
        add(Kind.DELIVERY, "a", clock.instant());
        Instant due = clock.instant();
        clock.move(Duration.ofSeconds(30));
        add(Kind.DELIVERY, "b", clock.instant().plusSeconds(30));
        assertEquals(Optional.of(due), queue.status().oldest());
        assertEquals(2L, queue.status().counts().get(State.WAITING));
    }
}
