package dragoman.benchmark;

import java.time.LocalDate;
import java.util.List;

/// One way to store and search passages. Searches may come from many threads at once, after `index` has returned.
interface Peer extends AutoCloseable {

    String name();

    /// Stores the passages and leaves them ready to be searched. Called once.
    void index(Iterable<BenchmarkPassage> passages);

    /// The ids of the best passages, best first; the texts are read as well, because no user does without them.
    ///
    /// @param vector the question's embedding, of length 1
    /// @param until  nothing published later is returned; null for no such limit
    List<Long> search(String question, float[] vector, LocalDate until, int limit);

    /// The size on disk of all that is stored, indexes included; -1 if it cannot be told.
    long bytes();

    /// Removes all that was stored.
    @Override
    void close();
}
