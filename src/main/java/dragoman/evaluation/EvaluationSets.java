package dragoman.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads the evaluation sets of a folder. None of them is part of the project: they are fetched, measured with, and not redistributed.
///
/// | in the folder | set |
/// |---|---|
/// | `time1963/documents.jsonl`, `time1963/queries.jsonl` | {@link Time1963} |
/// | `squad2/paragraphs.jsonl` | {@link Squad2} |
/// | `*_gcs.jsonl`, `*_qa.jsonl`, there, under `past/2025`, or under `realtimeqa_public/past/2025` | {@link RealTimeQa} |
public final class EvaluationSets {

    private EvaluationSets() {
    }

    /// All sets found in the folder, in the order of the table above; empty if there is none.
    ///
    /// @throws IOException if the folder is none, a file cannot be read, or a line is broken: then the message names file and line
    public static List<EvaluationSet> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        List<EvaluationSet> sets = new ArrayList<>();
        try {
            Time1963.read(folder).ifPresent(sets::add);
            Squad2.read(folder).ifPresent(sets::add);
            RealTimeQa.read(folder).ifPresent(sets::add);
        } catch (IllegalArgumentException e) {
            throw new IOException(folder + ": " + e.getMessage(), e);
        }
        return List.copyOf(sets);
    }
}
