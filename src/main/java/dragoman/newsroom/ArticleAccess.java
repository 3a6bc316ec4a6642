package dragoman.newsroom;

import dragoman.newsroom.SiteToken.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotAuthorizedException;
import java.util.Optional;

/// Who may put in, change and read whose articles: the holder of the admin token all of them, the holder of a site's token those of that site.
@ApplicationScoped
class ArticleAccess {

    private final AdminToken admin;
    private final SiteStore sites;

    ArticleAccess(AdminToken admin, SiteStore sites) {
        this.admin = admin;
        this.sites = sites;
    }

    /// Who asks.
    ///
    /// @param site that it is about: the holder's own, or the one the administrator names; empty for the shared corpus
    /// @param all  whether articles of every site may be touched
    record Holder(Optional<String> site, boolean all) {

        /// Whether an article or a feed of this site, or of none, is the holder's to touch.
        boolean mayTouch(Optional<String> siteOfIt) {
            return all || site.equals(siteOfIt);
        }
    }

    /// Who holds the token.
    ///
    /// @param site as the request names it, or null
    /// @return empty if nobody known does
    Optional<Holder> holder(String authorization, String site) {
        if (admin.allows(authorization)) {
            if (site != null && sites.find(site).isEmpty()) {
                throw new BadRequestException("There is no site \"%s\". Set it up first: deploy/dragoman site add.".formatted(site));
            }
            return Optional.of(new Holder(Optional.ofNullable(site), true));
        }
        return AdminToken.bearer(authorization).flatMap(sites::token).filter(token -> token.role() == Role.ARTICLES)
                .filter(token -> site == null || site.equals(token.site())).map(token -> new Holder(Optional.of(token.site()), false));
    }

    /// Who holds the token.
    ///
    /// @throws NotAuthorizedException if nobody known does, or not for that site
    Holder require(String authorization, String site) {
        return holder(authorization, site).orElseGet(() -> {
            admin.require(authorization);
            throw new AssertionError("the admin token was refused before");
        });
    }
}
