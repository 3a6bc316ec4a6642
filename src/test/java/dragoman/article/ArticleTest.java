package dragoman.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleTest {

    private static Article article(String key, String title, Optional<URI> url, String text) {
        return new Article(key, title, new Publisher("P"), url, LocalDate.of(2025, 1, 2), "en", Rights.QUOTES_ONLY, List.of(), text);
    }

    @Test
    void theKeyAloneMakesTheId() {
        assertEquals(article("k", "One", Optional.empty(), "a").id(), article("k", "Two", Optional.empty(), "b").id());
        assertNotEquals(article("k", "One", Optional.empty(), "a").id(), article("l", "One", Optional.empty(), "a").id());
    }

    @Test
    void whateverAReaderCanSeeChangesTheFingerprint() {
        Article article = article("k", "One", Optional.empty(), "a");
        assertEquals(article.fingerprint(), article("k", "One", Optional.empty(), "a").fingerprint());
        assertNotEquals(article.fingerprint(), article("k", "Two", Optional.empty(), "a").fingerprint());
        assertNotEquals(article.fingerprint(), article("k", "One", Optional.empty(), "b").fingerprint());
        assertNotEquals(article.fingerprint(), article("k", "One", Optional.of(URI.create("https://example.org/a")), "a").fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "/relative", "https:///nohost"})
    void onlyWebAddressesAreTaken(String url) {
        assertThrows(IllegalArgumentException.class, () -> article("k", "One", Optional.of(URI.create(url)), "a"));
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> article("k", "One", Optional.empty(), "a".repeat(Article.MAX_TEXT_LENGTH + 1)));
        assertThrows(IllegalArgumentException.class, () -> article("k", "a".repeat(Article.MAX_TITLE_LENGTH + 1), Optional.empty(), "a"));
    }
}
