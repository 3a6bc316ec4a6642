package dragoman.testsupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server that speaks the protocols of language models over real HTTP, and says what a test tells it to. It can do all that goes wrong as
/// well: cut the connection, send what is no protocol, never end.
public final class ModelStandIn implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern QUESTION = Pattern.compile("(?s)<<<question\n(.*?)\nquestion>>>");
    private static final Pattern PASSAGE = Pattern.compile("(?s)<<<passage (\\w+)\n.*?\n\n(.*?)\npassage \\1>>>");

    private final ServerSocket server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Script script = (_, reply) -> reply.end();

    public ModelStandIn() {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                    // closed
                }
            }
        });
    }

    /// What a model does with a request.
    @FunctionalInterface
    public interface Script {
        void play(Request request, Reply reply) throws IOException, InterruptedException;
    }

    /// What it was asked.
    public record Request(String path, Map<String, String> headers, JsonNode body) {

        public String system() {
            return body.has("system") ? text(body.get("system")) : message("system");
        }

        public String user() {
            return message("user");
        }

        public boolean isMending() {
            return user().contains("<<<sentences\n");
        }

        /// Whether it is to put a follow-up into words that stand alone.
        public boolean isCondensing() {
            return user().contains("<<<conversation\n");
        }

        /// Whether it is to put a question into English.
        public boolean isTranslating() {
            return !isCondensing() && passages().isEmpty();
        }

        /// Whether it is to say what may be asked next.
        public boolean isSuggesting() {
            return user().contains("<<<answer\n");
        }

        /// The question as it was given.
        public String question() {
            Matcher question = QUESTION.matcher(user());
            return question.find() ? question.group(1) : "";
        }

        /// The passages by key.
        public Map<String, String> passages() {
            Map<String, String> passages = new LinkedHashMap<>();
            Matcher matcher = PASSAGE.matcher(user());
            while (matcher.find()) {
                passages.put(matcher.group(1), matcher.group(2));
            }
            return passages;
        }

        /// The key of the passage that holds the words.
        public String key(String words) {
            return passages().entrySet().stream().filter(passage -> passage.getValue().contains(words)).findFirst()
                    .orElseThrow(() -> new IllegalStateException("no passage holds " + words + ": " + passages())).getKey();
        }

        private String message(String role) {
            StringBuilder all = new StringBuilder();
            body.path("messages").forEach(message -> {
                if (message.path("role").asText().equals(role)) {
                    all.append(text(message.get("content")));
                }
            });
            return all.toString();
        }

        private static String text(JsonNode content) {
            if (content.isTextual()) {
                return content.asText();
            }
            StringBuilder all = new StringBuilder();
            content.forEach(part -> all.append(part.path("text").asText()));
            return all.toString();
        }
    }

    public String address() {
        return "http://localhost:" + server.getLocalPort();
    }

    public ModelStandIn plays(Script what) {
        script = what;
        return this;
    }

    /// Says the text word by word.
    public ModelStandIn says(String text) {
        return plays((_, reply) -> reply.words(text).end());
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /// Forgets what was asked.
    public void reset() {
        requests.clear();
        cancelled.set(0);
    }

    /// How many requests were given up by the one who asked.
    public int cancelled() {
        return cancelled.get();
    }

    /// How many requests are being answered.
    public int open() {
        return open.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        open.incrementAndGet();
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String requestLine = line(in);
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                headers.put(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT), line.substring(line.indexOf(':') + 1).strip());
            }
            byte[] body = "chunked".equals(headers.get("transfer-encoding")) ? chunks(in) : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            String path = requestLine.split(" ")[1];
            Request request = new Request(path, headers, JSON.readTree(body));
            requests.add(request);
            Reply reply = new Reply(socket, path);
            Thread watcher = Thread.ofVirtual().start(() -> {
                try {
                    if (in.read() < 0 && !reply.over) {
                        reply.gone = true;
                        cancelled.incrementAndGet();
                    }
                } catch (IOException e) {
                    if (!reply.over) {
                        reply.gone = true;
                        cancelled.incrementAndGet();
                    }
                }
            });
            try {
                script.play(request, reply);
            } finally {
                reply.over = true;
                watcher.interrupt();
            }
        } catch (IOException | InterruptedException e) {
            // the one who asked has left
        } finally {
            open.decrementAndGet();
        }
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in).strip(), 16); size > 0; size = Integer.parseInt(line(in).strip(), 16)) {
            all.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return all.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /// What it answers, in the protocol of the address that was asked.
    public static final class Reply {

        private final Socket socket;
        private final OutputStream out;
        private final String path;
        private boolean begun;
        private volatile boolean over;
        private volatile boolean gone;

        Reply(Socket socket, String path) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
            this.path = path;
        }

        private boolean isOllama() {
            return path.endsWith("/api/chat");
        }

        private boolean isAnthropic() {
            return path.endsWith("/messages");
        }

        public boolean isGone() {
            return gone;
        }

        /// An answer that is no success.
        public void status(int status, String body, String... headers) throws IOException {
            out.write(("HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n%s\r\n%s".formatted(status,
                    body.getBytes(StandardCharsets.UTF_8).length, headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n", body)).getBytes(StandardCharsets.UTF_8));
            out.flush();
            over = true;
        }

        /// Anything at all, as a piece of a stream.
        public Reply raw(String text) throws IOException {
            if (!begun) {
                begun = true;
                out.write(("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n".formatted(isOllama() ? "application/x-ndjson" : "text/event-stream"))
                        .getBytes(StandardCharsets.UTF_8));
                if (isAnthropic() && !text.isEmpty()) {
                    event("message_start", Map.of("type", "message_start", "message", Map.of("id", "m", "type", "message", "role", "assistant", "content", List.of(), "model", "stand-in",
                            "usage", Map.of("input_tokens", 11, "output_tokens", 1))));
                    event("content_block_start", Map.of("type", "content_block_start", "index", 0, "content_block", Map.of("type", "text", "text", "")));
                }
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0) {
                out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.write(bytes);
                out.write("\r\n".getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            return this;
        }

        private void event(String name, Map<String, ?> data) throws IOException {
            raw("event: " + name + "\ndata: " + json(data) + "\n\n");
        }

        private static String json(Object value) {
            try {
                return JSON.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        private void chunk(Map<String, ?> delta, String finish) throws IOException {
            Map<String, Object> choice = new LinkedHashMap<>(Map.of("index", 0, "delta", delta));
            choice.put("finish_reason", finish);
            raw("data: " + json(Map.of("id", "c", "object", "chat.completion.chunk", "created", 1, "model", "stand-in", "choices", List.of(choice))) + "\n\n");
        }

        /// One piece of text.
        public Reply text(String text) throws IOException {
            if (isOllama()) {
                return raw(json(Map.of("model", "stand-in", "created_at", "2025-01-22T11:22:42.180546Z", "message", Map.of("role", "assistant", "content", text), "done", false)) + "\n");
            }
            if (isAnthropic()) {
                raw("event: ping\ndata: {\"type\": \"ping\"}\n\n");
                event("content_block_delta", Map.of("type", "content_block_delta", "index", 0, "delta", Map.of("type", "text_delta", "text", text)));
                return this;
            }
            chunk(Map.of("content", text), null);
            return this;
        }

        /// A text in pieces of about a token.
        public Reply words(String text) throws IOException {
            Matcher piece = Pattern.compile("(?s).{1,4}").matcher(text);
            while (piece.find()) {
                text(piece.group());
            }
            return this;
        }

        public Reply toolCall() throws IOException {
            if (isOllama()) {
                return raw(json(Map.of("model", "stand-in", "created_at", "2025-01-22T11:22:42.180546Z", "message", Map.of("role", "assistant", "content", "", "tool_calls",
                        List.of(Map.of("function", Map.of("name", "send_mail", "arguments", Map.of("to", "x"))))), "done", false)) + "\n");
            }
            if (isAnthropic()) {
                event("content_block_start", Map.of("type", "content_block_start", "index", 1, "content_block", Map.of("type", "tool_use", "id", "t", "name", "send_mail", "input", Map.of())));
                event("content_block_delta", Map.of("type", "content_block_delta", "index", 1, "delta", Map.of("type", "input_json_delta", "partial_json", "{\"to\": \"x\"}")));
                event("content_block_stop", Map.of("type", "content_block_stop", "index", 1));
                return this;
            }
            chunk(Map.of("tool_calls", List.of(Map.of("index", 0, "id", "t", "type", "function", "function", Map.of("name", "send_mail", "arguments", "{\"to\": \"x\"}")))), null);
            return this;
        }

        public Reply pause(long millis) throws InterruptedException {
            for (long waited = 0; waited < millis && !gone; waited += 5) {
                Thread.sleep(Math.min(5, millis - waited));
            }
            return this;
        }

        public void end() throws IOException {
            end("stop");
        }

        /// @param reason in the words of OpenAI
        public void end(String reason) throws IOException {
            if (isOllama()) {
                raw(json(Map.of("model", "stand-in", "created_at", "2025-01-22T11:22:42.180546Z", "message", Map.of("role", "assistant", "content", ""), "done_reason", reason, "done", true,
                        "prompt_eval_count", 11, "eval_count", 7)) + "\n");
            } else if (isAnthropic()) {
                raw(" ".repeat(0));
                event("content_block_stop", Map.of("type", "content_block_stop", "index", 0));
                event("message_delta", Map.of("type", "message_delta", "delta", Map.of("stop_reason", switch (reason) {
                    case "length" -> "max_tokens";
                    case "tool_calls" -> "tool_use";
                    default -> "end_turn";
                }), "usage", Map.of("output_tokens", 7)));
                event("message_stop", Map.of("type", "message_stop"));
            } else {
                chunk(Map.of(), reason);
                raw("data: " + json(Map.of("id", "c", "object", "chat.completion.chunk", "created", 1, "model", "stand-in", "choices", List.of(),
                        "usage", Map.of("prompt_tokens", 11, "completion_tokens", 7, "total_tokens", 18))) + "\n\n");
                raw("data: [DONE]\n\n");
            }
            endStream();
        }

        /// The stream ends, whether or not the answer did.
        public void endStream() throws IOException {
            raw("");
            over = true;
            out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /// The connection is cut.
        public void cut() throws IOException {
            raw("");
            over = true;
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
