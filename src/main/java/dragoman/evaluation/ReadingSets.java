package dragoman.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Reads the sets of a folder whose questions come with a passage: `clapnq/answerable.jsonl` with `clapnq/unanswerable.jsonl`.
public final class ReadingSets {

    private ReadingSets() {
    }

    /// All sets found in the folder; empty if there is none.
    ///
    /// @throws IOException if a file cannot be read, or a line is broken: then the message names file and line
    public static List<ReadingSet> read(Path folder) throws IOException {
        return ClapNq.read(folder).stream().toList();
    }
}
