package dragoman.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What the command line asks for.
sealed interface Command {

    /// Answer over HTTP until stopped.
    record Serve() implements Command {
    }

    /// Answer one question.
    record Ask(String question, Optional<LocalDate> asOf) implements Command {
    }

    /// Take articles in.
    record Ingest(List<Path> paths) implements Command {
    }

    /// Ask golden questions and count the right answers.
    record Evaluate(List<Path> files) implements Command {
    }
}
