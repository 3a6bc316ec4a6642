package dragoman.feed;

import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndLink;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// Reads RSS 0.9 to 2.0, Atom, and sitemaps with their extension for news.
public final class FeedReader {

    /// Less text than that is a teaser.
    private static final int SHORTEST_ARTICLE = 800;
    private static final int MOST_ENTRIES = 5_000;
    private static final String ENTRIES = "item, entry, *|item, *|entry";

    private FeedReader() {
    }

    /// @param address where it was found; addresses in it may be relative to that
    /// @throws UnreadableArticleException if it is no feed
    public static FeedDocument read(Delivery delivery, URI address) throws UnreadableArticleException {
        Document xml = Xml.parse(delivery.content());
        Element root = xml.firstElementChild();
        return switch (root == null ? "" : localName(root)) {
            case "urlset" -> sitemap(root, address, delivery.zone());
            case "sitemapindex" -> index(root, address);
            case "rss", "feed", "rdf" -> syndication(xml, address, delivery.zone());
            default -> throw new UnreadableArticleException("what is there is neither RSS, Atom nor a sitemap; check the address of the feed");
        };
    }

    private static String localName(Element element) {
        return element.normalName().substring(element.normalName().indexOf(':') + 1);
    }

    private static FeedDocument syndication(Document xml, URI address, Optional<ZoneId> zone) throws UnreadableArticleException {
        SyndFeed feed;
        try {
            feed = new SyndFeedInput().build(new StringReader(xml.outerHtml()));
        } catch (FeedException | RuntimeException e) {
            throw new UnreadableArticleException("the feed is broken beyond what can be mended; tell its publisher");
        }
        List<Element> raw = xml.select(ENTRIES);
        // rome takes a time without a zone for one of Greenwich; what is written tells
        boolean matched = raw.size() == feed.getEntries().size();
        List<FeedEntry> entries = new ArrayList<>();
        for (int i = 0; i < Math.min(feed.getEntries().size(), MOST_ENTRIES); i++) {
            entry(feed.getEntries().get(i), matched ? Optional.of(raw.get(i)) : Optional.empty(), address, zone, Optional.ofNullable(feed.getLanguage())).ifPresent(entries::add);
        }
        return new FeedDocument(title(feed.getTitle()), unique(entries), List.of());
    }

    private static Optional<FeedEntry> entry(SyndEntry entry, Optional<Element> raw, URI address, Optional<ZoneId> zone, Optional<String> language) {
        Stream<String> links = Stream.concat(entry.getLinks().stream().filter(link -> link.getRel() == null || link.getRel().equals("alternate")).map(SyndLink::getHref),
                Stream.of(Optional.ofNullable(entry.getLink()).orElse("")));
        Optional<URI> url = links.filter(link -> link != null && !link.isBlank()).flatMap(link -> WebAddress.of(link, Optional.of(address)).stream()).findFirst()
                .or(() -> Optional.ofNullable(entry.getUri()).flatMap(WebAddress::of));
        Optional<String> id = Optional.ofNullable(entry.getUri()).filter(uri -> !uri.isBlank()).or(() -> url.map(URI::toString));
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<Moment> published = raw.flatMap(element -> written(element, zone, "pubDate", "published", "issued", "dc|date", "date"))
                .or(() -> moment(entry.getPublishedDate(), zone));
        Optional<Instant> modified = raw.flatMap(element -> written(element, zone, "updated", "modified", "dcterms|modified")).flatMap(Moment::instant)
                .or(() -> Optional.ofNullable(entry.getUpdatedDate()).map(Date::toInstant));
        Optional<Moment> day = published.or(() -> modified.map(moment -> Dates.moment(moment, moment.atZone(ZoneOffset.UTC).toLocalDate(), zone)));
        Optional<String> html = entry.getContents().stream().map(SyndContent::getValue).filter(value -> value != null && isWhole(value))
                .max(Comparator.comparingInt(String::length));
        Stated stated = Stated.NOTHING.withId(id).withUrl(url).withTitle(title(entry.getTitle())).withPublished(day.map(Moment::day), day.flatMap(Moment::instant))
                .withModified(modified).withZone(zone).withLanguage(language);
        String teaser = entry.getDescription() == null || entry.getDescription().getValue() == null ? "" : entry.getDescription().getValue();
        return Optional.of(new FeedEntry(id.get(), url, stated, teaser, html));
    }

    private static Optional<Moment> written(Element entry, Optional<ZoneId> zone, String... names) {
        for (String name : names) {
            for (Element child : entry.children()) {
                if (child.normalName().equals(name.toLowerCase(Locale.ROOT).replace('|', ':')) || localName(child).equals(name.toLowerCase(Locale.ROOT))) {
                    return Dates.moment(child.text(), zone);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Moment> moment(Date date, Optional<ZoneId> zone) {
        return Optional.ofNullable(date).map(Date::toInstant)
                .map(instant -> Dates.moment(instant, instant.atZone(ZoneOffset.UTC).toLocalDate(), zone));
    }

    private static boolean isWhole(String html) {
        Document page = Jsoup.parse(html);
        return page.text().length() >= SHORTEST_ARTICLE && page.select("p, br").size() > 1;
    }

    private static Optional<String> title(String title) {
        return Optional.ofNullable(title).map(value -> Jsoup.parse(value).text().strip()).filter(value -> !value.isEmpty());
    }

    private static FeedDocument sitemap(Element set, URI address, Optional<ZoneId> zone) {
        List<FeedEntry> entries = new ArrayList<>();
        for (Element url : set.select("> url, > *|url")) {
            Optional<URI> location = child(url, "loc").flatMap(loc -> WebAddress.of(loc, Optional.of(address)));
            if (location.isEmpty() || entries.size() == MOST_ENTRIES) {
                continue;
            }
            Element news = Optional.ofNullable(url.selectFirst("*|news")).orElse(url);
            Optional<Moment> published = child(news, "publication_date").flatMap(date -> Dates.moment(date, zone));
            Optional<Element> publication = Optional.ofNullable(news.selectFirst("*|publication"));
            Stated stated = Stated.NOTHING.withUrl(location).withTitle(child(news, "title")).withZone(zone)
                    .withPublisher(publication.flatMap(element -> child(element, "name")))
                    .withLanguage(publication.flatMap(element -> child(element, "language")))
                    .withPublished(published.map(Moment::day), published.flatMap(Moment::instant))
                    .withModified(child(url, "lastmod").flatMap(date -> Dates.instant(date, zone)));
            entries.add(new FeedEntry(location.get().toString(), location, stated, "", Optional.empty()));
        }
        return new FeedDocument(Optional.empty(), unique(entries), List.of());
    }

    private static FeedDocument index(Element index, URI address) {
        List<URI> sitemaps = index.select("> sitemap, > *|sitemap").stream()
                .sorted(Comparator.comparing((Element sitemap) -> child(sitemap, "lastmod").orElse("")).reversed())
                .flatMap(sitemap -> child(sitemap, "loc").flatMap(loc -> WebAddress.of(loc, Optional.of(address))).stream()).toList();
        return new FeedDocument(Optional.empty(), List.of(), sitemaps);
    }

    private static Optional<String> child(Element element, String name) {
        return element.children().stream().filter(child -> localName(child).equals(name)).map(child -> child.text().strip()).filter(text -> !text.isEmpty()).findFirst();
    }

    private static List<FeedEntry> unique(List<FeedEntry> entries) {
        Set<String> seen = new HashSet<>();
        return entries.stream().filter(entry -> seen.add(entry.id())).toList();
    }
}
