package dragoman.ingestion;

import static dragoman.settings.Settings.require;

import dragoman.settings.CannotStartException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How passages are made. A change takes effect with `reembed`; until then those that are there go on to answer.
@ConfigMapping(prefix = "dragoman.passages")
public interface PassageSettings {

    /// The embedding model: one of {@link EmbeddingModels#known}, `openai:` or `ollama:` and the name of a model of
    /// {@link EmbeddingServerSettings a server}, or the name of a class that implements LangChain4j's
    /// `EmbeddingModel` and has a constructor without parameters.
    @WithDefault("bge-small-en-v1.5-q")
    String embeddingModel();

    /// The most tokens of a passage: few enough that it is about one thing.
    @WithDefault("200")
    int maxTokens();

    /// How many of the newest months have indexes of their own.
    @WithDefault("3")
    int hotMonths();

    /// Fewer tokens hold no sentence; more, with the headline before them, are more than the embedding models read.
    int FEWEST_TOKENS = 20;
    int MOST_TOKENS = 400;
    int MOST_HOT_MONTHS = 24;

    /// @throws CannotStartException if a number is out of its range, saying which
    default void check() {
        require(maxTokens() >= FEWEST_TOKENS && maxTokens() <= MOST_TOKENS,
                "DRAGOMAN_PASSAGES_MAX_TOKENS is %d; set it to a number from %d to %d.".formatted(maxTokens(), FEWEST_TOKENS, MOST_TOKENS));
        require(hotMonths() >= 1 && hotMonths() <= MOST_HOT_MONTHS,
                "DRAGOMAN_PASSAGES_HOT_MONTHS is %d; set it to a number from 1 to %d.".formatted(hotMonths(), MOST_HOT_MONTHS));
    }
}
