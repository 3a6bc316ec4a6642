package dragoman.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dragoman.article.Article;
import dragoman.article.Rights;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// A news page: metadata from JSON-LD, then OpenGraph and `meta`, then the page itself; text from the element that holds
/// most of the page's paragraphs. What a reader of the page does not see never becomes text.
public final class HtmlReader implements ArticleReader {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String FURNITURE = "script, style, noscript, template, iframe, svg, object, nav, aside, form, button, "
            + "header nav, footer, figure, figcaption, [hidden], [aria-hidden=true], [role=navigation], [role=complementary], "
            + "[role=dialog], [class*=share], [class*=related], [class*=newsletter], [class*=cookie], [class*=advert], "
            + "[class*=most-read], [id*=cookie]";
    private static final Pattern HIDING_STYLE = Pattern.compile("(?i)display\\s*:\\s*none|visibility\\s*:\\s*hidden"
            + "|(?:^|[;\\s])(?:opacity|font-size|width|height)\\s*:\\s*0(?![.\\d]*[1-9])|(?:left|top|text-indent)\\s*:\\s*-\\d{3,}");
    private static final String BLOCKS = "p, li, h2, h3, h4, blockquote:not(:has(p)), pre";

    @Override
    public Article read(Delivery delivery) throws UnreadableArticleException {
        Document page = Jsoup.parse(delivery.content(), delivery.url().map(URI::toString).orElse(""));
        Optional<JsonNode> newsArticle = newsArticle(page);
        Optional<String> title = text(newsArticle, "headline").or(() -> meta(page, "og:title"))
                .or(() -> first(page, "h1")).or(() -> Optional.of(page.title()).filter(t -> !t.isBlank()));
        Optional<String> published = text(newsArticle, "datePublished").or(() -> meta(page, "article:published_time"))
                .or(() -> meta(page, "date")).or(() -> attribute(page, "time[datetime]", "datetime"));
        Optional<String> publisher = newsArticle.map(node -> node.at("/publisher/name").asText("")).filter(n -> !n.isBlank())
                .or(() -> meta(page, "og:site_name"));
        Optional<URI> url = attribute(page, "link[rel=canonical]", "href").or(() -> meta(page, "og:url"))
                .or(() -> text(newsArticle, "url")).flatMap(HtmlReader::webAddress);
        Optional<String> language = text(newsArticle, "inLanguage").or(() -> attribute(page, "html[lang]", "lang"));

        return delivery.toArticle(new Found(Optional.empty(), title, publisher, url, published.flatMap(Dates::firstIn),
                language, Rights.QUOTES_ONLY, List.of(), text(page)));
    }

    /// What a reader of the page sees of the article in it. The page is consumed.
    static String text(Document page) {
        page.select(FURNITURE).remove();
        page.select("[style]").stream().filter(element -> HIDING_STYLE.matcher(element.attr("style")).find())
                .forEach(Element::remove);
        Element body = Stream.concat(page.select("article, main, [role=main], [itemprop=articleBody]").stream(),
                Stream.of(page.body()))
                .max(Comparator.comparingInt(HtmlReader::paragraphText))
                .orElse(page.body());
        StringBuilder text = new StringBuilder();
        boolean inList = false;
        for (Element block : body.select(BLOCKS)) {
            String words = block.text().strip();
            if (words.isEmpty() || block.parents().stream().anyMatch(parent -> parent.is(BLOCKS))) {
                continue;
            }
            boolean item = block.normalName().equals("li");
            text.append(item && inList ? "\n" : "\n\n").append(item ? marker(block) : "").append(words);
            inList = item;
        }
        return CleanText.of(text.isEmpty() ? body.wholeText() : text.toString());
    }

    private static String marker(Element item) {
        boolean numbered = item.parent() != null && item.parent().normalName().equals("ol");
        return numbered ? (item.elementSiblingIndex() + 1) + ". " : "- ";
    }

    /// Prefers the innermost of equals: a container never has more paragraph text than the article in it, but for what
    /// stands around the article.
    private static int paragraphText(Element element) {
        int all = element.select("p").stream().mapToInt(p -> p.text().length()).sum();
        return element.normalName().equals("body") ? all / 2 : all;
    }

    private static Optional<JsonNode> newsArticle(Document page) {
        return page.select("script[type=application/ld+json]").stream()
                .flatMap(script -> parse(script.data()).stream())
                .flatMap(HtmlReader::nodes)
                .filter(node -> isArticleType(node.path("@type")))
                .findFirst();
    }

    private static Stream<JsonNode> nodes(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream().flatMap(HtmlReader::nodes);
        }
        return node.has("@graph") ? nodes(node.get("@graph")) : Stream.of(node);
    }

    private static boolean isArticleType(JsonNode type) {
        return type.isArray() ? type.valueStream().anyMatch(HtmlReader::isArticleType) : type.asText("").endsWith("Article");
    }

    private static Optional<JsonNode> parse(String json) {
        try {
            return Optional.ofNullable(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Optional<JsonNode> node, String field) {
        return node.map(n -> n.path(field).asText("")).filter(value -> !value.isBlank());
    }

    private static Optional<String> meta(Document page, String name) {
        return page.select("meta").stream()
                .filter(meta -> name.equals(meta.attr("property")) || name.equals(meta.attr("name")))
                .map(meta -> meta.attr("content")).filter(content -> !content.isBlank()).findFirst();
    }

    private static Optional<String> attribute(Document page, String selector, String attribute) {
        return Optional.ofNullable(page.selectFirst(selector)).map(element -> element.attr(attribute))
                .filter(value -> !value.isBlank());
    }

    private static Optional<String> first(Document page, String selector) {
        return Optional.ofNullable(page.selectFirst(selector)).map(Element::text).filter(value -> !value.isBlank());
    }

    private static Optional<URI> webAddress(String value) {
        try {
            URI uri = URI.create(value.strip());
            return Optional.of(uri).filter(u -> u.getHost() != null && u.getScheme() != null && u.getScheme().startsWith("http"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
