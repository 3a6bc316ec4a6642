package dragoman.newsroom;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How much a site and each of its readers may ask. A reader is known by a hash of the address, with a salt that lives for a day and in
/// memory only; nothing of it is stored. Each instance counts for itself.
@ApplicationScoped
class ReaderLimits {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    /// What a question brings along: its follow-ups, its timeline, the passages that are opened.
    private static final int LOOKS_A_QUESTION = 20;
    private static final int MOST_READERS = 200_000;
    private static final int SALT_BYTES = 16;

    private final Clock clock;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder().maximumSize(MOST_READERS).expireAfterAccess(MINUTE.multipliedBy(2)).build();
    private volatile Salt salt = new Salt(LocalDate.MIN, new byte[0]);

    private final int questionsAMinute;

    /// @param questionsAMinute how many questions a reader of the default site may ask a minute; 0 for no limit
    ReaderLimits(Clock clock, @ConfigProperty(name = "dragoman.reader.questions") int questionsAMinute) {
        this.clock = clock;
        this.questionsAMinute = questionsAMinute;
    }

    private record Salt(LocalDate day, byte[] bytes) {
    }

    /// Counts a question.
    ///
    /// @param address of the reader
    /// @throws ClientErrorException 429, if that is one too many
    void ask(Site site, String address) {
        String reader = reader(address);
        // first that of the reader: one who asks too much takes nothing from the others
        take(bucket("ask " + site.id() + " " + site.readerQuestions() + " " + reader, site.readerQuestions()),
                () -> "You have asked a lot in a short time. Wait %d seconds and ask again.");
        take(bucket("site " + site.id() + " " + site.questionsAMinute(), site.questionsAMinute()),
                () -> "So many are asking here that not all questions can be taken. Wait %d seconds and ask again.");
    }

    /// Counts a question to the default site.
    ///
    /// @param address of the reader
    /// @throws ClientErrorException 429, if that is one too many
    void ask(String address) {
        if (questionsAMinute > 0) {
            take(bucket("ask default " + reader(address), questionsAMinute), () -> "You have asked a lot in a short time. Wait %d seconds and ask again.");
        }
    }

    /// Counts whatever else a reader wants to see.
    ///
    /// @throws ClientErrorException 429, if that is one too many
    void look(Site site, String address) {
        int limit = Math.multiplyExact(site.readerQuestions(), LOOKS_A_QUESTION);
        take(bucket("look " + site.id() + " " + limit + " " + reader(address), limit), () -> "These are too many requests in a short time. Wait %d seconds.");
    }

    private Bucket bucket(String key, int aMinute) {
        return buckets.get(key, _ -> Bucket.builder().addLimit(Bandwidth.builder().capacity(aMinute).refillGreedy(aMinute, MINUTE).build()).build());
    }

    private static void take(Bucket bucket, Supplier<String> problem) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = Math.max(1, Math.ceilDiv(probe.getNanosToWaitForRefill(), 1_000_000_000L));
            throw new ClientErrorException(problem.get().formatted(seconds), Response.status(Status.TOO_MANY_REQUESTS).header(HttpHeaders.RETRY_AFTER, seconds).build());
        }
    }

    private String reader(String address) {
        LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        Salt current = salt;
        if (!current.day.equals(today)) {
            current = new Salt(today, Secrets.random(SALT_BYTES));
            salt = current;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(current.bytes);
            return HexFormat.of().formatHex(digest.digest(address.getBytes(StandardCharsets.UTF_8)), 0, SALT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
