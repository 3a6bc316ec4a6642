package dragoman.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.evaluation.EvaluationSet.Document;
import dragoman.evaluation.EvaluationSet.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationSetsTest {

    private static final String ARTICLE = """
            {"url": "%s", "title": "%s", "text": "%s", "authors": [], "publish_date": "%s"}""";
    private static final String QUIZ = """
            {"question_id": "%s", "question_date": "%s", "question_sentence": "Who met whom?", "choices": ["the envoy", "nobody", "both"], "answer": [%s], "evidence": ""}""";

    @TempDir
    Path folder;

    @Test
    void time1963() throws IOException {
        write("time1963/documents.jsonl", """
                {"id": 1, "date": "01/04/63", "text": "THE ALLIES MET ."}
                {"id": 2, "date": null, "text": "THE ENVOY LEFT ."}

                {"id": 7, "text": "A HARBOUR OPENED ."}
                """);
        write("time1963/queries.jsonl", """
                {"query": 3, "text": "MEETINGS OF ALLIES .", "relevant": [1, 7, 99]}
                {"query": 4, "text": "NO JUDGEMENT .", "relevant": []}
                {"query": 5, "text": "JUDGED ELSEWHERE .", "relevant": [98, 99]}
                """);

        EvaluationSet set = only();

        assertEquals("time1963", set.name());
        assertEquals(List.of(new Document("1", "", Optional.of(LocalDate.of(1963, 1, 4)), "THE ALLIES MET ."),
                new Document("2", "", Optional.empty(), "THE ENVOY LEFT ."), new Document("7", "", Optional.empty(), "A HARBOUR OPENED .")), set.documents());
        assertEquals(List.of(new Query("3", "MEETINGS OF ALLIES .", Optional.empty(), Set.of("1", "7"), List.of())), set.queries());
    }

    @Test
    void squad2() throws IOException {
        write("squad2/paragraphs.jsonl", """
                {"article": "Harbours", "paragraph": 0, "text": "It opened in 1901.", "questions": [{"id": "q1", "question": "When did it close?", "answers": []}]}
                {"article": "Harbours", "paragraph": 1, "text": "It closed in 1950.", "questions": [{"id": "q2", "question": "When did it close?", "answers": ["1950", "in 1950"]}]}
                """);

        EvaluationSet set = only();

        assertEquals(List.of("1", "2"), set.documents().stream().map(Document::id).toList());
        assertEquals(List.of(new Query("q2", "When did it close?", Optional.empty(), Set.of("2"), List.of("1950", "in 1950"))), set.queries());
    }

    @Test
    void realTimeQa() throws IOException {
        String longTitle = "ä".repeat(299) + "\uD83D\uDD4A" + "cut";
        write("20250110_gcs.jsonl", search(ARTICLE.formatted("https://b.example/", "later", "second week", "2025/01/09"),
                ARTICLE.formatted("https://a.example/", "again", "not the first", "2025/01/09")));
        write("20250103_gcs.jsonl", search(ARTICLE.formatted("https://a.example/", "  " + longTitle + " ", "One.\\r\\n \\r\\n\\r\\nTwo\\r\\nlines.\\n", "2025/01/02"),
                ARTICLE.formatted("https://no-text.example/", "t", " ", "2025/01/02"), ARTICLE.formatted("https://no-date.example/", "t", "text", ""),
                "{\"url\": \"https://nothing.example/\", \"title\": \"t\"}") + "\n{\"question_id\": \"x\", \"search_result\": null}");
        write("20250103_qa.jsonl", QUIZ.formatted("20250103_0", "2025/01/01", "\"2\", \"0\"") + "\n" + QUIZ.formatted("20250103_1", "2025-01-02", "\"1\""));
        write("20250103_qa_nota.jsonl", "not read");

        EvaluationSet set = only();

        assertEquals(List.of(new Document("https://a.example/", "ä".repeat(299) + "\uD83D\uDD4A", Optional.of(LocalDate.of(2025, 1, 2)), "One.\n\nTwo\nlines."),
                new Document("https://b.example/", "later", Optional.of(LocalDate.of(2025, 1, 9)), "second week")), set.documents());
        assertEquals(List.of(new Query("20250103_0", "Who met whom?", Optional.of(LocalDate.of(2025, 1, 1)), Set.of(), List.of("both", "the envoy")),
                new Query("20250103_1", "Who met whom?", Optional.of(LocalDate.of(2025, 1, 2)), Set.of(), List.of("nobody"))), set.queries());
    }

    @Test
    void realTimeQaAsCheckedOut() throws IOException {
        for (String place : List.of("past/2025/", "realtimeqa_public/past/2025/")) {
            Path checkout = folder.resolve(place.replace("/", "-"));
            write(checkout.resolve(place + "20250103_gcs.jsonl"), search(ARTICLE.formatted("https://a.example/", "t", "text", "2025/01/02")));
            write(checkout.resolve(place + "20250103_qa.jsonl"), QUIZ.formatted("q", "2025/01/01", "\"1\""));
            assertEquals("realtimeqa", EvaluationSets.read(checkout).getFirst().name());
        }
    }

    @Test
    void severalSetsAndNone() throws IOException {
        assertEquals(List.of(), EvaluationSets.read(folder));
        time1963();
        write("squad2/paragraphs.jsonl", "");
        assertEquals(List.of("time1963", "squad2"), EvaluationSets.read(folder).stream().map(EvaluationSet::name).toList());
        assertThrows(IOException.class, () -> EvaluationSets.read(folder.resolve("missing")));
    }

    @Test
    void aBrokenLineIsNamed() throws IOException {
        assertBroken("{\"text\": \"a\", \"questions\": []}\n{\"text\": \"b\", ", "line 2: Unexpected end-of-input");
        assertBroken("{\"text\": \"a\", \"questions\": []}\n\n{\"questions\": []}", "line 3: lacks “text”");
        assertBroken("null", "line 1: null instead of an object");
        assertBroken("{\"text\": \"a\", \"questions\": []} {}", "line 1: Trailing token");
        assertBroken("{\"text\": \"a\", \"questions\": [{\"id\": \"q\", \"question\": \"?\"}]}", "line 1: lacks “answers”");
        assertBroken("{\"text\": \"a\", \"questions\": [{\"question\": \"?\", \"answers\": [\"a\"]}]}", "line 1: lacks “id”");
    }

    @Test
    void aDateOrAnswerThatCannotBeIsNamed() throws IOException {
        write("20250103_gcs.jsonl", search(ARTICLE.formatted("https://a.example/", "t", "text", "2025/13/02")));
        write("20250103_qa.jsonl", QUIZ.formatted("q", "2025/01/01", "\"3\""));
        assertTrue(broken().contains("20250103_gcs.jsonl, line 1: Text '2025-13-02'"), broken());
        write("20250103_gcs.jsonl", "");
        assertTrue(broken().endsWith("20250103_qa.jsonl, line 1: answer 3 of 3 choices"), broken());
    }

    @Test
    void bytesThatAreNotUtf8AreNamed() throws IOException {
        write("squad2/paragraphs.jsonl", "");
        Files.write(folder.resolve("squad2/paragraphs.jsonl"), "{\"text\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(broken().endsWith("paragraphs.jsonl, after line 0: not UTF-8"), broken());
    }

    @Test
    void anIdThatComesTwiceIsNamed() throws IOException {
        write("squad2/paragraphs.jsonl", "{\"text\": \"a\", \"questions\": [{\"id\": \"q\", \"question\": \"?\", \"answers\": [\"a\"]}]}\n".repeat(2));
        assertTrue(broken().endsWith("two queries of squad2 have the id q"), broken());
        assertThrows(IllegalArgumentException.class,
                () -> new EvaluationSet("s", "S", List.of(), List.of(new Query("q", "?", Optional.empty(), Set.of("missing"), List.of()))));
    }

    private void assertBroken(String lines, String message) throws IOException {
        write("squad2/paragraphs.jsonl", lines);
        assertTrue(broken().contains("paragraphs.jsonl, " + message), broken());
    }

    private String broken() {
        return assertThrows(IOException.class, () -> EvaluationSets.read(folder)).getMessage();
    }

    private EvaluationSet only() throws IOException {
        List<EvaluationSet> sets = EvaluationSets.read(folder);
        assertEquals(1, sets.size());
        return sets.getFirst();
    }

    private static String search(String... articles) {
        return "{\"question_id\": \"q\", \"search_result\": [" + String.join(", ", articles) + "]}";
    }

    private void write(String file, String text) throws IOException {
        write(folder.resolve(file), text);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
