package dragoman.cli;

import dragoman.audit.AuditLog;
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

    /// Tell how articles come in by themselves.
    ///
    /// @param retry whether to try all dead jobs again
    record IngestionStatus(boolean retry) implements Command {
    }

    /// Measure on golden questions and sets of documents and queries.
    ///
    /// @param paths  files of golden questions, and folders of sets
    /// @param report where the page with the figures goes
    record Evaluate(List<Path> paths, Path report) implements Command {
    }

    /// Fit the weights by which sentences are judged.
    ///
    /// @param paths   files of golden questions, and folders of sets
    /// @param weights where the weights go
    record Train(List<Path> paths, Path weights) implements Command {
    }

    /// Manage the newsrooms' sites.
    ///
    /// @param what is to be done
    record Sites(SiteAction what) implements Command {
    }

    /// Look through the audit log.
    ///
    /// @param expected number and hash of an entry that was its last one at some time
    record Audit(Optional<AuditLog.Head> expected) implements Command {
    }

    /// Make all passages anew as the settings now say.
    ///
    /// @param restart whether to give up first what an interrupted run has made
    record Reembed(boolean restart) implements Command {
    }
}
