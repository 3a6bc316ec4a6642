package dragoman.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/// Slack's Web API over HTTP, as far as the bot uses it: checks tokens, arguments and the limits of blocks, keeps the messages of each
/// channel, and can ask to wait.
final class SlackStandIn implements AutoCloseable {

    static final String TEAM = "T123ABC456";
    static final String TOKEN = "xoxb-of-T123ABC456";
    static final String APP_TOKEN = "xapp-1-A123ABC456";
    static final String BOT_USER = "U0LAN0Z89";
    static final String BOT = "B0LAN0Z89";

    /// A call that came in.
    record Call(String method, String token, Map<String, String> arguments, Instant when, JsonNode answer) {
        boolean isOk() {
            return answer.path("ok").asBoolean();
        }

        JsonNode blocks() {
            return json(arguments.getOrDefault("blocks", "[]"));
        }
    }

    /// A message in a channel.
    static final class Post {
        final String channel;
        final String ts;
        final String thread;
        volatile String text;
        volatile JsonNode blocks;
        volatile JsonNode metadata;
        volatile boolean streaming;
        final List<Instant> changes = new CopyOnWriteArrayList<>();

        Post(String channel, String ts, String thread) {
            this.channel = channel;
            this.ts = ts;
            this.thread = thread;
        }

        String answers() {
            return metadata == null ? null : metadata.path("event_payload").path("event").asText(null);
        }
    }

    /// What came to a response_url.
    record Response(String path, JsonNode body) {
    }

    private record Workspace(String team, String user, String bot) {
    }

    private record Limit(String method, int times, int retryAfter, AtomicLong left, AtomicLong until) {
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    /// Arguments without which a method does nothing, as its page says.
    private static final Map<String, List<String>> REQUIRED = Map.ofEntries(Map.entry("auth.test", List.of()), Map.entry("chat.postMessage", List.of("channel")),
            Map.entry("chat.update", List.of("channel", "ts")), Map.entry("chat.startStream", List.of("channel", "thread_ts", "recipient_user_id", "recipient_team_id")),
            Map.entry("chat.appendStream", List.of("channel", "ts", "markdown_text")), Map.entry("chat.stopStream", List.of("channel", "ts")),
            Map.entry("conversations.replies", List.of("channel", "ts")), Map.entry("conversations.history", List.of("channel")),
            Map.entry("assistant.threads.setStatus", List.of("channel_id", "thread_ts", "status")), Map.entry("assistant.threads.setSuggestedPrompts", List.of("channel_id", "thread_ts", "prompts")),
            Map.entry("views.open", List.of("trigger_id", "view")), Map.entry("views.publish", List.of("user_id", "view")), Map.entry("oauth.v2.access", List.of("code")),
            Map.entry("apps.connections.open", List.of()));
    private static final int MARKDOWN = 12_000;

    private final HttpServer server;
    private final Map<String, Workspace> tokens = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Response> responses = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Map<String, Post> posts = new ConcurrentHashMap<>();
    private final List<Limit> limits = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicLong> lost = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final AtomicLong clock = new AtomicLong();
    private final Socket socket = new Socket();
    volatile String installedTeam = TEAM;
    volatile Duration delay = Duration.ZERO;

    SlackStandIn() throws IOException {
        know(TOKEN, TEAM, BOT_USER, BOT);
        clock.set(Instant.now().getEpochSecond() * 1_000_000);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/", this::api);
        server.createContext("/response/", this::response);
        server.start();
        socket.setReuseAddr(true);
        socket.start();
    }

    /// The other end of Socket Mode.
    private static final class Socket extends WebSocketServer {

        private final List<String> received = new CopyOnWriteArrayList<>();

        Socket() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            setDaemon(true);
        }

        @Override
        public void onOpen(WebSocket connection, ClientHandshake handshake) {
            connection.send("{\"type\": \"hello\", \"num_connections\": 1, \"debug_info\": {\"host\": \"applink\"}, \"connection_info\": {\"app_id\": \"A123ABC456\"}}");
        }

        @Override
        public void onClose(WebSocket connection, int code, String reason, boolean remote) {
            // the client connects anew
        }

