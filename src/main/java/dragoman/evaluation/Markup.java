package dragoman.evaluation;

import java.util.ArrayDeque;
import java.util.Deque;

/// HTML or SVG under construction. Whatever is given as text or attribute value is escaped, and elements close in the order they must.
public final class Markup {

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /// @param attributes name, value, name, value
    public Markup open(String element, String... attributes) {
        start(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    /// Closes the element opened last.
    public Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    public Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /// An element that holds text only.
    public Markup element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /// An element that holds nothing.
    public Markup empty(String element, String... attributes) {
        start(element, attributes);
        out.append("/>");
        return this;
    }

    /// Takes in what is our own and complete, as it is.
    public Markup verbatim(String markup) {
        out.append(markup);
        return this;
    }

    /// @throws IllegalStateException if an element is still open
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private void start(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"").append(escape(attributes[i + 1])).append('"');
        }
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.appendCodePoint(c);
                // neither control characters nor halves of surrogate pairs may stand in a page
                default -> escaped.appendCodePoint(Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? 0xFFFD : c);
            }
        });
        return escaped.toString();
    }
}
