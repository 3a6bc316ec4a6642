package dragoman.answer.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.generation.ModelSettings.Provider;
import dragoman.settings.CannotStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSettingsTest {

    private static TestModelSettings settings(Provider provider, String address, String key, Path file) {
        return new TestModelSettings(provider, Optional.ofNullable(address), Optional.ofNullable(key), Optional.ofNullable(file), Duration.ofSeconds(1), Duration.ofSeconds(2), 100, OptionalLong.empty(),
                1, 1, 0, true);
    }

    private static String refused(ModelSettings settings) {
        return assertThrows(CannotStartException.class, settings::check).getMessage();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertTrue(refused(settings(Provider.OPENAI, null, null, null)).contains("DRAGOMAN_MODEL_API_KEY"));
        assertTrue(refused(settings(Provider.ANTHROPIC, "http://localhost:1/v1/", null, null)).contains("DRAGOMAN_MODEL_API_KEY"));
        assertTrue(refused(settings(Provider.OPENAI, "localhost", "key", null)).contains("DRAGOMAN_MODEL_BASE_URL"));
        assertTrue(refused(settings(Provider.OLLAMA, "ftp://localhost", null, null)).contains("DRAGOMAN_MODEL_BASE_URL"));
        settings(Provider.NONE, "nowhere", null, null).check();
        settings(Provider.OLLAMA, null, null, null).check();
        settings(Provider.OPENAI, "http://localhost:8000/v1/", null, null).check();
    }

    @Test
    void theKeyMayBeInAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), " secret\n");
        assertEquals(Optional.of("secret"), settings(Provider.OPENAI, null, "other", file).secret());
        assertEquals(Optional.of("other"), settings(Provider.OPENAI, null, " other ", null).secret());
        assertEquals(Optional.empty(), settings(Provider.OPENAI, null, " ", null).secret());
        CannotStartException missing = assertThrows(CannotStartException.class, () -> settings(Provider.OPENAI, null, null, folder.resolve("nothing")).secret());
        assertTrue(missing.getMessage().contains("DRAGOMAN_MODEL_API_KEY_FILE"), missing.getMessage());
    }
}
