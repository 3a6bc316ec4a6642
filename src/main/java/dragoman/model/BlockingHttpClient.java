package dragoman.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// HTTP for LangChain4j's clients of models, done wholly by the calling thread: whoever interrupts that thread cancels the request, whether
/// or not a word has come. LangChain4j's own client can only be cancelled between two words.
///
/// What does not keep to the protocol ends the request as a failure, and nothing is told after it. What a server says when it fails is
/// dropped, because servers repeat keys. Redirects are not followed, because they would take the key elsewhere.
public final class BlockingHttpClient implements HttpClient {

    /// Far more than any answer.
    private static final long MOST_BYTES = 16_000_000;

    private final java.net.http.HttpClient client;

    public BlockingHttpClient(Duration connectTimeout) {
        client = java.net.http.HttpClient.newBuilder().connectTimeout(connectTimeout).build();
    }

    /// For the builders of LangChain4j's models; the times that they set are kept by others.
    public HttpClientBuilder builder() {
        return new HttpClientBuilder() {
            @Override
            public Duration connectTimeout() {
                return null;
            }

            @Override
            public HttpClientBuilder connectTimeout(Duration timeout) {
                return this;
            }

            @Override
            public Duration readTimeout() {
                return null;
            }

            @Override
            public HttpClientBuilder readTimeout(Duration timeout) {
                return this;
            }

            @Override
            public HttpClient build() {
                return BlockingHttpClient.this;
            }
        };
    }

    /// A status that is no success.
    public static final class StatusException extends HttpException {

        private static final long serialVersionUID = 1L;
        private final transient Optional<Duration> retryAfter;

        StatusException(int status, Optional<Duration> retryAfter) {
            super(status, "HTTP " + status);
            this.retryAfter = retryAfter;
        }

        /// When the server wants to be asked again.
        public Optional<Duration> retryAfter() {
            return retryAfter;
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        try (InputStream body = send(request).body()) {
            return SuccessfulHttpResponse.builder().statusCode(200).body(new String(limited(body).readAllBytes(), StandardCharsets.UTF_8)).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        StrictListener strict = new StrictListener(listener);
        try {
            HttpResponse<InputStream> response = send(request);
            listener.onOpen(SuccessfulHttpResponse.builder().statusCode(response.statusCode()).headers(response.headers().map()).build());
            try (InputStream body = limited(response.body())) {
                parser.parse(body, strict);
            }
            strict.onClose();
        } catch (IOException | RuntimeException e) {
            strict.onError(e);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        URI uri = URI.create(request.url());
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(uri)
                .method(request.method().name(), request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        if ("http".equals(uri.getScheme())) {
            // servers of one's own often choke on the offer of HTTP/2
            builder.version(Version.HTTP_1_1);
        }
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        try {
            HttpResponse<InputStream> response = client.send(builder.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() / 100 != 2) {
                response.body().close();
                throw new StatusException(response.statusCode(), response.headers().firstValue("Retry-After").filter(value -> value.matches("\\d{1,6}"))
                        .map(Long::parseLong).map(Duration::ofSeconds));
            }
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("cancelled", e);
        }
    }

    private static InputStream limited(InputStream body) {
        return new FilterInputStream(body) {
            private long read;

            @Override
            public int read() throws IOException {
                count(1);
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int got = super.read(bytes, from, length);
                count(Math.max(0, got));
                return got;
            }

            private void count(int bytes) throws IOException {
                read += bytes;
                if (read > MOST_BYTES) {
                    throw new IOException("more than any answer has");
                }
            }
        };
    }

    /// Tells nothing after a failure, and takes an event that cannot be read for one.
    private static final class StrictListener implements ServerSentEventListener {

        private final ServerSentEventListener listener;
        private boolean failed;

        StrictListener(ServerSentEventListener listener) {
            this.listener = listener;
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            if (failed) {
                return;
            }
            try {
                listener.onEvent(event, context);
            } catch (RuntimeException e) {
                onError(e);
            }
        }

        @Override
        public void onError(Throwable error) {
            if (!failed) {
                failed = true;
                listener.onError(error);
            }
        }

        @Override
        public void onClose() {
            if (!failed) {
                listener.onClose();
            }
        }
    }
}
