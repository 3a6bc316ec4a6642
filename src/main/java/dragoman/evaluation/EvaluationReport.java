package dragoman.evaluation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The figures of an evaluation, for a web page and for the terminal. Any text may hold anything: both outputs make it harmless.
///
/// @param title    heads the page
/// @param made     how the figures were made: date, program version, command, sizes of the sets, machine
/// @param sections in the order to be read
public record EvaluationReport(String title, List<Fact> made, List<Section> sections) {

    // beyond these an axis could no longer be labelled in plain figures
    private static final double GREATEST = 1e12;
    private static final double LEAST_LOGARITHMIC = 1e-12;

    public EvaluationReport {
        made = List.copyOf(made);
        sections = List.copyOf(sections);
    }

    /// One circumstance, such as `Command` and the command line.
    public record Fact(String term, String description) {
    }

    /// A heading, what stands under it, and the sections within.
    public record Section(String heading, List<Part> parts, List<Section> sections) {

        public Section {
            parts = List.copyOf(parts);
            sections = List.copyOf(sections);
        }

        /// Without further sections.
        public Section(String heading, Part... parts) {
            this(heading, List.of(parts), List.of());
        }
    }

    /// What stands in a section.
    public sealed interface Part {
    }

    /// One paragraph.
    public record Prose(String text) implements Part {
    }

    /// Rows by metrics. If cells hold estimates, a note states the interval and n.
    ///
    /// @param caption   what the table shows
    /// @param rowsAre   heads the column of row names, such as `System`
    /// @param metrics   heads of the other columns
    /// @param rows      each with one cell a metric
    public record Table(String caption, String rowsAre, List<String> metrics, List<Row> rows) implements Part {

        /// @throws IllegalArgumentException if a row has more or fewer cells than there are metrics
        public Table {
            metrics = List.copyOf(metrics);
            rows = List.copyOf(rows);
            for (Row row : rows) {
                if (row.cells().size() != metrics.size()) {
                    throw new IllegalArgumentException("row “%s” has %d cells for %d metrics".formatted(row.name(), row.cells().size(), metrics.size()));
                }
            }
        }

        Optional<String> note() {
            return intervalNote(rows.stream().flatMap(row -> row.cells().stream()).flatMap(cell -> switch (cell) {
                case Figure(Estimate estimate) -> Stream.of(estimate);
                case Words _ -> Stream.empty();
            }));
        }
    }

    /// One row of a table.
    public record Row(String name, List<Cell> cells) {

        public Row {
            cells = List.copyOf(cells);
        }

        public Row(String name, Cell... cells) {
            this(name, List.of(cells));
        }
    }

    /// What stands in a table.
    public sealed interface Cell {
    }

    /// A measured mean.
    public record Figure(Estimate estimate) implements Cell {
    }

    /// Anything else, such as a figure that others published.
    public record Words(String text) implements Cell {
    }

    /// A plot of means as bars from zero, each with its interval.
    ///
    /// @param caption what the plot shows
    /// @param axis    what the length of a bar means, and its unit
    /// @param bars    from top to bottom, at least one
    public record Bars(String caption, String axis, List<Bar> bars) implements Part {

        /// @throws IllegalArgumentException if there are no bars
        public Bars {
            bars = List.copyOf(bars);
            if (bars.isEmpty()) {
                throw new IllegalArgumentException("no bars for “%s”".formatted(caption));
            }
        }

        Optional<String> note() {
            return intervalNote(bars.stream().map(Bar::estimate));
        }
    }

    /// One bar of a plot.
    public record Bar(String name, Estimate estimate) {

        /// @throws IllegalArgumentException if a figure exceeds 10^12 either way
        public Bar {
            if (Math.max(Math.max(Math.abs(estimate.low()), Math.abs(estimate.high())), Math.abs(estimate.mean())) > GREATEST) {
                throw new IllegalArgumentException("too far out to be drawn: %s %s".formatted(name, estimate));
            }
        }
    }

    /// A plot of lines.
    ///
    /// @param caption what the plot shows
    /// @param x       what the horizontal axis means, and its unit
    /// @param y       what the vertical axis means, and its unit; it is linear
    /// @param scale   of the horizontal axis
    /// @param series  one line each, at least one
    public record Lines(String caption, String x, String y, Scale scale, List<Series> series) implements Part {

        /// @throws IllegalArgumentException if there are no series, or the scale is logarithmic and an x is below 10^-12
        public Lines {
            series = List.copyOf(series);
            if (series.isEmpty()) {
                throw new IllegalArgumentException("no lines for “%s”".formatted(caption));
            }
            if (scale == Scale.LOGARITHMIC && series.stream().flatMap(line -> line.points().stream()).anyMatch(point -> point.x() < LEAST_LOGARITHMIC)) {
                throw new IllegalArgumentException("a logarithmic axis has no place for 0 and less: “%s”".formatted(caption));
            }
        }
    }

    /// How values are spread over an axis.
    public enum Scale { LINEAR, LOGARITHMIC }

    /// One line of a plot.
    ///
    /// @param points in the order in which they are joined, at least one
    public record Series(String name, List<Point> points) {

        /// @throws IllegalArgumentException if there are no points
        public Series {
            points = List.copyOf(points);
            if (points.isEmpty()) {
                throw new IllegalArgumentException("no points for “%s”".formatted(name));
            }
        }
    }

    /// A point of a line, in the units of the axes.
    public record Point(double x, double y) {

        /// @throws IllegalArgumentException if a coordinate is not a number or exceeds 10^12 either way
        public Point {
            // written so that NaN fails as well
            if (!(Math.abs(x) <= GREATEST && Math.abs(y) <= GREATEST)) {
                throw new IllegalArgumentException("cannot be drawn: %s, %s".formatted(x, y));
            }
        }
    }

    /// One HTML page, complete in itself: no script, no request, light or dark as the reader's system is.
    public String html() {
        return new ReportPage(this).html();
    }

    /// Writes {@link #html()} in UTF-8, over what the file may have held.
    public void write(Path file) throws IOException {
        Files.writeString(file, html());
    }

    /// Prints all but the plots, which repeat in pictures what tables should say.
    public void print(PrintStream out) {
        new ReportText(out).print(this);
    }

    /// Prints title and circumstances.
    void printHead(PrintStream out) {
        new ReportText(out).printHead(this);
    }

    /// Prints one of the sections.
    void print(Section section, PrintStream out) {
        new ReportText(out).print(section);
    }

    private static Optional<String> intervalNote(Stream<Estimate> estimates) {
        IntSummaryStatistics n = estimates.mapToInt(Estimate::n).summaryStatistics();
        if (n.getCount() == 0) {
            return Optional.empty();
        }
        String size = n.getMin() == n.getMax() ? String.valueOf(n.getMin()) : n.getMin() + " to " + n.getMax();
        return Optional.of("Mean and 95 % interval (percentile bootstrap over queries), n = " + size + ".");
    }
}
