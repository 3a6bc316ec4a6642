package dragoman.feed;

import dragoman.article.Article;
import java.net.URI;
import java.util.Optional;

/// What a feed says of one article.
///
/// @param id     tells the entry from the others of its feed
/// @param url    the page with the article
/// @param stated what the feed says of it, which stands in for what the page does not say
/// @param teaser what the feed says of its content; a change of it hints at a change of the article
/// @param html   the whole article, where the feed carries more than a teaser
public record FeedEntry(String id, Optional<URI> url, Stated stated, String teaser, Optional<String> html) {

    /// Changes when the feed says something else of the article.
    public String fingerprint() {
        return Article.contentKey(String.join("\u001f", String.valueOf(url), stated.toString(), teaser, html.orElse("")));
    }
}
