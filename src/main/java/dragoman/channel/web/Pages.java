package dragoman.channel.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// The page serves permalinks as well, and says to the browser what it may load.
@ApplicationScoped
class Pages {

    private static final String POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    void permalinks(@Observes Router router) {
        router.get("/answers/:id").handler(context -> context.reroute("/"));
    }

    void headers(@Observes Filters filters) {
        filters.register(context -> {
            context.response().putHeader("Content-Security-Policy", POLICY).putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Referrer-Policy", "no-referrer");
            context.next();
        }, 100);
    }
}
