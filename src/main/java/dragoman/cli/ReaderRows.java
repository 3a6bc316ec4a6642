package dragoman.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dragoman.cli.ReaderFinding.Asked;
import dragoman.cli.ReaderFinding.Found;
import dragoman.evaluation.ClaimSet;
import dragoman.reading.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What readers made of each question and statement, one JSON object a line, for whoever wants to see where they err.
final class ReaderRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Optional<Path> file;

    /// @param file where they go, over what it held; empty if nobody wants them
    /// @throws IOException if it cannot be written
    ReaderRows(Optional<Path> file) throws IOException {
        this.file = file;
        if (file.isPresent()) {
            OutputFile.prepare(file.get());
            Files.writeString(file.get(), "");
        }
    }

    private record FoundRow(String set, String reader, String id, String question, boolean answerable, boolean right, double probability,
            String best, String span) {
    }

    private record JudgedRow(String set, String reader, String statement, String kind, boolean supported, double probability,
            List<String> evidence) {
    }

    void found(String set, String reader, List<Asked> asked, List<List<Reading>> readings, List<Found> found) {
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Asked one = asked.get(i);
            List<Reading> read = readings.get(i);
            String best = found.get(i).ranked().stream().findFirst().orElse("");
            String span = "";
            for (int text = 0; text < read.size(); text++) {
                int at = text;
                span = read.get(text).span().filter(words -> one.texts().get(at).sentences().get(words.sentence()).equals(best))
                        .map(words -> words.in(one.texts().get(at))).orElse(span);
            }
            rows.add(new FoundRow(set, reader, one.id(), one.question(), one.answerable(), one.answerable() && one.answers().test(best),
                    read.stream().mapToDouble(reading -> reading.answerable().probability()).max().orElse(0), best, span));
        }
        write(rows);
    }

    void judged(String set, String reader, List<ClaimSet.Item> items, double[] probabilities) {
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            ClaimSet.Item item = items.get(i);
            rows.add(new JudgedRow(set, reader, item.statement(), item.kind(), item.supported(), probabilities[i], item.evidence()));
        }
        write(rows);
    }

    private void write(List<Object> rows) {
        if (file.isEmpty()) {
            return;
        }
        try {
            StringBuilder lines = new StringBuilder();
            for (Object row : rows) {
                lines.append(JSON.writeValueAsString(row)).append('\n');
            }
            Files.writeString(file.get(), lines, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
