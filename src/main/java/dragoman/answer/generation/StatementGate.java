package dragoman.answer.generation;

import java.util.List;

/// Stands between the model and the reader.
@FunctionalInterface
public interface StatementGate {

    /// Checks a statement and, if it is carried by what it cites, tells it to the reader.
    ///
    /// @param statement one sentence, without citations
    /// @param cited     at least one
    /// @return why it is not told; empty if it is
    List<String> tell(String statement, List<GivenPassage> cited);
}
