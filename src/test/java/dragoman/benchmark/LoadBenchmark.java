package dragoman.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// How a running service bears many readers at once: so many clients ask for so long, each its next question as soon as the last one is
/// answered or refused; then one more question is asked. It can be any version of the program, since it is only asked over HTTP.
///
/// Arguments: the service's address on this machine, seconds, numbers of clients.
final class LoadBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int RETRY_MILLIS = 100;
    private static final Duration BETWEEN = Duration.ofSeconds(3);
    private static final List<String> PATTERNS = List.of("What did %s say about %s?", "What does %s want from %s?", "When did %s meet %s?", "Why does %s matter to %s?",
            "What is new between %s and %s?", "How did %s answer %s?", "Who spoke for %s at the talks with %s?", "What has %s promised to %s since January?");

    private final URI address;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> names;

    private LoadBenchmark(URI address, List<String> names) {
        this.address = address;
        this.names = names;
    }

    public static void main(String[] arguments) throws Exception {
        URI address = Loopback.require(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        LoadBenchmark benchmark = new LoadBenchmark(address, names(Path.of("corpus")));
        System.out.printf("%d names of the corpus; %d s each%n", benchmark.names.size(), seconds);
        // a program that has just started is still being compiled
        Random first = new Random(1);
        long warm = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < warm) {
            benchmark.ask(benchmark.question(first));
        }
        for (int i = 2; i < arguments.length; i++) {
            benchmark.run(Integer.parseInt(arguments[i]), Duration.ofSeconds(seconds), new Random(i));
            Thread.sleep(BETWEEN);
        }
    }

    /// Words with a capital within sentences, and short runs of them.
    private static List<String> names(Path corpus) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(corpus)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String before = ".";
                for (String word : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\\s+")) {
                    boolean name = word.length() > 3 && Character.isUpperCase(word.charAt(0)) && word.chars().allMatch(Character::isLetter);
                    if (name && !before.isEmpty() && Character.isLetter(before.charAt(before.length() - 1))) {
                        names.add(word);
                    }
                    before = word;
                }
            }
        }
        return List.copyOf(names);
    }

    private String question(Random random) {
        return PATTERNS.get(random.nextInt(PATTERNS.size())).formatted(names.get(random.nextInt(names.size())), names.get(random.nextInt(names.size())));
    }

    private void run(int clients, Duration length, Random seeds) throws InterruptedException {
        Queue<Long> answered = new ConcurrentLinkedQueue<>();
        Map<String, LongAdder> others = new ConcurrentHashMap<>();
        long began = System.nanoTime();
        long end = began + length.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Random random = new Random(seeds.nextLong());
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    long before = System.nanoTime();
                    String outcome = ask(question(random));
                    if (outcome.equals("200")) {
                        answered.add(System.nanoTime() - before);
                    } else {
                        others.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
                        // a client that is refused comes again in a moment, as clients do
                        pause(100 + random.nextInt(400));
                    }
                }
            }));
        }
        pause((end - System.nanoTime()) / 1_000_000);
        long elapsed = System.nanoTime() - began;
        int counted = answered.size();
        // the clients leave with their questions unanswered
        threads.forEach(Thread::interrupt);
        long before = System.nanoTime();
        String last = question(new Random(42));
        String after = ask(last);
        while (after.equals("503") && System.nanoTime() - before < PATIENCE.toNanos()) {
            pause(RETRY_MILLIS);
            after = ask(last);
        }
        double afterSeconds = (System.nanoTime() - before) / 1e9;
        for (Thread thread : threads) {
            thread.join();
        }
        String times = answered.isEmpty() ? "none answered" : times(answered, elapsed);
        System.out.printf("%4d clients: %6.1f answers a second, %s; others %s; the question after: %s in %.2f s%n", clients, counted * 1e9 / elapsed, times, others, after,
                afterSeconds);
    }

    private static String times(Queue<Long> nanos, long elapsed) {
        Latencies latencies = new Latencies(nanos.stream().mapToLong(Long::longValue).toArray(), elapsed);
        return "p50 %.0f, p95 %.0f, p99 %.0f ms of %d answered".formatted(latencies.p50(), latencies.p95(), latencies.p99(), nanos.size());
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(Math.max(0, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String ask(String question) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/answers")).timeout(PATIENCE).header("Content-Type", "application/json")
                    .header("Accept", "application/json").POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("question", question)))).build();
            return String.valueOf(client.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "left";
        }
    }
}
