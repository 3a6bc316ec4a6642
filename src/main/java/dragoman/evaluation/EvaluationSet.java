package dragoman.evaluation;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Documents, and queries for which it is known what should be found in them.
///
/// @param name      short and fit for a file name or a table row, such as `time1963`
/// @param title     for people
/// @param documents in the order of the files; no id occurs twice
/// @param queries   in the order of the files; no id occurs twice, and every relevant id is one of a document
/// @param unanswerable queries that look like the others, but that no document answers
public record EvaluationSet(String name, String title, List<Document> documents, List<Query> queries, List<Query> unanswerable) {

    /// Without unanswerable queries.
    public EvaluationSet(String name, String title, List<Document> documents, List<Query> queries) {
        this(name, title, documents, queries, List.of());
    }

    /// @throws IllegalArgumentException if an id occurs twice or a relevant document is missing; the message names the id
    public EvaluationSet {
        documents = List.copyOf(documents);
        queries = List.copyOf(queries);
        unanswerable = List.copyOf(unanswerable);
        Set<String> documentIds = new HashSet<>();
        for (Document document : documents) {
            if (!documentIds.add(document.id())) {
                throw new IllegalArgumentException("two documents of %s have the id %s".formatted(name, document.id()));
            }
        }
        Set<String> queryIds = new HashSet<>();
        for (Query query : queries) {
            if (!queryIds.add(query.id())) {
                throw new IllegalArgumentException("two queries of %s have the id %s".formatted(name, query.id()));
            }
            for (String id : query.relevant()) {
                if (!documentIds.contains(id)) {
                    throw new IllegalArgumentException("query %s of %s wants the document %s, which is not there".formatted(query.id(), name, id));
                }
            }
        }
    }

    /// What is searched.
    ///
    /// @param title     empty if the set states none
    /// @param published the day of publication, if the set states one
    /// @param text      paragraphs with a blank line between them, where the set has paragraphs
    public record Document(String id, String title, Optional<LocalDate> published, String text) {
    }

    /// What is asked.
    ///
    /// @param asked    the day it was asked, if the set states one: nothing later can have been meant
    /// @param relevant ids of the documents that should be found; empty if a hit is told by the answers instead
    /// @param answers  strings of which each alone would answer; empty if the set states none
    public record Query(String id, String text, Optional<LocalDate> asked, Set<String> relevant, List<String> answers) {

        public Query {
            relevant = Set.copyOf(relevant);
            answers = List.copyOf(answers);
        }
    }
}
