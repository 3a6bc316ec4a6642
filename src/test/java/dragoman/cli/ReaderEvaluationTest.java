package dragoman.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.SentenceSplitter;
import dragoman.cli.ReaderFinding.Asked;
import dragoman.cli.ReaderFinding.Found;
import dragoman.evaluation.ClaimSet;
import dragoman.evaluation.EvaluationReport;
import dragoman.evaluation.EvaluationReport.Section;
import dragoman.reading.Text;
import dragoman.testsupport.WordsReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderEvaluationTest {

    private static final Text JEDDAH = new Text("Talks in Jeddah", List.of("They met for eight hours.",
            "Andriy Yermak led the Ukrainian delegation."));
    private static final Text RIO = new Text("Leaders in Rio", List.of("It rained in Rio.", "The leaders met at a museum."));

    @TempDir
    Path folder;

    @Test
    void whoFindsTheSentenceAndKnowsThatThereIsNone() throws IOException {
        Path rows = folder.resolve("rows.jsonl");
        ReaderFinding finding = new ReaderFinding(List.of(new WordsReader(), new WordsReader()), new ReaderRows(Optional.of(rows)));
        List<Asked> asked = List.of(
                new Asked("1", "Who led the Ukrainian delegation?", List.of(RIO, JEDDAH), sentence -> sentence.contains("Yermak"), true),
                new Asked("2", "Where did the leaders meet?", List.of(RIO, JEDDAH), sentence -> sentence.contains("museum"), true),
                new Asked("3", "What did Brazil pay?", List.of(RIO, JEDDAH), _ -> false, false));
        String text = text(finding.measure("made", "Made", asked, Optional.of(_ -> new Found(List.of("It rained in Rio."), .5, .5))));
        assertTrue(text.contains("3 questions, 2 of them answerable; what is read holds the answer to 2 of these."), text);
        assertTrue(text.contains("words beside words: the same likeliest sentence in 1.0000, AUROC of declining differs by +0.0000."),
                text);
        assertTrue(line(text, "words  ").contains("1.000 [1.000, 1.000]"), text);
        assertTrue(line(text, "the program").contains(".000 [.000, .000]"), text);
        assertTrue(line(text, "words − the program").contains("1.000 [1.000, 1.000]"), text);
        assertTrue(line(text, "question alone").contains(".500 [.500, .500]"), "without texts nobody knows more than chance: " + text);
        List<String> lines = Files.readAllLines(rows);
        assertEquals(6, lines.size());
        assertTrue(lines.getFirst().contains("\"right\":true"), lines.getFirst());
    }

    @Test
    void whoTellsCarriedStatementsFromOthers() throws IOException {
        ReaderJudging judging = new ReaderJudging(List.of(new WordsReader()), new SentenceSplitter(), new ReaderRows(Optional.empty()));
        List<String> evidence = List.of("It rained in Rio. The leaders met at a museum.");
        ClaimSet set = new ClaimSet("made", "Made", List.of(new ClaimSet.Item("The leaders met at a museum.", evidence, true, "close"),
                new ClaimSet.Item("Leaders met.", evidence, true, "dropped"),
                        new ClaimSet.Item("The leaders met in Jeddah.", evidence, false, "place")));
        String text = text(judging.measure(set));
        assertTrue(text.contains("3 statements, 2 of them carried."), text);
        assertTrue(line(text, "words  ").contains("1.000 [1.000, 1.000]"), text);
        assertTrue(line(text, "statement alone").contains(".500 [.500, .500]"), text);
        assertTrue(line(text, "not: place").contains("1 "), text);
    }

    @Test
    void questionsAreAnsweredByTheirEvidenceHoweverItsLinesBreak() {
        ReaderQuestion question = new ReaderQuestion(null, "Who led it?", "answered", List.of("Yermak"), List.of("led by  Andriy\nYermak"),
                null);
        assertEquals("Who led it?", question.id());
        assertTrue(question.isAnsweredBy("It was led by Andriy Yermak."));
        assertFalse(question.isAnsweredBy("Yermak stayed."));
        assertTrue(new ReaderQuestion("1", "Who?", "partial", List.of("Yermak"), List.of(), List.of()).isAnsweredBy("Yermak stayed."));
        assertFalse(new ReaderQuestion("1", "Who?", "not_found", List.of("Yermak"), List.of(), List.of()).isAnsweredBy("Yermak stayed."));
    }

    private static String text(Section section) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new EvaluationReport("", List.of(), List.of(section)).print(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String line(String text, String beginning) {
        return text.lines().filter(line -> line.startsWith(beginning)).findFirst().orElse("");
    }
}
