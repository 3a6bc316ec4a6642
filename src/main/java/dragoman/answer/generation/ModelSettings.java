package dragoman.answer.generation;

import static dragoman.settings.Settings.require;

import dragoman.settings.CannotStartException;
import dragoman.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Which language model writes the answers, how long it may take and what it may cost.
@ConfigMapping(prefix = "dragoman.model")
public interface ModelSettings {

    /// Whose protocol the model's server speaks.
    @WithDefault("none")
    Provider provider();

    /// What the server calls the model.
    Optional<String> name();

    /// Where the server is; the provider's own address where it is left out.
    Optional<String> baseUrl();

    /// The secret that the server asks for.
    Optional<String> apiKey();

    /// A file that holds it.
    Optional<Path> apiKeyFile();

    /// How long it may take until the first words come.
    @WithDefault("20s")
    Duration firstTokenLimit();

    /// How long an answer may take in all, mending included.
    @WithDefault("60s")
    Duration totalLimit();

    /// The tokens that the model may write for an answer.
    @WithDefault("800")
    int answerTokens();

    /// The tokens that may be read and written a day; without limit where it is left out.
    OptionalLong tokensPerDay();

    /// How long the model may take to put a question into other words before it is understood by rules.
    @WithDefault("5s")
    Duration questionLimit();

    /// Whether an answer is told again, without the model, to whoever asks the same of the same passages on the same day.
    @WithDefault("true")
    boolean cache();

    /// How many requests the model gets at once.
    @WithDefault("8")
    int concurrent();

    /// How many more may wait for their turn.
    @WithDefault("32")
    int queue();

    /// How often a request is sent again that the server could not take.
    @WithDefault("2")
    int retries();

    /// How many tokens the model's context holds; only Ollama must be told.
    OptionalInt contextTokens();

    /// Protocols of language models.
    enum Provider {
        /// No model: answers are in the articles' own sentences.
        NONE,
        /// OpenAI, and whatever speaks its protocol.
        OPENAI,
        OLLAMA,
        ANTHROPIC
    }

    /// The secret without the white space around it; empty where there is none.
    ///
    /// @throws CannotStartException if its file cannot be read
    default Optional<String> secret() {
        return Settings.secret("DRAGOMAN_MODEL_API_KEY", apiKey(), apiKeyFile());
    }

    /// @throws CannotStartException if a setting is missing or out of its range, saying which
    default void check() {
        if (provider() == Provider.NONE) {
            return;
        }
        require(name().filter(name -> !name.isBlank()).isPresent(), "DRAGOMAN_MODEL_NAME is missing; set it to what the server calls the model.");
        require(baseUrl().map(ModelSettings::isWeb).orElse(true), "DRAGOMAN_MODEL_BASE_URL is no address; set it to one such as http://localhost:11434.");
        require(provider() != Provider.ANTHROPIC || secret().isPresent(), "DRAGOMAN_MODEL_API_KEY is missing; Anthropic asks for one.");
        require(provider() != Provider.OPENAI || baseUrl().isPresent() || secret().isPresent(),
                "DRAGOMAN_MODEL_API_KEY is missing; OpenAI asks for one. For a server of your own set DRAGOMAN_MODEL_BASE_URL.");
        require(isPositive(firstTokenLimit()) && isPositive(totalLimit()), "DRAGOMAN_MODEL_FIRST_TOKEN_LIMIT and DRAGOMAN_MODEL_TOTAL_LIMIT must be times such as 20s.");
        require(isPositive(questionLimit()), "DRAGOMAN_MODEL_QUESTION_LIMIT must be a time such as 5s.");
        require(answerTokens() >= 50 && answerTokens() <= 8_000, "DRAGOMAN_MODEL_ANSWER_TOKENS is %d; set it to a number from 50 to 8000.".formatted(answerTokens()));
        require(concurrent() >= 1 && concurrent() <= 1_000, "DRAGOMAN_MODEL_CONCURRENT is %d; set it to a number from 1 to 1000.".formatted(concurrent()));
        require(queue() >= 0 && queue() <= 10_000, "DRAGOMAN_MODEL_QUEUE is %d; set it to a number from 0 to 10000.".formatted(queue()));
        require(retries() >= 0 && retries() <= 5, "DRAGOMAN_MODEL_RETRIES is %d; set it to a number from 0 to 5.".formatted(retries()));
        require(tokensPerDay().orElse(1) > 0, "DRAGOMAN_MODEL_TOKENS_PER_DAY must be more than 0; leave it out for no limit.");
    }

    private static boolean isPositive(Duration duration) {
        return duration.isPositive();
    }

    private static boolean isWeb(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
