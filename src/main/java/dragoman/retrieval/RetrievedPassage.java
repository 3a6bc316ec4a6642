package dragoman.retrieval;

import dragoman.article.Span;
import java.time.LocalDate;

/// A passage that may answer, and how well it was found.
///
/// @param articleId the article it belongs to
/// @param version   the live version of that article
/// @param span      where it stands in that version's text
/// @param text      exactly the words of the span
/// @param title     the article's headline
/// @param published the article's day of publication
/// @param score     reciprocal rank fusion over all searches: higher is better, comparable within one retrieval only
public record RetrievedPassage(String articleId, int version, Span span, String text, String title, LocalDate published,
        double score) {

    RetrievedPassage scored(double newScore) {
        return new RetrievedPassage(articleId, version, span, text, title, published, newScore);
    }
}
