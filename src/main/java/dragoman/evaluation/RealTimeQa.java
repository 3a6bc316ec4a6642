package dragoman.evaluation;

import static dragoman.evaluation.JsonLines.required;

import dragoman.article.Paragraphs;
import dragoman.evaluation.EvaluationSet.Document;
import dragoman.evaluation.EvaluationSet.Query;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Weekly news quizzes of 2025 and the dated press articles that a web search found for them, from RealTimeQA (Kasai et al. 2023).
///
/// A document's id is its URL. Of several articles with the same URL the first with a text and a date is taken, those without are left
/// out. A query has no relevant ids: whether a passage helps is told by an answer's string standing in it. Its answers are the choices
/// that the quiz calls right.
final class RealTimeQa {

    private static final List<String> PLACES = List.of("", "past/2025", "realtimeqa_public/past/2025");
    private static final int LONGEST_TITLE = 300;

    private RealTimeQa() {
    }

    /// The set of the first place, of the folder itself and the two below it, that holds both kinds of file.
    static Optional<EvaluationSet> read(Path folder) throws IOException {
        for (String place : PLACES) {
            // not *_qa_nota.jsonl: there the right choice may be "none of the above"
            List<Path> quizzes = files(folder.resolve(place), "*_qa.jsonl");
            List<Path> searches = files(folder.resolve(place), "*_gcs.jsonl");
            if (!quizzes.isEmpty() && !searches.isEmpty()) {
                return Optional.of(read(searches, quizzes));
            }
        }
        return Optional.empty();
    }

    private static EvaluationSet read(List<Path> searches, List<Path> quizzes) throws IOException {
        Map<String, Document> documents = new LinkedHashMap<>();
        for (Path file : searches) {
            JsonLines.read(file, SearchLine.class, search -> search.articles().stream().filter(Article::usable)
                    .forEach(article -> documents.putIfAbsent(article.url, article.document())));
        }
        List<Query> queries = new ArrayList<>();
        for (Path file : quizzes) {
            JsonLines.read(file, QuizLine.class, quiz -> queries.add(quiz.query()));
        }
        return new EvaluationSet("realtimeqa", "RealTimeQA, weekly news quizzes", List.copyOf(documents.values()), queries);
    }

    /// By name, which begins with the day; none if there is no such folder.
    private static List<Path> files(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
                entries.forEach(found::add);
            }
        }
        found.sort(null);
        return found;
    }

    /// Some days are written `2025/01/03`, others `2025-01-03`.
    private static LocalDate day(String text) {
        return LocalDate.parse(text.replace('/', '-'));
    }

    private record SearchLine(List<Article> search_result) {

        List<Article> articles() {
            return search_result == null ? List.of() : search_result;
        }
    }

    private record Article(String url, String title, String text, String publish_date) {

        boolean usable() {
            return text != null && !text.isBlank() && publish_date != null && !publish_date.isBlank();
        }

        Document document() {
            String clean = text.replace("\r", "");
            String paragraphs = Paragraphs.of(clean).stream().map(span -> clean.substring(span.start(), span.end())).collect(Collectors.joining("\n\n"));
            return new Document(required(url, "url"), cut(title == null ? "" : title.strip()), Optional.of(day(publish_date)), paragraphs);
        }

        private static String cut(String title) {
            return title.codePointCount(0, title.length()) <= LONGEST_TITLE ? title
                    : title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE));
        }
    }

    private record QuizLine(String question_id, String question_date, String question_sentence, List<String> choices, List<Integer> answer) {

        Query query() {
            required(choices, "choices");
            List<String> right = required(answer, "answer").stream().map(number -> {
                if (number < 0 || number >= choices.size()) {
                    throw new IllegalArgumentException("answer %d of %d choices".formatted(number, choices.size()));
                }
                return choices.get(number);
            }).toList();
            return new Query(required(question_id, "question_id"), required(question_sentence, "question_sentence"),
                    Optional.of(day(required(question_date, "question_date"))), Set.of(), right);
        }
    }
}
