package dragoman.article;

/// A stretch of a text in UTF-16 code units, as {@link String#substring(int, int)} counts.
///
/// @param start inclusive
/// @param end   exclusive, greater than `start`
public record Span(int start, int end) {

    public Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("not a span: %d to %d".formatted(start, end));
        }
    }

    /// The words of this span in the text it belongs to.
    public String in(String text) {
        return text.substring(start, end);
    }

    /// Whether the other lies wholly inside this one.
    public boolean contains(Span other) {
        return start <= other.start && other.end <= end;
    }

    public int length() {
        return end - start;
    }
}
