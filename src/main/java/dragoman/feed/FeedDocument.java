package dragoman.feed;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A feed or sitemap as it was at a moment.
///
/// @param title    what it calls itself
/// @param entries  the articles it names, in its order
/// @param sitemaps further sitemaps that it names, the newest first
public record FeedDocument(Optional<String> title, List<FeedEntry> entries, List<URI> sitemaps) {
}
