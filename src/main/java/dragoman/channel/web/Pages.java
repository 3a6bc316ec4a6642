package dragoman.channel.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/// The page serves permalinks as well. Every response says to the browser what it may load.
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
            if (context.request().uri().contains("%00")) {
                context.response().setStatusCode(400).putHeader("Content-Type", Problem.MEDIA_TYPE)
                        .end(new JsonObject(Map.of("type", "about:blank", "title", "Bad Request", "status", 400, "detail",
                                "The address holds a character that is no text (U+0000).")).encode());
                return;
            }
            context.next();
        }, 100);
    }
}