        @Override
        public void onMessage(WebSocket connection, String message) {
            received.add(message);
        }

        @Override
        public void onError(WebSocket connection, Exception e) {
            // the test sees what is missing
        }

        @Override
        public void onStart() {
            // the port is known before
        }
    }

    /// Sends by Socket Mode.
    void sendBySocket(String envelope) throws InterruptedException {
        await("the service has connected", () -> !socket.getConnections().isEmpty());
        socket.broadcast(envelope);
    }

    /// What was sent back by Socket Mode.
    List<String> receivedBySocket() {
        return List.copyOf(socket.received);
    }

    /// Ends the connections of Socket Mode, as Slack does every few hours.
    void dropSockets() {
        socket.getConnections().forEach(connection -> connection.close(1001));
    }

    /// A token and whose it is.
    void know(String token, String team, String user, String bot) {
        tokens.put(token, new Workspace(team, user, bot));
    }

    String apiUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/";
    }

    String responseUrl(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/response/" + name;
    }

    /// A next id of a message.
    String nextTs() {
        long micros = clock.addAndGet(100);
        return "%d.%06d".formatted(micros / 1_000_000, micros % 1_000_000);
    }

    /// The next calls of a method are answered with 429.
    void limit(String method, int times, int retryAfterSeconds) {
        limits.add(new Limit(method, times, retryAfterSeconds, new AtomicLong(times), new AtomicLong()));
    }

    /// The next calls of a method are done, and whoever asked does not hear of it.
    void lose(String method, int times) {
        lost.put(method, new AtomicLong(times));
    }

    /// A method that is answered with an error; null ends it.
    void refuse(String method, String error) {
        if (error == null) {
            refused.remove(method);
        } else {
            refused.put(method, error);
        }
    }

    List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method.equals(method)).toList();
    }

    List<Post> posts() {
        return posts.values().stream().sorted(Comparator.comparing(post -> post.ts)).toList();
    }

    List<Post> posts(String thread) {
        return posts().stream().filter(post -> thread.equals(post.thread)).toList();
    }

    List<Response> responses(String name) {
        return responses.stream().filter(response -> response.path.equals("/response/" + name)).toList();
    }

    /// What was asked wrongly; empty if all was right.
    List<String> violations() {
        return List.copyOf(violations);
    }

    void forget() {
        calls.clear();
        responses.clear();
        posts.clear();
        limits.clear();
        refused.clear();
        lost.clear();
        violations.clear();
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("still waiting: " + what);
            }
            Thread.sleep(20);
        }
    }

    private void api(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestURI().getPath().substring("/api/".length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> arguments = form(body);
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        String token = header != null && header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : arguments.getOrDefault("token", "");
        for (Limit limit : limits) {
            if (limit.method.equals(method)) {
                long now = System.currentTimeMillis();
                if (limit.until.get() > now + 50) {
                    violations.add(method + " was asked " + (limit.until.get() - now) + " ms before the time of Retry-After");
                }
                if (limit.left.getAndDecrement() > 0) {
                    limit.until.set(now + limit.retryAfter * 1_000L);
                    exchange.getResponseHeaders().set("Retry-After", String.valueOf(limit.retryAfter));
                    send(exchange, 429, "{\"ok\":false,\"error\":\"ratelimited\"}");
                    return;
                }
            }
        }
        ObjectNode answer = JSON.createObjectNode();
        try {
            answer(method, token, arguments, answer);
            answer.put("ok", true);
        } catch (Refusal e) {
            answer.removeAll();
            answer.put("ok", false).put("error", e.getMessage());
        }
        if (method.equals("chat.postMessage")) {
            // the message is there, and whoever posted it does not know yet
            pause();
        }
        if (lost.getOrDefault(method, new AtomicLong()).getAndDecrement() > 0) {
            send(exchange, 500, "the answer is lost");
            return;
        }
        calls.add(new Call(method, token, arguments, Instant.now(), answer));
        send(exchange, 200, answer.toString());
    }

    private void pause() {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String error) {
            super(error);
        }
    }

    private Refusal violation(String error, String what) {
        violations.add(what);
        return new Refusal(error);
    }

    private void answer(String method, String token, Map<String, String> arguments, ObjectNode answer) {
        if (refused.containsKey(method)) {
            throw new Refusal(refused.get(method));
        }
        if (!REQUIRED.containsKey(method)) {
            throw violation("unknown_method", method + " is not known");
        }
        if (method.equals("oauth.v2.access")) {
            installed(arguments, answer);
            return;
        }
        if (method.equals("apps.connections.open")) {
            if (!APP_TOKEN.equals(token)) {
                throw new Refusal("not_allowed_token_type");
            }
            answer.put("url", "ws://127.0.0.1:" + socket.getPort() + "/link");
            return;
        }
        Workspace workspace = tokens.get(token);
        if (workspace == null) {
            throw new Refusal("invalid_auth");
        }
        for (String name : REQUIRED.get(method)) {
            if (!arguments.containsKey(name)) {
                throw violation("invalid_arguments", method + " lacks " + name);
            }
        }
        switch (method) {
            case "auth.test" -> answer.put("team_id", workspace.team).put("team", "Testers").put("user_id", workspace.user).put("user", "dragoman").put("bot_id", workspace.bot)
                    .put("url", "https://testers.slack.com/").put("is_enterprise_install", false);
            case "chat.postMessage" -> {
                requireText(method, arguments);
                if (!"0".equals(arguments.get("unfurl_links")) && !"false".equals(arguments.get("unfurl_links"))) {
                    violations.add("chat.postMessage unfurls links");
                }
                Post post = new Post(arguments.get("channel"), nextTs(), arguments.get("thread_ts"));
                fill(post, arguments);
                posts.put(post.channel + post.ts, post);
                answer.put("ts", post.ts).put("channel", post.channel);
            }
            case "chat.update" -> {
                requireText(method, arguments);
                Post post = find(arguments);
                if (post.streaming) {
                    throw violation("streaming_state_conflict", "chat.update of a message that is streamed still");
                }
                fill(post, arguments);
                answer.put("ts", post.ts).put("channel", post.channel);
            }
            case "chat.startStream" -> {
                Post post = new Post(arguments.get("channel"), nextTs(), arguments.get("thread_ts"));
                post.text = markdown(method, arguments);
                post.streaming = true;
                post.changes.add(Instant.now());
                posts.put(post.channel + post.ts, post);
                answer.put("ts", post.ts).put("channel", post.channel);
            }
            case "chat.appendStream" -> {
                Post post = find(arguments);
                requireStreaming(post);
                post.text += markdown(method, arguments);
                post.changes.add(Instant.now());
                answer.put("ts", post.ts).put("channel", post.channel);
            }
            case "chat.stopStream" -> {
                Post post = find(arguments);
                requireStreaming(post);
                post.streaming = false;
                if (arguments.containsKey("blocks")) {
                    post.blocks = json(arguments.get("blocks"));
                    violations.addAll(BlockLimits.check(post.blocks, BlockLimits.MESSAGE));
                }
                post.metadata = arguments.containsKey("metadata") ? json(arguments.get("metadata")) : post.metadata;
                answer.put("ts", post.ts).put("channel", post.channel);
            }
            case "conversations.replies" -> list(posts().stream().filter(post -> post.channel.equals(arguments.get("channel"))
                    && (arguments.get("ts").equals(post.thread) || arguments.get("ts").equals(post.ts))).toList(), arguments, workspace, answer);
            case "conversations.history" -> list(posts().stream().filter(post -> post.channel.equals(arguments.get("channel")) && post.thread == null).toList(), arguments, workspace, answer);
            case "views.open", "views.publish" -> {
                JsonNode view = json(arguments.get("view"));
                violations.addAll(BlockLimits.checkView(view));
                answer.set("view", ((ObjectNode) view.deepCopy()).put("id", "V1"));
            }
            case "assistant.threads.setSuggestedPrompts" -> {
                JsonNode prompts = json(arguments.get("prompts"));
                if (prompts.isEmpty() || prompts.size() > 4) {
                    throw violation("invalid_arguments", prompts.size() + " suggested prompts");
                }
            }
            default -> {
                // nothing more to say
            }
        }
    }

    private void installed(Map<String, String> arguments, ObjectNode answer) {
        if (!"good-code".equals(arguments.get("code"))) {
            throw new Refusal("invalid_code");
        }
        answer.put("access_token", "xoxb-of-" + installedTeam).put("token_type", "bot").put("scope", SlackApp.SCOPES).put("bot_user_id", BOT_USER).put("app_id", "A0KRD7HC3");
        answer.putObject("team").put("id", installedTeam).put("name", "Testers");
        answer.putNull("enterprise");
        answer.put("is_enterprise_install", false);
        answer.putObject("authed_user").put("id", "U1234");
    }

    private void list(List<Post> found, Map<String, String> arguments, Workspace workspace, ObjectNode answer) {
        boolean metadata = "1".equals(arguments.get("include_all_metadata")) || "true".equals(arguments.get("include_all_metadata"));
        ArrayNode messages = answer.putArray("messages");
        found.stream().filter(post -> post.ts.compareTo(arguments.getOrDefault("oldest", "0")) > 0).forEach(post -> {
            ObjectNode message = messages.addObject().put("type", "message").put("user", workspace.user).put("bot_id", workspace.bot).put("ts", post.ts).put("text", post.text);
            if (post.thread != null) {
                message.put("thread_ts", post.thread);
            }
            if (metadata && post.metadata != null) {
                message.set("metadata", post.metadata);
            }
        });
        answer.put("has_more", false);
    }

    private Post find(Map<String, String> arguments) {
        Post post = posts.get(arguments.get("channel") + arguments.get("ts"));
        if (post == null) {
            throw new Refusal("message_not_found");
        }
        return post;
    }

    private void requireStreaming(Post post) {
        if (!post.streaming) {
            throw new Refusal("message_not_in_streaming_state");
        }
    }

    private void requireText(String method, Map<String, String> arguments) {
        String text = arguments.getOrDefault("text", "");
        if (text.isBlank()) {
            throw violation("no_text", method + " without a text for notifications and screen readers");
        }
        if (text.length() > BlockLimits.TEXT) {
            throw violation("msg_too_long", method + " with a text of " + text.length());
        }
        List<String> wrong = BlockLimits.check(json(arguments.getOrDefault("blocks", "[]")), BlockLimits.MESSAGE);
        if (!wrong.isEmpty()) {
            throw violation("invalid_blocks", wrong.toString());
        }
    }

    private String markdown(String method, Map<String, String> arguments) {
        String text = arguments.getOrDefault("markdown_text", "");
        if (text.length() > MARKDOWN) {
            throw violation("msg_too_long", method + " with " + text.length() + " characters");
        }
        return text;
    }

    private static void fill(Post post, Map<String, String> arguments) {
        post.text = arguments.get("text");
        post.blocks = json(arguments.getOrDefault("blocks", "[]"));
        post.metadata = arguments.containsKey("metadata") ? json(arguments.get("metadata")) : post.metadata;
        post.changes.add(Instant.now());
    }

    private void response(HttpExchange exchange) throws IOException {
        JsonNode body = json(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        violations.addAll(BlockLimits.check(body.path("blocks"), BlockLimits.MESSAGE));
        responses.add(new Response(exchange.getRequestURI().getPath(), body));
        send(exchange, 200, "ok");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", body.startsWith("{") ? "application/json; charset=utf-8" : "text/plain");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.split("&")) {
            int at = pair.indexOf('=');
            if (at > 0) {
                form.put(URLDecoder.decode(pair.substring(0, at), StandardCharsets.UTF_8), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /// How often each thing was answered.
    Map<String, Integer> answered() {
        Map<String, Integer> counts = new HashMap<>();
        posts().forEach(post -> Optional.ofNullable(post.answers()).ifPresent(key -> counts.merge(key, 1, Integer::sum)));
        return counts;
    }

    List<Call> all() {
        return new ArrayList<>(calls);
    }

    @Override
    public void close() {
        server.stop(0);
        try {
            socket.stop(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
