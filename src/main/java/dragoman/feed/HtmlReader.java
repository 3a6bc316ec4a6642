package dragoman.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dragoman.article.Article;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// A news page: metadata from JSON-LD, then OpenGraph and `meta`, then microdata, then the page itself; text from the element that holds
/// most of the page's paragraphs. What a reader of the page does not see never becomes text.
public final class HtmlReader implements ArticleReader {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> POSTINGS = Set.of("BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting");
    /// Less text than this is what a page shows where its article comes by script or behind a wall.
    private static final int HARDLY_ANY_TEXT = 200;

    @Override
    public Article read(Delivery delivery) throws UnreadableArticleException {
        return delivery.toArticle(found(page(delivery), delivery, base(delivery)));
    }

    /// What a page says to those who would read it.
    ///
    /// @param reservesMining whether it forbids what its publisher reserves: mining of text and data, by the protocol of the W3C's group (TDMRep)
    /// @param styleSheets    the addresses of those it links to; what they hide is hidden if the delivery {@linkplain Delivery#styled brings} them
    public record Head(boolean reservesMining, List<URI> styleSheets) {
    }

    /// What the page says before it is read.
    public static Head head(Delivery delivery) {
        Document page = page(delivery);
        return new Head(meta(page, "tdm-reservation").filter(value -> value.strip().equals("1")).isPresent(), Cascade.links(page));
    }

    private static Document page(Delivery delivery) {
        return PageText.page(delivery.content(), base(delivery).map(URI::toString).orElse(""));
    }

    private static Optional<URI> base(Delivery delivery) {
        return delivery.stated().url().or(() -> delivery.otherwise().url());
    }

    private static Found found(Document page, Delivery delivery, Optional<URI> base) throws UnreadableArticleException {
        Map<String, JsonNode> things = new LinkedHashMap<>();
        Optional<JsonNode> news = newsArticle(page, things);
        Optional<String> publisher = news.flatMap(node -> name(node.path("publisher"), things)).or(() -> meta(page, "og:site_name"))
                .or(() -> microdata(page, "[itemprop=publisher] [itemprop=name]")).or(() -> microdata(page, "[itemprop=publisher]:not([itemscope])"));
        Optional<String> title = text(news, "headline").or(() -> meta(page, "og:title")).or(() -> microdata(page, "[itemprop=headline]"))
                .or(() -> first(page, "h1")).or(() -> Optional.of(page.title()).filter(t -> !t.isBlank())).map(found -> withoutSite(found, publisher));
        Optional<String> published = text(news, "datePublished").or(() -> meta(page, "article:published_time"))
                .or(() -> microdata(page, "[itemprop=datePublished]")).or(() -> meta(page, "date")).or(() -> meta(page, "dc.date.issued"))
                .or(() -> meta(page, "parsely-pub-date")).or(() -> time(page));
        Optional<String> modified = text(news, "dateModified").or(() -> meta(page, "article:modified_time"))
                .or(() -> microdata(page, "[itemprop=dateModified]"));
        Optional<URI> url = attribute(page, "link[rel=canonical]", "href").or(() -> meta(page, "og:url")).or(() -> text(news, "url"))
                .or(() -> news.flatMap(node -> Optional.of(node.path("mainEntityOfPage").path("@id").asText(node.path("mainEntityOfPage").asText("")))))
                .flatMap(address -> WebAddress.of(address, base));
        Optional<String> correction = news.map(node -> node.path("correction")).flatMap(node -> node.isTextual() ? Optional.of(node.asText())
                : Optional.of(node.path("text").asText("")).filter(note -> !note.isBlank()));
        Optional<String> rights = text(news, "copyrightNotice").or(() -> text(news, "license")).or(() -> meta(page, "copyright"))
                .or(() -> attribute(page, "link[rel=license]", "href")).or(() -> text(news, "usageInfo"));
        String seen = PageText.of(page.clone(), delivery.styleSheets());

        return new Found(seen.length() < HARDLY_ANY_TEXT ? bodyOf(news, seen) : seen).title(title).publisher(publisher).url(url).correction(correction)
                .rightsNotice(rights).published(published.flatMap(value -> Dates.moment(value, delivery.zone())))
                .modified(modified.flatMap(value -> Dates.instant(value, delivery.zone())))
                .author(news.flatMap(node -> names(node.path("author"), things)).or(() -> meta(page, "author")).or(() -> microdata(page, "[itemprop=author]")))
                .section(text(news, "articleSection").or(() -> meta(page, "article:section")).or(() -> microdata(page, "[itemprop=articleSection]")))
                .language(text(news, "inLanguage").or(() -> attribute(page, "html[lang]", "lang")).or(() -> meta(page, "og:locale")));
    }

