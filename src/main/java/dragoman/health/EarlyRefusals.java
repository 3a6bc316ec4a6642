package dragoman.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Map;

/// Refuses what no address takes, before anything looks at the request: methods that HTTP does not have, and bodies of several parts, of which
/// broken ones would fail on our side.
@ApplicationScoped
class EarlyRefusals {

    private static final int NOT_IMPLEMENTED = 501;
    private static final int UNSUPPORTED = 415;
    private static final int FIRST = 1_000;

    private final Counter methods;
    private final Counter bodies;

    EarlyRefusals(MeterRegistry meters) {
        this.methods = counter(meters, "method");
        this.bodies = counter(meters, "body");
    }

    private static Counter counter(MeterRegistry meters, String reason) {
        return Counter.builder("dragoman.http.refused").tag("reason", reason).description("Requests with a method or a body that no address takes").register(meters);
    }

    void filter(@Observes Filters filters) {
        filters.register(context -> {
            String type = context.request().getHeader("Content-Type");
            if (!BoundedMetrics.METHODS.contains(context.request().method().name())) {
                methods.increment();
                refuse(context.response(), NOT_IMPLEMENTED, "Not Implemented", "This service knows no such method; see /q/openapi.");
            } else if (type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
                bodies.increment();
                refuse(context.response(), UNSUPPORTED, "Unsupported Media Type", "Send the header Content-Type with a format this address takes; see /q/openapi.");
            } else {
                context.next();
            }
        }, FIRST);
    }

    private static void refuse(HttpServerResponse response, int status, String title, String detail) {
        response.setStatusCode(status).putHeader("Content-Type", "application/problem+json").putHeader("Connection", "close")
                .end(new JsonObject(Map.of("type", "about:blank", "title", title, "status", status, "detail", detail)).encode());
    }
}
