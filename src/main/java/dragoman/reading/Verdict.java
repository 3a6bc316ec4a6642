package dragoman.reading;

/// What sentences say of a statement. The order is that of the model's output.
public enum Verdict {
    /// They say all of it.
    SUPPORTED,
    /// They do not say all of it.
    NOT_CARRIED,
    /// They say that it is otherwise.
    CONTRADICTED
}
