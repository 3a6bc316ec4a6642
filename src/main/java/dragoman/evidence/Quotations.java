package dragoman.evidence;

import dragoman.article.Span;
import java.util.ArrayList;
import java.util.List;

/// Words in quotation marks.
final class Quotations {

    private Quotations() {
    }

    /// What stands between quotation marks, curly or straight, without the marks; a mark that is never closed reaches to the end, and marks with
    /// nothing between them quote nothing.
    static List<Span> in(String text) {
        List<Span> found = new ArrayList<>();
        int open = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean closes = open >= 0 && (c == '”' || c == '"' || c == '»');
            if (closes) {
                if (i > open) {
                    found.add(new Span(open, i));
                }
                open = -1;
            } else if (open < 0 && (c == '“' || c == '„' || c == '"' || c == '«')) {
                open = i + 1;
            }
        }
        if (open >= 0 && open < text.length()) {
            found.add(new Span(open, text.length()));
        }
        return found;
    }

    /// The same words whatever their marks and blanks; a comma or stop before the closing mark does not count.
    static String plain(String words) {
        return words.replaceAll("[“”„«»\"]", "").replaceAll("[‘’`]", "'").replaceAll("[\\s\u00a0]+", " ").strip().replaceAll("[.,;]+$", "");
    }
}
