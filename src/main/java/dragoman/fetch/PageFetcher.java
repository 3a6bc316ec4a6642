package dragoman.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import dragoman.feed.TextDecoder;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/// Fetches pages and feeds: only by http and https, only from public addresses, and those that were checked are those that are connected to;
/// within bounds of size, time and redirects; as robots.txt allows, and not what is reserved from mining (TDMRep); politely, and under its name.
@ApplicationScoped
public class PageFetcher {

    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_ROBOTS_BYTES = 500_000;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration RULES_KEPT = Duration.ofHours(1);
    private static final Duration LONGEST_CRAWL_DELAY = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 32;

    private final FetchSettings settings;
    private final HostTurns turns;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("fetch-watch").factory());
    private final Cache<String, BaseRobotRules> robots = Caffeine.newBuilder().expireAfterWrite(RULES_KEPT).maximumSize(5_000).build();
    private final Cache<String, MiningReservation> reservations = Caffeine.newBuilder().expireAfterWrite(RULES_KEPT).maximumSize(5_000).build();

    PageFetcher(FetchSettings settings, HostTurns turns) {
        this.settings = settings;
        this.turns = turns;
        this.client = HttpClients.custom().setUserAgent(settings.userAgent()).disableRedirectHandling().disableContentCompression().disableCookieManagement()
                .disableAuthCaching().disableAutomaticRetries()
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(Timeout.of(settings.timeout())).build())
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(new CheckedAddresses())
                        .setMaxConnTotal(CONNECTIONS).setMaxConnPerRoute(2)
                        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(Timeout.of(CONNECT)).setSocketTimeout(Timeout.of(settings.timeout()))
                                .setTimeToLive(Timeout.ofSeconds(30)).build())
                        .build())
                .build();
    }

    @PreDestroy
    void close() throws IOException {
        watch.shutdownNow();
        client.close();
    }

    /// What is asked for.
    ///
    /// @param address      http or https
    /// @param etag         of what is known already
    /// @param lastModified of what is known already
    /// @param licensed     whether its publisher has agreed to what it may reserve from others
    public record Request(URI address, Optional<String> etag, Optional<String> lastModified, boolean licensed) {

        public static Request of(URI address, boolean licensed) {
            return new Request(address, Optional.empty(), Optional.empty(), licensed);
        }
    }

    /// Returns what is there.
    ///
    /// @throws FetchException if nothing could be fetched, or must not be
    public Fetched fetch(Request request) throws FetchException {
        URI address = request.address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            requireFetchable(address);
            BaseRobotRules rules = rules(address);
            if (!rules.isAllowed(address.toString())) {
                throw rules.isDeferVisits() ? FetchException.passing("robots.txt of " + address.getHost() + " cannot be fetched, so nothing there may be")
                        : FetchException.lasting("robots.txt of " + address.getHost() + " does not allow it");
            }
            if (!request.licensed && reservation(address).covers(address)) {
                throw FetchException.lasting(reserved(address));
            }
            turns.await(address.getHost(), delay(rules));
            Response response = get(address, request, settings.maxBytes());
            if (response.redirect.isEmpty()) {
                return result(response, address, request);
            }
            address = response.redirect.get();
        }
        throw FetchException.lasting("it redirects more than %d times".formatted(MOST_REDIRECTS));
    }

    /// Sends a message, under the same rules as pages are fetched; it is not sent on where the answer leads elsewhere.
    ///
    /// @param type    of the message
    /// @param headers beside those that every request has
    /// @throws FetchException if it did not arrive, or must not be sent
    public void send(URI address, String type, byte[] message, Map<String, String> headers) throws FetchException {
        requireFetchable(address);
        HttpPost post = new HttpPost(address);
        headers.forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(message, ContentType.create(type)));
        Response response = execute(post, address, settings.maxBytes());
        if (response.status == HttpStatus.SC_GONE) {
            throw FetchException.lasting("%s wants no messages any more (HTTP 410)".formatted(address.getHost()));
        }
        if (response.status < HttpStatus.SC_OK || response.status >= HttpStatus.SC_REDIRECTION) {
            throw FetchException.passing("%s answers HTTP %d".formatted(address.getHost(), response.status));
        }
    }

    private static String reserved(URI address) {
        return "%s reserves its texts from mining (TDMRep); agree with its publisher and mark the feed as licensed".formatted(address.getHost());
    }

    private static Fetched result(Response response, URI address, Request request) throws FetchException {
        return switch (response.status) {
            case HttpStatus.SC_OK -> {
                if (!request.licensed && response.reservesMining) {
                    throw FetchException.lasting(reserved(address));
                }
                yield new Fetched.Content(address, response.bytes, response.type.map(type -> type.getMimeType().toLowerCase(Locale.ROOT)).orElse(""),
                        response.type.map(ContentType::getCharset), response.etag, response.lastModified);
            }
            case HttpStatus.SC_NOT_MODIFIED -> new Fetched.NotModified();
            case HttpStatus.SC_GONE -> new Fetched.Gone();
            case HttpStatus.SC_TOO_MANY_REQUESTS, HttpStatus.SC_SERVICE_UNAVAILABLE -> {
                if (response.retryAfter.isPresent()) {
                    throw FetchException.notYet("%s asks to wait (HTTP %d)".formatted(address.getHost(), response.status), response.retryAfter.get());
                }
                throw FetchException.passing("%s answers HTTP %d".formatted(address.getHost(), response.status));
            }
            case HttpStatus.SC_UNAUTHORIZED, HttpStatus.SC_PAYMENT_REQUIRED, HttpStatus.SC_FORBIDDEN -> throw FetchException.lasting(
                    "%s does not let the program in (HTTP %d)".formatted(address.getHost(), response.status));
            default -> throw FetchException.passing("%s answers HTTP %d".formatted(address.getHost(), response.status));
        };
    }

    private void requireFetchable(URI address) throws FetchException {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (address.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
            throw FetchException.lasting("only addresses of http and https are fetched, and not " + address);
        }
        if (address.getRawUserInfo() != null) {
            throw FetchException.lasting("addresses with a user's name are not fetched");
        }
        if (address.getPort() != -1 && address.getPort() != 80 && address.getPort() != 443 && !settings.privateAddresses()) {
            throw FetchException.lasting("only the ports 80 and 443 are asked, and not " + address.getPort());
        }
    }

    private Duration delay(BaseRobotRules rules) {
        Duration asked = rules.getCrawlDelay() > 0 ? Duration.ofMillis(rules.getCrawlDelay()) : Duration.ZERO;
        Duration bounded = asked.compareTo(LONGEST_CRAWL_DELAY) > 0 ? LONGEST_CRAWL_DELAY : asked;
        return bounded.compareTo(settings.hostDelay()) > 0 ? bounded : settings.hostDelay();
    }

    private BaseRobotRules rules(URI address) throws FetchException {
        String origin = origin(address);
        BaseRobotRules known = robots.getIfPresent(origin);
        if (known == null) {
            known = fetchRules(URI.create(origin + "/robots.txt"));
            // a site that cannot say what it allows is asked again soon
            if (!known.isDeferVisits()) {
                robots.put(origin, known);
            }
        }
        return known;
    }

    private BaseRobotRules fetchRules(URI address) throws FetchException {
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
        Response response;
        try {
            response = follow(address, MOST_ROBOTS_BYTES);
        } catch (FetchException e) {
            if (e.isLasting()) {
                throw e;
            }
            return new SimpleRobotRules(SimpleRobotRules.RobotRulesMode.ALLOW_NONE) {
                @Override
                public boolean isDeferVisits() {
                    return true;
                }
            };
        }
        String name = settings.userAgent().split("[/ ]")[0].toLowerCase(Locale.ROOT);
        return response.status == HttpStatus.SC_OK ? parser.parseContent(address.toString(), response.bytes, "text/plain", List.of(name))
                : parser.failedFetch(response.status);
    }

    private MiningReservation reservation(URI address) {
        return reservations.get(origin(address), origin -> {
            try {
                Response response = follow(URI.create(origin + "/.well-known/tdmrep.json"), MOST_ROBOTS_BYTES);
                return response.status == HttpStatus.SC_OK ? MiningReservation.of(response.bytes) : MiningReservation.NONE;
            } catch (FetchException e) {
                return MiningReservation.NONE;
            }
        });
    }

    private Response follow(URI start, int mostBytes) throws FetchException {
        URI address = start;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            requireFetchable(address);
            Response response = get(address, Request.of(address, true), mostBytes);
            if (response.redirect.isEmpty()) {
                return response;
            }
            address = response.redirect.get();
        }
        throw FetchException.passing("it redirects more than %d times".formatted(MOST_REDIRECTS));
    }

    private static String origin(URI address) {
        return address.getScheme().toLowerCase(Locale.ROOT) + "://" + address.getRawAuthority().toLowerCase(Locale.ROOT);
    }

    private record Response(int status, byte[] bytes, Optional<ContentType> type, Optional<URI> redirect, Optional<String> etag, Optional<String> lastModified,
            Optional<Duration> retryAfter, boolean reservesMining) {
    }

    private Response get(URI address, Request request, int mostBytes) throws FetchException {
        HttpGet get = new HttpGet(address);
        get.setHeader(HttpHeaders.ACCEPT, "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, application/pdf;q=0.8, */*;q=0.5");
        get.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
        request.etag.ifPresent(etag -> get.setHeader(HttpHeaders.IF_NONE_MATCH, etag));
        request.lastModified.ifPresent(since -> get.setHeader(HttpHeaders.IF_MODIFIED_SINCE, since));
        return execute(get, address, mostBytes);
    }

    private Response execute(HttpUriRequestBase request, URI address, int mostBytes) throws FetchException {
        AtomicBoolean late = new AtomicBoolean();
        // time-outs of the connection only see silence, and not a byte every second
        ScheduledFuture<?> end = watch.schedule(() -> {
            late.set(true);
            request.abort();
        }, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, response -> read(response, address, mostBytes));
        } catch (Refused | PrivateAddress e) {
            throw FetchException.lasting(e.getMessage());
        } catch (UnknownHostException e) {
            throw FetchException.passing("there is no host " + address.getHost());
        } catch (IOException | RuntimeException e) {
            throw FetchException.passing(late.get() ? "%s takes longer than %d seconds".formatted(address.getHost(), settings.timeout().toSeconds())
                    : "%s does not answer as it should (%s)".formatted(address.getHost(), e.getMessage()));
        } finally {
            end.cancel(false);
        }
    }

    private static Response read(ClassicHttpResponse response, URI address, int mostBytes) throws IOException {
        int status = response.getCode();
        Optional<URI> redirect = status >= 301 && status <= 308 && status != HttpStatus.SC_NOT_MODIFIED
                ? header(response, HttpHeaders.LOCATION).flatMap(location -> resolve(address, location)) : Optional.empty();
        byte[] bytes = status == HttpStatus.SC_OK && response.getEntity() != null
                ? unpack(response.getEntity().getContent(), header(response, HttpHeaders.CONTENT_ENCODING), mostBytes) : new byte[0];
        return new Response(status, bytes, header(response, HttpHeaders.CONTENT_TYPE).flatMap(PageFetcher::type), redirect, header(response, HttpHeaders.ETAG),
                header(response, HttpHeaders.LAST_MODIFIED), header(response, HttpHeaders.RETRY_AFTER).flatMap(PageFetcher::seconds),
                header(response, "tdm-reservation").filter("1"::equals).isPresent());
    }

    private static byte[] unpack(InputStream content, Optional<String> encoding, int mostBytes) throws IOException {
        boolean packed = encoding.filter(name -> name.equalsIgnoreCase("gzip") || name.equalsIgnoreCase("x-gzip")).isPresent();
        if (!packed && encoding.filter(name -> !name.equalsIgnoreCase("identity")).isPresent()) {
            throw new Refused("it is packed as " + encoding.get() + ", which was not asked for");
        }
        byte[] bytes = bounded(packed ? new GZIPInputStream(content) : content, mostBytes);
        // sitemaps are often packed files
        return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b ? bounded(new GZIPInputStream(new ByteArrayInputStream(bytes)), mostBytes) : bytes;
    }

    private static byte[] bounded(InputStream content, int mostBytes) throws IOException {
        byte[] bytes = content.readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
            throw new Refused("it has more than %,d bytes".formatted(mostBytes));
        }
        return bytes;
    }

    private static Optional<String> header(ClassicHttpResponse response, String name) {
        return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static Optional<ContentType> type(String value) {
        try {
            return Optional.ofNullable(ContentType.parseLenient(value)).map(type -> type.getCharset() == null && value.toLowerCase(Locale.ROOT).contains("charset=")
                    ? type.withCharset(TextDecoder.charset(value.replaceAll("(?i)^.*charset=[\"']?([\\w:.-]+).*", "$1")).orElse(null)) : type);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> seconds(String value) {
        return value.matches("\\d{1,5}") ? Optional.of(Duration.ofSeconds(Long.parseLong(value))) : Optional.empty();
    }

    private static Optional<URI> resolve(URI address, String location) {
        try {
            return Optional.of(address.resolve(new URI(location.replace(" ", "%20"))));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// It is not fetched, whatever happens.
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /// Looks a host up once; what it gives is what is connected to, so that a second answer cannot lead elsewhere.
    private final class CheckedAddresses implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = SystemDefaultDnsResolver.INSTANCE.resolve(host);
            if (settings.privateAddresses()) {
                return found;
            }
            // one address of the wrong kind among others is a trap
            if (!Arrays.stream(found).allMatch(PublicAddresses::isPublic)) {
                throw new PrivateAddress(host);
            }
            return found;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static final class PrivateAddress extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        PrivateAddress(String host) {
            super(host + " has an address of a private network, which is never asked");
        }
    }
}
