package dragoman.answer.generation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Settings for a model at an address, with short limits.
record TestModelSettings(Provider provider, Optional<String> baseUrl, Optional<String> apiKey, Optional<Path> apiKeyFile, Duration firstTokenLimit, Duration totalLimit, int answerTokens,
        OptionalLong tokensPerDay, int concurrent, int queue, int retries, boolean cache) implements ModelSettings {

    static TestModelSettings at(Provider provider, String address) {
        return new TestModelSettings(provider, Optional.of(provider == Provider.OLLAMA ? address : address + "/v1/"), Optional.of("secret-key-1234"), Optional.empty(), Duration.ofMillis(1_500),
                Duration.ofMillis(5_000), 100, OptionalLong.empty(), 4, 4, 2, true);
    }

    TestModelSettings withQueue(int atOnce, int waiting) {
        return new TestModelSettings(provider, baseUrl, apiKey, apiKeyFile, firstTokenLimit, totalLimit, answerTokens, tokensPerDay, atOnce, waiting, retries, cache);
    }

    TestModelSettings withoutCache() {
        return new TestModelSettings(provider, baseUrl, apiKey, apiKeyFile, firstTokenLimit, totalLimit, answerTokens, tokensPerDay, concurrent, queue, retries, false);
    }

    @Override
    public Optional<String> name() {
        return Optional.of("stand-in");
    }

    @Override
    public Duration questionLimit() {
        return Duration.ofMillis(1_000);
    }

    @Override
    public OptionalInt contextTokens() {
        return OptionalInt.empty();
    }
}
