package dragoman.newsroom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.database.Database;
import dragoman.database.Rows;
import dragoman.fetch.FetchException;
import dragoman.fetch.PageFetcher;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Tells sites when an answer that was given there cites something that is no longer so, signed as Standard Webhooks lay down. What is to be
/// told is written down in the transaction that changes the article, and tried again, ever later, until it has arrived.
@ApplicationScoped
public class ChangeMessages {

    /// The last attempt comes a day after the first.
    private static final int MOST_ATTEMPTS = 9;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
    private static final int DELAY_FACTOR = 4;
    private static final Duration LONGEST_DELAY = Duration.ofHours(8);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int LONGEST_REASON = 500;
    private static final int AT_ONCE = 50;
    private static final String UNCHANGED = "the messages to sites could not be changed";

    private final Database database;
    private final SiteStore sites;
    private final PageFetcher web;
    private final ObjectMapper json;
    private final Clock clock;
    private final int workers;

    ChangeMessages(Database database, SiteStore sites, PageFetcher web, ObjectMapper json, Clock clock, @ConfigProperty(name = "dragoman.ingestion.workers") int workers) {
        this.database = database;
        this.sites = sites;
        this.web = web;
        this.json = json;
        this.clock = clock;
        this.workers = workers;
    }

    private record Message(String id, String site, String answer, String article, int version, String change, int attempts, String question, Optional<String> url, Instant noted) {
    }

    /// Sends what is due, where this instance does such work.
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sendDue() {
        for (int i = 0; workers > 0 && i < AT_ONCE && sendNext(); i++) {
            // until nothing is due
        }
    }

    @Scheduled(every = "12h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from webhook_message where state <> 'WAITING' and created_at < ?")) {
                delete.setTimestamp(1, Timestamp.from(clock.instant().minus(KEPT)));
                return delete.executeUpdate();
            }
        });
    }

    /// Sends the message that is due for the longest time. How that went is in the books afterwards.
    ///
    /// @return whether there was one
    public boolean sendNext() {
        Optional<Message> taken = take();
        taken.ifPresent(this::send);
        return taken.isPresent();
    }

    private void send(Message message) {
        Optional<Site> site = sites.find(message.site).filter(one -> one.webhook().isPresent() && one.webhookSecret().isPresent());
        if (site.isEmpty()) {
            settle(message, "DEAD", "the site wants no messages any more", Optional.empty());
            return;
        }
        try {
            byte[] body = json.writeValueAsBytes(body(message));
            String timestamp = String.valueOf(clock.instant().getEpochSecond());
            web.send(site.get().webhook().orElseThrow(), "application/json", body, Map.of("webhook-id", message.id, "webhook-timestamp", timestamp,
                    "webhook-signature", "v1," + signature(site.get().webhookSecret().orElseThrow(), message.id, timestamp, body)));
            settle(message, "SENT", null, Optional.empty());
        } catch (FetchException e) {
            boolean lost = e.isLasting() || message.attempts >= MOST_ATTEMPTS;
            settle(message, lost ? "DEAD" : "WAITING", e.getMessage(), lost ? Optional.empty() : Optional.of(e.waiting().orElse(delay(message.attempts))));
            if (lost) {
                Log.warnf("the site %s was not told of a change: %s", message.site, e.getMessage());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration delay(int attempts) {
        Duration delay = FIRST_DELAY.multipliedBy((long) Math.pow(DELAY_FACTOR, attempts - 1.0));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private static Map<String, Object> body(Message message) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("site", message.site);
        data.put("answer", message.answer);
        data.put("permalink", "/answers/" + message.answer);
        data.put("question", message.question);
        data.put("article", message.article);
        data.put("version", message.version);
        data.put("change", message.change.toLowerCase(Locale.ROOT));
        message.url.ifPresent(url -> data.put("url", url));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "answer.source_changed");
        body.put("timestamp", message.noted.toString());
        body.put("data", data);
        return body;
    }

    /// Of a message, as its receiver works it out again.
    static String signature(String secret, String id, String timestamp, byte[] body) {
        byte[] key = Base64.getDecoder().decode(secret.substring(secret.indexOf('_') + 1));
        return Base64.getEncoder().encodeToString(Secrets.hmac(key, (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8), body));
    }

    private Optional<Message> take() {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement take = connection.prepareStatement("""
                    update webhook_message m set due_at = ?, attempts = m.attempts + 1
                      from answer a, article_version v
                     where m.id = (select id from webhook_message where state = 'WAITING' and (due_at is null or due_at <= ?)
                                    order by due_at nulls first, created_at for update skip locked limit 1)
                       and a.id = m.answer_id and v.article_id = m.article_id and v.version = m.version
                    returning m.*, v.url, coalesce(a.content #>> '{answered,heading,question}', a.content #>> '{partial,heading,question}', '') as question""")) {
                take.setTimestamp(1, Timestamp.from(clock.instant().plus(LEASE)));
                take.setTimestamp(2, Timestamp.from(clock.instant()));
                try (ResultSet row = take.executeQuery()) {
                    return row.next() ? Optional.of(new Message(row.getString("id"), row.getString("site"), row.getString("answer_id"), row.getString("article_id"),
                            row.getInt("version"), row.getString("change"), row.getInt("attempts"), row.getString("question"), Optional.ofNullable(row.getString("url")),
                            Rows.instant(row, "created_at"))) : Optional.empty();
                }
            }
        });
    }

    private void settle(Message message, String state, String reason, Optional<Duration> wait) {
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement update = connection.prepareStatement("update webhook_message set state = ?, reason = ?, due_at = ? where id = ?")) {
                update.setString(1, state);
                update.setString(2, reason == null || reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON));
                update.setObject(3, wait.map(delay -> Timestamp.from(clock.instant().plus(delay))).orElse(null), Types.TIMESTAMP);
                update.setString(4, message.id);
                return update.executeUpdate();
            }
        });
    }
}
