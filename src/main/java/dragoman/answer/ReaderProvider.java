package dragoman.answer;

import dragoman.onnx.InvalidModelException;
import dragoman.reading.OnnxReader;
import dragoman.settings.CannotStartException;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;

/// Makes the reader that is part of the program when it is first asked for; tests put their own in its place.
class ReaderProvider {

    /// @throws CannotStartException if it is missing or broken
    @Produces
    @Singleton
    @DefaultBean
    OnnxReader reader() {
        try {
            return OnnxReader.bundled();
        } catch (IOException | InvalidModelException e) {
            throw new CannotStartException("The reader that is part of the program cannot be read (%s). Build the program anew from a whole checkout.".formatted(e.getMessage()));
        }
    }
}
