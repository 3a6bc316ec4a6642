package dragoman.ingestion;

/// What became of a delivered article.
///
/// @param articleId the article's id
/// @param version   the version that is now the newest
/// @param outcome   what changed
/// @param isNew     whether the article was not known
public record Ingested(String articleId, int version, Outcome outcome, boolean isNew) {

    /// An article that is new only where it was created.
    public Ingested(String articleId, int version, Outcome outcome) {
        this(articleId, version, outcome, outcome == Outcome.CREATED);
    }

    /// The same with what came of it in the end.
    Ingested with(Outcome other) {
        return new Ingested(articleId, version, other, isNew);
    }

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
