package dragoman.newsroom;

import io.quarkus.logging.Log;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where a request comes from, and at which address it found the service, as far as that can be believed: proxies that are trusted may say,
/// anybody else only for itself.
@ApplicationScoped
public class Visitors {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_HOST = "X-Forwarded-Host";
    private static final String FORWARDED_SCHEME = "X-Forwarded-Proto";
    /// What a household, or one machine, is given of IPv6.
    private static final int HOUSEHOLD_BYTES = 8;
    private static final int ADDRESS_BYTES = 16;
    private static final int HTTP = 80;
    /// With the colon.
    private static final int LONGEST_PORT = 6;

    private final List<Network> proxies;
    private final List<String> hosts;
    private final AtomicBoolean warned = new AtomicBoolean();

    Visitors(HttpSettings settings) {
        this.proxies = settings.trustedProxies().orElse(List.of()).stream().map(Network::of).toList();
        this.hosts = settings.hosts().orElse(List.of()).stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
    }

    /// What a reader is limited by: the last address on the way that is none of our proxies; of IPv6 its network (/64).
    String reader(HttpServerRequest request) {
        SocketAddress peer = request.connection().remoteAddress();
        return peer == null ? "" : reader(String.valueOf(peer.hostAddress()), request.headers().getAll(FORWARDED_FOR));
    }

    /// @param forwarded the headers X-Forwarded-For, in their order
    String reader(String peer, List<String> forwarded) {
        Optional<InetAddress> last = Network.literal(peer);
        List<String> hops = forwarded.stream().flatMap(header -> Arrays.stream(header.split(","))).toList().reversed();
        for (String hop : hops) {
            Optional<InetAddress> before = Network.literal(hop);
            if (last.filter(this::isOurs).isEmpty() || before.isEmpty()) {
                break;
            }
            last = before;
        }
        return last.map(Visitors::household).orElse(peer);
    }

    private static String household(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(address.getAddress(), HOUSEHOLD_BYTES), ADDRESS_BYTES)).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new AssertionError("every address of IPv6 has 16 bytes", e);
        }
    }

    private boolean isOurs(InetAddress address) {
        return proxies.stream().anyMatch(network -> network.contains(address));
    }

    /// The address that links to this service begin with; it ends with a slash.
    public URI base(HttpServerRequest request) {
        return URI.create(origin(request) + "/");
    }

    /// The origin of this service's own pages.
    String origin(HttpServerRequest request) {
        SocketAddress peer = request.connection().remoteAddress();
        boolean believed = peer != null && Network.literal(String.valueOf(peer.hostAddress())).filter(this::isOurs).isPresent();
        String scheme = believed ? last(request, FORWARDED_SCHEME).filter(one -> one.equals("https") || one.equals("http")).orElseGet(request::scheme) : request.scheme();
        HostAndPort authority = request.authority();
        String named = (believed ? last(request, FORWARDED_HOST) : Optional.<String>empty()).orElseGet(() -> authority == null ? "" : authority.toString());
        return scheme + "://" + host(named.toLowerCase(Locale.ROOT), request.connection().localAddress());
    }

    /// @param named as the request names the host
    /// @param local where it arrived
    String host(String named, SocketAddress local) {
        if (hosts.contains(named) || hosts.isEmpty() && isLocal(named, local)) {
            return named;
        }
        if (!hosts.isEmpty()) {
            return hosts.getFirst();
        }
        if (!named.isEmpty() && warned.compareAndSet(false, true)) {
            Log.warnf("a request names the host \"%s\", which links do not repeat; if readers know this service by it, set DRAGOMAN_HTTP_HOSTS", named);
        }
        String address = String.valueOf(local.hostAddress());
        return (address.contains(":") ? "[" + address + "]" : address) + (local.port() == HTTP ? "" : ":" + local.port());
    }

    /// Nobody can be led astray by names of the machine itself.
    private static boolean isLocal(String named, SocketAddress local) {
        int end = named.startsWith("[") ? named.indexOf(']') + 1 : named.indexOf(':') < 0 ? named.length() : named.indexOf(':');
        String host = named.substring(0, end);
        String port = named.substring(end);
        if (!port.isEmpty() && (port.charAt(0) != ':' || port.length() > LONGEST_PORT || !port.chars().skip(1).allMatch(digit -> digit >= '0' && digit <= '9'))) {
            return false;
        }
        return host.equals("localhost")
                || Network.literal(host).filter(address -> address.isLoopbackAddress() || address.getHostAddress().equals(local.hostAddress())).isPresent();
    }

    private static Optional<String> last(HttpServerRequest request, String header) {
        return request.headers().getAll(header).stream().flatMap(value -> Arrays.stream(value.split(","))).map(String::strip).filter(value -> !value.isEmpty())
                .reduce((_, last) -> last);
    }
}
