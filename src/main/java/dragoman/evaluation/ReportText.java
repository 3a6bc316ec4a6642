package dragoman.evaluation;

import dragoman.evaluation.EvaluationReport.Bars;
import dragoman.evaluation.EvaluationReport.Cell;
import dragoman.evaluation.EvaluationReport.Fact;
import dragoman.evaluation.EvaluationReport.Figure;
import dragoman.evaluation.EvaluationReport.Lines;
import dragoman.evaluation.EvaluationReport.Part;
import dragoman.evaluation.EvaluationReport.Prose;
import dragoman.evaluation.EvaluationReport.Row;
import dragoman.evaluation.EvaluationReport.Section;
import dragoman.evaluation.EvaluationReport.Table;
import dragoman.evaluation.EvaluationReport.Words;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A report as plain text for a terminal, its plots left out. Control characters in the report's texts do not get through.
final class ReportText {

    private final PrintStream out;

    ReportText(PrintStream out) {
        this.out = out;
    }

    void print(EvaluationReport report) {
        printHead(report);
        report.sections().forEach(this::print);
    }

    void print(Section section) {
        print(section, '-');
    }

    void printHead(EvaluationReport report) {
        heading(report.title(), '=');
        int width = report.made().stream().mapToInt(fact -> length(line(fact.term()))).max().orElse(0);
        for (Fact fact : report.made()) {
            out.println(padded(line(fact.term()), width) + "  " + line(fact.description()));
        }
    }

    private void print(Section section, char underline) {
        out.println();
        heading(section.heading(), underline);
        section.parts().forEach(this::print);
        section.sections().forEach(inner -> print(inner, '.'));
    }

    private void print(Part part) {
        switch (part) {
            case Prose(String text) -> {
                out.println();
                out.println(line(text));
            }
            case Table table -> print(table);
            case Bars _, Lines _ -> {
            }
        }
    }

    private void print(Table table) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(Stream.of(table.rowsAre()), table.metrics().stream()).map(ReportText::line).toList());
        for (Row row : table.rows()) {
            rows.add(Stream.concat(Stream.of(row.name()), row.cells().stream().map(ReportText::text)).map(ReportText::line).toList());
        }
        int[] widths = IntStream.rangeClosed(0, table.metrics().size())
                .map(column -> rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0)).toArray();
        out.println();
        out.println(line(table.caption()));
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(padded(row.getFirst(), widths[0]));
            for (int column = 1; column < widths.length; column++) {
                line.append("  ").append(padded(row.get(column), widths[column]));
            }
            out.println(line.toString().stripTrailing());
        }
        table.note().ifPresent(out::println);
    }

    private void heading(String text, char underline) {
        out.println(line(text));
        out.println(String.valueOf(underline).repeat(length(line(text))));
    }

    private static String text(Cell cell) {
        return switch (cell) {
            case Figure(Estimate estimate) -> estimate.toString();
            case Words(String text) -> text;
        };
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - length(text));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}|[\\x80-\\x9f]", " ");
    }
}
