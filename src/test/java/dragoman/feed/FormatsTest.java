package dragoman.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.Article;
import dragoman.article.ArticleDetails;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every format and every broken case by a small file, and what comes out. The table of it is `src/docs/formats.md`, which this test keeps true:
/// with `-Ddragoman.formats.write` it writes the table anew.
class FormatsTest {

    private static final Path TABLE = Path.of("src/docs/formats.md");
    private static final String BEGIN = "<!-- what follows is written by FormatsTest -->\n";
    private static final URI ADDRESS = URI.create("https://courier.example/world/border");
    private static final Optional<ZoneId> VIENNA = Optional.of(ZoneId.of("Europe/Vienna"));

    /// @param what     the case, in the table's words
    /// @param expected what comes out, see {@link #outcome}
    record Case(String what, ArticleFormat format, Delivery delivery, String expected) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Delivery styled() {
        try {
            return Samples.styled(Samples.STYLE_SHEET);
        } catch (UnreadableArticleException e) {
            throw new AssertionError(e);
        }
    }

    private static Delivery of(String content) {
        return Delivery.of(content);
    }

    private static Delivery page(String html) {
        return of(html).or(Stated.NOTHING.withUrl(Optional.of(ADDRESS)).withZone(VIENNA));
    }

    private static final String BARE = "“Ministers reopen the border”, 2025-06-03; whole text";
    private static final String WHOLE = "“Ministers reopen the border”, The Courier, Rudi Lang, World, 2025-06-03 at 07:00:00Z, changed 2025-06-03T09:00:00Z, en-GB, © The Courier";

