package dragoman.evaluation;

import static dragoman.evaluation.JsonLines.required;

import dragoman.evaluation.ReadingSet.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Questions that people typed into a search engine, each with a passage of Wikipedia that answers it or does not, from CLAP NQ
/// (Rosenthal et al. 2024).
final class ClapNq {

    private ClapNq() {
    }

    /// The set in the folder `clapnq` of this one, if it is there.
    static Optional<ReadingSet> read(Path folder) throws IOException {
        List<Item> items = new ArrayList<>();
        for (String file : List.of("answerable.jsonl", "unanswerable.jsonl")) {
            Path path = folder.resolve("clapnq").resolve(file);
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            JsonLines.read(path, Line.class, line -> items.add(new Item(required(line.id, "id"), required(line.question, "question"), line.title == null ? "" : line.title,
                    required(line.sentences, "sentences"), required(line.answers, "answers").stream().flatMap(answer -> required(answer.sentences, "sentences").stream())
                    .distinct().toList())));
        }
        return Optional.of(new ReadingSet("clapnq", "CLAP NQ", items));
    }

    private record Line(String id, String question, String title, List<String> sentences, List<AnswerLine> answers) {
    }

    private record AnswerLine(List<String> sentences) {
    }
}
