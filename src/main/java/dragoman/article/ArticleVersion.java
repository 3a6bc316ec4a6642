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
        /// It is the one that answers come from.
        LIVE,
        /// It waits for the time before which it must not be used; see {@link ArticleDetails#embargo}.
        EMBARGOED,
        /// A later version took its place.
        SUPERSEDED,
        /// It was taken back and is never shown again.
        WITHDRAWN
    }
}
