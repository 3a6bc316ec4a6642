package dragoman.feed;

import dragoman.article.Article;
import dragoman.article.Rights;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;

/// CommonMark with YAML front matter: `title`, `date`, `publisher`, `url`, `id`, `language`, `rights` (`full-text` allows
/// everyone to read the whole article) and `sources` (a list).
public final class MarkdownReader implements ArticleReader {

    private static final List<Extension> EXTENSIONS = List.of(YamlFrontMatterExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(EXTENSIONS).build();

    @Override
    public Article read(Delivery delivery) throws UnreadableArticleException {
        String source = delivery.content().startsWith("\ufeff") ? delivery.content().substring(1) : delivery.content();
        Node document = PARSER.parse(source);
        YamlFrontMatterVisitor visitor = new YamlFrontMatterVisitor();
        document.accept(visitor);
        Map<String, List<String>> matter = visitor.getData();

        return delivery.toArticle(new Found(value(matter, "id"), value(matter, "title"), value(matter, "publisher"),
                address(matter), value(matter, "date").flatMap(Dates::firstIn), value(matter, "language"),
                value(matter, "rights").filter("full-text"::equals).map(_ -> Rights.FULL_TEXT).orElse(Rights.QUOTES_ONLY),
                matter.getOrDefault("sources", List.of()), // Markdown may hold HTML, and HTML may hide text
                HtmlReader.text(Jsoup.parse(RENDERER.render(document)))));
    }

    private static Optional<URI> address(Map<String, List<String>> matter) throws UnreadableArticleException {
        Optional<String> url = value(matter, "url");
        try {
            return url.map(URI::create);
        } catch (IllegalArgumentException e) {
            throw new UnreadableArticleException("the front matter's url is not an address: " + url.get());
        }
    }

    private static Optional<String> value(Map<String, List<String>> matter, String key) {
        return matter.getOrDefault(key, List.of()).stream().findFirst().map(String::strip).filter(v -> !v.isEmpty());
    }
}
