package dragoman.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How long readers wait for answers while articles come in, and how fast these do while readers ask: the whole service in a process of its own,
/// asked over HTTP, first with nothing else to do, then with a queue of articles, then again with nothing else to do.
///
/// Arguments: the program's jar, a folder with RealTimeQA, how many of its articles, how many questions each time.
final class BesideIngestionBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "benchmark-token-of-no-secret";
    private static final Pattern DONE = Pattern.compile("(?m)^dragoman_ingestion_jobs_done_seconds_count\\{[^}]*} (\\S+)$");
    private static final int WARM_UP = 400;
    /// Readers read before they ask again.
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ALONE = Duration.ofSeconds(30);

    private final ServiceProcess service;
    private final List<String> questions;
    private int asked;

    private BesideIngestionBenchmark(ServiceProcess service, List<String> questions) {
        this.service = service;
        this.questions = questions;
    }

    /// Articles that the queue has done, when.
    private record Progress(double articles, long nanos) {

        double perSecond(Progress later) {
            return (later.articles - articles) * 1e9 / (later.nanos - nanos);
        }
    }

    public static void main(String[] arguments) throws Exception {
        List<IngestionBenchmark.Text> articles = IngestionBenchmark.texts(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        int many = Integer.parseInt(arguments[3]);
        try (Stream<String> lines = Files.lines(Path.of("corpus/questions.jsonl"));
                ServiceProcess service = ServiceProcess.start(arguments[0], Map.of("DRAGOMAN_ADMIN_TOKEN", TOKEN))) {
            BesideIngestionBenchmark benchmark = new BesideIngestionBenchmark(service, lines.map(BesideIngestionBenchmark::question).toList());
            benchmark.ask(WARM_UP, Duration.ZERO);
            print("nothing else to do", benchmark.ask(many, PAUSE));
            for (IngestionBenchmark.Text article : articles) {
                benchmark.deliver(article);
            }
            Thread.sleep(PAUSE);
            Progress first = benchmark.progress();
            Thread.sleep(ALONE);
            Progress second = benchmark.progress();
            Latencies beside = benchmark.ask(many, PAUSE);
            Progress third = benchmark.progress();
            if (third.articles >= articles.size()) {
                throw new IllegalStateException("the articles were in before the questions were answered; give more of them");
            }
            print("articles coming in", beside);
            System.out.printf("articles a second: %.2f by themselves, %.2f while readers ask%n", first.perSecond(second), second.perSecond(third));
            while (benchmark.progress().articles < articles.size()) {
                Thread.sleep(ALONE.dividedBy(10));
            }
            print("all of them in", benchmark.ask(many, PAUSE));
        }
    }

    private static void print(String what, Latencies latencies) {
        System.out.printf("answers, %s: p50 %.0f, p95 %.0f, p99 %.0f ms%n", what, latencies.p50(), latencies.p95(), latencies.p99());
    }

    private static String question(String line) {
        try {
            return JSON.readTree(line).path("question").asText();
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    private Latencies ask(int times, Duration pause) throws IOException, InterruptedException {
        List<Long> nanos = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < times; i++) {
            Thread.sleep(pause);
            // each question once, since the last ones asked are kept with their vectors
            String question = questions.get(asked++ % questions.size());
            long before = System.nanoTime();
            send(HttpRequest.newBuilder(service.address().resolve("/api/answers")).header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("question", question)))));
            nanos.add(System.nanoTime() - before);
        }
        return new Latencies(nanos.stream().mapToLong(Long::longValue).toArray(), System.nanoTime() - began);
    }

    private void deliver(IngestionBenchmark.Text article) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create("%s/api/articles?id=%s&published=%s&title=%s".formatted(service.address(), encoded(article.id()), article.published(), encoded(article.title()))))
                .header("Authorization", "Bearer " + TOKEN).header("Content-Type", "text/plain; charset=utf-8").header("Prefer", "respond-async")
                .POST(BodyPublishers.ofString(article.text())));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private Progress progress() throws IOException, InterruptedException {
        String metrics = service.metrics();
        return new Progress(DONE.matcher(metrics).results().map((MatchResult done) -> done.group(1)).mapToDouble(Double::parseDouble).sum(), System.nanoTime());
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = service.client().send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException("HTTP %d: %s".formatted(response.statusCode(), response.body()));
        }
    }
}
