package dragoman.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.evaluation.EvaluationReport.Fact;
import dragoman.evaluation.EvaluationReport.Prose;
import dragoman.evaluation.EvaluationReport.Section;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingReportTest {

    @TempDir
    Path folder;

    @Test
    void eachSectionIsPrintedAndWrittenAtOnceAndOneFailureLosesNoOther() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Path page = folder.resolve("page.html");
        GrowingReport report = new GrowingReport("Figures", List.of(new Fact("Made", "now")), page, new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertTrue(printed.toString(StandardCharsets.UTF_8).startsWith("Figures\n=======\nMade  now\n"));
        report.add("One", () -> new Section("One", new Prose("first figure")));
        assertTrue(printed.toString(StandardCharsets.UTF_8).contains("first figure"));
        assertTrue(Files.readString(page).contains("first figure"));
        assertFalse(report.hasFailed());
        report.add("Two", () -> {
            throw new IOException("the file is broken");
        });
        report.add("Three", () -> new Section("Three", new Prose("third figure")));
        String whole = Files.readString(page);
        assertTrue(whole.contains("first figure") && whole.contains("the file is broken") && whole.contains("third figure"));
        assertTrue(report.hasFailed());
        assertEquals(3, report.size());
    }
}
