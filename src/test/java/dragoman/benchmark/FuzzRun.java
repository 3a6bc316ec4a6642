package dragoman.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Sends whatever strangers might send to all public addresses of a running service, byte by byte as it is drawn, and reports each answer of
/// 5xx but 503 (and 501, for methods that HTTP does not have and formats that oEmbed leaves out), each that took longer than five seconds, and each connection that was refused
/// or left open without an answer. The same seed sends the same.
///
/// Arguments: the service's address on this machine, how many requests, the seed, how many at once.
final class FuzzRun {

    private static final int LIMIT_MILLIS = 5_000;
    private static final int GIVE_UP_MILLIS = 30_000;
    private static final int MOST_REPORTED = 40;
    private static final List<String> PATHS = List.of("/", "/ask", "/api/answers", "/api/answers/{}", "/api/answers/{}/citations/{}", "/api/answers/{}/feedback",
            "/api/answers/{}/follow-ups", "/api/answers/{}/timeline", "/api/suggestions", "/api/conversations/{}", "/api/corpus", "/api/articles", "/api/articles/{}",
            "/api/articles/{}/release", "/api/feeds", "/api/feeds/{}", "/api/feeds/{}/poll", "/api/ingestion/jobs", "/api/ingestion/jobs/{}", "/api/ingestion/jobs/{}/retry",
            "/api/sites", "/api/sites/{}", "/api/sites/{}/session", "/api/sites/{}/tokens", "/api/widget", "/v1/models", "/v1/models/{}", "/v1/chat/completions", "/answers/{}",
            "/answers/{}/card.png", "/answers/{}/sources/{}", "/answers/{}/timeline/{}/{}/{}", "/embed/{}", "/oembed", "/widget.js", "/widget/{}/widget.js", "/texts/{}",
            "/custom-elements.json", "/demo", "/slack/events", "/slack/install", "/slack/oauth_redirect", "/desk", "/desk/sign-in", "/desk/sign-out", "/desk/overview.csv",
            "/desk/questions", "/desk/answers/{}", "/desk/answers/{}/pin", "/desk/sites", "/desk/editors", "/desk/rulings", "/desk/sign-in/oidc", "/admin/", "/q/health",
            "/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi", "/{}");
    private static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "POST", "POST", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW", "CONNECT", "get");
    private static final List<String> ACCEPTED = List.of("application/json", "text/event-stream", "text/html", "*/*", "image/png", "nonsense", "a/b;q=x", "", ",,,", "text/*;q=0");
    private static final List<String> TYPES = List.of("application/json", "application/json", "application/json", "application/json; charset=utf-16", "text/plain", "text/html",
            "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "application/pdf", "application/vnd.iptc.ninjs+json",
            "application/vnd.iptc.g2.newsitem+xml", "text/markdown", "nonsense", "a/b/c", "text/plain; charset=nothing", "");
    private static final List<String> PIECES = List.of("1", "-1", "99999999999999999999", "dams", "%00", "%2e%2e", "..", "a".repeat(3_000), "%ff%fe", "%", "%zz", "é", "😀", "'or 1=1--", "<b>", "\"",
            "{}", "null", "site", "demo", "en", "xx", "+", "%0d%0aX: y", ";a=b", "~", "AAAAAAAAAAAAAAAA");
    private static final List<String> QUERIES = List.of("", "", "", "?site=demo", "?site=%00", "?site=" + "s".repeat(500), "?lang=xx", "?version=x", "?version=-1", "?url=x://", "?url=http://localhost/embed/demo",
            "?format=xml", "?maxwidth=-99999999999", "?days=999999999", "?asOf=9999-99-99", "?q=%", "?=&&&=", "?published=2025-01-01&title=x", "?zone=Mars/Base", "?embargo=never", "?code=a&state=b");
    private static final List<String> SCALARS = List.of("null", "true", "-0", "1e999", "\"\"", "\"What did the minister say?\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "\"2025-03-03\"",
            "\"+999999999-01-01\"", "\"" + "q".repeat(2_001) + "\"", "\"a-b-c-d-e-f\"", "\"“”\"", "\"\\\"\\\"\"", "[[[[[[[[]]]]]]]]", "\"😀😀\"", "\"http://x\"", "12345678901234567890123");
    private static final List<String> FIELDS = List.of("question", "conversation", "standalone", "replaces", "asOf", "site", "article", "helpful", "reason", "comment", "messages", "stream", "stream_options",
            "model", "id", "name", "origins", "address", "url", "text", "title", "content", "role", "type", "challenge");

