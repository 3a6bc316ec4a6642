package dragoman.newsroom;

import dragoman.newsroom.ReaderTokens.Grant;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import java.util.Optional;

/// Who may ask at which site: a page of an origin that the site allows gets a token, and sends it with whatever it asks for.
@ApplicationScoped
public class SiteAccess {

    /// The header that carries a reader's token.
    public static final String TOKEN = "Dragoman-Token";
    private static final String ORIGIN = "Origin";

    private final SiteStore sites;
    private final ReaderTokens tokens;
    private final ReaderLimits limits;
    private final Visitors visitors;

    SiteAccess(SiteStore sites, ReaderTokens tokens, ReaderLimits limits, Visitors visitors) {
        this.sites = sites;
        this.tokens = tokens;
        this.limits = limits;
        this.visitors = visitors;
    }

    /// What a page is given to ask with.
    public record Session(Site site, String token) {
    }

    /// Lets a page in.
    ///
    /// @throws NotFoundException  if there is no such site
    /// @throws ForbiddenException if it does not allow pages of that origin
    public Session open(String id, HttpServerRequest request) {
        Site site = sites.find(id).orElseThrow(() -> new NotFoundException("There is no site \"%s\" here. Look at the widget's attribute \"site\"."
                .formatted(id.length() > 40 ? id.substring(0, 40) : id)));
        String origin = request.getHeader(ORIGIN);
        if (!site.allows(origin) && !isOwn(request)) {
            throw new ForbiddenException("The site \"%s\" does not allow pages of %s. Its newsroom can: deploy/dragoman site change %s --origin %s".formatted(id,
                    origin == null ? "nowhere (no Origin was sent)" : origin, id, origin == null ? "https://…" : origin));
        }
        limits.look(site, visitors.reader(request));
        return new Session(site, tokens.issue(id, origin));
    }

    /// Whether the request comes from a page of the service itself.
    public boolean isOwn(HttpServerRequest request) {
        String origin = request.getHeader(ORIGIN);
        return origin != null && origin.equals(visitors.origin(request));
    }

    /// The site where a question is asked; empty for the default site. The question is counted.
    ///
    /// @param site as the request names it, or null
    public Optional<String> asking(String site, HttpServerRequest request) {
        Optional<Site> granted = granted(site, request);
        granted.ifPresentOrElse(one -> limits.ask(one, visitors.reader(request)), () -> limits.ask(visitors.reader(request)));
        return granted.map(Site::id);
    }

    /// The site where somebody wants to see something; empty for the default site.
    ///
    /// @param site as the request names it, or null
    public Optional<String> looking(String site, HttpServerRequest request) {
        Optional<Site> granted = granted(site, request);
        granted.ifPresent(one -> limits.look(one, visitors.reader(request)));
        return granted.map(Site::id);
    }

    private Optional<Site> granted(String site, HttpServerRequest request) {
        String token = request.getHeader(TOKEN);
        if (site == null && token == null) {
            return Optional.empty();
        }
        Grant grant = Optional.ofNullable(token).flatMap(tokens::check).orElseThrow(() -> new NotAuthorizedException(
                "A site's readers ask with a token of some minutes, in the header %s: POST /api/sites/ID/session gives one to pages that the site allows.".formatted(TOKEN), "Dragoman"));
        if (site == null || !grant.site().equals(site)) {
            throw new ForbiddenException("The token is for another site.");
        }
        String origin = request.getHeader(ORIGIN);
        if (origin != null && !origin.equals(grant.origin())) {
            throw new ForbiddenException("The token is for pages of another origin.");
        }
        Site found = sites.find(site).orElseThrow(() -> new ForbiddenException("There is no such site any more."));
        return Optional.of(found);
    }
}
