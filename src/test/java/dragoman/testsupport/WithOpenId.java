package dragoman.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The service with a provider of OpenID Connect, which is a stand-in that speaks the protocol over real HTTP from another host than the service.
/// Its page asks whom to sign in as: `olga` is an editor of the site `courier`, `anna` an admin, `nora` neither.
public final class WithOpenId implements QuarkusTestResourceLifecycleManager {

    private static final String KEY_ID = "one";
    private static final String SECRET = "a-secret-of-the-service-0123456789";
    private static final Map<String, String> CLAIMS = Map.of("olga", "\"groups\":[\"editor\"],\"dragoman_site\":\"courier\"", "anna", "\"groups\":[\"admin\"]", "nora", "\"groups\":[\"reader\"]");

    private final Map<String, String> nonces = new ConcurrentHashMap<>();
    private HttpServer server;
    private KeyPair keys;

    @Override
    public Map<String, String> start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 20);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> send(exchange, 200, "application/json", """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys","response_types_supported":["code"],
                 "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}""".formatted(address())));
        server.createContext("/keys", exchange -> {
            RSAPublicKey key = (RSAPublicKey) keys.getPublic();
            send(exchange, 200, "application/json", "{\"keys\":[{\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}".formatted(KEY_ID, base64(unsigned(key.getModulus())),
                    base64(unsigned(key.getPublicExponent()))));
        });
        server.createContext("/authorize", exchange -> {
            Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
            send(exchange, 200, "text/html", CLAIMS.keySet().stream().sorted().map(name -> {
                String code = name + "-" + System.nanoTime();
                nonces.put(code, asked.getOrDefault("nonce", ""));
                return "<p><a href=\"%s?code=%s&state=%s\">%s</a></p>".formatted(asked.get("redirect_uri"), code, asked.get("state"), name);
            }).collect(Collectors.joining("", "<!doctype html><title>Provider</title>", "")));
        });
        server.createContext("/token", exchange -> {
            Map<String, String> asked = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String nonce = nonces.remove(asked.getOrDefault("code", ""));
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (nonce == null || !authorization.equals("Basic " + Base64.getEncoder().encodeToString(("dragoman:" + SECRET).getBytes(StandardCharsets.UTF_8)))) {
                send(exchange, 400, "application/json", "{\"error\":\"invalid_grant\"}");
                return;
            }
            String name = asked.get("code").split("-")[0];
            long now = Instant.now().getEpochSecond();
            String token = signed("{\"iss\":\"%s\",\"aud\":\"dragoman\",\"sub\":\"id-of-%s\",\"preferred_username\":\"%s\",\"iat\":%d,\"exp\":%d%s,%s}".formatted(address(), name, name, now, now + 300,
                    nonce.isEmpty() ? "" : ",\"nonce\":\"" + nonce + "\"", CLAIMS.get(name)));
            send(exchange, 200, "application/json", "{\"access_token\":\"%1$s\",\"id_token\":\"%1$s\",\"token_type\":\"Bearer\",\"expires_in\":300}".formatted(token));
        });
        server.start();
        return Map.of("quarkus.oidc.tenant-enabled", "true", "quarkus.oidc.auth-server-url", address(), "quarkus.oidc.client-id", "dragoman", "quarkus.oidc.credentials.secret", SECRET);
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String signed(String claims) {
        try {
            String content = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(KEY_ID).getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String content) {
        try (exchange) {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> form(String encoded) {
        return Arrays.stream(encoded.split("&")).map(pair -> pair.split("=", 2)).collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (first, _) -> first));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
