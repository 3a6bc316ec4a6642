package dragoman.ingestion;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dragoman.ingestion.RemoteEmbeddingModel.Protocol;
import dragoman.onnx.InvalidModelException;
import dragoman.settings.CannotStartException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The embedding models by name. Each is loaded when it is first asked for, and then kept.
@ApplicationScoped
public class EmbeddingModels {

    /// A model with what its authors say of its use.
    ///
    /// @param model       the model
    /// @param queryPrefix   what goes before a question, and before nothing else
    /// @param passagePrefix what goes before a text that is searched
    record Named(EmbeddingModel model, String queryPrefix, String passagePrefix) {
    }

    /// @param pooling how the vectors of a text's tokens become one
    private record Known(PoolingMode pooling, String queryPrefix) {
    }

    private static final Known BGE = new Known(PoolingMode.CLS, "Represent this sentence for searching relevant passages: ");
    private static final Known MINI_LM = new Known(PoolingMode.MEAN, "");
    /// By the names of their files in LangChain4j's artifacts.
    private static final Map<String, Known> KNOWN = Map.of("bge-small-en-v1.5-q", BGE, "bge-small-en-v1.5", BGE,
            "all-minilm-l6-v2-q", MINI_LM, "all-minilm-l6-v2", MINI_LM);

    private final Map<String, Named> loaded = new ConcurrentHashMap<>();
    private final Optional<EmbeddingServerSettings> server;

    /// Those that run in the program itself.
    public EmbeddingModels() {
        this.server = Optional.empty();
    }

    /// Those of a server as well.
    @Inject
    public EmbeddingModels(EmbeddingServerSettings server) {
        this.server = Optional.of(server);
    }

    /// A blank at the end does not get through every way of configuring.
    private static String prefix(Optional<String> set) {
        return set.filter(prefix -> !prefix.isBlank()).map(prefix -> prefix.strip() + " ").orElse("");
    }

    /// The names that stand for LangChain4j's own models; only the first is part of the program, the others need their artifact on
    /// the classpath.
    public static List<String> known() {
        return KNOWN.keySet().stream().sorted().toList();
    }

    /// @throws CannotStartException if there is no such model on the classpath, saying what to do
    Named named(String name) {
        return loaded.computeIfAbsent(name, this::load);
    }

    private Named load(String name) {
        Optional<Protocol> protocol = Protocol.of(name).filter(_ -> server.isPresent());
        if (protocol.isPresent()) {
            return new Named(RemoteEmbeddingModel.connect(protocol.get(), name, server.get()), prefix(server.get().queryPrefix()), prefix(server.get().passagePrefix()));
        }
        Known known = KNOWN.get(name);
        try {
            return known == null ? new Named((EmbeddingModel) Class.forName(name).getDeclaredConstructor().newInstance(), "", "")
                    : new Named(InProcessEmbeddingModel.load(name, known.pooling), known.queryPrefix, "");
        } catch (ClassNotFoundException | IOException e) {
            throw new CannotStartException(("There is no embedding model %s on the classpath. Set DRAGOMAN_PASSAGES_EMBEDDING_MODEL to one of %s "
                    + "whose LangChain4j artifact is a dependency, to openai:MODEL or ollama:MODEL of a server, or to the name of a class.").formatted(name, known()));
        } catch (InvalidModelException e) {
            throw new CannotStartException("The embedding model %s on the classpath cannot be read (%s). Get its artifact anew.".formatted(name, e.getMessage()));
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException | InvocationTargetException | ClassCastException e) {
            throw new CannotStartException(("The class %s cannot serve as embedding model (%s). It must implement EmbeddingModel of LangChain4j "
                    + "and have a public constructor without parameters.").formatted(name, e));
        }
    }
}
