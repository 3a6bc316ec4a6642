package dragoman.answer;

import dragoman.article.ArticleVersion.State;
import java.util.List;

/// An answer that was given, and what has become of the articles it cites.
///
/// @param answer  as it was given
/// @param changes one for each citation whose article version is no longer live (rule E6)
public record GivenAnswer(Answer answer, List<Change> changes) {

    /// @param number    of the citation
    /// @param articleId the article it cites
    /// @param version   the version it cites
    /// @param state     what that version is now
    public record Change(int number, String articleId, int version, State state) {
    }
}
