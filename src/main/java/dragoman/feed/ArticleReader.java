package dragoman.feed;

import dragoman.article.Article;

/// Reads one format.
///
/// ```java
/// Article article = new MarkdownReader().read(Delivery.of("---\ntitle: …\ndate: 2025-03-02\n---\nLeaders met…"));
/// ```
public sealed interface ArticleReader permits HtmlReader, MarkdownReader, RawTextReader {

    /// Turns the delivery into an article whose text is clean: paragraphs between blank lines, no markup, no page furniture,
    /// no control characters.
    ///
    /// @throws UnreadableArticleException if the content lacks what every article needs
    Article read(Delivery delivery) throws UnreadableArticleException;
}
