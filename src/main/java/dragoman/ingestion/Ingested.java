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
        /// It is stored and waits for the end of its embargo.
        EMBARGOED,
        /// It is stored, and another article that says the same speaks for it.
        COPY,
        /// What is stored was changed later than this delivery; nothing was written.
        OUTDATED,
        /// The article was withdrawn earlier and stays so; nothing was written.
        WITHDRAWN
    }
}
