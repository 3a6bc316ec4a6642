package dragoman.channel.widget;

import dragoman.newsroom.Site;
import dragoman.newsroom.SiteAccess;
import dragoman.newsroom.SiteStore;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lets pages of other origins speak to the interface (CORS): those that the site allows for which they ask, and no others.
@ApplicationScoped
class CrossOrigin {

    private static final String INTERFACE = "/api/";
    private static final Pattern SESSION = Pattern.compile("/api/sites/([^/]+)/session");
    private static final int NO_CONTENT = 204;
    private static final int UNAVAILABLE = 503;
    private static final int FORBIDDEN = 403;
    private static final int PRIORITY = 90;

    private final SiteStore sites;
    private final SiteAccess access;

    CrossOrigin(SiteStore sites, SiteAccess access) {
        this.sites = sites;
        this.access = access;
    }

    void filter(@Observes Filters filters) {
        filters.register(this::look, PRIORITY);
    }

    private void look(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        if (origin == null || !context.normalizedPath().startsWith(INTERFACE) || access.isOwn(context.request())) {
            context.next();
            return;
        }
        context.response().putHeader("Vary", "Origin");
        Matcher session = SESSION.matcher(context.normalizedPath());
        // a page that is turned away must be able to read why
        boolean mayReadWhy = session.matches();
        Optional<String> id = Optional.ofNullable(mayReadWhy ? session.group(1) : context.request().getParam("site"));
        context.request().pause();
        context.vertx().executeBlocking(() -> id.flatMap(sites::find).filter(site -> site.allows(origin)), false).onComplete(found -> {
            context.request().resume();
            if (found.failed()) {
                context.response().setStatusCode(UNAVAILABLE).putHeader("Retry-After", "2").end();
                return;
            }
            answer(context, origin, found.result().isPresent() || mayReadWhy);
        });
    }

    private static void answer(RoutingContext context, String origin, boolean allowed) {
        HttpServerResponse response = context.response();
        if (allowed) {
            response.putHeader("Access-Control-Allow-Origin", origin).putHeader("Access-Control-Expose-Headers", "Retry-After");
        }
        boolean preflight = context.request().method() == HttpMethod.OPTIONS && context.request().getHeader("Access-Control-Request-Method") != null;
        if (!preflight) {
            context.next();
        } else if (allowed) {
            response.putHeader("Access-Control-Allow-Methods", "GET, POST, DELETE").putHeader("Access-Control-Allow-Headers", "Content-Type, Accept, " + SiteAccess.TOKEN)
                    .putHeader("Access-Control-Max-Age", "600").setStatusCode(NO_CONTENT).end();
        } else {
            response.setStatusCode(FORBIDDEN).end();
        }
    }
}
