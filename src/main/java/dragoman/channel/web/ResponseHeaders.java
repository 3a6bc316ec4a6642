package dragoman.channel.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;

/// Every response says to the browser what it may load: what it says itself, else what any page of ours may.
@ApplicationScoped
class ResponseHeaders {

    static final String POLICY_NAME = "Content-Security-Policy";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors %s; require-trusted-types-for 'script'; trusted-types lit-html";

    /// The policy of a page.
    ///
    /// @param ancestors in whose pages it may be framed
    static String policy(List<String> ancestors) {
        return POLICY.formatted(ancestors.isEmpty() ? "'none'" : String.join(" ", ancestors));
    }

    void headers(@Observes Filters filters) {
        filters.register(context -> {
            context.response().putHeader("X-Content-Type-Options", "nosniff").putHeader("Referrer-Policy", "no-referrer");
            // two policies would both have to be met
            context.addHeadersEndHandler(_ -> {
                if (!context.response().headers().contains(POLICY_NAME)) {
                    context.response().putHeader(POLICY_NAME, policy(List.of()));
                }
            });
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
