package dragoman.article;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// An article as a reader of some format found it, before it is stored.
///
/// @param key       what makes two deliveries the same article: its canonical URL, else the id its format gives, else
///                  its content; see {@link #contentKey}
/// @param title     the headline, one line
/// @param publisher who published it
/// @param url       where the original can be read; only `http` and `https`
/// @param published the day of publication where it was published, never the day of fetching
/// @param language  a BCP 47 tag such as `en`
/// @param rights    how much of it may be shown
/// @param sources   where the facts come from, as the article itself states
/// @param text      the clean text: paragraphs separated by one blank line; all offsets count its UTF-16 code units
/// @param details   what only some articles state
/// @param site      the newsroom's site it belongs to; empty for the shared corpus
public record Article(String key, String title, Publisher publisher, Optional<URI> url, LocalDate published,
        String language, Rights rights, List<String> sources, String text, ArticleDetails details, Optional<String> site) {

    /// The longest text that is taken, in UTF-16 code units: far beyond any news article.
    public static final int MAX_TEXT_LENGTH = 500_000;
    /// The most lines of a text, the blank ones between paragraphs counted.
    public static final int MAX_LINES = 20_000;
    /// The longest headline that is taken, in UTF-16 code units.
    public static final int MAX_TITLE_LENGTH = 500;

    public Article {
        if (key.isBlank() || title.isBlank() || text.isBlank()) {
            throw new IllegalArgumentException("an article needs a key, a title and a text");
        }
        if (text.length() > MAX_TEXT_LENGTH) {
            throw new IllegalArgumentException(
                    "the text has %,d characters; at most %,d are taken".formatted(text.length(), MAX_TEXT_LENGTH));
        }
        if (text.chars().filter(c -> c == '\n').count() > MAX_LINES) {
            throw new IllegalArgumentException("the text has more than %,d lines".formatted(MAX_LINES));
        }
        if (title.length() > MAX_TITLE_LENGTH) {
            throw new IllegalArgumentException(
                    "the title has %,d characters; at most %,d are taken".formatted(title.length(), MAX_TITLE_LENGTH));
        }
        if (published.getYear() < 1000 || published.getYear() > 9999) {
            throw new IllegalArgumentException("the date of publication lies outside of the years 1000 to 9999");
        }
        if (url.isPresent() && !isWeb(url.get())) {
            throw new IllegalArgumentException("the URL must be an absolute http or https address: " + url.get());
        }
        sources = List.copyOf(sources);
    }

    /// An article that states no details.
    public Article(String key, String title, Publisher publisher, Optional<URI> url, LocalDate published, String language, Rights rights,
            List<String> sources, String text) {
        this(key, title, publisher, url, published, language, rights, sources, text, ArticleDetails.NONE);
    }

    /// An article of the shared corpus.
    public Article(String key, String title, Publisher publisher, Optional<URI> url, LocalDate published, String language, Rights rights,
            List<String> sources, String text, ArticleDetails details) {
        this(key, title, publisher, url, published, language, rights, sources, text, details, Optional.empty());
    }

    /// The same article as one of this site.
    public Article ofSite(Optional<String> otherSite) {
        return new Article(key, title, publisher, url, published, language, rights, sources, text, details, otherSite);
    }

    /// The key of an article that has neither a URL nor an id: its own words.
    public static String contentKey(String text) {
        return "content:" + sha256(text);
    }

    /// The public id: short, opaque, and the same for every delivery of the same article.
    public String id() {
        return idOf(site, key);
    }

    /// The public id of the shared article with this key.
    public static String idOf(String key) {
        return idOf(Optional.empty(), key);
    }

    /// The public id of a site's article with this key: what two sites bring is two articles.
    public static String idOf(Optional<String> site, String key) {
        // no key begins like that
        return sha256(site.map(id -> "site:" + id + "\u001f" + key).orElse(key)).substring(0, 16);
    }

    /// The key of an article whose format gives it an id and no URL.
    public static String idKey(String id) {
        return "id:" + id;
    }

    /// Changes exactly when something a reader could see changes; tells a new version from a second delivery.
    public String fingerprint() {
        String seen = String.join("\u001f", title, publisher.name(), url.map(URI::toString).orElse(""),
                published.toString(), language, rights.name(), String.join("\u001e", sources), text);
        return sha256(details.correction().map(note -> seen + "\u001f" + note).orElse(seen));
    }

    private static boolean isWeb(URI uri) {
        return uri.getHost() != null && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
    }

    private static String sha256(String value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