    static Stream<Case> cases() {
        return Stream.of(
                new Case("text as scraped", ArticleFormat.RAW_TEXT, of(Samples.TEXT_FILE), "“Ministers of nine states met in Vienna on Monday and agreed to open three border crossings…”, 2025-06-03; whole text"),
                new Case("text without a day", ArticleFormat.RAW_TEXT, of(Samples.TEXT), "refused: no date of publication was found; state it in the content or as published=YYYY-MM-DD"),
                new Case("text in Windows-1252, nothing said", ArticleFormat.RAW_TEXT, Delivery.of(Samples.in("windows-1252", Samples.TEXT_FILE)),
                        "“Ministers of nine states met in Vienna on Monday and agreed to open three border crossings…”, 2025-06-03; whole text"),
                new Case("text in UTF-16 without a mark", ArticleFormat.RAW_TEXT, Delivery.of(Samples.in("UTF-16LE", Samples.TEXT_FILE)),
                        "“Ministers of nine states met in Vienna on Monday and agreed to open three border crossings…”, 2025-06-03; whole text"),
                new Case("Markdown with front matter", ArticleFormat.MARKDOWN, of(Samples.MARKDOWN), WHOLE
                        + ", corrected: The first version named eight states., known as https://courier.example/world/border; whole text"),
                new Case("HTML with JSON-LD, names by reference", ArticleFormat.HTML, page(Samples.JSON_LD), WHOLE
                        + ", corrected: The first version named eight states., known as https://courier.example/world/border; whole text"),
                new Case("HTML with OpenGraph, a correction in the text", ArticleFormat.HTML, page(Samples.OPEN_GRAPH), WHOLE
                        + ", corrected: Correction: The first version named eight states., known as https://courier.example/world/border; whole text and its note"),
                new Case("HTML with microdata", ArticleFormat.HTML, page(Samples.MICRODATA), WHOLE.replace(", © The Courier", "")
                        + ", known as https://courier.example/world/border; whole text"),
                new Case("HTML with banners, boxes, captions and nine kinds of hidden words", ArticleFormat.HTML, of(Samples.CLUTTERED), BARE),
                new Case("HTML with a style sheet of another file, which hides in four ways", ArticleFormat.HTML, styled(), BARE),
                new Case("HTML that breaks off in the middle", ArticleFormat.HTML, of(Samples.BROKEN_HTML), BARE),
                new Case("HTML with line breaks for paragraphs", ArticleFormat.HTML, of(Samples.LINE_BREAKS), BARE),
                new Case("HTML whose text comes by script, with JSON-LD", ArticleFormat.HTML, of(Samples.BY_SCRIPT), BARE),
                new Case("HTML in ISO-8859-1, as the page says", ArticleFormat.HTML, Delivery.of(Samples.in("ISO-8859-1",
                        Samples.BROKEN_HTML.replace("<head>", "<head><meta charset=iso-8859-1>").replaceAll("[“”]", "\""))), "“Ministers reopen the border”, 2025-06-03; whole text, plain quotes"),
                new Case("HTML in UTF-8, where the header says ISO-8859-1", ArticleFormat.HTML,
                        new Delivery(Samples.bytes(Samples.BROKEN_HTML), Optional.of(Charset.forName("ISO-8859-1")), Stated.NOTHING, Stated.NOTHING), BARE),
                new Case("HTML in Windows-1250, as the header says", ArticleFormat.HTML,
                        new Delivery(Samples.in("windows-1250", Samples.BROKEN_HTML.replace("ë", "ę")), Optional.of(Charset.forName("windows-1250")), Stated.NOTHING,
                                Stated.NOTHING), "“Ministers reopen the border”, 2025-06-03; whole text, Polish"),
                new Case("a time without a zone, of a publisher in Vienna", ArticleFormat.HTML,
                        page(Samples.OPEN_GRAPH.replace("2025-06-03T07:00:00Z", "2025-06-03 09:00")),
                        WHOLE + ", corrected: Correction: The first version named eight states., known as https://courier.example/world/border; whole text and its note"),
                new Case("a moment of the day before in Greenwich, of a publisher in Vienna", ArticleFormat.HTML,
                        page("<meta property=article:published_time content=2025-06-02T22:30:00Z><title>Ministers reopen the border</title><p>" + Samples.FIRST + "<p>" + Samples.SECOND),
                        "“Ministers reopen the border”, 2025-06-03 at 22:30:00Z, known as https://courier.example/world/border; whole text"),
                new Case("ninjs 2", ArticleFormat.NINJS, of(Samples.NINJS_2), WHOLE + ", corrected: CORRECTS number of states, known as id:urn:courier:border; whole text"),
                new Case("ninjs 3, plain text, with the page's address", ArticleFormat.NINJS, of(Samples.NINJS_3), WHOLE
                        + ", known as https://courier.example/world/border; whole text"),
                new Case("ninjs, canceled", ArticleFormat.NINJS, of(Samples.NINJS_CANCELED), "takes back id:urn:courier:border"),
                new Case("ninjs, embargoed", ArticleFormat.NINJS, of(Samples.NINJS_EMBARGOED), WHOLE
                        + ", corrected: CORRECTS number of states, embargoed until 2025-06-04T04:00:00Z, known as id:urn:courier:border; whole text"),
                new Case("ninjs that breaks off", ArticleFormat.NINJS, of(Samples.NINJS_2.substring(0, 300)), "refused: the content is no JSON object; send one ninjs item, or a list of them"),
                new Case("NewsML-G2, a message with NITF", ArticleFormat.NEWSML, of(Samples.NEWSML_NITF), WHOLE
                        + ", corrected: Corrects number of states, known as id:urn:courier:border; whole text"),
                new Case("NewsML-G2, an item with XHTML and prefixes", ArticleFormat.NEWSML, of(Samples.NEWSML_XHTML), WHOLE
                        + ", corrected: Corrects number of states, known as id:urn:courier:border; whole text"),
                new Case("NewsML-G2, canceled", ArticleFormat.NEWSML, of(Samples.NEWSML_CANCELED), "takes back id:urn:courier:border"),
                new Case("NewsML-G2 with a billion laughs and a file of this machine", ArticleFormat.NEWSML, of(Samples.NEWSML_ENTITIES), WHOLE
                        + ", corrected: Corrects number of states, known as id:urn:courier:border; whole text, the entities as they are written"),
                new Case("XML nested a thousand deep", ArticleFormat.NEWSML, of("<a>".repeat(1000)), "refused: its elements are nested more than 64 deep"),
                new Case("PDF with running heads, a divided word, invisible and white letters", ArticleFormat.PDF, Delivery.of(Samples.pdf()),
                        "“Ministers reopen the border”, Rudi Lang, 2025-06-03, en-GB; dateline and whole text"),
                new Case("PDF that unpacks to 200 MB", ArticleFormat.PDF, Delivery.of(Samples.pdfBomb()), "refused: the PDF unpacks to more than 64 MB; deliver its words"),
                new Case("a picture that calls itself PDF", ArticleFormat.PDF, of("GIF89a"), "refused: the content is no PDF"),
                new Case("nothing at all", ArticleFormat.HTML, of(""), "refused: no article text was found; deliver the paragraphs of the article"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatComesOutIsWhatIsExpected(Case one) {
        assertEquals(one.expected, outcome(one));
    }

    private static String outcome(Case one) {
        try {
            return one.format.reader().readings(one.delivery).stream().map(reading -> switch (reading) {
                case Reading.Told told -> describe(told.article());
                case Reading.Withdrawn withdrawn -> "takes back " + withdrawn.key();
            }).collect(Collectors.joining(" and "));
        } catch (UnreadableArticleException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static String describe(Article article) {
        ArticleDetails details = article.details();
        String day = article.published() + details.appeared().map(moment -> " at " + moment.toString().substring(11)).orElse("");
        return Stream.of(Optional.of("“" + article.title() + "”"), Optional.of(article.publisher().name()).filter(name -> !name.equals("Publisher not stated")),
                details.author(), details.section(), Optional.of(day), details.modified().map(moment -> "changed " + moment),
                Optional.of(article.language()).filter(language -> !language.equals("en")), details.rightsNotice(), details.correction().map(note -> "corrected: " + note),
                details.embargo().map(moment -> "embargoed until " + moment),
                Optional.of(article.key()).filter(key -> !key.startsWith("content:")).map(key -> "known as " + key))
                .flatMap(Optional::stream).collect(Collectors.joining(", ")) + "; " + text(article.text());
    }

    private static String text(String text) {
        assertTrue(!text.contains("HIDDEN"), text);
        if (text.equals(Samples.TEXT)) {
            return "whole text";
        }
        if (text.equals(Samples.TEXT + "\n\nCorrection: The first version named eight states.")) {
            return "whole text and its note";
        }
        if (text.equals(Samples.TEXT.replaceAll("[“”]", "\""))) {
            return "whole text, plain quotes";
        }
        if (text.equals(Samples.TEXT.replace("ë", "ę"))) {
            return "whole text, Polish";
        }
        if (text.equals("Vienna, 3 June 2025\n\n" + Samples.TEXT)) {
            return "dateline and whole text";
        }
        if (text.equals(Samples.TEXT.replace("she thanked", "she &b;&file; thanked"))) {
            return "whole text, the entities as they are written";
        }
        return "OTHER TEXT: " + text;
    }

    @Test
    void theTableIsTrue() throws IOException {
        String table = BEGIN + "\n| what comes in | format | what comes out |\n|---|---|---|\n" + Stream.concat(
                cases().map(one -> "| %s | %s | %s |\n".formatted(one.what, one.format.name().toLowerCase().replace('_', ' '), one.expected)),
                FeedReaderTest.cases().map(one -> "| %s | feed | %s |\n".formatted(one.what(), one.expected()))).collect(Collectors.joining());
        String page = Files.readString(TABLE);
        String head = page.substring(0, page.indexOf(BEGIN));
        if (System.getProperty("dragoman.formats.write") != null) {
            Files.writeString(TABLE, head + table);
        }
        assertEquals(head + table, Files.readString(TABLE));
    }

    @Test
    void severalItemsAreReadInOrder() throws UnreadableArticleException {
        List<Reading> readings = ArticleFormat.NINJS.reader().readings(of("[" + Samples.NINJS_2 + "," + Samples.NINJS_CANCELED + "]"));
        assertTrue(readings.get(0) instanceof Reading.Told && readings.get(1) instanceof Reading.Withdrawn);
    }

    @Test
    void anEmbargoThatCannotBeReadHoldsUntilFurtherNotice() throws UnreadableArticleException {
        Article article = ArticleFormat.NINJS.reader().read(of(Samples.NINJS_EMBARGOED.replace("2025-06-04T06:00:00+02:00", "when the minister has spoken")));
        assertTrue(article.details().isEmbargoed(Instant.parse("2030-01-01T00:00:00Z")));
    }
}
