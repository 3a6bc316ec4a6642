package dragoman.benchmark;

import java.time.LocalDate;

/// A passage as every peer of the benchmark is given it.
///
/// @param id       unique among all passages of a run
/// @param document the article it is from
/// @param vector   its embedding, of length 1
record BenchmarkPassage(long id, String document, LocalDate published, String title, String text, float[] vector) {

    /// What is searched for words.
    String titleAndText() {
        return title + "\n" + text;
    }
}
