package dragoman.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A web site of others on this machine, whose pages a test changes.
public final class Website implements AutoCloseable {

    /// What is at a path.
    @FunctionalInterface
    public interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, List<String>>> headers = new ConcurrentHashMap<>();

    public Website() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            requests.add(path);
            headers.put(path, Map.copyOf(exchange.getRequestHeaders()));
            try (exchange) {
                pages.getOrDefault(path, none -> send(none, 404, "text/plain", new byte[0])).answer(exchange);
            }
        });
        server.start();
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /// Puts a page there in place of the one before.
    public void put(String path, Page page) {
        pages.put(path, page);
    }

    public void put(String path, String type, String content) {
        put(path, type, content.getBytes(StandardCharsets.UTF_8));
    }

    public void put(String path, String type, byte[] content) {
        put(path, exchange -> send(exchange, 200, type, content));
    }

    public void status(String path, int status) {
        put(path, exchange -> send(exchange, status, "text/plain", new byte[0]));
    }

    public void redirect(String path, String location) {
        put(path, exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            send(exchange, 302, "text/plain", new byte[0]);
        });
    }

    /// How often a path was asked for.
    public long requests(String path) {
        return requests.stream().filter(path::equals).count();
    }

    /// What was said in the last request for a path.
    public String header(String path, String name) {
        return headers.get(path).entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(name)).map(entry -> entry.getValue().getFirst()).findFirst().orElse(null);
    }

    public static void send(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            exchange.getResponseBody().write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
