package dragoman.evaluation;

import static dragoman.evaluation.JsonLines.required;

import dragoman.evaluation.EvaluationSet.Document;
import dragoman.evaluation.EvaluationSet.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Articles of TIME magazine on world affairs of 1963, with queries and the ids of the articles relevant to each: a collection of the
/// SMART project. Dates are month/day/year with two digits each, `01/04/63` being 4 January 1963. A query none of whose relevant
/// articles is in the collection is left out: nothing could be found for it.
final class Time1963 {

    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder().appendPattern("MM/dd/")
            .appendValueReduced(ChronoField.YEAR, 2, 2, 1900).toFormatter();

    private Time1963() {
    }

    /// The set in the folder `time1963` of this one, if it is there.
    static Optional<EvaluationSet> read(Path folder) throws IOException {
        Path documentsFile = folder.resolve("time1963/documents.jsonl");
        Path queriesFile = folder.resolve("time1963/queries.jsonl");
        if (!Files.exists(documentsFile) || !Files.exists(queriesFile)) {
            return Optional.empty();
        }
        List<Document> documents = new ArrayList<>();
        JsonLines.read(documentsFile, ArticleLine.class, line -> documents.add(line.document()));
        Set<String> ids = documents.stream().map(Document::id).collect(Collectors.toSet());
        List<Query> queries = new ArrayList<>();
        JsonLines.read(queriesFile, QueryLine.class, line -> {
            Query query = line.query(ids);
            if (!query.relevant().isEmpty()) {
                queries.add(query);
            }
        });
        return Optional.of(new EvaluationSet("time1963", "TIME magazine on world affairs, 1963", documents, queries));
    }

    private record ArticleLine(String id, String date, String text) {

        Document document() {
            Optional<LocalDate> published = Optional.ofNullable(date).filter(day -> !day.isBlank()).map(day -> LocalDate.parse(day, DATE));
            return new Document(required(id, "id"), "", published, required(text, "text"));
        }
    }

    private record QueryLine(String query, String text, List<String> relevant) {

        Query query(Set<String> ids) {
            Set<String> found = new HashSet<>(required(relevant, "relevant"));
            found.retainAll(ids);
            return new Query(required(query, "query"), required(text, "text"), Optional.empty(), found, List.of());
        }
    }
}
