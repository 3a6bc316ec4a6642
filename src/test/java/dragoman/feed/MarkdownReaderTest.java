package dragoman.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.Article;
import dragoman.article.Rights;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkdownReaderTest {

    private static Article read(String content) throws UnreadableArticleException {
        return new MarkdownReader().read(Delivery.of(content));
    }

    @Test
    void theFrontMatterDescribesTheArticle() throws UnreadableArticleException {
        Article article = read("""
                ---
                id: vienna
                title: "Vienna: ministers meet"
                date: 2025-06-03
                publisher: The Courier
                language: en-GB
                rights: full-text
                url: https://example.org/vienna
                sources:
                  - https://example.org/a
                  - https://example.org/b
                ---

                Ministers met.
                """);
        assertEquals("Vienna: ministers meet", article.title());
        assertEquals(LocalDate.of(2025, 6, 3), article.published());
        assertEquals("The Courier", article.publisher().name());
        assertEquals("en-GB", article.language());
        assertEquals(Rights.FULL_TEXT, article.rights());
        assertEquals(Optional.of(URI.create("https://example.org/vienna")), article.url());
        assertEquals(List.of("https://example.org/a", "https://example.org/b"), article.sources());
        assertEquals("Ministers met.", article.text());
    }

    @Test
    void markupBecomesWords() throws UnreadableArticleException {
        Article article = read("""
                ---
                title: T
                date: 2025-06-03
                ---
                Ministers **met** in [Vienna](https://example.org), and
                it rained.

                - aid
                - arms

                They left.
                """);
        assertTrue(article.text().startsWith("Ministers met in"), article.text());
        assertFalse(article.text().contains("**"));
        assertTrue(article.text().contains("- aid\n- arms"), article.text());
        assertTrue(article.text().endsWith("\n\nThey left."), article.text());
    }

    @Test
    void markupOfAPageIsNoText() throws UnreadableArticleException {
        Article article = read("---\ntitle: T\ndate: 2025-06-03\n---\nMinisters met.\n\n<script>alert(1)</script>\n\n<!-- hidden -->\n");
        assertEquals("Ministers met.", article.text());
    }

    @Test
    void withoutUrlAndIdTheContentMakesTheArticle() throws UnreadableArticleException {
        String one = "---\ntitle: T\ndate: 2025-06-03\n---\nMinisters met.";
        assertEquals(read(one).id(), read(one).id());
        assertEquals(read(one).key(), Article.contentKey("Ministers met."));
    }

    @Test
    void aDateThatIsNoneIsRefused() {
        assertThrows(UnreadableArticleException.class, () -> read("---\ntitle: T\ndate: soon\n---\nMinisters met."));
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        assertThrows(UnreadableArticleException.class, () -> read("---\ntitle: T\ndate: 2025-06-03\nurl: javascript:alert(1)\n---\nMinisters met."));
        assertThrows(UnreadableArticleException.class, () -> read("---\ntitle: T\ndate: 2025-06-03\nurl: 'not an address'\n---\nMinisters met."));
    }
}
