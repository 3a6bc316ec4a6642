package dragoman.benchmark;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// The packaged service in a process of its own, on a port that is free, over the database that the environment names.
///
/// @param address where it listens
record ServiceProcess(Process process, HttpClient client, URI address) implements AutoCloseable {

    private static final File LOG = new File("target/benchmark-service.log");
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_POLLS = 1_500;

    /// Returns when it is ready.
    ///
    /// @param jar      the program
    /// @param settings as environment variables
    static ServiceProcess start(String jar, Map<String, String> settings) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "--enable-native-access=ALL-UNNAMED", "-jar", jar, "serve");
        builder.environment().putAll(Map.of("DRAGOMAN_READER_QUESTIONS", "0", "QUARKUS_HTTP_PORT", String.valueOf(port)));
        builder.environment().putAll(settings);
        ServiceProcess service = new ServiceProcess(builder.redirectErrorStream(true).redirectOutput(LOG).start(), HttpClient.newHttpClient(), URI.create("http://localhost:" + port));
        for (int i = 0; i < MOST_POLLS && service.process.isAlive(); i++) {
            if (service.isReady()) {
                return service;
            }
            Thread.sleep(POLL);
        }
        service.close();
        throw new IllegalStateException("the service did not start: see " + LOG);
    }

    private boolean isReady() throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(address.resolve("/q/health/ready")).build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // not there yet
            return false;
        }
    }

    /// Its metrics in the text format of Prometheus.
    String metrics() throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address.resolve("/q/metrics")).build(), BodyHandlers.ofString()).body();
    }

    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
        client.close();
    }
}
