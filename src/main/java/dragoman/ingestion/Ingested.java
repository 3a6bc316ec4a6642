package dragoman.ingestion;

/// What became of a delivered article.
///
/// @param articleId the article's id
/// @param version   the version that is now the newest
/// @param outcome   what changed
public record Ingested(String articleId, int version, Outcome outcome) {

    /// How the corpus changed.
    public enum Outcome {
        /// The article was not known.
        CREATED,
        /// The article was known with other content; the earlier version is superseded.
        UPDATED,
        /// The article was known with the same content; nothing was written.
        UNCHANGED,
        /// The article was withdrawn earlier and stays so; nothing was written.
        WITHDRAWN
    }
}
