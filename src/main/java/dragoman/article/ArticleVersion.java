package dragoman.article;

/// One version of a stored article. Its content never changes; its state does.
///
/// @param articleId the id shared by all versions
/// @param number    counts from 1
/// @param state     whether it may be cited
/// @param article   what it says
public record ArticleVersion(String articleId, int number, State state, Article article) {

    /// Only a {@link #LIVE} version is retrieved and cited (rule E6).
    public enum State {
        LIVE, SUPERSEDED, WITHDRAWN
    }
}
