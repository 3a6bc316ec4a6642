package dragoman.load;

import dragoman.load.Bulkheads.Work;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/// Sends requests through a bulkhead, and drops those of readers who have left while they waited.
@Bounded
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class BoundedInterceptor {

    private final Bulkheads bulkheads;
    private final CurrentVertxRequest request;

    BoundedInterceptor(Bulkheads bulkheads, CurrentVertxRequest request) {
        this.bulkheads = bulkheads;
        this.request = request;
    }

    @AroundInvoke
    Object bound(InvocationContext invocation) throws Exception {
        Work work = invocation.getInterceptorBinding(Bounded.class).value();
        RoutingContext current = request.getCurrent();
        HttpServerResponse response = current == null ? null : current.response();
        Bulkhead bulkhead = bulkheads.of(work);
        bulkhead.enter(() -> response != null && response.closed());
        try {
            return invocation.proceed();
        } finally {
            bulkhead.leave();
        }
    }
}
