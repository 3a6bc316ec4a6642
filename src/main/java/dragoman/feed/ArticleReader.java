package dragoman.feed;

import dragoman.article.Article;
import java.util.List;

/// Reads one format.
///
/// ```java
/// Article article = new MarkdownReader().read(Delivery.of("---\ntitle: …\ndate: 2025-03-02\n---\nLeaders met…"));
/// ```
public sealed interface ArticleReader permits HtmlReader, MarkdownReader, NewsMlReader, NinjsReader, PdfReader, RawTextReader {

    /// Turns the delivery into an article whose text is clean: paragraphs between blank lines, no markup, no page furniture,
    /// no control characters.
    ///
    /// @throws UnreadableArticleException if the content lacks what every article needs, or holds several articles, or takes one back
    Article read(Delivery delivery) throws UnreadableArticleException;

    /// All that the delivery says, in order: formats of agencies carry several items, and take articles back.
    ///
    /// @throws UnreadableArticleException if any of it cannot be read
    default List<Reading> readings(Delivery delivery) throws UnreadableArticleException {
        return List.of(new Reading.Told(read(delivery)));
    }
}
