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

/// CommonMark with YAML front matter: `title`, `date`, `modified`, `publisher`, `author`, `section`, `url`, `id`, `language`, `embargo` (a moment),
/// `correction`, `copyright`, `rights` (`full-text` allows everyone to read the whole article) and `sources` (a list).
public final class MarkdownReader implements ArticleReader {

    private static final List<Extension> EXTENSIONS = List.of(YamlFrontMatterExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(EXTENSIONS).build();

    @Override
    public Article read(Delivery delivery) throws UnreadableArticleException {
        String content = delivery.content();
        String source = content.startsWith("\ufeff") ? content.substring(1) : content;
        YamlFrontMatterVisitor visitor = new YamlFrontMatterVisitor();
        String html;
        try {
            Node document = PARSER.parse(source);
            document.accept(visitor);
            html = RENDERER.render(document);
        } catch (StackOverflowError e) {
            // quotations in quotations without end; the parser knows no limit of its own
            throw new UnreadableArticleException("it is nested too deep; deliver plain paragraphs");
        }
        Map<String, List<String>> matter = visitor.getData();

        // Markdown may hold HTML, and HTML may hide text
        return delivery.toArticle(new Found(PageText.of(PageText.page(html, "")))
                .id(value(matter, "id")).title(value(matter, "title")).publisher(value(matter, "publisher")).url(address(matter))
                .published(value(matter, "date").flatMap(date -> Dates.moment(date, delivery.zone())))
                .modified(value(matter, "modified").flatMap(date -> Dates.instant(date, delivery.zone())))
                .language(value(matter, "language")).author(value(matter, "author")).section(value(matter, "section"))
                .rightsNotice(value(matter, "copyright")).correction(value(matter, "correction"))
                .embargo(Embargo.of(value(matter, "embargo"), delivery.zone()))
                .rights(value(matter, "rights").filter("full-text"::equals).map(_ -> Rights.FULL_TEXT).orElse(Rights.QUOTES_ONLY))
                .sources(matter.getOrDefault("sources", List.of())));
    }

    private static Optional<URI> address(Map<String, List<String>> matter) throws UnreadableArticleException {
        Optional<String> url = value(matter, "url");
        if (url.isPresent() && WebAddress.of(url.get()).isEmpty()) {
            throw new UnreadableArticleException("the front matter's url is not an address: " + url.get());
        }
        return url.flatMap(WebAddress::of);
    }

    private static Optional<String> value(Map<String, List<String>> matter, String key) {
        return matter.getOrDefault(key, List.of()).stream().findFirst().map(String::strip).filter(v -> !v.isEmpty());
    }
}
