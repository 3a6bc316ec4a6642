package dragoman.evaluation;

import static dragoman.evaluation.JsonLines.required;

import dragoman.evaluation.EvaluationSet.Document;
import dragoman.evaluation.EvaluationSet.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Paragraphs of Wikipedia and questions on them, from SQuAD 2.0 (Rajpurkar, Jia and Liang 2018). Each paragraph is a document whose id
/// is its number in the file, the first being 1. To a question only its own paragraph is relevant; those that the paragraph does not
/// answer are the unanswerable ones.
final class Squad2 {

    private Squad2() {
    }

    /// The set in the folder `squad2` of this one, if it is there.
    static Optional<EvaluationSet> read(Path folder) throws IOException {
        Path file = folder.resolve("squad2/paragraphs.jsonl");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<Document> documents = new ArrayList<>();
        List<Query> queries = new ArrayList<>();
        List<Query> unanswerable = new ArrayList<>();
        JsonLines.read(file, ParagraphLine.class, paragraph -> {
            String id = String.valueOf(documents.size() + 1);
            documents.add(new Document(id, "", Optional.empty(), required(paragraph.text, "text")));
            for (Question question : required(paragraph.questions, "questions")) {
                boolean answered = !required(question.answers, "answers").isEmpty();
                (answered ? queries : unanswerable).add(new Query(required(question.id, "id"), required(question.question, "question"),
                        Optional.empty(), Set.of(id), question.answers));
            }
        });
        return Optional.of(new EvaluationSet("squad2", "SQuAD 2.0", documents, queries, unanswerable));
    }

    private record ParagraphLine(String text, List<Question> questions) {
    }

    private record Question(String id, String question, List<String> answers) {
    }
}
