package dragoman.reading;

import java.util.List;

/// What is read: an article or a passage of one.
///
/// @param headline  of the article; may be empty
/// @param sentences in order, as they stand one after the other in the article
public record Text(String headline, List<String> sentences) {

    public Text {
        sentences = List.copyOf(sentences);
    }
}
