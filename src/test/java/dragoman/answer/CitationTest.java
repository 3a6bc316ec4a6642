package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dragoman.article.Article;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.Publisher;
import dragoman.article.Rights;
import dragoman.article.Span;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CitationTest {

    private static Citation citation(String url, String text) {
        Article article = new Article("k", "T", new Publisher("P"), Optional.ofNullable(url).map(URI::create), LocalDate.of(2025, 1, 2), "en",
                Rights.QUOTES_ONLY, List.of(), text);
        return Citation.of(1, new ArticleVersion("a", 1, State.LIVE, article), new Span(0, text.length()));
    }

    @Test
    void aShortQuoteIsTheWholeFragment() {
        assertEquals(Optional.of("https://example.org/a#:~:text=A%20one%2Dmonth%20truce%2C%20%E2%80%9Cin%20the%20air%E2%80%9D"),
                citation("https://example.org/a", "A one-month truce, “in the air”").deepLink());
    }

    @Test
    void aLongQuoteIsNamedByItsBounds() {
        String quote = "one two three four five " + "six ".repeat(60) + "seven eight nine ten eleven";
        assertEquals(Optional.of("https://example.org/a#:~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven"),
                citation("https://example.org/a", quote).deepLink());
    }

    @Test
    void anAddressWithAFragmentKeepsIt() {
        assertEquals(Optional.of("https://example.org/a#b:~:text=x"), citation("https://example.org/a#b", "x").deepLink());
    }

    @Test
    void withoutAnAddressThereIsNoLink() {
        assertEquals(Optional.empty(), citation(null, "x").deepLink());
    }
}
