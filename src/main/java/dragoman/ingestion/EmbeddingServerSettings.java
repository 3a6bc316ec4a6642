package dragoman.ingestion;

import dragoman.settings.CannotStartException;
import dragoman.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The server of an embedding model that does not run in the program itself.
@ConfigMapping(prefix = "dragoman.embedding")
public interface EmbeddingServerSettings {

    /// Where it is; the provider's own address where it is left out.
    Optional<String> baseUrl();

    /// The secret that it asks for.
    Optional<String> apiKey();

    /// A file that holds it.
    Optional<Path> apiKeyFile();

    /// How long one request may take.
    @WithDefault("30s")
    Duration limit();

    /// What the model's authors put before a question, such as `search_query:`.
    Optional<String> queryPrefix();

    /// What they put before a text that is searched, such as `search_document:`.
    Optional<String> passagePrefix();

    /// The secret without the white space around it; empty where there is none.
    ///
    /// @throws CannotStartException if its file cannot be read
    default Optional<String> secret() {
        return Settings.secret("DRAGOMAN_EMBEDDING_API_KEY", apiKey(), apiKeyFile());
    }
}
