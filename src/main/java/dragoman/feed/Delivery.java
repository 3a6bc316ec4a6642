package dragoman.feed;

import dragoman.article.Article;
import dragoman.article.Publisher;
import dragoman.article.Rights;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;

/// The content of an article as it arrived, and what the one who delivered it stated beside the content.
/// What is stated here wins over what a reader finds in the content.
///
/// @param content   the decoded content
/// @param id        an id that stays the same when the article is corrected
/// @param fallbackId the id to take where neither the one who delivered nor the content states one
/// @param title     the headline
/// @param publisher who published it
/// @param url       where the original can be read
/// @param published the day of publication
public record Delivery(String content, Optional<String> id, Optional<String> fallbackId, Optional<String> title, Optional<String> publisher,
        Optional<URI> url, Optional<LocalDate> published) {

    /// A delivery that states nothing beside its content.
    public static Delivery of(String content) {
        return new Delivery(content, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /// The same delivery, with this id where neither it nor the content states one: where a file of that name held the
    /// article before, this is its next version.
    public Delivery orId(String fallbackId) {
        return new Delivery(content, id, Optional.of(fallbackId), title, publisher, url, published);
    }

    /// Joins what was stated with what a reader found.
    ///
    /// @throws UnreadableArticleException if a text, a title or a day of publication is in neither
    Article toArticle(Found found) throws UnreadableArticleException {
        if (found.text().isBlank()) {
            throw new UnreadableArticleException("no article text was found; deliver the paragraphs of the article");
        }
        LocalDate day = published.or(found::published).orElseThrow(() -> new UnreadableArticleException(
                "no date of publication was found; state it in the content or as published=YYYY-MM-DD"));
        String headline = oneLine(title.or(found::title).filter(t -> !t.isBlank())
                .orElseGet(() -> Headlines.fromOpening(found.text())));
        Optional<URI> address = url.or(found::url);
        String key = address.map(URI::toString)
                .or(() -> id.or(found::id).or(() -> fallbackId).map(given -> "id:" + given))
                .orElseGet(() -> Article.contentKey(found.text()));
        Publisher by = publisher.or(found::publisher).map(Delivery::oneLine).filter(p -> !p.isBlank()).map(Publisher::new)
                .orElse(Publisher.NOT_STATED);
        try {
            return new Article(key, headline, by, address, day, found.language().orElse("en"), found.rights(),
                    found.sources(), found.text());
        } catch (IllegalArgumentException e) {
            throw new UnreadableArticleException(e.getMessage());
        }
    }

    private static String oneLine(String value) {
        return CleanText.of(value).replaceAll("\\s+", " ").strip();
    }
}
