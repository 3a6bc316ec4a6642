package dragoman.evaluation;

import java.util.List;

/// Questions that are asked of one passage each, and the sentences of it that answer.
///
/// @param name  short and fit for a file name or a table row, such as `clapnq`
/// @param title for people
/// @param items in the order of the files
public record ReadingSet(String name, String title, List<Item> items) {

    public ReadingSet {
        items = List.copyOf(items);
    }

    /// One question with its passage.
    ///
    /// @param sentences of the passage, in order
    /// @param chosen    those of them that answer, as annotators chose; empty if the passage does not answer
    public record Item(String id, String question, String title, List<String> sentences, List<String> chosen) {

        public Item {
            sentences = List.copyOf(sentences);
            chosen = List.copyOf(chosen);
        }

        /// The passage as one text.
        public String text() {
            return String.join(" ", sentences);
        }
    }
}
