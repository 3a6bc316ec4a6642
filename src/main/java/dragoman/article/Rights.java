package dragoman.article;

/// How much of an article may be shown to anyone who asks.
public enum Rights {
    /// Only what is quoted, within its paragraph. The default for everything that does not say otherwise.
    QUOTES_ONLY,
    /// The whole text, to anyone.
    FULL_TEXT
}
