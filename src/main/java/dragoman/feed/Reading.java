package dragoman.feed;

import dragoman.article.Article;

/// What a delivery says.
public sealed interface Reading {

    /// Here is an article.
    record Told(Article article) implements Reading {
    }

    /// An article is taken back.
    ///
    /// @param key the article's key
    record Withdrawn(String key) implements Reading {
    }
}
