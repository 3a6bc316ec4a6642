package dragoman.answer;

import dragoman.article.ArticleVersion.State;

/// A citation within its paragraph: `before + citation.quote() + after` is the paragraph.
///
/// @param citation what is cited
/// @param before   the words of the paragraph before the quote
/// @param after    the words of the paragraph after the quote
/// @param state    what the cited version is now
public record QuoteInContext(Citation citation, String before, String after, State state) {
}