    /// The body as the publisher states it for machines, where the page shows none and the article is free to read.
    private static String bodyOf(Optional<JsonNode> news, String seen) {
        return text(news, "articleBody").filter(_ -> news.get().path("isAccessibleForFree").asBoolean(true))
                .map(body -> CleanText.of(Jsoup.parse(body.replace("\n", "<br>")).wholeText().lines().map(String::strip).filter(line -> !line.isEmpty())
                        .collect(Collectors.joining("\n\n"))))
                .filter(body -> body.length() > seen.length()).orElse(seen);
    }

    /// The page's own clock stands in its head, the article's day in the article.
    private static Optional<String> time(Document page) {
        return attribute(page, "article time[datetime], main time[datetime]", "datetime")
                .or(() -> page.select("time[datetime]").stream().filter(time -> time.closest("nav, footer, aside, [role=banner]") == null)
                        .map(time -> time.attr("datetime")).filter(value -> !value.isBlank()).findFirst());
    }

    private static String withoutSite(String title, Optional<String> publisher) {
        for (String divider : List.of(" | ", " - ", " – ", " — ")) {
            int at = title.lastIndexOf(divider);
            if (at > 0 && publisher.filter(name -> name.strip().equalsIgnoreCase(title.substring(at + divider.length()).strip())).isPresent()) {
                return title.substring(0, at);
            }
        }
        return title;
    }

    private static Optional<JsonNode> newsArticle(Document page, Map<String, JsonNode> things) {
        List<JsonNode> nodes = page.select("script[type~=(?i)application/ld\\+json]").stream().flatMap(script -> parse(script.data()).stream())
                .flatMap(HtmlReader::nodes).toList();
        nodes.stream().filter(node -> node.path("@id").isTextual()).forEach(node -> things.putIfAbsent(node.get("@id").asText(), node));
        return nodes.stream().filter(node -> isArticleType(node.path("@type"))).findFirst();
    }

    private static Stream<JsonNode> nodes(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream().flatMap(HtmlReader::nodes);
        }
        return node.has("@graph") ? nodes(node.get("@graph")) : Stream.of(node);
    }

    private static boolean isArticleType(JsonNode type) {
        return type.isArray() ? type.valueStream().anyMatch(HtmlReader::isArticleType)
                : type.asText("").endsWith("Article") || POSTINGS.contains(type.asText(""));
    }

    private static Optional<JsonNode> parse(String json) {
        try {
            return Optional.ofNullable(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Optional<JsonNode> node, String field) {
        return node.map(n -> n.path(field)).map(value -> value.isArray() ? value.path(0) : value)
                .map(value -> value.isObject() ? value.path("name").asText(value.path("@id").asText("")) : value.asText("")).filter(value -> !value.isBlank());
    }

    /// A name, or that of the thing it refers to.
    private static Optional<String> name(JsonNode node, Map<String, JsonNode> things) {
        JsonNode one = node.isArray() ? node.path(0) : node;
        JsonNode thing = one.has("name") ? one : things.getOrDefault(one.path("@id").asText(""), one);
        return Optional.of(thing.isTextual() ? thing.asText() : thing.path("name").asText("")).filter(name -> !name.isBlank());
    }

    private static Optional<String> names(JsonNode node, Map<String, JsonNode> things) {
        String names = (node.isArray() ? node.valueStream() : Stream.of(node)).flatMap(one -> name(one, things).stream()).collect(Collectors.joining(", "));
        return Optional.of(names).filter(all -> !all.isBlank());
    }

    private static Optional<String> meta(Document page, String name) {
        return page.select("meta").stream()
                .filter(meta -> name.equalsIgnoreCase(meta.attr("property")) || name.equalsIgnoreCase(meta.attr("name")))
                .map(meta -> meta.attr("content")).filter(content -> !content.isBlank()).findFirst();
    }

    private static Optional<String> microdata(Document page, String selector) {
        return Optional.ofNullable(page.selectFirst(selector)).map(element -> Stream.of("content", "datetime").map(element::attr)
                .filter(value -> !value.isBlank()).findFirst().orElseGet(element::text)).filter(value -> !value.isBlank());
    }

    private static Optional<String> attribute(Document page, String selector, String attribute) {
        return Optional.ofNullable(page.selectFirst(selector)).map(element -> element.attr(attribute))
                .filter(value -> !value.isBlank());
    }

    private static Optional<String> first(Document page, String selector) {
        return Optional.ofNullable(page.selectFirst(selector)).map(Element::text).filter(value -> !value.isBlank());
    }
}
