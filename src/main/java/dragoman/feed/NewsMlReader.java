package dragoman.feed;

import dragoman.article.Article;
import dragoman.article.ArticleDetails;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// IPTC NewsML-G2: a `newsItem` by itself or several in a `newsMessage`, with XHTML, NITF or plain text as content. `guid` is the item's id.
/// `pubStatus` `canceled` takes the article back, and `withheld` holds it until further notice.
public final class NewsMlReader implements ArticleReader {

    @Override
    public Article read(Delivery delivery) throws UnreadableArticleException {
        return Only.article(readings(delivery));
    }

    @Override
    public List<Reading> readings(Delivery delivery) throws UnreadableArticleException {
        Document message = Xml.parse(delivery.content());
        List<Reading> readings = new ArrayList<>();
        for (Element item : message.select("newsItem, *|newsItem")) {
            readings.add(reading(item, delivery));
        }
        if (readings.isEmpty()) {
            throw new UnreadableArticleException("the XML holds no newsItem of NewsML-G2; feeds are not delivered but subscribed to under /api/feeds");
        }
        return readings;
    }

    private static Reading reading(Element item, Delivery delivery) throws UnreadableArticleException {
        Optional<String> id = Optional.of(item.attr("guid")).filter(guid -> !guid.isBlank());
        Element meta = within(item, "itemMeta").orElse(item);
        Element content = within(item, "contentMeta").orElse(item);
        String status = within(meta, "pubStatus").map(element -> element.attr("qcode") + element.attr("uri")).orElse("stat:usable");
        Optional<URI> url = within(meta, "link[rel~=(?i)(?:canonical|web)]").map(link -> link.attr("href")).flatMap(WebAddress::of);
        if (status.endsWith("canceled") || status.endsWith("cancelled")) {
            return delivery.toWithdrawal(id, url);
        }
        Optional<Instant> embargo = status.endsWith("withheld") ? Optional.of(ArticleDetails.UNTIL_FURTHER_NOTICE)
                : Embargo.of(text(meta, "embargoed"), delivery.zone());
        Optional<String> created = text(meta, "firstCreated").or(() -> text(content, "contentCreated"));
        Optional<String> version = text(meta, "versionCreated").or(() -> text(content, "contentModified"));
        return new Reading.Told(delivery.toArticle(new Found(body(item)).id(id).url(url).embargo(embargo)
                .title(text(content, "headline").or(() -> text(meta, "title")))
                .publisher(name(meta, "provider").or(() -> name(item, "rightsInfo copyrightHolder")).or(() -> name(content, "infoSource")))
                .author(text(content, "by").or(() -> name(content, "creator")))
                .section(within(content, "subject").flatMap(subject -> text(subject, "name")))
                .published(created.or(() -> version).flatMap(value -> Dates.moment(value, delivery.zone())))
                .modified(version.flatMap(value -> Dates.instant(value, delivery.zone())))
                .language(within(content, "language").map(language -> language.attr("tag")).or(() -> Optional.of(item.attr("xml:lang"))).filter(tag -> !tag.isBlank()))
                .rightsNotice(text(item, "copyrightNotice").or(() -> text(item, "usageTerms")))
                .correction(text(meta, "edNote").flatMap(Corrections::note))));
    }

    private static String body(Element item) throws UnreadableArticleException {
        Element set = within(item, "contentSet").orElseThrow(() -> new UnreadableArticleException("the newsItem has no contentSet; send its text in it"));
        Optional<Element> inline = within(set, "inlineXML");
        if (inline.isPresent()) {
            // of NITF the content alone: its head repeats headline and byline
            Element content = inline.get().getAllElements().stream().filter(element -> element.normalName().endsWith("body.content")).findFirst().orElse(inline.get());
            Document page = PageText.page(withoutPrefixes(content.html()), "");
            page.select("media, hedline, byline, dateline").remove();
            return PageText.of(page);
        }
        return text(set, "inlineData").map(NinjsReader::paragraphs)
                .orElseThrow(() -> new UnreadableArticleException("the newsItem's content is elsewhere; send it as inlineXML or inlineData"));
    }

    private static String withoutPrefixes(String xml) {
        return xml.replaceAll("<(/?)[A-Za-z][\\w.-]*:(?=[A-Za-z])", "<$1").replaceAll("(?i)<(/?)(hl[12])\\b", "<$1h2");
    }

    private static Optional<Element> within(Element element, String path) {
        Element at = element;
        for (String name : path.split(" ")) {
            Element found = at.selectFirst(name.contains("[") ? name : name + ", *|" + name);
            if (found == null) {
                return Optional.empty();
            }
            at = found;
        }
        return at == element ? Optional.empty() : Optional.of(at);
    }

    private static Optional<String> text(Element element, String path) {
        return within(element, path).map(Element::wholeText).filter(value -> !value.isBlank()).map(String::strip);
    }

    private static Optional<String> name(Element element, String path) {
        return within(element, path).flatMap(found -> text(found, "name").or(() -> Optional.of(found.attr("literal")).filter(value -> !value.isBlank())));
    }
}
