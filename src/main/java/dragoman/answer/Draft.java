package dragoman.answer;

import dragoman.article.ArticleVersion;
import dragoman.article.Span;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What an answerer proposes, before any of it is checked.
///
/// @param statements in the order a reader should meet them
/// @param missing    what the articles lack, where they do not answer the whole question
/// @param form       of the answer; empty where there is none
/// @param matter     the article that the question is taken to be about, where others fit as well
record Draft(List<Proposal> statements, Optional<Lack> missing, Optional<Form> form, Optional<ArticleVersion> matter) {

    /// A statement and the words that are to carry it.
    ///
    /// @param text      what a reader would see
    /// @param evidence  the exact words
    /// @param eventDate the day of what it tells
    record Proposal(String text, List<Evidence> evidence, Optional<LocalDate> eventDate) {
    }

    /// A stretch of one version of an article.
    record Evidence(ArticleVersion version, Span span) {
        String quote() {
            return span.in(version.article().text());
        }
    }

    /// The same answer, given of one matter of several.
    Draft on(ReadArticle article) {
        return new Draft(statements, missing, form, Optional.of(article.version()));
    }

    static Draft nothing(Lack why) {
        return new Draft(List.of(), Optional.of(why), Optional.empty(), Optional.empty());
    }
}
