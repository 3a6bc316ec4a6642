package dragoman.fetch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How pages and feeds are fetched.
@ConfigMapping(prefix = "dragoman.fetch")
public interface FetchSettings {

    /// By what name the program asks; its first word is the one that robots.txt may name. Say there where you can be reached.
    @WithDefault("Dragoman/0.1 (news answers with citations)")
    String userAgent();

    /// The most bytes of a page, packed or unpacked.
    @WithDefault("8000000")
    int maxBytes();

    /// How long one page may take in all, redirects included.
    @WithDefault("30s")
    Duration timeout();

    /// The least time between two requests to one host, of all instances together.
    @WithDefault("1s")
    Duration hostDelay();

    /// Whether addresses of private networks may be asked: only where the feeds are those of your own network.
    @WithDefault("false")
    boolean privateAddresses();
}
