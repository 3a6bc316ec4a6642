package dragoman.channel.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Slack's own client, set up once.
@ApplicationScoped
class SlackClient {

    /// Shorter than a lease: whoever is given up on must not be heard of after somebody else has taken over.
    private static final int CALL_TIMEOUT_MILLIS = 10_000;

    private Slack slack;

    @Produces
    @Singleton
    Slack slack(SlackSettings settings) {
        SlackConfig config = new SlackConfig();
        String prefix = settings.apiUrl();
        config.setMethodsEndpointUrlPrefix(prefix.endsWith("/") ? prefix : prefix + "/");
        config.setHttpClientCallTimeoutMillis(CALL_TIMEOUT_MILLIS);
        config.setHttpClientReadTimeoutMillis(CALL_TIMEOUT_MILLIS);
        config.setStatsEnabled(false);
        slack = Slack.getInstance(config);
        return slack;
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        if (slack != null) {
            slack.close();
        }
    }
}
