package dragoman.channel.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/// Every response says to the browser what it may load.
@ApplicationScoped
class ResponseHeaders {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

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
