package dragoman.ingestion;

import dragoman.article.Span;

/// A stretch of an article that is found as a whole.
///
/// @param ordinal counts the passages of an article from 0
/// @param span    where it stands in the article's text
/// @param text    exactly the words of the span
public record Passage(int ordinal, Span span, String text) {
}
