package dragoman.answer;

import dragoman.article.ArticleVersion;
import dragoman.article.Span;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;

/// Exact words of one version of an article.
///
/// @param number    as it stands in the answer, from 1
/// @param articleId the article
/// @param version   the version of it that the offsets count in
/// @param title     its headline
/// @param publisher its publisher's name
/// @param url       where the original can be read
/// @param published its day of publication
/// @param quote     character for character `text.substring(start, end)` of that version (rule E2)
/// @param start     in UTF-16 code units, inclusive
/// @param end       in UTF-16 code units, exclusive
/// @param deepLink  the address with a text fragment that leads to the quote
public record Citation(int number, String articleId, int version, String title, String publisher, Optional<URI> url,
        LocalDate published, String quote, int start, int end, Optional<String> deepLink) {

    private static final int WHOLE_QUOTE = 120;
    private static final int FRAGMENT_WORDS = 5;

    static Citation of(int number, ArticleVersion version, Span span) {
        String quote = span.in(version.article().text());
        return new Citation(number, version.articleId(), version.number(), version.article().title(),
                version.article().publisher().name(), version.article().url(), version.article().published(), quote, span.start(),
                span.end(), version.article().url().map(url -> deepLink(url, quote)));
    }

    /// A text fragment (WICG): the whole quote if short, else its first and last words.
    private static String deepLink(URI url, String quote) {
        String[] words = quote.strip().split("\\s+");
        String fragment = quote.length() <= WHOLE_QUOTE || words.length <= 2 * FRAGMENT_WORDS ? encode(String.join(" ", words))
                : encode(String.join(" ", java.util.Arrays.copyOfRange(words, 0, FRAGMENT_WORDS))) + ","
                        + encode(String.join(" ", java.util.Arrays.copyOfRange(words, words.length - FRAGMENT_WORDS, words.length)));
        String address = url.toString();
        return address + (address.contains("#") ? ":~:text=" : "#:~:text=") + fragment;
    }

    /// The dash is part of the fragment's own syntax.
    private static String encode(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8).replace("+", "%20").replace("-", "%2D");
    }
}
