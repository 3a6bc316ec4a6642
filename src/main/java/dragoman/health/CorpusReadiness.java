package dragoman.health;

import dragoman.ingestion.CorpusStartup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready once the corpus folder is in; at once where there is none.
@Readiness
@ApplicationScoped
class CorpusReadiness implements HealthCheck {

    private final CorpusStartup startup;
    private final SelfCheck self;

    CorpusReadiness(CorpusStartup startup, SelfCheck self) {
        this.startup = startup;
        this.self = self;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("corpus").status(startup.isReady()).withData("articles", self.articles()).build();
    }
}