    private final URI address;
    private final Map<String, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final List<String> failures = new ArrayList<>();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile long slowest;

    private FuzzRun(URI address) {
        this.address = address;
    }

    public static void main(String[] arguments) throws InterruptedException {
        FuzzRun run = new FuzzRun(Loopback.require(arguments[0]));
        int many = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        int atOnce = Integer.parseInt(arguments[3]);
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int number = next.getAndIncrement(); number < many; number = next.getAndIncrement()) {
                    run.send(number, new Random(new SplittableRandom(seed * 1_000_003 + number).nextLong()));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.printf("%d requests, seed %d, %d at once: %s; slowest %.2f s%n", many, seed, atOnce, new TreeMap<>(run.statuses), run.slowest / 1e9);
        run.failures.forEach(System.out::println);
        System.out.printf("%d failures%n", run.failed.get());
        System.exit(run.failed.get() == 0 ? 0 : 1);
    }

    private record Sent(byte[] bytes, String line, boolean ends) {
    }

    private void send(int number, Random random) {
        Sent sent = draw(random);
        long before = System.nanoTime();
        String status;
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(GIVE_UP_MILLIS);
            if (!sent.ends) {
                // a reader who leaves at once
                socket.getOutputStream().write(sent.bytes);
                socket.getOutputStream().flush();
                socket.setSoLinger(true, 0);
                count("left");
                return;
            }
            writeAnyway(socket, sent.bytes);
            status = readStatus(socket.getInputStream());
        } catch (SocketTimeoutException e) {
            status = "no answer";
        } catch (ConnectException e) {
            status = "not reached";
        } catch (IOException e) {
            status = "closed";
        }
        long took = System.nanoTime() - before;
        synchronized (this) {
            slowest = Math.max(slowest, took);
        }
        count(status);
        boolean bad = status.startsWith("5") && !status.equals("503") && !status.equals("501");
        if (bad || status.equals("no answer") || status.equals("not reached") || took > LIMIT_MILLIS * 1_000_000L) {
            failed.incrementAndGet();
            synchronized (failures) {
                if (failures.size() < MOST_REPORTED) {
                    failures.add("#%d %s in %.2f s: %s".formatted(number, status, took / 1e9, sent.line));
                }
            }
        }
    }

    private static void writeAnyway(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // it may have answered before all was sent
        }
    }

    private void count(String status) {
        statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
    }

    /// Reads all of the answer, so that streams are waited for.
    private static String readStatus(InputStream in) throws IOException {
        byte[] buffer = new byte[8_192];
        StringBuilder head = new StringBuilder();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (head.length() < 64) {
                head.append(new String(buffer, 0, Math.min(read, 64), StandardCharsets.ISO_8859_1));
            }
        }
        return head.length() >= 12 && head.toString().startsWith("HTTP/1.") ? head.substring(9, 12) : "closed";
    }

    private Sent draw(Random random) {
        String method = one(METHODS, random);
        StringBuilder path = new StringBuilder();
        for (String part : (one(PATHS, random) + " ").split("\\{}", -1)) {
            path.append(path.isEmpty() ? "" : one(PIECES, random)).append(part.strip());
        }
        String target = path + one(QUERIES, random);
        byte[] body = method.equals("GET") && random.nextInt(10) > 0 ? new byte[0] : body(random);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + (random.nextInt(20) == 0 ? "evil.example" : "localhost:" + address.getPort()) + "\r\n");
        head.append("Connection: close\r\n");
        header(head, "Accept", one(ACCEPTED, random));
        header(head, "Content-Type", one(TYPES, random));
        if (random.nextInt(5) == 0) {
            header(head, "Authorization", one(List.of("Bearer x", "Basic !!!", "Bearer " + "t".repeat(2_000), "x", ""), random));
            header(head, "Cookie", one(List.of("a=b", "dragoman-desk=x", ";;;=", "q_session=" + "c".repeat(500)), random));
        }
        if (random.nextInt(5) == 0) {
            header(head, "Origin", one(List.of("null", "https://evil.example", "x", "http://localhost:" + address.getPort()), random));
            header(head, "Dragoman-Token", one(List.of("x", "a.b.c", ""), random));
            header(head, "X-Forwarded-For", one(List.of("1.2.3.4", ",,,", "unknown", "::1", "x".repeat(300)), random));
        }
        if (random.nextInt(8) == 0) {
            header(head, "Last-Event-ID", one(List.of("1", "-1", "x", "99999999999"), random));
            header(head, "Accept-Language", one(List.of("de", "xx;q=9", ";;", "*", "é", "en,".repeat(200)), random));
            header(head, "X-" + "h".repeat(random.nextInt(100) + 1), "v".repeat(random.nextInt(10) == 0 ? 20_000 : 10));
        }
        if (random.nextInt(10) == 0) {
            header(head, one(List.of("Expect", "Range", "If-None-Match", "Content-Encoding", "Upgrade", "Prefer", "Sec-Fetch-Site", "X-HTTP-Method-Override"), random),
                    one(List.of("100-continue", "bytes=-1", "*", "gzip", "h2c", "respond-async", "cross-site", "DELETE"), random));
        }
        boolean ends = random.nextInt(25) > 0;
        int claimed = ends ? body.length : body.length + 10;
        head.append("Content-Length: ").append(random.nextInt(200) == 0 ? "x" : String.valueOf(claimed)).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        String line = method + " " + (target.length() > 120 ? target.substring(0, 120) + "…" : target);
        return new Sent(bytes.toByteArray(), line + " · " + new String(body, 0, Math.min(body.length, 160), StandardCharsets.UTF_8).replaceAll("\\s+", " "), ends);
    }

    private static void header(StringBuilder head, String name, String value) {
        if (!value.isEmpty()) {
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }

    private static byte[] body(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> new byte[0];
            case 1 -> random(random, random.nextInt(2_000));
            case 2 -> random.nextInt(20) == 0 ? new byte[5_000_000] : "x".repeat(random.nextInt(20_000)).getBytes(StandardCharsets.UTF_8);
            case 3 -> ("question=" + one(PIECES, random) + "&conversation=" + one(PIECES, random) + "&payload=" + one(SCALARS, random)).getBytes(StandardCharsets.UTF_8);
            case 4 -> ("--x\r\nContent-Disposition: form-data; name=\"question\"\r\n\r\n" + one(PIECES, random) + "\r\n--x" + (random.nextBoolean() ? "--\r\n" : "")).getBytes(StandardCharsets.UTF_8);
            case 5 -> ("[".repeat(random.nextInt(3_000)) + "1").getBytes(StandardCharsets.UTF_8);
            case 6 -> ("{\"messages\": [{\"role\": \"user\", \"content\": " + one(SCALARS, random) + "}], \"stream\": " + one(SCALARS, random) + "}").getBytes(StandardCharsets.UTF_8);
            case 7 -> broken(random, json(random));
            default -> json(random).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static String json(Random random) {
        StringBuilder json = new StringBuilder("{\"question\": ").append(one(SCALARS, random));
        for (int i = random.nextInt(5); i > 0; i--) {
            json.append(", \"").append(one(FIELDS, random)).append("\": ").append(one(SCALARS, random));
        }
        return json.append('}').toString();
    }

    private static byte[] broken(Random random, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
