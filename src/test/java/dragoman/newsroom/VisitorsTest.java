package dragoman.newsroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dragoman.settings.CannotStartException;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What strangers claim of themselves is not believed.
class VisitorsTest {

    private static final SocketAddress HERE = SocketAddress.inetSocketAddress(8080, "10.1.2.3");

    private static Visitors visitors(List<String> proxies, List<String> hosts) {
        return new Visitors(new HttpSettings() {
            @Override
            public Optional<List<String>> trustedProxies() {
                return Optional.of(proxies);
            }

            @Override
            public Optional<List<String>> hosts() {
                return Optional.of(hosts);
            }
        });
    }

    @Test
    void withoutTrustedProxiesAReaderIsWhoeverConnects() {
        assertEquals("192.0.2.1", visitors(List.of(), List.of()).reader("192.0.2.1", List.of("198.51.100.7")));
    }

    @Test
    void aReaderIsTheLastHopThatIsNotOurs() {
        Visitors visitors = visitors(List.of("10.0.0.0/8", "127.0.0.1", "fd00::/8"), List.of());
        assertEquals("198.51.100.7", visitors.reader("10.0.0.9", List.of("203.0.113.1, 198.51.100.7, 10.4.4.4")));
        assertEquals("198.51.100.7", visitors.reader("127.0.0.1", List.of("203.0.113.1", "198.51.100.7:4711")));
        assertEquals("203.0.113.9", visitors.reader("203.0.113.9", List.of("198.51.100.7")));
        assertEquals("10.0.0.9", visitors.reader("10.0.0.9", List.of("unknown")));
        assertEquals("10.0.0.9", visitors.reader("10.0.0.9", List.of()));
        assertEquals("198.51.100.7", visitors.reader("fd00::1", List.of("::ffff:198.51.100.7")));
    }

    @Test
    void ofIpv6AReaderIsANetwork() {
        Visitors visitors = visitors(List.of(), List.of());
        assertEquals(visitors.reader("2001:db8:1:2::1", List.of()), visitors.reader("2001:db8:1:2:ffff:ffff:ffff:1", List.of()));
        assertNotEquals(visitors.reader("2001:db8:1:2::1", List.of()), visitors.reader("2001:db8:1:3::1", List.of()));
    }

    @Test
    void linksNameTheHostsThatAreSetAndNoOther() {
        Visitors visitors = visitors(List.of(), List.of("news.example.org", "www.example.org:8443"));
        assertEquals("www.example.org:8443", visitors.host("www.example.org:8443", HERE));
        assertEquals("news.example.org", visitors.host("evil.example", HERE));
        assertEquals("news.example.org", visitors.host("localhost:8080", HERE));
    }

    @Test
    void withoutSuchOnlyTheMachinesOwnNamesAreRepeated() {
        Visitors visitors = visitors(List.of(), List.of());
        assertEquals("localhost:8080", visitors.host("localhost:8080", HERE));
        assertEquals("127.0.0.1:8080", visitors.host("127.0.0.1:8080", HERE));
        assertEquals("[::1]:8080", visitors.host("[::1]:8080", HERE));
        assertEquals("10.1.2.3:8080", visitors.host("10.1.2.3:8080", HERE));
        assertEquals("10.1.2.3:8080", visitors.host("evil.example", HERE));
        assertEquals("10.1.2.3:8080", visitors.host("localhost.evil.example", HERE));
        assertEquals("10.1.2.3:8080", visitors.host("[", HERE));
        assertEquals("10.1.2.3:8080", visitors.host("localhost:80/../x\"><", HERE));
        assertEquals("10.1.2.3:8080", visitors.host("", HERE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.org", "10.0.0.0/33", "10.0.0.0/x", "", "10.0.0.0/-1"})
    void whatIsNoNetworkIsRefusedAtStart(String written) {
        assertThrows(CannotStartException.class, () -> Network.of(written));
    }
}
