package dragoman.fetch;

import java.net.URI;
import java.util.Locale;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/// Which addresses belong together, by the list of public suffixes.
public final class Sites {

    private static final PublicSuffixMatcher SUFFIXES = PublicSuffixMatcherLoader.getDefault();

    private Sites() {
    }

    /// Whether both addresses are of one site, such as `www.example.org` and `amp.example.org`.
    public static boolean same(URI one, URI other) {
        return site(one).equals(site(other));
    }

    private static String site(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        if (host.matches("[\\d.]+|\\[.*")) {
            return host;
        }
        String root = SUFFIXES.getDomainRoot(host);
        return root == null ? host : root;
    }
}
