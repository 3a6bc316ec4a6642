package dragoman.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/// Refuses methods that HTTP does not have, before anything looks at the request.
@ApplicationScoped
class KnownMethods {

    private static final int NOT_IMPLEMENTED = 501;
    private static final int FIRST = 1_000;

    private final Counter refused;

    KnownMethods(MeterRegistry meters) {
        this.refused = Counter.builder("dragoman.http.refused").tag("reason", "method").description("Requests with a method that HTTP does not have").register(meters);
    }

    void filter(@Observes Filters filters) {
        filters.register(context -> {
            if (BoundedMetrics.METHODS.contains(context.request().method().name())) {
                context.next();
                return;
            }
            refused.increment();
            context.response().setStatusCode(NOT_IMPLEMENTED).putHeader("Content-Type", "application/problem+json").putHeader("Connection", "close")
                    .end(new JsonObject(Map.of("type", "about:blank", "title", "Not Implemented", "status", NOT_IMPLEMENTED, "detail",
                            "This service knows no such method; see /q/openapi.")).encode());
        }, FIRST);
    }
}
