package dragoman.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Alive as long as a question comes back at all. A database that is away is no reason to be started anew.
@Liveness
@ApplicationScoped
class AnsweringLiveness implements HealthCheck {

    private final SelfCheck self;

    AnsweringLiveness(SelfCheck self) {
        this.self = self;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("answering").status(!self.isStuck()).build();
    }
}
