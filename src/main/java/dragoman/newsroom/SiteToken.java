package dragoman.newsroom;

import java.time.Instant;
import java.util.Optional;

/// A secret that a site's newsroom holds; here only its hash is kept.
///
/// @param id      to revoke it by
/// @param role    what it may be used for
/// @param name    who holds it, in the newsroom's words
/// @param revoked since when it is void
public record SiteToken(long id, String site, Role role, String name, Instant created, Optional<Instant> revoked) {

    /// What a token may be used for.
    public enum Role {
        /// Putting in, correcting and withdrawing the site's own articles, and its feeds.
        ARTICLES
    }

    /// A token that was just made.
    ///
    /// @param secret shown this once
    public record Made(SiteToken token, String secret) {
    }
}
