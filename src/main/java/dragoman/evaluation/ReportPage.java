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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A report as one HTML page. Its policy forbids scripts and requests, should an escape ever be forgotten.
final class ReportPage {

    private static final int DEEPEST_HEADING = 6;

    private final EvaluationReport report;
    private final Markup page = new Markup();
    private int plots;

    ReportPage(EvaluationReport report) {
        this.report = report;
    }

    String html() {
        page.verbatim("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", "default-src 'none'; style-src 'unsafe-inline'");
        page.element("title", report.title());
        page.open("style").verbatim(styleSheet()).close().close();
        page.open("body").open("main").element("h1", report.title());
        if (!report.made().isEmpty()) {
            page.open("dl");
            for (Fact fact : report.made()) {
                page.open("div").element("dt", fact.term()).element("dd", fact.description()).close();
            }
            page.close();
        }
        if (report.sections().size() > 1) {
            page.open("nav", "aria-label", "Contents").open("ol");
            for (int i = 0; i < report.sections().size(); i++) {
                page.open("li").element("a", report.sections().get(i).heading(), "href", "#section-" + (i + 1)).close();
            }
            page.close().close();
        }
        sections(report.sections(), "section", 2);
        return page.close().close().close() + "\n";
    }

    private void sections(List<Section> sections, String id, int level) {
        for (int i = 0; i < sections.size(); i++) {
            String own = id + "-" + (i + 1);
            page.verbatim("\n").open("section", "aria-labelledby", own);
            page.element("h" + Math.min(level, DEEPEST_HEADING), sections.get(i).heading(), "id", own);
            sections.get(i).parts().forEach(this::part);
            sections(sections.get(i).sections(), own, level + 1);
            page.close();
        }
    }

    private void part(Part part) {
        page.verbatim("\n");
        switch (part) {
            case Prose(String text) -> page.element("p", text);
            case Table table -> table(table);
            case Bars bars -> plot(bars.caption(), new PlotSvg(nextPlot()).bars(bars), bars.note());
            case Lines lines -> plot(lines.caption(), new PlotSvg(nextPlot()).lines(lines), Optional.empty());
        }
    }

    private void table(Table table) {
        scrolling(table.caption()).open("table").element("caption", table.caption());
        page.open("thead").open("tr").element("th", table.rowsAre(), "scope", "col");
        table.metrics().forEach(metric -> page.element("th", metric, "scope", "col"));
        page.close().close().open("tbody");
        for (Row row : table.rows()) {
            page.open("tr").element("th", row.name(), "scope", "row");
            row.cells().forEach(this::cell);
            page.close();
        }
        page.close().close().close();
        note(table.note());
    }

    private void cell(Cell cell) {
        switch (cell) {
            case Figure(Estimate estimate) -> page.open("td").text(estimate.meanText() + " ").element("span", estimate.interval(), "class", "range").close();
            case Words(String text) -> page.element("td", text);
        }
    }

    private void plot(String caption, String svg, Optional<String> note) {
        page.open("figure").element("figcaption", caption);
        scrolling(caption).verbatim(svg).close();
        note(note);
        page.close();
    }

    private void note(Optional<String> note) {
        note.ifPresent(text -> page.element("p", text, "class", "note"));
    }

    /// What is wider than a narrow screen scrolls by itself, also with the keyboard.
    private Markup scrolling(String name) {
        return page.open("div", "class", "wide", "role", "region", "aria-label", name, "tabindex", "0");
    }

    private String nextPlot() {
        plots++;
        return "plot-" + plots;
    }

    private static String styleSheet() {
        try (InputStream in = Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.css"), "report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
