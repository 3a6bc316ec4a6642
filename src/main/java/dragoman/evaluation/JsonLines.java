package dragoman.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Files of one JSON object a line, in UTF-8. Properties that nobody asked for and blank lines are passed over.
final class JsonLines {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonLines() {
    }

    /// Hands over one object after the other; only one line is held at a time.
    ///
    /// @throws IOException if a line is no such object, or the taker refuses it with a {@link RuntimeException}; the message names file and line
    static <T> void read(Path file, Class<T> type, Consumer<? super T> taker) throws IOException {
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    taker.accept(parse(line, type));
                }
            }
        } catch (CharacterCodingException e) {
            // the reader reads ahead, so the line with the bad byte is not known exactly
            throw new IOException("%s, after line %d: not UTF-8".formatted(file, number), e);
        } catch (JsonProcessingException e) {
            throw new IOException("%s, line %d: %s".formatted(file, number, e.getOriginalMessage()), e);
        } catch (RuntimeException e) {
            throw new IOException("%s, line %d: %s".formatted(file, number, e.getMessage()), e);
        }
    }

    private static <T> T parse(String line, Class<T> type) throws JsonProcessingException {
        T value = JSON.readValue(line, type);
        if (value == null) {
            throw new IllegalArgumentException("null instead of an object");
        }
        return value;
    }

    /// The value, which must be there.
    ///
    /// @throws IllegalArgumentException if it is not; the message names it
    static <T> T required(T value, String property) {
        if (value == null) {
            throw new IllegalArgumentException("lacks “" + property + "”");
        }
        return value;
    }
}
