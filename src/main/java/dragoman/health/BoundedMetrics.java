package dragoman.health;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/// Metrics must not grow with what strangers send: a label that requests can invent is not counted at all.
class BoundedMetrics {

    static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final int MOST_ADDRESSES = 200;
    /// More than the program ever has.
    private static final int MOST_METERS = 5_000;

    /// Such requests are refused, and counted there. To rename them would not do: the registry keeps whatever name it was asked by.
    @Produces
    @Singleton
    MeterFilter knownMethods() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                String method = id.getName().startsWith("http.server") ? id.getTag("method") : null;
                return method == null || METHODS.contains(method) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
            }
        };
    }

    @Produces
    @Singleton
    MeterFilter fewAddresses() {
        return MeterFilter.maximumAllowableTags("http.server", "uri", MOST_ADDRESSES, MeterFilter.deny());
    }

    @Produces
    @Singleton
    MeterFilter fewMeters() {
        return MeterFilter.maximumAllowableMetrics(MOST_METERS);
    }
}
