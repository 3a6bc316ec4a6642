package dragoman.reading;

import java.util.List;

/// Finds the sentences of a text that answer a question, and says when there are none.
///
/// Thread-safe. The same question and text always give the same reading.
public interface AnswerReader {

    /// Which model reads.
    ReaderModel model();

    /// Reads several texts, each by itself.
    ///
    /// @return a reading for each text, in their order
    List<Reading> readAll(String question, List<Text> texts);

    /// Reads one text.
    ///
    /// @param headline  may be empty
    /// @param sentences in order
    default Reading read(String question, String headline, List<String> sentences) {
        return readAll(question, List.of(new Text(headline, sentences))).getFirst();
    }
}
