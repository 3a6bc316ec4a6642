package dragoman.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeedReaderTest {

    private static final URI ADDRESS = URI.create("https://courier.example/feed.xml");

    record Case(String what, String content, String expected) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static final String BORDER = "“Ministers reopen the border” at https://courier.example/world/border";
    private static final String TRADE = "“Tariffs & trade — a long read” at https://courier.example/trade of 2025-06-02T06:00:00Z, whole text";

    static Stream<Case> cases() {
        return Stream.of(new Case("RSS 2.0 with a teaser and a whole text, a time without a zone in Vienna", Samples.RSS,
                BORDER + " of 2025-06-03T21:30:00Z and " + TRADE),
                new Case("RSS with a bare ampersand, a stray angle, a control character and no end", Samples.BROKEN_RSS,
                        BORDER + " of 2025-06-03T21:30:00Z and " + TRADE),
                new Case("Atom: published before updated, the page and not the entry's own address", Samples.ATOM, BORDER + " of 2025-06-03T07:00:00Z, changed 2025-06-04T09:00:00Z"),
                new Case("sitemap with its extension for news", Samples.SITEMAP, BORDER + " of 2025-06-03T07:00:00Z, changed 2025-06-03T09:00:00Z, by The Courier"),
                new Case("sitemap of sitemaps", Samples.SITEMAP_INDEX, "sitemaps https://courier.example/new.xml, https://courier.example/old.xml"),
                new Case("a page in place of a feed", Samples.JSON_LD, "refused: what is there is neither RSS, Atom nor a sitemap; check the address of the feed"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatComesOutIsWhatIsExpected(Case one) {
        assertEquals(one.expected, outcome(one.content));
    }

    private static String outcome(String content) {
        try {
            FeedDocument document = FeedReader.read(Delivery.of(content).or(Stated.NOTHING.withZone(Optional.of(ZoneId.of("Europe/Vienna")))), ADDRESS);
            return document.sitemaps().isEmpty() ? document.entries().stream().map(FeedReaderTest::describe).collect(Collectors.joining(" and "))
                    : "sitemaps " + document.sitemaps().stream().map(URI::toString).collect(Collectors.joining(", "));
        } catch (UnreadableArticleException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static String describe(FeedEntry entry) {
        return "“%s” at %s of %s%s%s%s".formatted(entry.stated().title().orElse("?"), entry.url().map(URI::toString).orElse("?"),
                entry.stated().appeared().map(Object::toString).orElse("?"), entry.stated().modified().map(moment -> ", changed " + moment).orElse(""),
                entry.stated().publisher().map(name -> ", by " + name).orElse(""), entry.html().map(_ -> ", whole text").orElse(""));
    }
}
