package dragoman.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dragoman.article.Article;
import dragoman.article.ArticleDetails;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/// IPTC ninjs 1, 2 and 3. `uri` is the item's id; a web address of the article is taken from `altids`. `pubstatus` `canceled` takes the article
/// back, and `withheld` holds it until further notice.
public final class NinjsReader implements ArticleReader {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public Article read(Delivery delivery) throws UnreadableArticleException {
        return Only.article(readings(delivery));
    }

    @Override
    public List<Reading> readings(Delivery delivery) throws UnreadableArticleException {
        JsonNode root = parse(delivery.content());
        List<Reading> readings = new ArrayList<>();
        for (JsonNode item : root.isArray() ? root.valueStream().toList() : List.of(root)) {
            readings.add(reading(item, delivery));
        }
        if (readings.isEmpty()) {
            throw new UnreadableArticleException("the list holds no item; send ninjs items");
        }
        return readings;
    }

    private static JsonNode parse(String content) throws UnreadableArticleException {
        try {
            JsonNode root = JSON.readTree(content);
            if (root != null && (root.isObject() || root.isArray())) {
                return root;
            }
        } catch (JsonProcessingException e) {
            // the parser's words help nobody who did not write it
        }
        throw new UnreadableArticleException("the content is no JSON object; send one ninjs item, or a list of them");
    }

    private static Reading reading(JsonNode item, Delivery delivery) throws UnreadableArticleException {
        Optional<String> id = text(item, "uri").or(() -> text(item, "guid"));
        Optional<URI> url = webAddress(item);
        String status = text(item, "pubstatus").orElse("usable");
        if (status.equals("canceled") || status.equals("cancelled")) {
            return delivery.toWithdrawal(id, url);
        }
        String kind = text(item, "type").orElse("text");
        if (!kind.equals("text") && !kind.equals("composite")) {
            throw new UnreadableArticleException("the item is of type " + kind + "; only text can be read");
        }
        Optional<String> created = text(item, "firstcreated").or(() -> text(item, "contentcreated"));
        Optional<String> version = text(item, "versioncreated");
        Optional<Instant> embargo = status.equals("withheld") ? Optional.of(ArticleDetails.UNTIL_FURTHER_NOTICE)
                : Embargo.of(text(item, "embargoed"), delivery.zone());
        return new Reading.Told(delivery.toArticle(new Found(body(item)).id(id).url(url).embargo(embargo)
                .title(text(item, "headline").or(() -> best(item.path("headlines"))).or(() -> text(item, "title")))
                .publisher(publisher(item)).author(text(item, "byline").or(() -> text(item, "by")).or(() -> names(item.path("bylines")))
                        .or(() -> names(item.path("people"), "author")))
                .section(names(item.path("subjects")).or(() -> names(item.path("subject"))).map(names -> names.split(", ")[0]))
                .published(created.or(() -> version).flatMap(value -> Dates.moment(value, delivery.zone())))
                .modified(version.flatMap(value -> Dates.instant(value, delivery.zone()))).language(text(item, "language"))
                .rightsNotice(text(item, "copyrightnotice").or(() -> text(item, "usageterms")).or(() -> text(item, "copyrightholder")))
                .correction(text(item, "ednote").flatMap(Corrections::note))));
    }

    /// The main body in the richest form that can be read.
    private static String body(JsonNode item) throws UnreadableArticleException {
        List<JsonNode> bodies = item.path("bodies").isArray() ? item.path("bodies").valueStream().filter(body -> text(body, "value").isPresent()).toList() : List.of();
        Optional<JsonNode> body = bodies.stream().min(Comparator.comparing((JsonNode b) -> !isMain(b)).thenComparing(b -> !isMarkup(b)));
        Optional<String> markup = body.filter(NinjsReader::isMarkup).flatMap(b -> text(b, "value"))
                .or(() -> body.isPresent() ? Optional.empty() : text(item, "body_xhtml").or(() -> text(item, "body_html")));
        if (markup.isPresent()) {
            return PageText.of(PageText.page(markup.get(), ""));
        }
        String plain = body.flatMap(b -> text(b, "value")).or(() -> text(item, "body_text")).orElseThrow(
                () -> new UnreadableArticleException("the item has no body; send bodies with a value, or body_html or body_text"));
        return paragraphs(plain);
    }

    /// Agencies' plain texts have one line a paragraph, or blank lines between them.
    static String paragraphs(String plain) {
        String text = CleanText.of(plain);
        return text.contains("\n\n") ? text : text.replace("\n", "\n\n");
    }

    private static boolean isMain(JsonNode body) {
        return text(body, "role").filter(role -> !role.equals("main") && !role.equals("body")).isEmpty();
    }

    private static boolean isMarkup(JsonNode body) {
        return text(body, "contenttype").filter(type -> type.contains("html") || type.contains("xml")).isPresent();
    }

    private static Optional<String> best(JsonNode headlines) {
        return values(headlines).filter(headline -> text(headline, "value").isPresent()).min(Comparator.comparing(headline -> !isMain(headline)))
                .flatMap(headline -> text(headline, "value")).map(value -> Jsoup.parse(value).text());
    }

    private static Optional<String> publisher(JsonNode item) {
        return values(item.path("infosources")).filter(source -> text(source, "name").isPresent())
                .min(Comparator.comparing(source -> text(source, "role").filter(role -> role.contains("publisher") || role.contains("distrib")).isEmpty()))
                .flatMap(source -> text(source, "name")).or(() -> text(item, "source")).or(() -> text(item.path("provider"), "name"))
                .or(() -> text(item, "provider")).or(() -> text(item, "copyrightholder"));
    }

    private static Optional<URI> webAddress(JsonNode item) {
        Stream<String> listed = values(item.path("altids")).filter(alt -> text(alt, "role").filter(role -> role.matches("(?i).*(?:web|url|canonical|permalink).*")).isPresent())
                .flatMap(alt -> text(alt, "value").stream());
        JsonNode named = item.path("altids");
        Stream<String> fields = Stream.of("web", "url", "canonicalurl", "permalink").flatMap(name -> named.isObject() ? text(named, name).stream() : Stream.empty());
        return Stream.concat(listed, fields).flatMap(address -> WebAddress.of(address).stream()).findFirst().or(() -> text(item, "url").flatMap(WebAddress::of));
    }

    private static Optional<String> names(JsonNode list) {
        return Optional.of(values(list).flatMap(one -> (one.isTextual() ? Optional.of(one.asText()) : text(one, "name").or(() -> text(one, "byline"))).stream())
                .collect(Collectors.joining(", "))).filter(names -> !names.isBlank());
    }

    private static Optional<String> names(JsonNode list, String role) {
        return Optional.of(values(list).filter(one -> text(one, "rel").or(() -> text(one, "role")).filter(role::equals).isPresent())
                .flatMap(one -> text(one, "name").stream()).collect(Collectors.joining(", "))).filter(names -> !names.isBlank());
    }

    private static Stream<JsonNode> values(JsonNode list) {
        return list.isArray() ? list.valueStream() : Stream.empty();
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.of(node.path(field)).filter(JsonNode::isValueNode).map(value -> value.asText("")).filter(value -> !value.isBlank() && !value.equals("null"));
    }
}
