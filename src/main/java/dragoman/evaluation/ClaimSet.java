package dragoman.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Statements, the texts that are said to carry them, and whether they do.
///
/// @param name  short and fit for a file name or a table row, such as `wice`
/// @param title for people
/// @param items in the order of the files
public record ClaimSet(String name, String title, List<Item> items) {

    public ClaimSet {
        items = List.copyOf(items);
    }

    /// One statement.
    ///
    /// @param evidence  pieces of a text, in order: sentences, or the whole text as one
    /// @param supported whether they bear out all of it
    /// @param kind      in what way it is like the text or unlike it, such as `passive`; empty if the set does not say
    public record Item(String statement, List<String> evidence, boolean supported, String kind) {

        public Item {
            evidence = List.copyOf(evidence);
        }

        /// Of a set that does not say of which kind it is.
        public Item(String statement, List<String> evidence, boolean supported) {
            this(statement, evidence, supported, "");
        }
    }

    /// The sets `wice/claims.jsonl` (Kamoi et al. 2023; partly supported counts as not supported), `qags/sentences.jsonl` (Wang, Cho and
    /// Lewis 2020) and `statements/statements.jsonl` (written for this program) of the folder, as far as they are there.
    ///
    /// @throws IOException if a file cannot be read, or a line is broken: then the message names file and line
    public static List<ClaimSet> read(Path folder) throws IOException {
        List<ClaimSet> sets = new ArrayList<>();
        Path wice = folder.resolve("wice/claims.jsonl");
        if (Files.exists(wice)) {
            List<Item> items = new ArrayList<>();
            JsonLines.read(wice, WiceLine.class, line -> items.add(new Item(JsonLines.required(line.claim, "claim"), JsonLines.required(line.evidence, "evidence"),
                    JsonLines.required(line.label, "label").equals("supported"))));
            sets.add(new ClaimSet("wice", "WiCE", items));
        }
        Path qags = folder.resolve("qags/sentences.jsonl");
        if (Files.exists(qags)) {
            List<Item> items = new ArrayList<>();
            JsonLines.read(qags, QagsLine.class, line -> JsonLines.required(line.sentences, "sentences").forEach(sentence -> items.add(new Item(sentence.text,
                    List.of(JsonLines.required(line.article, "article")), sentence.supported))));
            sets.add(new ClaimSet("qags", "QAGS", items));
        }
        Path statements = folder.resolve("statements/statements.jsonl");
        if (Files.exists(statements)) {
            List<Item> items = new ArrayList<>();
            JsonLines.read(statements, StatementLine.class, line -> items.add(new Item(JsonLines.required(line.statement, "statement"),
                    List.of(JsonLines.required(line.passage, "passage")), line.supported, line.kind == null ? "" : line.kind)));
            sets.add(new ClaimSet("statements", "Statements on the sample corpus", items));
        }
        return List.copyOf(sets);
    }

    private record StatementLine(String passage, String statement, boolean supported, String kind) {
    }

    private record WiceLine(String claim, List<String> evidence, String label) {
    }

    private record QagsLine(String article, List<QagsSentence> sentences) {
    }

    private record QagsSentence(String text, boolean supported) {
    }
}
