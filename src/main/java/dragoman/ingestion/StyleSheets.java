package dragoman.ingestion;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dragoman.feed.StyleSheet;
import dragoman.feed.TextDecoder;
import dragoman.feed.UnreadableArticleException;
import dragoman.fetch.FetchException;
import dragoman.fetch.Fetched;
import dragoman.fetch.PageFetcher;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// Fetches the style sheets of pages, which say what of a page is not seen. Those of a site are mostly the same for all its pages.
@ApplicationScoped
class StyleSheets {

    private static final int MOST = 32;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final long MOST_RULES_KEPT = 200_000;
    /// So often a page waits for a sheet that cannot be had just now.
    private static final int PATIENCE = 2;

    private final PageFetcher fetcher;
    private final Cache<URI, StyleSheet> known = Caffeine.newBuilder().expireAfterWrite(KEPT).maximumWeight(MOST_RULES_KEPT)
            .<URI, StyleSheet>weigher((_, sheet) -> 1 + sheet.rules().size()).build();

    StyleSheets(PageFetcher fetcher) {
        this.fetcher = fetcher;
    }

    /// The style sheets that a page links to and those they import, by address. Those that are not to be had say nothing, as in browsers.
    ///
    /// @param links   their addresses
    /// @param attempt how many times the page has been tried, from 1: at first, what may come later is waited for
    /// @throws FetchException             if the page should be tried again later
    /// @throws UnreadableArticleException if a style sheet is made to break its readers
    Map<URI, StyleSheet> of(List<URI> links, int attempt) throws FetchException, UnreadableArticleException {
        Map<URI, StyleSheet> sheets = new HashMap<>();
        Queue<URI> wanted = new ArrayDeque<>(links);
        while (!wanted.isEmpty() && sheets.size() < MOST) {
            URI address = wanted.remove();
            if (!sheets.containsKey(address)) {
                StyleSheet sheet = sheet(address, attempt);
                sheets.put(address, sheet);
                sheet.imports().forEach(other -> wanted.add(other.address()));
            }
        }
        return sheets;
    }

    private StyleSheet sheet(URI address, int attempt) throws FetchException, UnreadableArticleException {
        StyleSheet sheet = known.getIfPresent(address);
        if (sheet == null) {
            sheet = fetch(address, attempt);
            known.put(address, sheet);
        }
        return sheet;
    }

    private StyleSheet fetch(URI address, int attempt) throws FetchException, UnreadableArticleException {
        try {
            // it is looked at and not kept, so that nothing is mined
            return switch (fetcher.fetch(PageFetcher.Request.of(address, true))) {
                case Fetched.Content content -> parse(content);
                case Fetched.Gone _, Fetched.NotModified _ -> StyleSheet.NONE;
            };
        } catch (FetchException e) {
            if (e.waiting().isPresent() || !e.isLasting() && attempt <= PATIENCE) {
                throw e;
            }
            Log.infof("pages are read without the style sheet %s: %s", address, e.getMessage());
            return StyleSheet.NONE;
        }
    }

    private static StyleSheet parse(Fetched.Content content) throws UnreadableArticleException {
        String css = TextDecoder.decode(content.bytes(), content.charset());
        if (css.length() > StyleSheet.MOST_CHARACTERS) {
            Log.infof("pages are read without the style sheet %s: it has more than %,d characters", content.address(), StyleSheet.MOST_CHARACTERS);
            return StyleSheet.NONE;
        }
        return StyleSheet.parse(css, Optional.of(content.address()));
    }
}
