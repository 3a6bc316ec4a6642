package dragoman.feed;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Addresses in the one form by which an article is known.
public final class WebAddress {

    /// What tells who sent the reader, and not what is read.
    private static final Pattern TRACKING = Pattern.compile("(?i)(?:utm_|at_)\\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|ito|ocid|smid|ns_\\w+|xtor|traffic_source");

    private WebAddress() {
    }

    /// An absolute http or https address without fragment, tracking parameters and the scheme's own port, its host in lower case; empty if it
    /// is none.
    public static Optional<URI> of(String value) {
        try {
            return of(new URI(value.strip().replace(" ", "%20")));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// The same for an address that may be relative to another.
    public static Optional<URI> of(String value, Optional<URI> base) {
        try {
            URI uri = new URI(value.strip().replace(" ", "%20"));
            return of(base.isPresent() ? base.get().resolve(uri) : uri);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<URI> of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
            return Optional.empty();
        }
        boolean ownPort = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : Arrays.stream(uri.getRawQuery().split("&"))
                .filter(parameter -> !TRACKING.matcher(parameter.split("=", 2)[0]).matches()).collect(Collectors.joining("&"));
        try {
            return Optional.of(new URI(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (ownPort ? "" : ":" + uri.getPort()) + path
                    + (query.isEmpty() ? "" : "?" + query)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
