package dragoman.testsupport;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// The service with a language model, which is a stand-in: `@WithTestResource(WithModel.class)`, and the stand-in comes into a field of its type.
public final class WithModel implements QuarkusTestResourceLifecycleManager {

    /// The secret of the service at the model's server.
    public static final String KEY = "sk-stand-in-0123456789";

    private ModelStandIn model;

    @Override
    public Map<String, String> start() {
        model = new ModelStandIn();
        return Map.ofEntries(Map.entry("dragoman.model.provider", "openai"),
                Map.entry("dragoman.model.base-url", model.address() + "/v1/"),
                Map.entry("dragoman.model.name", "stand-in"),
                Map.entry("dragoman.model.api-key", KEY),
                Map.entry("dragoman.model.first-token-limit", "3s"),
                Map.entry("quarkus.otel.sdk.disabled", "false"),
                Map.entry("dragoman.model.total-limit", "6s"),
                Map.entry("dragoman.model.retries", "1"),
                Map.entry("dragoman.model.concurrent", "64"),
                Map.entry("dragoman.model.queue", "200"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(model, new TestInjector.MatchesType(ModelStandIn.class));
    }

    @Override
    public void stop() {
        model.close();
    }
}
