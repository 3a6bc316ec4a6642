package dragoman.retrieval;

import dragoman.article.Span;
import java.time.LocalDate;

/// A passage that a search has found, with what the ranking goes by.
///
/// @param id            of the passage
/// @param articleId     the article it belongs to
/// @param version       the live version of that article
/// @param ordinal       counts the passages of the article from 0
/// @param span          where it stands in the version's text
/// @param published     the article's day of publication
/// @param ofPeriod      whether it tells of days that the question names, whenever it was published
/// @param terms         see {@link dragoman.ingestion.PassageTerms#sequence}
/// @param cosine        of the question's and the passage's embedding
/// @param articleCosine of the question's embedding and that of the article as a whole
/// @param feedback      cosine of the passage's embedding and the mean of the candidates that look best
/// @param bm25          of the question's stems in the passage
public record Candidate(long id, String articleId, int version, int ordinal, Span span, LocalDate published, boolean ofPeriod, int[] terms, double cosine,
        double articleCosine, double feedback, double bm25) {
}
