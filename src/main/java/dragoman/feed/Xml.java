package dragoman.feed;

import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.XmlDeclaration;
import org.jsoup.parser.Parser;

/// XML from others. It is read by a parser that knows no document types: nothing is fetched, nothing expands, and what is broken is mended.
final class Xml {

    private static final Pattern FORBIDDEN = Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");
    private static final int DEEPEST = 64;

    private Xml() {
    }

    /// @throws UnreadableArticleException if elements are nested deeper than any format of news needs
    static Document parse(String xml) throws UnreadableArticleException {
        Document document = Jsoup.parse(FORBIDDEN.matcher(xml).replaceAll(""), "", Parser.xmlParser());
        document.outputSettings().prettyPrint(false).syntax(Document.OutputSettings.Syntax.xml);
        for (Node node : List.copyOf(document.childNodes())) {
            if (node instanceof DocumentType || node instanceof XmlDeclaration) {
                node.remove();
            }
        }
        requireShallow(document);
        return document;
    }

    private static void requireShallow(Document document) throws UnreadableArticleException {
        int depth = 0;
        Node at = document;
        // without recursion, which would be what the nesting is for
        while (at != null) {
            if (at.childNodeSize() > 0) {
                at = at.childNode(0);
                if (++depth > DEEPEST) {
                    throw new UnreadableArticleException("its elements are nested more than %d deep".formatted(DEEPEST));
                }
                continue;
            }
            while (at != null && at.nextSibling() == null) {
                at = at.parentNode();
                depth--;
            }
            at = at == null ? null : at.nextSibling();
        }
    }
}
