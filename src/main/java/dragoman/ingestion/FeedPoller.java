package dragoman.ingestion;

import dragoman.feed.ArticleFormat;
import dragoman.feed.Delivery;
import dragoman.feed.FeedDocument;
import dragoman.feed.FeedEntry;
import dragoman.feed.FeedReader;
import dragoman.feed.Stated;
import dragoman.feed.UnreadableArticleException;
import dragoman.fetch.FetchException;
import dragoman.fetch.Fetched;
import dragoman.fetch.PageFetcher;
import dragoman.fetch.Sites;
import dragoman.ingestion.IngestionQueue.Kind;
import dragoman.ingestion.Orders.PageOrder;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Polls feeds and makes jobs of what is new in them. A feed is polled by one instance at a time.
@ApplicationScoped
public class FeedPoller {

    /// Of a sitemap of sitemaps so many of the newest are looked into.
    private static final int MOST_SITEMAPS = 5;
    private static final Duration LONGEST_DELAY = Duration.ofHours(6);
    private static final int MOST_DOUBLINGS = 6;

    private final FeedStore feeds;
    private final PageFetcher fetcher;
    private final IngestionQueue queue;
    private final Deliveries deliveries;
    private final IngestionSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;

    public FeedPoller(FeedStore feeds, PageFetcher fetcher, IngestionQueue queue, Deliveries deliveries, IngestionSettings settings, MeterRegistry meters, Clock clock) {
        this.feeds = feeds;
        this.fetcher = fetcher;
        this.queue = queue;
        this.deliveries = deliveries;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /// Polls the feed that is due, if one is. How that went is in the feed's books afterwards.
    ///
    /// @return whether there was one
    public boolean pollNext() {
        Optional<Feed> taken = feeds.take();
        taken.ifPresent(this::poll);
        return taken.isPresent();
    }

    private void poll(Feed feed) {
        String outcome = "failed";
        try {
            Fetched fetched = fetcher.fetch(new PageFetcher.Request(feed.address(), feed.etag(), feed.lastModified(), feed.licensed()));
            switch (fetched) {
                case Fetched.NotModified _ -> {
                    outcome = "unchanged";
                    feeds.succeeded(feed, feed.etag(), feed.lastModified(), Optional.empty());
                }
                case Fetched.Gone _ -> feeds.failed(feed, "the feed is gone (HTTP 410); unsubscribe from it, or subscribe to its new address", LONGEST_DELAY);
                case Fetched.Content content -> {
                    outcome = "read";
                    read(feed, content);
                }
            }
        } catch (FetchException e) {
            feeds.failed(feed, e.getMessage(), e.waiting().orElse(delay(feed)));
        } catch (UnreadableArticleException e) {
            feeds.failed(feed, e.getMessage(), delay(feed));
        } catch (RuntimeException e) {
            Log.errorf(e, "the feed %s could not be polled", feed.address());
            feeds.failed(feed, "the program failed (%s); see its log".formatted(e), delay(feed));
        } finally {
            meters.counter("dragoman.feeds.polls", "outcome", outcome).increment();
        }
    }

    private static Duration delay(Feed feed) {
        Duration delay = feed.every().multipliedBy(1L << Math.min(feed.failures(), MOST_DOUBLINGS));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : feed.every().compareTo(LONGEST_DELAY) < 0 ? LONGEST_DELAY : feed.every();
    }

    private void read(Feed feed, Fetched.Content content) throws UnreadableArticleException, FetchException {
        FeedDocument document = document(feed, content);
        List<FeedEntry> entries = new ArrayList<>(document.entries());
        for (URI sitemap : document.sitemaps().stream().filter(address -> Sites.same(address, content.address())).limit(MOST_SITEMAPS).toList()) {
            if (fetcher.fetch(PageFetcher.Request.of(sitemap, feed.licensed())) instanceof Fetched.Content further) {
                entries.addAll(document(feed, further).entries());
            }
        }
        Instant oldest = clock.instant().minus(settings.maxAge());
        List<FeedEntry> current = entries.stream().filter(entry -> age(entry).filter(oldest::isAfter).isEmpty()).toList();
        for (FeedEntry entry : feeds.unseen(feed, current)) {
            order(feed, entry, document.title());
            feeds.see(feed, entry);
        }
        Optional<Instant> newest = entries.stream().flatMap(entry -> age(entry).stream()).filter(moment -> !moment.isAfter(clock.instant())).max(Comparator.naturalOrder());
        // what has sitemaps of its own may change in them without changing itself
        boolean whole = document.sitemaps().isEmpty();
        feeds.succeeded(feed, whole ? content.etag() : Optional.empty(), whole ? content.lastModified() : Optional.empty(), newest);
    }

    private static FeedDocument document(Feed feed, Fetched.Content content) throws UnreadableArticleException {
        return FeedReader.read(new Delivery(content.bytes(), content.charset(), Stated.NOTHING, Stated.NOTHING.withZone(feed.zone())), content.address());
    }

    private static Optional<Instant> age(FeedEntry entry) {
        return entry.stated().modified().or(() -> entry.stated().appeared());
    }

    private void order(Feed feed, FeedEntry entry, Optional<String> title) {
        Stated stated = entry.stated();
        Stated otherwise = stated.withPublisher(feed.publisher().or(stated::publisher).or(() -> title)).withLanguage(feed.language().or(stated::language));
        // only of its own site a feed may carry the words: others' are fetched where they stand
        boolean own = entry.url().map(url -> Sites.same(url, feed.address())).orElse(true);
        if (entry.html().isPresent() && own) {
            deliveries.enqueue(entry.id(), ArticleFormat.HTML, Delivery.of(entry.html().get().getBytes(StandardCharsets.UTF_8)).or(otherwise), Optional.of(feed.id()),
                    feed.site());
        } else if (entry.url().isPresent()) {
            queue.add(Kind.PAGE, entry.url().get().toString(), new PageOrder(entry.url().get(), otherwise, feed.licensed(), 0, Optional.empty()), Optional.empty(),
                    Optional.of(feed.id()), feed.site(), clock.instant());
        }
    }
}
