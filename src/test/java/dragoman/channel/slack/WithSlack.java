package dragoman.channel.slack;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;

/// The service with a Slack app, whose Slack is a stand-in: `@WithTestResource(WithSlack.class)`, and the stand-in comes into a field of its type.
public final class WithSlack implements QuarkusTestResourceLifecycleManager {

    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    static final String PUBLIC_URL = "https://news.example.org";

    private SlackStandIn slack;

    @Override
    public Map<String, String> start() {
        try {
            slack = new SlackStandIn();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.ofEntries(Map.entry("dragoman.slack.signing-secret", SECRET), Map.entry("dragoman.slack.bot-token", SlackStandIn.TOKEN),
                Map.entry("dragoman.slack.app-token", SlackStandIn.APP_TOKEN), Map.entry("dragoman.slack.api-url", slack.apiUrl()), Map.entry("dragoman.slack.client-id", "1234.5678"), Map.entry("dragoman.slack.client-secret", "client-secret"),
                Map.entry("dragoman.slack.token-key", Base64.getEncoder().encodeToString(new byte[TokenCipher.KEY_BYTES])), Map.entry("dragoman.slack.public-url", PUBLIC_URL),
                Map.entry("dragoman.slack.lease", "4s"), Map.entry("dragoman.slack.follow-interval", "1s"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(slack, new TestInjector.MatchesType(SlackStandIn.class));
    }

    @Override
    public void stop() {
        slack.close();
    }
}
