package dragoman.ingestion;

/// All passages that were made in one way: by one embedding model and one way of splitting. Vectors of different generations cannot
/// be compared.
///
/// @param id            from 1
/// @param model         the embedding model's name, see {@link EmbeddingModels}
/// @param dimensions    of its vectors
/// @param passageTokens the most tokens of a passage
/// @param splitter      {@link ArticleSplitter#VERSION} at the time it was begun
/// @param state         what it is used for
public record PassageGeneration(int id, String model, int dimensions, int passageTokens, int splitter, State state) {

    /// What a generation is used for.
    public enum State {
        /// It is being filled and not yet searched.
        BUILDING,
        /// It is searched, and new articles go into it.
        ACTIVE,
        /// It was searched until another took its place, and is kept until its last readers are done.
        RETIRED
    }

    /// The table of its passages, a partition of `passage`.
    public String table() {
        return "passage_g" + id;
    }
}
