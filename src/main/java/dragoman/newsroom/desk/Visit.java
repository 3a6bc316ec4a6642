package dragoman.newsroom.desk;

import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/// What of a request says who makes it, and from where.
class Visit {

    @CookieParam(Desk.COOKIE)
    String secret;

    @HeaderParam("Sec-Fetch-Site")
    String fetchSite;

    @HeaderParam("Origin")
    String origin;

    @HeaderParam("Host")
    String host;

    @HeaderParam("X-Forwarded-Proto")
    String forwardedScheme;

    @Context
    UriInfo uri;

    /// Whether a page of another site has made the browser send this. Browsers say so in one header, older ones and those that come without TLS in another;
    /// what is no browser says nothing, and brings nobody's cookie.
    boolean comesFromElsewhere() {
        return fetchSite != null ? !fetchSite.equals("same-origin") && !fetchSite.equals("none") : origin != null && !origin.equals(own());
    }

    boolean isEncrypted() {
        return "https".equalsIgnoreCase(forwardedScheme) || "https".equalsIgnoreCase(uri.getRequestUri().getScheme());
    }

    /// A page of this service that the browser's origin is compared with: its host is what counts, since a proxy may speak TLS for us.
    private String own() {
        try {
            String scheme = URI.create(origin).getScheme();
            return scheme + "://" + host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    String path() {
        return uri.getRequestUri().getRawPath();
    }
}
