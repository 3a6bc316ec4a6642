package dragoman.article;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which articles a site's readers may be answered from. No view holds an article of another site.
///
/// @param site   the newsroom's site; empty for the default site, which has the shared articles and nothing else
/// @param policy which articles, where there is a site
public record CorpusView(Optional<String> site, Policy policy) {

    private static final Pattern SITE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");

    /// What the default site sees: the articles that belong to no site.
    public static final CorpusView SHARED = new CorpusView(Optional.empty(), Policy.ALL);

    /// Which articles answer a site's readers.
    public enum Policy {
        /// Those of the site alone.
        OWN,
        /// Those of the site; where they do not answer, the shared ones as well.
        OWN_FIRST,
        /// Those of the site and the shared ones alike.
        ALL;

        /// The policy of this name in small letters, such as `own_first`.
        public static Optional<Policy> named(String name) {
            return Arrays.stream(values()).filter(policy -> policy.name().toLowerCase(Locale.ROOT).equals(name)).findFirst();
        }
    }

    public CorpusView {
        Objects.requireNonNull(policy);
        if (site.isPresent() && !isSite(site.get())) {
            throw new IllegalArgumentException("a site's id is of small letters, digits and hyphens, 40 at most: " + site.get());
        }
    }

    /// Whether this can be the id of a site: 1 to 40 small letters, digits and hyphens, the last not at either end.
    public static boolean isSite(String id) {
        return SITE.matcher(id).matches();
    }

    /// Whether the shared articles belong to it.
    public boolean seesShared() {
        return site.isEmpty() || policy != Policy.OWN;
    }

    /// Whether an article of this site, or of none, belongs to it.
    public boolean sees(Optional<String> siteOfArticle) {
        return siteOfArticle.isEmpty() ? seesShared() : siteOfArticle.equals(site);
    }

    /// The site's own articles alone.
    public CorpusView ownOnly() {
        return site.isEmpty() ? this : new CorpusView(site, Policy.OWN);
    }
}
