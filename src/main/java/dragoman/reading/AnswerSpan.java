package dragoman.reading;

/// The words of a sentence that answer most closely, such as a name or a number.
///
/// @param sentence index of the sentence in its text, from 0
/// @param start    in the sentence, in UTF-16 code units
/// @param end      exclusive, greater than `start`
public record AnswerSpan(int sentence, int start, int end) {

    /// @param text what was read
    public String in(Text text) {
        return text.sentences().get(sentence).substring(start, end);
    }
}
