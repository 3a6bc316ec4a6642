package dragoman.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dragoman.article.Article;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReaderTest {

    private static final String PAGE = """
            <!DOCTYPE html><html lang="en"><head><title>Vienna | The Courier</title>
            <link rel="canonical" href="https://example.org/vienna">
            <meta property="og:title" content="OpenGraph title">
            <script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},
              {"@type":["NewsArticle"],"headline":"Ministers meet in Vienna","datePublished":"2025-06-03T23:30:00-05:00",
               "publisher":{"@type":"Organization","name":"The Courier"}}]}</script></head>
            <body><nav><p>Home, world, politics, more, more and still more of what no reader came for</p></nav>
            <article><h1>Ministers meet in Vienna</h1><p>Ministers <b>met</b> in Vienna.</p>%s
            <ul><li>aid</li><li>arms</li></ul><p>They left.</p><aside><p>Most read: something else</p></aside></article>
            <footer><p>Copyright</p></footer></body></html>
            """;

    private static Article read(String html) throws UnreadableArticleException {
        return new HtmlReader().read(Delivery.of(html));
    }

    @Test
    void metadataComesFromJsonLdFirst() throws UnreadableArticleException {
        Article article = read(PAGE.formatted(""));
        assertEquals("Ministers meet in Vienna", article.title());
        assertEquals("The Courier", article.publisher().name());
        assertEquals(Optional.of(URI.create("https://example.org/vienna")), article.url());
        assertEquals("en", article.language());
    }

    @Test
    void theDayIsTheOneWhereItWasPublished() throws UnreadableArticleException {
        assertEquals(LocalDate.of(2025, 6, 3), read(PAGE.formatted("")).published());
    }

    @Test
    void onlyTheArticleBecomesText() throws UnreadableArticleException {
        assertEquals("Ministers met in Vienna.\n\n- aid\n- arms\n\nThey left.", read(PAGE.formatted("")).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<p style='display: none'>HIDDEN</p>", "<p hidden>HIDDEN</p>", "<!-- HIDDEN -->", "<p style='font-size:0'>HIDDEN</p>",
            "<div style='position:absolute;left:-9999px'><p>HIDDEN</p></div>", "<p style='visibility:hidden'>HIDDEN</p>",
            "<p style='opacity: 0'>HIDDEN</p>", "<p aria-hidden='true'>HIDDEN</p>", "<script>HIDDEN</script>", "<template><p>HIDDEN</p></template>",
            "<div style='height:0;overflow:hidden'><p>HIDDEN</p></div>"})
    void whatAReaderDoesNotSeeIsNoText(String hidden) throws UnreadableArticleException {
        assertFalse(read(PAGE.formatted(hidden)).text().contains("HIDDEN"));
    }

    @Test
    void withoutJsonLdOpenGraphAndThePageItselfServe() throws UnreadableArticleException {
        Article article = read("""
                <html><head><meta property="og:title" content="Talks fail"><meta property="article:published_time" content="2025-06-03T08:00:00Z">
                <meta property="og:site_name" content="The Courier"></head><body><p>Talks failed.<p>Nobody knows why.</body></html>""");
        assertEquals("Talks fail", article.title());
        assertEquals(LocalDate.of(2025, 6, 3), article.published());
        assertEquals("Talks failed.\n\nNobody knows why.", article.text());
    }

    @Test
    void brokenJsonLdDoesNoHarm() throws UnreadableArticleException {
        Article article = read("<html><head><script type='application/ld+json'>{broken</script></head><body><h1>Talks fail</h1>"
                + "<time datetime='2025-06-03'>Tuesday</time><p>Talks failed.</p></body></html>");
        assertEquals("Talks fail", article.title());
        assertEquals(LocalDate.of(2025, 6, 3), article.published());
    }

    @Test
    void aPageWithoutADateIsRefused() {
        assertThrows(UnreadableArticleException.class, () -> read("<html><body><h1>Talks fail</h1><p>Talks failed.</p></body></html>"));
    }

    @Test
    void aCanonicalAddressThatIsNoWebAddressIsIgnored() throws UnreadableArticleException {
        Article article = read("<html><head><link rel=canonical href='javascript:alert(1)'></head><body><h1>Talks fail</h1>"
                + "<time datetime='2025-06-03'>Tuesday</time><p>Talks failed.</p></body></html>");
        assertEquals(Optional.empty(), article.url());
    }
}
