package dragoman.ingestion;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dragoman.database.CannotStartException;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The embedding models by name. Each is loaded when it is first asked for, and then kept.
@ApplicationScoped
public class EmbeddingModels {

    /// A model with what its authors say of its use.
    ///
    /// @param model       the model
    /// @param queryPrefix what goes before a question, and before nothing else
    record Named(EmbeddingModel model, String queryPrefix) {
    }

    private record Known(String className, String queryPrefix) {
    }

    private static final String PACKAGE = "dev.langchain4j.model.embedding.onnx.";
    private static final String BGE_QUERY = "Represent this sentence for searching relevant passages: ";
    private static final Map<String, Known> KNOWN = Map.of(
            "bge-small-en-v1.5-q", new Known(PACKAGE + "bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel", BGE_QUERY),
            "bge-small-en-v1.5", new Known(PACKAGE + "bgesmallenv15.BgeSmallEnV15EmbeddingModel", BGE_QUERY),
            "all-minilm-l6-v2-q", new Known(PACKAGE + "allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel", ""),
            "all-minilm-l6-v2", new Known(PACKAGE + "allminilml6v2.AllMiniLmL6V2EmbeddingModel", ""));

    private final Map<String, Named> loaded = new ConcurrentHashMap<>();

    /// The names that stand for LangChain4j's own models; only the first is part of the program, the others need their artifact on
    /// the classpath.
    public static List<String> known() {
        return KNOWN.keySet().stream().sorted().toList();
    }

    /// @throws CannotStartException if there is no such model on the classpath, saying what to do
    Named named(String name) {
        return loaded.computeIfAbsent(name, EmbeddingModels::load);
    }

    private static Named load(String name) {
        Known known = KNOWN.getOrDefault(name, new Known(name, ""));
        try {
            return new Named((EmbeddingModel) Class.forName(known.className()).getDeclaredConstructor().newInstance(), known.queryPrefix());
        } catch (ClassNotFoundException e) {
            throw new CannotStartException(("There is no embedding model %s on the classpath. Set DRAGOMAN_PASSAGES_EMBEDDING_MODEL to one of %s "
                    + "whose LangChain4j artifact is a dependency, or to the name of a class.").formatted(name, known()));
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException | InvocationTargetException | ClassCastException e) {
            throw new CannotStartException(("The class %s cannot serve as embedding model (%s). It must implement EmbeddingModel of LangChain4j "
                    + "and have a public constructor without parameters.").formatted(known.className(), e));
        }
    }
}
