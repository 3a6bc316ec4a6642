package dragoman.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready as long as the program answers a question of its own in time, and its disk is not full.
@Readiness
@ApplicationScoped
class AnsweringReadiness implements HealthCheck {

    private final SelfCheck self;

    AnsweringReadiness(SelfCheck self) {
        this.self = self;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> why = self.notReady();
        return why.map(reason -> HealthCheckResponse.named("answering").down().withData("reason", reason).build())
                .orElseGet(() -> HealthCheckResponse.named("answering").up().build());
    }
}
