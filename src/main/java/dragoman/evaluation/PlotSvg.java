package dragoman.evaluation;

import dragoman.evaluation.EvaluationReport.Bar;
import dragoman.evaluation.EvaluationReport.Bars;
import dragoman.evaluation.EvaluationReport.Lines;
import dragoman.evaluation.EvaluationReport.Point;
import dragoman.evaluation.EvaluationReport.Scale;
import dragoman.evaluation.EvaluationReport.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Plots as SVG that stands inside a page and takes its colours from the page's style sheet. For those who do not see it, the title and
/// description say the same in words. Series differ in shape of mark and dash of line as well as in colour.
final class PlotSvg {

    private static final int WIDTH = 680;
    private static final int RIGHT = 26;
    private static final int LETTER = 8;
    private static final int LINE = 18;
    private static final int LETTERS_BESIDE_A_VALUE = 66;
    private static final int LETTERS_A_LINE = 84;
    private static final int STYLES = 6;

    private final Markup svg = new Markup();
    private final String id;

    /// @param id unique in the page
    PlotSvg(String id) {
        this.id = id;
    }

    String bars(Bars plot) {
        Axis axis = Axis.over(DoubleStream.concat(DoubleStream.of(0), plot.bars().stream().map(Bar::estimate)
                .flatMapToDouble(bar -> DoubleStream.of(bar.low(), bar.mean(), bar.high()))), Scale.LINEAR);
        List<List<String>> names = plot.bars().stream().map(bar -> wrapped(bar.name(), LETTERS_BESIDE_A_VALUE)).toList();
        int bottom = names.stream().mapToInt(name -> name.size() * LINE + 32).sum();
        begin(bottom + 2 * LINE + 12, plot.caption(), plot.axis() + ". "
                + plot.bars().stream().map(bar -> bar.name() + ": " + bar.estimate()).collect(Collectors.joining("; ")) + ".");
        // half of the first label hangs over the left end
        int left = 1 + axis.ticks().getFirst().label().length() * LETTER / 2;
        int length = WIDTH - left - RIGHT;
        for (Axis.Tick tick : axis.ticks()) {
            double x = left + axis.position(tick.value()) * length;
            line(tick.value() == 0 ? "zero" : "grid", x, 0, x, bottom);
            label(tick.label(), x, bottom + LINE, "middle", "quiet");
        }
        label(plot.axis(), left + length / 2.0, bottom + 2 * LINE + 4, "middle", "quiet");
        double zero = left + axis.position(0) * length;
        int y = 0;
        for (int i = 0; i < names.size(); i++) {
            Estimate bar = plot.bars().get(i).estimate();
            label(bar.toString(), WIDTH - RIGHT, y + LINE, "end", "value");
            for (String part : names.get(i)) {
                y += LINE;
                label(part, left + 3, y, "start", "name");
            }
            double mean = left + axis.position(bar.mean()) * length;
            svg.empty("rect", "class", "bar", "x", number(Math.min(zero, mean)), "y", number(y + 6), "width", number(Math.abs(mean - zero)), "height", "14");
            double low = left + axis.position(bar.low()) * length;
            double high = left + axis.position(bar.high()) * length;
            line("interval", low, y + 13, high, y + 13);
            line("interval", low, y + 9, low, y + 17);
            line("interval", high, y + 9, high, y + 17);
            y += 32;
        }
        return svg.close().toString();
    }

