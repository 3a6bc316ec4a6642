package dragoman.article;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The paragraphs of an article's text: what stands between blank lines.
public final class Paragraphs {

    private static final Pattern BLANK_LINES = Pattern.compile("\\n[^\\S\\n]*+\\n\\s*+");

    private Paragraphs() {
    }

    /// The paragraphs in order, without the white space around them.
    public static List<Span> of(String text) {
        List<Span> paragraphs = new ArrayList<>();
        Matcher gap = BLANK_LINES.matcher(text);
        int start = 0;
        while (gap.find()) {
            addTrimmed(paragraphs, text, start, gap.start());
            start = gap.end();
        }
        addTrimmed(paragraphs, text, start, text.length());
        return paragraphs;
    }

    /// Adds the stretch without leading and trailing white space, unless nothing is left of it.
    static void addTrimmed(List<Span> spans, String text, int start, int end) {
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (end > start) {
            spans.add(new Span(start, end));
        }
    }
}
