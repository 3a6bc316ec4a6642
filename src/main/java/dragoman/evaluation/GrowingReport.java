package dragoman.evaluation;

import dragoman.evaluation.EvaluationReport.Fact;
import dragoman.evaluation.EvaluationReport.Prose;
import dragoman.evaluation.EvaluationReport.Section;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A report that is printed and written section by section, so that what was measured is kept whatever becomes of the rest.
public final class GrowingReport {

    private final String title;
    private final List<Fact> made;
    private final Path page;
    private final PrintStream out;
    private final List<Section> sections = new ArrayList<>();
    private boolean failed;

    /// Prints the title.
    ///
    /// @param made how the figures are made
    /// @param page the file that is written anew with each section
    public GrowingReport(String title, List<Fact> made, Path page, PrintStream out) {
        this.title = title;
        this.made = List.copyOf(made);
        this.page = page;
        this.out = out;
        new EvaluationReport(title, made, List.of()).printHead(out);
    }

    /// What measures.
    @FunctionalInterface
    public interface Measurement {

        /// @throws Exception if it cannot be measured
        Section make() throws Exception;
    }

    /// Measures, prints and writes. What goes wrong becomes a section that says so.
    ///
    /// @param heading of that section
    /// @throws IOException if the page cannot be written
    public void add(String heading, Measurement measurement) throws IOException {
        Section section;
        try {
            section = measurement.make();
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            failed = true;
            e.printStackTrace();
            section = new Section(heading, new Prose("This could not be measured: " + e));
        }
        sections.add(section);
        EvaluationReport report = new EvaluationReport(title, made, sections);
        report.print(section, out);
        out.flush();
        report.write(page);
    }

    /// How many sections there are.
    public int size() {
        return sections.size();
    }

    /// Whether anything could not be measured.
    public boolean hasFailed() {
        return failed;
    }
}
