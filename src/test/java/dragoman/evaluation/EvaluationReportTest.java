package dragoman.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.evaluation.EvaluationReport.Bar;
import dragoman.evaluation.EvaluationReport.Bars;
import dragoman.evaluation.EvaluationReport.Fact;
import dragoman.evaluation.EvaluationReport.Figure;
import dragoman.evaluation.EvaluationReport.Lines;
import dragoman.evaluation.EvaluationReport.Part;
import dragoman.evaluation.EvaluationReport.Point;
import dragoman.evaluation.EvaluationReport.Prose;
import dragoman.evaluation.EvaluationReport.Row;
import dragoman.evaluation.EvaluationReport.Scale;
import dragoman.evaluation.EvaluationReport.Section;
import dragoman.evaluation.EvaluationReport.Series;
import dragoman.evaluation.EvaluationReport.Table;
import dragoman.evaluation.EvaluationReport.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationReportTest {

    private static final Estimate OURS = new Estimate(.702, .61, .788, 41);
    private static final Estimate THEIRS = new Estimate(.619, .52, .71, 41);
    private static final Table TABLE = new Table("Ranking", "System", List.of("nDCG@10", "Note"),
            List.of(new Row("Dragoman", new Figure(OURS), new Words("")), new Row("Another", new Figure(THEIRS), new Words("as published"))));
    private static final Bars BARS = new Bars("Compared", "nDCG@10", List.of(new Bar("Dragoman", OURS), new Bar("Another", THEIRS)));
    private static final Lines LINES = new Lines("Depth", "k", "recall", Scale.LOGARITHMIC,
            List.of(new Series("Dragoman", List.of(new Point(1, .25), new Point(10, .5)))));
    private static final EvaluationReport REPORT = new EvaluationReport("Figures", List.of(new Fact("Made", "2025-11-24"), new Fact("Command", "evaluate x")),
            List.of(new Section("Ranking", List.of(new Prose("Of articles."), TABLE, BARS), List.of(new Section("Depth", LINES))), new Section("Nothing")));

    private static final String HOSTILE = "</script></title></style></svg><script>alert(1)</script><img src=x onerror=alert(1)>\" onload=\"alert(1)\" '&amp;\u0000\u001b[31m\uD800";

    @TempDir
    Path folder;

    @Test
    void tablesHaveCaptionAndScope() {
        Element table = page(REPORT).selectFirst("table");
        assertEquals("Ranking", table.selectFirst("caption").text());
        assertEquals(List.of("System", "nDCG@10", "Note"), table.select("thead th[scope=col]").eachText());
        assertEquals(List.of("Dragoman", "Another"), table.select("tbody th[scope=row]").eachText());
        assertEquals(List.of(".702 [.610, .788]", "", ".619 [.520, .710]", "as published"), table.select("td").stream().map(Element::text).toList());
        assertTrue(page(REPORT).selectFirst(".note").text().endsWith("n = 41."));
    }

    @Test
    void howTheFiguresWereMadeStandsAtTheTop() {
        Document page = page(REPORT);
        assertEquals("h1", page.selectFirst("main").child(0).tagName());
        assertEquals("dl", page.selectFirst("main").child(1).tagName());
        assertEquals(List.of("Made", "Command"), page.select("dt").eachText());
        assertEquals(List.of("2025-11-24", "evaluate x"), page.select("dd").eachText());
    }

    @Test
    void sectionsAreATree() {
        Document page = page(REPORT);
        assertEquals(List.of("Ranking", "Nothing"), page.select("h2").eachText());
        assertEquals(List.of("Depth"), page.select("section section > h3").eachText());
        for (Element link : page.select("nav a")) {
            assertEquals(link.text(), page.selectFirst(link.attr("href")).text());
        }
    }

    @Test
    void plotsSayInWordsWhatTheyShow() {
        List<Element> plots = page(REPORT).select("svg[role=img]");
        assertEquals(2, plots.size());
        assertEquals("Compared", plots.getFirst().selectFirst("title").text());
        assertEquals("nDCG@10. Dragoman: .702 [.610, .788]; Another: .619 [.520, .710].", plots.getFirst().selectFirst("desc").text());
        assertEquals("Horizontal axis, logarithmic: k. Vertical axis: recall. Dragoman: .250 at 1, .500 at 10.", plots.getLast().selectFirst("desc").text());
        for (Element plot : plots) {
            assertEquals(plot.attr("aria-labelledby"), plot.selectFirst("title").id() + " " + plot.selectFirst("desc").id());
        }
        List<String> ids = page(REPORT).select("[id]").eachAttr("id");
        assertEquals(ids.size(), ids.stream().distinct().count());
    }

    @Test
    void barsBeginAtZeroAndCarryTheirInterval() {
        Bars bars = new Bars("Differences", "nDCG@10", List.of(new Bar("worse", new Estimate(-.1, -.2, 0, 9)), new Bar("better", new Estimate(.1, 0, .2, 9))));
        Document svg = page(report(bars));
        double zero = number(svg.selectFirst(".zero"), "x1");
        Element worse = svg.select("rect").get(0);
        Element better = svg.select("rect").get(1);
        assertEquals(zero, number(worse, "x") + number(worse, "width"), .11);
        assertEquals(zero, number(better, "x"), .11);
        Element interval = svg.select(".interval").get(3);
        assertEquals(zero, number(interval, "x1"), .11);
        assertEquals(zero + 2 * number(better, "width"), number(interval, "x2"), .21);
    }

    @Test
    void pointsStandWhereTheirValuesAre() {
        Lines lines = new Lines("Depth", "k", "recall", Scale.LOGARITHMIC, List.of(new Series("s", List.of(new Point(1, 0), new Point(10, .5), new Point(100, 1)))));
        String[] points = page(report(lines)).selectFirst("polyline").attr("points").split("[ ,]");
        assertEquals((Double.parseDouble(points[0]) + Double.parseDouble(points[4])) / 2, Double.parseDouble(points[2]), .11);
        assertEquals((Double.parseDouble(points[1]) + Double.parseDouble(points[5])) / 2, Double.parseDouble(points[3]), .11);
        assertTrue(Double.parseDouble(points[1]) > Double.parseDouble(points[5]), "more is higher up");
    }

    @Test
    void hostileTextStaysText() throws IOException {
        EvaluationReport report = new EvaluationReport(HOSTILE, List.of(new Fact(HOSTILE, HOSTILE)), List.of(new Section("one"),
                new Section(HOSTILE, new Prose(HOSTILE), new Table(HOSTILE, HOSTILE, List.of(HOSTILE), List.of(new Row(HOSTILE, new Words(HOSTILE)))),
                        new Bars(HOSTILE, HOSTILE, List.of(new Bar(HOSTILE, OURS))),
                        new Lines(HOSTILE, HOSTILE, HOSTILE, Scale.LINEAR, List.of(new Series(HOSTILE, List.of(new Point(0, 0))))))));
        Document page = page(report);
        assertEquals(0, page.select("script, img, iframe, object, link").size());
        assertTrue(page.getAllElements().stream().flatMap(element -> element.attributes().asList().stream())
                .noneMatch(attribute -> attribute.getKey().startsWith("on") || attribute.getKey().equals("src")));
        assertEquals(HOSTILE.replaceAll("[\u0000\u001b]", "\uFFFD").replace("\uD800", "\uFFFD"), page.selectFirst("section p").wholeText());
        report.write(folder.resolve("report.html"));
        assertEquals(report.html(), Files.readString(folder.resolve("report.html")));
        assertFalse(printed(report).contains("\u001b"));
    }

    @Test
    void thePageAsksForNothing() {
        Document page = page(REPORT);
        assertEquals("default-src 'none'; style-src 'unsafe-inline'", page.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content"));
        assertFalse(page.selectFirst("style").data().matches("(?s).*(url\\(|@import).*"));
        assertTrue(page.select("[href]").eachAttr("href").stream().allMatch(href -> href.startsWith("#")));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Table("t", "r", List.of("a", "b"), List.of(new Row("x", new Words("1")))));
        assertThrows(IllegalArgumentException.class, () -> new Bars("b", "a", List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Lines("l", "x", "y", Scale.LINEAR, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Series("s", List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Point(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Point(Double.NEGATIVE_INFINITY, 1));
        assertThrows(IllegalArgumentException.class, () -> new Bar("b", new Estimate(1, 0, 1e13, 1)));
        assertThrows(IllegalArgumentException.class, () -> new Lines("l", "x", "y", Scale.LOGARITHMIC, List.of(new Series("s", List.of(new Point(0, 1))))));
    }

    @Test
    void theTerminalShowsTheSameTables() {
        assertEquals("""
                Figures
                =======
                Made     2025-11-24
                Command  evaluate x

                Ranking
                -------

                Of articles.

                Ranking
                System    nDCG@10            Note
                Dragoman  .702 [.610, .788]
                Another   .619 [.520, .710]  as published
                Mean and 95 % interval (percentile bootstrap over queries), n = 41.

                Depth
                .....

                Nothing
                -------
                """, printed(REPORT));
    }

    @Test
    void textAndShapesStandOutInLightAndDark() {
        String css = page(REPORT).selectFirst("style").data();
        int dark = css.indexOf("@media (prefers-color-scheme: dark)");
        for (Map<String, String> colours : List.of(colours(css.substring(0, dark)), colours(css.substring(dark)))) {
            for (String paper : List.of("paper", "surface")) {
                for (String text : List.of("ink", "quiet", "accent")) {
                    assertContrast(4.5, colours, text, paper);
                }
            }
            for (String shape : List.of("bar", "s0", "s1", "s2", "s3", "s4", "s5")) {
                assertContrast(3, colours, shape, "paper");
            }
            assertContrast(3, colours, "ink", "bar");
        }
    }

    /// WCAG 2.2, contrast ratio.
    private static void assertContrast(double least, Map<String, String> colours, String one, String other) {
        double a = luminance(colours.get(one));
        double b = luminance(colours.get(other));
        double ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        assertTrue(ratio >= least, () -> "%s on %s: %.2f".formatted(one, other, ratio));
    }

    /// WCAG 2.2, relative luminance.
    private static double luminance(String rgb) {
        double[] weights = {.2126, .7152, .0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(rgb.substring(2 * i, 2 * i + 2), 16) / 255.0;
            sum += weights[i] * (part <= .04045 ? part / 12.92 : Math.pow((part + .055) / 1.055, 2.4));
        }
        return sum;
    }

    private static Map<String, String> colours(String css) {
        Map<String, String> colours = new HashMap<>();
        Matcher declaration = Pattern.compile("--(\\w+): #(\\p{XDigit}{6});").matcher(css);
        while (declaration.find()) {
            colours.put(declaration.group(1), declaration.group(2));
        }
        return colours;
    }

    private static EvaluationReport report(Part part) {
        return new EvaluationReport("t", List.of(), List.of(new Section("s", part)));
    }

    private static Document page(EvaluationReport report) {
        return Jsoup.parse(report.html());
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.attr(attribute));
    }

    private static String printed(EvaluationReport report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
