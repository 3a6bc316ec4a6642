package dragoman.ingestion;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.embedding.DimensionAwareEmbeddingModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.output.Response;
import dragoman.database.StorageException;
import dragoman.model.BlockingHttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An embedding model that a server runs: one of OpenAI's protocol, or Ollama. Whatever goes wrong there is told without what the server
/// said, because servers repeat keys.
final class RemoteEmbeddingModel extends DimensionAwareEmbeddingModel {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final int BATCH = 64;
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final String OLLAMA_AT_HOME = "http://localhost:11434";

    private final String name;
    private final EmbeddingModel client;
    private final Duration limit;

    private RemoteEmbeddingModel(String name, EmbeddingModel client, Duration limit) {
        this.name = name;
        this.client = client;
        this.limit = limit;
    }

    /// Protocols of embedding models, as they stand before the model's name: `openai:text-embedding-3-small`, `ollama:nomic-embed-text`.
    enum Protocol {
        OPENAI, OLLAMA;

        String prefix() {
            return name().toLowerCase(java.util.Locale.ROOT) + ":";
        }

        /// The protocol of a model's name; empty if it is none of a server's.
        static Optional<Protocol> of(String model) {
            return List.of(values()).stream().filter(protocol -> model.startsWith(protocol.prefix()) && model.length() > protocol.prefix().length()).findFirst();
        }
    }

    static RemoteEmbeddingModel connect(Protocol protocol, String name, EmbeddingServerSettings settings) {
        BlockingHttpClient http = new BlockingHttpClient(CONNECT_LIMIT);
        String bare = name.substring(protocol.prefix().length());
        EmbeddingModel client = switch (protocol) {
            case OPENAI -> {
                var builder = OpenAiEmbeddingModel.builder().httpClientBuilder(http.builder()).modelName(bare).apiKey(settings.secret().orElse("none")).maxRetries(0);
                settings.baseUrl().ifPresent(builder::baseUrl);
                yield builder.build();
            }
            case OLLAMA -> {
                var builder = OllamaEmbeddingModel.builder().httpClientBuilder(http.builder()).modelName(bare).baseUrl(settings.baseUrl().orElse(OLLAMA_AT_HOME)).maxRetries(0);
                settings.secret().ifPresent(key -> builder.customHeaders(Map.of("Authorization", "Bearer " + key)));
                yield builder.build();
            }
        };
        return new RemoteEmbeddingModel(name, client, settings.limit());
    }

    /// All vectors have length 1.
    ///
    /// @throws StorageException if the server does not give them
    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        List<Embedding> all = new ArrayList<>(segments.size());
        for (int from = 0; from < segments.size(); from += BATCH) {
            List<TextSegment> batch = segments.subList(from, Math.min(segments.size(), from + BATCH));
            List<Embedding> embedded = embed(batch);
            int dimensions = all.isEmpty() ? embedded.getFirst().dimension() : all.getFirst().dimension();
            if (embedded.size() != batch.size() || embedded.stream().anyMatch(one -> one.dimension() != dimensions || one.dimension() == 0)) {
                throw new StorageException("The embedding model %s did not give one vector for each text.".formatted(name), null);
            }
            all.addAll(embedded);
        }
        all.forEach(Embedding::normalize);
        return Response.from(all);
    }

    private List<Embedding> embed(List<TextSegment> batch) {
        for (int attempt = 1;; attempt++) {
            try {
                return once(batch);
            } catch (ExecutionException e) {
                Optional<HttpException> status = status(e);
                boolean passing = status.isEmpty() || status.get().statusCode() == 429 || status.get().statusCode() >= 500;
                if (!passing || attempt == ATTEMPTS) {
                    throw failed(status.map(one -> "answers with HTTP " + one.statusCode()).orElse("cannot be reached"));
                }
            } catch (TimeoutException e) {
                throw failed("does not answer within " + limit.toMillis() + " ms");
            }
            try {
                Thread.sleep(PAUSE.multipliedBy(attempt));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failed("was interrupted");
            }
        }
    }

    private List<Embedding> once(List<TextSegment> batch) throws ExecutionException, TimeoutException {
        CompletableFuture<List<Embedding>> embedded = new CompletableFuture<>();
        Thread asking = Thread.ofVirtual().name("embedding").start(() -> {
            try {
                embedded.complete(client.embedAll(batch).content());
            } catch (RuntimeException e) {
                embedded.completeExceptionally(e);
            }
        });
        try {
            return embedded.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted");
        } finally {
            // ends the request, unless it is over
            asking.interrupt();
        }
    }

    private static Optional<HttpException> status(Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (cause instanceof HttpException status) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    private StorageException failed(String how) {
        return new StorageException("The server of the embedding model %s %s. Look at DRAGOMAN_EMBEDDING_BASE_URL and DRAGOMAN_EMBEDDING_API_KEY.".formatted(name, how), null);
    }
}
