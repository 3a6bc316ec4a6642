package dragoman.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.testsupport.Website;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PageFetcherTest {

    private static final int MOST_BYTES = 100_000;

    @Inject
    HostTurns turns;

    private Website site;
    private PageFetcher fetcher;

    record Settings(Duration timeout, Duration hostDelay, boolean privateAddresses) implements FetchSettings {
        @Override
        public String userAgent() {
            return "Dragoman/0.1 (test)";
        }

        @Override
        public int maxBytes() {
            return MOST_BYTES;
        }
    }

    @BeforeEach
    void open() throws IOException {
        site = new Website();
        fetcher = new PageFetcher(new Settings(Duration.ofSeconds(2), Duration.ZERO, true), turns);
    }

    @AfterEach
    void close() throws IOException {
        fetcher.close();
        site.close();
    }

    private Fetched fetch(String path) throws FetchException {
        return fetcher.fetch(PageFetcher.Request.of(site.at(path), false));
    }

    private FetchException refused(String path) {
        return assertThrows(FetchException.class, () -> fetch(path));
    }

    @Test
    void aPageComesWithWhatItsServerSaysOfIt() throws FetchException {
        site.put("/a", exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"7\"");
            Website.send(exchange, 200, "text/html; charset=windows-1250", new byte[] {1, 2});
        });
        Fetched.Content content = assertInstanceOf(Fetched.Content.class, fetch("/a"));
        assertArrayEquals(new byte[] {1, 2}, content.bytes());
        assertEquals("text/html", content.mediaType());
        assertEquals("windows-1250", content.charset().orElseThrow().name());
        assertEquals(Optional.of("\"7\""), content.etag());
        assertEquals("Dragoman/0.1 (test)", site.header("/a", "User-Agent"));
    }

    @Test
    void whatIsKnownIsAskedForByItsTag() throws FetchException {
        site.status("/a", 304);
        assertInstanceOf(Fetched.NotModified.class, fetcher.fetch(new PageFetcher.Request(site.at("/a"), Optional.of("\"7\""), Optional.of("yesterday"), false)));
        assertEquals("\"7\"", site.header("/a", "If-None-Match"));
        assertEquals("yesterday", site.header("/a", "If-Modified-Since"));
        site.status("/b", 410);
        assertInstanceOf(Fetched.Gone.class, fetch("/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%d/a", "http://localhost:%d/a", "http://[::1]:%d/a", "http://0.0.0.0:%d/a", "http://2130706433/a", "http://169.254.169.254/latest"})
    void privateAddressesAreNeverAsked(String address) throws IOException {
        site.put("/a", "text/html", "secret");
        PageFetcher outside = new PageFetcher(new Settings(Duration.ofSeconds(2), Duration.ZERO, false), turns);
        FetchException e = assertThrows(FetchException.class,
                () -> outside.fetch(PageFetcher.Request.of(URI.create(address.formatted(site.at("/").getPort()).replaceAll("(localhost|\\]|[01]):\\d+", "$1")), false)));
        assertTrue(e.isLasting(), e.getMessage());
        assertTrue(e.getMessage().contains("private network"), e.getMessage());
        assertEquals(0, site.requests("/a"));
        outside.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://example.org/a", "gopher://x/", "jar:file:/a!/b", "https://user:secret@example.org/"})
    void onlyTheWebIsAsked(String address) {
        assertTrue(assertThrows(FetchException.class, () -> fetcher.fetch(PageFetcher.Request.of(URI.create(address), false))).isLasting());
    }

    @Test
    void redirectsAreCheckedLikeAddresses() {
        site.redirect("/a", "file:///etc/passwd");
        assertTrue(refused("/a").getMessage().contains("only addresses of http and https"));
        site.redirect("/loop", "/loop");
        assertTrue(refused("/loop").getMessage().contains("redirects more than"));
        site.put("/robots.txt", "text/plain", "User-agent: *\nDisallow: /closed");
        site.redirect("/b", "/closed");
        site.put("/closed", "text/html", "secret");
        PageFetcher fresh = new PageFetcher(new Settings(Duration.ofSeconds(2), Duration.ZERO, true), turns);
        assertTrue(assertThrows(FetchException.class, () -> fresh.fetch(PageFetcher.Request.of(site.at("/b"), false))).getMessage().contains("robots.txt"));
        assertEquals(0, site.requests("/closed"));
    }

    @Test
    void aRedirectIsFollowedToItsEnd() throws FetchException {
        site.redirect("/a", "b");
        site.put("/b", "text/html", "here");
        assertEquals(site.at("/b"), assertInstanceOf(Fetched.Content.class, fetch("/a")).address());
    }

    @Test
    void robotsAreHonouredByName() throws FetchException {
        site.put("/robots.txt", "text/plain", "User-agent: dragoman\nDisallow: /members\nAllow: /members/open\n\nUser-agent: *\nDisallow: /");
        site.put("/members/open", "text/html", "x");
        site.put("/a", "text/html", "x");
        assertTrue(refused("/members/a").isLasting());
        fetch("/members/open");
        fetch("/a");
        assertEquals(1, site.requests("/robots.txt"));
    }

    @Test
    void whereRobotsCannotBeFetchedNothingIsForNow() throws FetchException {
        site.status("/robots.txt", 503);
        site.put("/a", "text/html", "x");
        assertFalse(refused("/a").isLasting());
        assertEquals(0, site.requests("/a"));
        site.status("/robots.txt", 404);
        fetch("/a");
    }

    @Test
    void whatIsReservedFromMiningIsNotTakenUnlessLicensed() throws FetchException {
        site.put("/.well-known/tdmrep.json", "application/json", "[{\"location\": \"/open/*\", \"tdm-reservation\": 0}, {\"location\": \"/\", \"tdm-reservation\": 1}]");
        site.put("/a", "text/html", "x");
        site.put("/open/a", "text/html", "x");
        assertTrue(refused("/a").getMessage().contains("TDMRep"));
        assertEquals(0, site.requests("/a"));
        fetch("/open/a");
        fetcher.fetch(PageFetcher.Request.of(site.at("/a"), true));
        site.put("/open/b", exchange -> {
            exchange.getResponseHeaders().add("tdm-reservation", "1");
            Website.send(exchange, 200, "text/html", new byte[] {1});
        });
        assertTrue(refused("/open/b").getMessage().contains("TDMRep"));
    }

    @Test
    void nothingIsTakenThatIsTooLargePackedOrUnpacked() throws Exception {
        site.put("/large", "text/html", new byte[MOST_BYTES + 1]);
        assertTrue(refused("/large").getMessage().contains("more than"));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[50_000_000]);
        }
        site.put("/bomb", exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            Website.send(exchange, 200, "text/html", packed.toByteArray());
        });
        assertTrue(refused("/bomb").getMessage().contains("more than"));
        site.put("/file.xml.gz", "application/gzip", packed.toByteArray());
        assertTrue(refused("/file.xml.gz").getMessage().contains("more than"));
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
            gzip.write("words".getBytes(StandardCharsets.UTF_8));
        }
        site.put("/small.gz", "application/gzip", small.toByteArray());
        assertEquals("words", new String(assertInstanceOf(Fetched.Content.class, fetch("/small.gz")).bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void whoSendsAByteNowAndThenIsLeft() {
        site.put("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                try {
                    Thread.sleep(200);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        long began = System.nanoTime();
        FetchException e = refused("/slow");
        assertFalse(e.isLasting());
        assertTrue(e.getMessage().contains("longer than 2 seconds"), e.getMessage());
        assertTrue(System.nanoTime() - began < 8_000_000_000L);
    }

    @Test
    void whoAsksToWaitIsWaitedFor() {
        site.put("/busy", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "120");
            Website.send(exchange, 429, "text/plain", new byte[0]);
        });
        assertEquals(Optional.of(Duration.ofSeconds(120)), refused("/busy").waiting());
        site.status("/broken", 500);
        assertFalse(refused("/broken").isLasting());
        site.status("/forbidden", 403);
        assertTrue(refused("/forbidden").isLasting());
    }

    @Test
    void aHostIsAskedNoFasterThanIsPolite() throws Exception {
        PageFetcher polite = new PageFetcher(new Settings(Duration.ofSeconds(2), Duration.ofMillis(400), true), turns);
        site.put("/a", "text/html", "x");
        long began = System.nanoTime();
        for (int i = 0; i < 4; i++) {
            polite.fetch(PageFetcher.Request.of(site.at("/a"), false));
        }
        assertTrue(System.nanoTime() - began >= 1_150_000_000L);
        polite.close();
    }
}
