package dragoman.answer;

/// What shape the answer to a question has. The names in lower case are those in `form-model.txt`.
public enum Form {
    /// The one or two sentences that answer.
    POINT,
    /// The key facts of a matter: explain, summarise, outcome, latest, who is, a few words without a sentence.
    OVERVIEW,
    /// All there is of a kind, gathered over articles.
    LIST,
    /// Two sides beside each other.
    COMPARISON
}
