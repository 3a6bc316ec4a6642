package dragoman.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// How settings are read and checked.
public final class Settings {

    private Settings() {
    }

    /// A secret without the white space around it: that of the file where one is set, or else the one that is set itself; empty where there is none.
    ///
    /// @param name of the environment variable that it is set with
    /// @throws CannotStartException if the file cannot be read
    public static Optional<String> secret(String name, Optional<String> value, Optional<Path> file) {
        try {
            return (file.isPresent() ? Optional.of(Files.readString(file.get())) : value).map(String::strip).filter(secret -> !secret.isEmpty());
        } catch (IOException e) {
            throw new CannotStartException("%s_FILE cannot be read: %s; name a file that this user may read.".formatted(name, file.get()));
        }
    }

    /// @throws CannotStartException if a condition is not met, saying what to do
    public static void require(boolean met, String whatToDo) {
        if (!met) {
            throw new CannotStartException(whatToDo);
        }
    }
}
