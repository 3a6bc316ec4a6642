package dragoman.channel.slack;

import com.slack.api.app_backend.SlackSignature;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// Requests as Slack sends and signs them; the payloads are those of its documentation.
final class SlackRequests {

    static final String CHANNEL = "C123ABC456";
    static final String DIRECT = "D123ABC456";
    static final String ALICE = "U061F7AUR";
    static final String BOB = "U2147483697";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private SlackRequests() {
    }

    static String newId(String prefix) {
        return "%s%06d%d".formatted(prefix, COUNT.incrementAndGet(), System.nanoTime() % 1_000);
    }

    static String mention(String eventId, String user, String ts, String thread, String text) {
        return event(eventId, """
                {"type": "app_mention", "user": "%s", "text": %s, "ts": "%s", %s "channel": "%s", "event_ts": "%3$s"}""".formatted(user, quote(text), ts, threadField(thread), CHANNEL));
    }

    static String message(String eventId, String channel, String type, String user, String ts, String thread, String text) {
        return event(eventId, """
                {"type": "message", "channel": "%s", "user": "%s", "text": %s, "ts": "%s", %s "event_ts": "%4$s", "channel_type": "%s"}""".formatted(channel, user, quote(text), ts,
                threadField(thread), type));
    }

    static String botMessage(String eventId, String user, String ts, String thread, String text) {
        return event(eventId, """
                {"type": "message", "channel": "%s", "user": "%s", "bot_id": "B999", "text": %s, "ts": "%s", %s "event_ts": "%4$s", "channel_type": "channel"}""".formatted(CHANNEL, user,
                quote(text), ts, threadField(thread)));
    }

    static String changed(String eventId, String channel, String user, String ts, String thread, String text, boolean edited) {
        return event(eventId, """
                {"type": "message", "subtype": "message_changed", "channel": "%s", "ts": "1358878755.000001", "hidden": true, "event_ts": "1358878755.000001", "channel_type": "channel",
                 "message": {"type": "message", "user": "%s", "text": %s, "ts": "%s", %s "edited": %s}}""".formatted(channel, user, quote(text), ts, threadField(thread),
                edited ? "{\"user\": \"" + user + "\", \"ts\": \"1358878755.000001\"}" : "null"));
    }

    static String event(String eventId, String event) {
        return event(eventId, SlackStandIn.TEAM, event);
    }

    static String event(String eventId, String team, String event) {
        return """
                {"token": "XXYYZZ", "team_id": "%s", "api_app_id": "A123ABC456", "event": %s, "type": "event_callback", "event_id": "%s", "event_time": %d,
                 "authorizations": [{"enterprise_id": null, "team_id": "%1$s", "user_id": "%s", "is_bot": true, "is_enterprise_install": false}],
                 "is_ext_shared_channel": false, "event_context": "4-eyJldCI6"}""".formatted(team, event, eventId, Instant.now().getEpochSecond(), SlackStandIn.BOT_USER);
    }

    static String command(String text, String triggerId, String responseUrl) {
        return "token=gIkuvaNzQIHg97ATvDxqgjtO&team_id=%s&team_domain=example&channel_id=%s&channel_name=test&user_id=%s&user_name=Steve&command=%s&text=%s&response_url=%s&trigger_id=%s&api_app_id=A123456"
                .formatted(SlackStandIn.TEAM, CHANNEL, ALICE, encode("/diplomacy"), encode(text), encode(responseUrl), encode(triggerId));
    }

    static String shortcut(String triggerId, String ts, String text, String responseUrl) {
        return "payload=" + encode("""
                {"token": "Nj2rfC2hU8mAfgaJLemZgO7H", "callback_id": "check_claim", "type": "message_action", "trigger_id": "%s", "response_url": "%s",
                 "team": {"id": "%s", "domain": "example"}, "channel": {"id": "%s", "name": "general"}, "user": {"id": "%s", "name": "alice"},
                 "message": {"type": "message", "user": "%s", "ts": "%s", "text": %s}, "message_ts": "%7$s", "action_ts": "1525215129.000001"}""".formatted(triggerId, responseUrl,
                SlackStandIn.TEAM, CHANNEL, ALICE, BOB, ts, quote(text)));
    }

    static String press(String action, String value, String triggerId, String responseUrl, String thread) {
        return "payload=" + encode("""
                {"type": "block_actions", "team": {"id": "%s", "domain": "example"}, "user": {"id": "%s", "username": "alice", "team_id": "%1$s"}, "api_app_id": "A02", "token": "9s8d9as89d8as9d8as989",
                 "container": {"type": "message", "message_ts": "1548261231.000200", "channel_id": "%s", "is_ephemeral": true%s}, "trigger_id": "%s",
                 "channel": {"id": "%3$s", "name": "test"}, "response_url": "%s",
                 "actions": [{"action_id": "%s", "block_id": "=qXel", "text": {"type": "plain_text", "text": "Press"}, "value": "%s", "type": "button", "action_ts": "1548426417.840180"}]}"""
                .formatted(SlackStandIn.TEAM, ALICE, CHANNEL, thread == null ? "" : ", \"thread_ts\": \"" + thread + "\"", triggerId, responseUrl, action, value));
    }

    /// Sends it as Slack does.
    static HttpResponse<String> send(URI service, String body) {
        return send(service, body, Instant.now().getEpochSecond(), WithSlack.SECRET);
    }

    static HttpResponse<String> send(URI service, String body, long signedAt, String secret) {
        String type = body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded";
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/slack/events")).timeout(Duration.ofSeconds(5)).header("Content-Type", type)
                .header("X-Slack-Request-Timestamp", String.valueOf(signedAt)).header("X-Slack-Signature", new SlackSignature.Generator(secret).generate(String.valueOf(signedAt), body))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String threadField(String thread) {
        return thread == null ? "" : "\"thread_ts\": \"" + thread + "\",";
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
