package dragoman.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.testsupport.ModelStandIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the service adds to a model's own time: the whole service in a process of its own, asked over HTTP, and a stand-in of a model that writes
/// a token every so often. Of each chat's time to its first statement and to its end, the time is taken off that lies between the model's getting
/// the request and its writing the token that makes the first sentence certain, or its last. So the holding of a sentence until its end is the
/// model's time here: with this pace it is the time of the tokens of a sentence, and one more.
///
/// Arguments: the program's jar, milliseconds a token, chats of one reader, chats of fifty.
final class GenerationBenchmark {

    private static final Pattern NUMBER = Pattern.compile("chat (\\d+)");
    private static final Pattern STEP = Pattern.compile("(?m)^dragoman_step_seconds_sum\\{step=\"(\\w+)\"[^}]*} (\\S+)$");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WARM_UP = 1_000;

    private static final String FIRST = "The treaty to protect the high seas will enter into force on 17 January 2026.";

    private GenerationBenchmark() {
    }

    /// When the model got a request, made its first sentence certain, and ended; nanoseconds.
    private record ModelTimes(long asked, long firstCertain, long ended) {
    }

    /// What was added to the model's time, and the time in all, in milliseconds.
    private record Added(double first, double total, double wholeFirst) {
    }

    public static void main(String[] arguments) throws Exception {
        String jar = arguments[0];
        int millis = Integer.parseInt(arguments[1]);
        int alone = Integer.parseInt(arguments[2]);
        int many = Integer.parseInt(arguments[3]);
        Map<Integer, ModelTimes> times = new ConcurrentHashMap<>();
        try (ModelStandIn model = new ModelStandIn(); Service service = new Service(jar, model.address())) {
            model.plays((request, reply) -> {
                long asked = System.nanoTime();
                Matcher number = NUMBER.matcher(request.user());
                number.find();
                String key = request.key("17 January 2026");
                Pace pace = new Pace(asked, millis);
                for (String piece : pieces(FIRST + " [" + key + "]")) {
                    pace.next();
                    reply.text(piece);
                }
                // the blank and the first letters of the next sentence make this one certain
                pace.next();
                long certain = System.nanoTime();
                reply.text(" A pe");
                for (String piece : pieces("riod of 120 days began with Morocco's ratification. [" + key + "] Palau was the first country to ratify it. [" + key + "]")) {
                    pace.next();
                    reply.text(piece);
                }
                pace.next();
                times.put(Integer.parseInt(number.group(1)), new ModelTimes(asked, certain, System.nanoTime()));
                reply.end();
            });
            AtomicInteger numbers = new AtomicInteger();
            // a service that has been up for a while: its code is compiled
            measure(service, times, numbers, 50, WARM_UP);
            measure(service, times, numbers, 1, WARM_UP / 50);
            Steps steps = service.steps();
            Duration before = service.processorTime();
            print("1 chat at a time", millis, measure(service, times, numbers, 1, alone));
            System.out.printf("processor time of the service: %.1f ms a chat%n", service.processorTime().minus(before).toNanos() / 1e6 / alone);
            System.out.println("of that, milliseconds a chat: " + steps.since(service.steps(), alone));
            print("50 chats at a time", millis, measure(service, times, numbers, 50, many));
        }
    }

    /// The seconds that each step of answering has taken so far, as the service counts them.
    private record Steps(Map<String, Double> seconds) {

        String since(Steps later, int chats) {
            return later.seconds.entrySet().stream().map(step -> "%s %.1f".formatted(step.getKey(), (step.getValue() - seconds.getOrDefault(step.getKey(), 0.0)) * 1_000 / chats)).sorted()
                    .collect(Collectors.joining(", "));
        }
    }

    /// Keeps to the pace, whatever writing takes.
    private static final class Pace {

        private final long began;
        private final long step;
        private int tokens;

        Pace(long began, int millis) {
            this.began = began;
            this.step = Duration.ofMillis(millis).toNanos();
        }

