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
    /// @param paths    files of golden questions, and folders of sets
    /// @param report   where the page with the figures goes
    /// @param onReader how readers are measured
    record Evaluate(List<Path> paths, Path report, OnReader onReader) implements Command {
    }

    /// How readers are measured.
    ///
    /// @param only     whether nothing else is measured; then no database is needed
    /// @param files    the readers; none for the one that is part of the program
    /// @param sets     names of the sets that are measured; none for all
    /// @param share    the part of the questions and statements that is asked, 0 to 1
    /// @param articles a folder of the articles that golden questions are asked of
    /// @param rows     where each question's and statement's outcome goes
    record OnReader(boolean only, List<Path> files, List<String> sets, double share, Path articles, Optional<Path> rows) {

        boolean wants(String set) {
            return sets.isEmpty() || sets.contains(set);
        }
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