    String lines(Lines plot) {
        List<Point> points = plot.series().stream().flatMap(series -> series.points().stream()).toList();
        Axis x = Axis.over(points.stream().mapToDouble(Point::x), plot.scale());
        DoubleStream heights = points.stream().mapToDouble(Point::y);
        // from zero, unless that would press the lines flat against the top
        double lowest = points.stream().mapToDouble(Point::y).min().orElseThrow();
        double highest = points.stream().mapToDouble(Point::y).max().orElseThrow();
        Axis y = Axis.over(lowest > 0 && lowest < highest / 2 ? DoubleStream.concat(DoubleStream.of(0), heights) : heights, Scale.LINEAR);
        List<List<String>> names = plot.series().stream().map(series -> wrapped(series.name(), LETTERS_A_LINE)).toList();
        int margin = 10 + LETTER * y.ticks().stream().mapToInt(tick -> tick.label().length()).max().orElse(0);
        int top = LINE + 14;
        int bottom = top + 260;
        int legend = bottom + 2 * LINE + 16;
        begin(legend + names.stream().mapToInt(List::size).sum() * LINE + 8, plot.caption(), "Horizontal axis%s: %s. Vertical axis: %s. "
                .formatted(plot.scale() == Scale.LOGARITHMIC ? ", logarithmic" : "", plot.x(), plot.y()) + inWords(plot));
        int length = WIDTH - margin - RIGHT;
        label(plot.y(), 0, LINE - 3, "start", "quiet");
        for (Axis.Tick tick : y.ticks()) {
            double at = bottom - y.position(tick.value()) * (bottom - top);
            line(tick.value() == y.from() ? "zero" : "grid", margin, at, WIDTH - RIGHT, at);
            label(tick.label(), margin - 8, at + 4, "end", "quiet");
        }
        for (Axis.Tick tick : x.ticks()) {
            double at = margin + x.position(tick.value()) * length;
            line("zero", at, bottom, at, bottom + 5);
            label(tick.label(), at, bottom + LINE + 3, "middle", "quiet");
        }
        label(plot.x() + (plot.scale() == Scale.LOGARITHMIC ? " (logarithmic)" : ""), margin + length / 2.0, bottom + 2 * LINE + 5, "middle", "quiet");
        int entry = legend;
        for (int i = 0; i < names.size(); i++) {
            int style = i % STYLES;
            List<double[]> drawn = plot.series().get(i).points().stream()
                    .map(point -> new double[] {margin + x.position(point.x()) * length, bottom - y.position(point.y()) * (bottom - top)}).toList();
            polyline(style, drawn);
            drawn.forEach(point -> mark(style, point[0], point[1]));
            polyline(style, List.of(new double[] {0, entry + LINE - 5}, new double[] {44, entry + LINE - 5}));
            mark(style, 22, entry + LINE - 5);
            for (String part : names.get(i)) {
                entry += LINE;
                label(part, 54, entry, "start", "name");
            }
        }
        return svg.close().toString();
    }

    private static String inWords(Lines plot) {
        return plot.series().stream().map(PlotSvg::inWords).collect(Collectors.joining("; ")) + ".";
    }

    private static String inWords(Series series) {
        return series.name() + ": " + series.points().stream().map(point -> plain(point.y()) + " at " + plain(point.x())).collect(Collectors.joining(", "));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value) : Estimate.decimal(value, 3);
    }

    private void begin(int height, String title, String description) {
        svg.open("svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", "0 0 %d %d".formatted(WIDTH, height), "width", String.valueOf(WIDTH),
                "height", String.valueOf(height), "role", "img", "aria-labelledby", id + "-title " + id + "-desc");
        svg.element("title", title, "id", id + "-title");
        svg.element("desc", description, "id", id + "-desc");
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        svg.empty("line", "class", style, "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2));
    }

    private void polyline(int style, List<double[]> points) {
        svg.empty("polyline", "class", "series s" + style, "points",
                points.stream().map(point -> number(point[0]) + "," + number(point[1])).collect(Collectors.joining(" ")));
    }

    private void mark(int style, double x, double y) {
        String path = switch (style) {
            case 0 -> "M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0z";
            case 1 -> "M-4,-4h8v8h-8z";
            case 2 -> "M0,-5.5l5,9h-10z";
            case 3 -> "M0,-5.5l5.5,5.5l-5.5,5.5l-5.5,-5.5z";
            case 4 -> "M0,5.5l5,-9h-10z";
            default -> "M-2,-5h4v3h3v4h-3v3h-4v-3h-3v-4h3z";
        };
        svg.empty("path", "class", "mark s" + style, "transform", "translate(%s %s)".formatted(number(x), number(y)), "d", path);
    }

    private void label(String text, double x, double y, String anchor, String style) {
        svg.element("text", text, "class", style, "x", number(x), "y", number(y), "text-anchor", anchor);
    }

    /// SVG does not break lines itself: words as long as they fit, a longer word in pieces.
    private static List<String> wrapped(String text, int letters) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String piece : Stream.of(text.strip().split("\\s+")).flatMap(word -> pieces(word, letters)).toList()) {
            if (!line.isEmpty() && line.length() + 1 + piece.length() > letters) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(piece);
        }
        lines.add(line.toString());
        return lines;
    }

    private static Stream<String> pieces(String word, int letters) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (word.length() - start > letters) {
            int end = start + letters - (Character.isHighSurrogate(word.charAt(start + letters - 1)) ? 1 : 0);
            pieces.add(word.substring(start, end));
            start = end;
        }
        pieces.add(word.substring(start));
        return pieces.stream();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