        void next() throws InterruptedException {
            tokens++;
            long left = began + tokens * step - System.nanoTime();
            if (left > 0) {
                Thread.sleep(Duration.ofNanos(left));
            }
        }
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        Matcher piece = Pattern.compile("(?s).{1,4}").matcher(text);
        while (piece.find()) {
            pieces.add(piece.group());
        }
        return pieces;
    }

    private static List<Added> measure(Service service, Map<Integer, ModelTimes> times, AtomicInteger numbers, int clients, int chats) throws Exception {
        try (ExecutorService readers = Executors.newFixedThreadPool(clients)) {
            AtomicInteger left = new AtomicInteger(chats);
            List<Future<List<Added>>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(readers.submit(() -> {
                    List<Added> added = new ArrayList<>();
                    while (left.getAndDecrement() > 0) {
                        added.add(service.ask(numbers.incrementAndGet(), times));
                    }
                    return added;
                }));
            }
            List<Added> all = new ArrayList<>();
            for (Future<List<Added>> one : running) {
                all.addAll(one.get());
            }
            return all;
        }
    }

    private static void print(String what, int millis, List<Added> added) {
        System.out.printf("%s, a token every %d ms, %d chats: added until the first statement p50 %.1f ms, p95 %.1f ms; until the end p50 %.1f ms, p95 %.1f ms; first statement after p50 %.0f ms in all%n", what, millis,
                added.size(), percentile(added.stream().mapToDouble(Added::first).toArray(), .5), percentile(added.stream().mapToDouble(Added::first).toArray(), .95),
                percentile(added.stream().mapToDouble(Added::total).toArray(), .5), percentile(added.stream().mapToDouble(Added::total).toArray(), .95),
                percentile(added.stream().mapToDouble(Added::wholeFirst).toArray(), .5));
    }

    private static double percentile(double[] values, double share) {
        Arrays.sort(values);
        return values[(int) Math.min(values.length - 1, Math.ceil(share * values.length) - 1)];
    }

    /// The service with the stand-in as its model.
    private static final class Service implements AutoCloseable {

        private final ServiceProcess process;
        private final HttpClient client;
        private final URI address;

        Service(String jar, String model) throws IOException, InterruptedException {
            process = ServiceProcess.start(jar, Map.of("DRAGOMAN_MODEL_PROVIDER", "openai", "DRAGOMAN_MODEL_NAME", "stand-in", "DRAGOMAN_MODEL_BASE_URL", model + "/v1/",
                    "DRAGOMAN_MODEL_CONCURRENT", "64", "DRAGOMAN_MODEL_QUEUE", "100"));
            client = process.client();
            address = process.address();
        }

        Steps steps() throws IOException, InterruptedException {
            return new Steps(STEP.matcher(process.metrics()).results().collect(Collectors.toMap(step -> step.group(1), step -> Double.parseDouble(step.group(2)))));
        }

        Duration processorTime() {
            return process.processorTime();
        }

        Added ask(int number, Map<Integer, ModelTimes> times) throws IOException, InterruptedException {
            String body = JSON.writeValueAsString(Map.of("question", "When will the treaty to protect the high seas enter into force, chat " + number + "?"));
            long began = System.nanoTime();
            long first = 0;
            boolean generative = false;
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(client.send(HttpRequest.newBuilder(address.resolve("/api/answers")).header("Content-Type", "application/json")
                    .header("Accept", "text/event-stream").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (first == 0 && line.startsWith("event:") && line.endsWith("statement")) {
                        first = System.nanoTime();
                    }
                    generative |= line.startsWith("data:") && line.contains("\"status\":\"answered\"") && line.contains("\"mode\":\"generative\"");
                }
            }
            long ended = System.nanoTime();
            if (!generative) {
                throw new IllegalStateException("chat " + number + " was not answered by the model");
            }
            ModelTimes model = times.remove(number);
            return new Added((first - began - (model.firstCertain - model.asked)) / 1e6, (ended - began - (model.ended - model.asked)) / 1e6, (first - began) / 1e6);
        }

        @Override
        public void close() throws InterruptedException {
            process.close();
        }
    }
}
