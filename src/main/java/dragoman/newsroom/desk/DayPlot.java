package dragoman.newsroom.desk;

import dragoman.evaluation.Axis;
import dragoman.evaluation.EvaluationReport.Scale;
import dragoman.evaluation.Markup;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Figures by day as SVG inside a page: columns one upon the other, or lines. Colours come from the page's style sheet; for those who do not see
/// it, title and description say what it shows, and each page has the figures in a table as well.
final class DayPlot {

    private static final int WIDTH = 720;
    private static final int LEFT = 68;
    private static final int TOP = 34;
    private static final int BOTTOM = 210;
    private static final int HEIGHT = 240;
    private static final int MOST_LABELS = 8;
    private static final int LETTER = 8;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    private DayPlot() {
    }

    /// @param values one a day, in order; empty where there is nothing to tell
    record Series(String name, List<OptionalDouble> values) {
    }

    static String columns(String id, String title, List<LocalDate> days, List<Series> series) {
        // what is counted has no halves
        Axis axis = Axis.over(Stream.concat(Stream.of(0.0, 5.0), IntStream.range(0, days.size()).mapToObj(day -> sum(series, day))).mapToDouble(Double::doubleValue), Scale.LINEAR);
        Markup svg = begin(id, title, days, series, axis);
        double step = step(days);
        for (int day = 0; day < days.size(); day++) {
            double y = BOTTOM;
            for (int i = 0; i < series.size(); i++) {
                double height = axis.position(series.get(i).values.get(day).orElse(0)) * (BOTTOM - TOP);
                if (height > 0) {
                    y -= height;
                    svg.empty("rect", "class", "column c" + i, "x", number(LEFT + day * step + step * .15), "y", number(y), "width", number(step * .7), "height", number(height));
                }
            }
        }
        return svg.close().toString();
    }

    static String lines(String id, String title, List<LocalDate> days, List<Series> series) {
        Axis axis = Axis.over(Stream.concat(Stream.of(0.0, 1.0), series.stream().flatMap(one -> one.values.stream()).filter(OptionalDouble::isPresent).map(OptionalDouble::getAsDouble))
                .mapToDouble(Double::doubleValue), Scale.LINEAR);
        Markup svg = begin(id, title, days, series, axis);
        double step = step(days);
        for (int i = 0; i < series.size(); i++) {
            List<OptionalDouble> values = series.get(i).values;
            svg.empty("polyline", "class", "line c" + i, "points", IntStream.range(0, days.size()).filter(day -> values.get(day).isPresent())
                    .mapToObj(day -> number(LEFT + (day + .5) * step) + "," + number(y(axis, values.get(day).getAsDouble()))).collect(Collectors.joining(" ")));
            for (int day = 0; day < days.size(); day++) {
                if (values.get(day).isPresent()) {
                    svg.empty("circle", "class", "dot c" + i, "cx", number(LEFT + (day + .5) * step), "cy", number(y(axis, values.get(day).getAsDouble())), "r", "3");
                }
            }
        }
        return svg.close().toString();
    }

    /// Columns without axes, as small as a word.
    static String spark(String description, List<Long> values) {
        int width = Math.max(1, values.size()) * 5;
        double most = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
        Markup svg = new Markup().open("svg", "viewBox", "0 0 " + width + " 24", "width", String.valueOf(width), "height", "24", "role", "img", "aria-label", description, "class", "spark");
        for (int i = 0; i < values.size(); i++) {
            double height = Math.max(values.get(i) == 0 ? 1 : 3, values.get(i) / most * 24);
            svg.empty("rect", "class", values.get(i) == 0 ? "nothing" : "column c0", "x", String.valueOf(i * 5), "y", number(24 - height), "width", "4", "height", number(height));
        }
        return svg.close().toString();
    }

    private static Markup begin(String id, String title, List<LocalDate> days, List<Series> series, Axis axis) {
        Markup svg = new Markup().open("svg", "viewBox", "0 0 %d %d".formatted(WIDTH, HEIGHT), "role", "img", "aria-labelledby", id + "-title " + id + "-desc", "class", "plot");
        svg.element("title", title, "id", id + "-title");
        svg.element("desc", title + ", " + days.getFirst() + " to " + days.getLast() + ". " + series.stream().map(DayPlot::inWords).collect(Collectors.joining(" "))
                + " The figures stand in the table below.", "id", id + "-desc");
        int x = LEFT;
        for (int i = 0; i < series.size() && series.size() > 1; i++) {
            svg.empty("rect", "class", "column c" + i, "x", String.valueOf(x), "y", "6", "width", "12", "height", "12");
            svg.element("text", series.get(i).name, "x", String.valueOf(x + 18), "y", "17", "class", "legend");
            x += 34 + LETTER * series.get(i).name.length();
        }
        for (Axis.Tick tick : axis.ticks()) {
            String y = number(y(axis, tick.value()));
            svg.empty("line", "class", tick.value() == axis.from() ? "zero" : "grid", "x1", String.valueOf(LEFT), "x2", String.valueOf(WIDTH), "y1", y, "y2", y);
            svg.element("text", tick.label(), "x", String.valueOf(LEFT - 8), "y", number(y(axis, tick.value()) + 4), "text-anchor", "end", "class", "tick");
        }
        double step = step(days);
        int every = Math.ceilDiv(days.size(), MOST_LABELS);
        for (int day = days.size() - 1; day >= 0; day -= every) {
            svg.element("text", DAY.format(days.get(day)), "x", number(LEFT + (day + .5) * step), "y", String.valueOf(BOTTOM + 20), "text-anchor", day == days.size() - 1 && days.size() > 12 ? "end" : "middle", "class", "tick");
        }
        return svg;
    }

    private static String inWords(Series series) {
        double most = series.values.stream().flatMapToDouble(OptionalDouble::stream).max().orElse(0);
        return "%s: at most %s a day.".formatted(series.name, most == Math.rint(most) ? String.valueOf((long) most) : "%.1f".formatted(most));
    }

    private static double sum(List<Series> series, int day) {
        return series.stream().mapToDouble(one -> one.values.get(day).orElse(0)).sum();
    }

    private static double y(Axis axis, double value) {
        return BOTTOM - axis.position(value) * (BOTTOM - TOP);
    }

    private static double step(List<LocalDate> days) {
        return (WIDTH - LEFT) / (double) days.size();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
