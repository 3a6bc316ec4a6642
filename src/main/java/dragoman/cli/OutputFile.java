package dragoman.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that is going to be written after long work.
final class OutputFile {

    private OutputFile() {
    }

    /// Sees to it now that it can be written, and makes the folders it needs.
    ///
    /// @throws IOException if it cannot, saying why
    static void prepare(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("%s cannot be written: there is no folder %s, and it cannot be made".formatted(file, folder), e);
        }
        if (Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new IOException("%s cannot be written: %s".formatted(file, Files.isDirectory(file) ? "it is a folder" : "permission is missing"));
        }
    }
}
