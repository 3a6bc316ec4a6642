package dragoman.newsroom;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// How far requests are believed.
@ConfigMapping(prefix = "dragoman.http")
public interface HttpSettings {

    /// Addresses and networks (CIDR) of the proxies in front of this service: what they say of the reader, the host and the scheme is believed.
    Optional<List<String>> trustedProxies();

    /// The hosts that readers know this service by, with the port where it is not the usual one. Links name no other; the first one where a
    /// request names another.
    Optional<List<String>> hosts();
}
