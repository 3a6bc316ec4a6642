package dragoman.newsroom;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// Tokens that a widget gets for its page and sends with every question: signed by the service, good for some minutes, at one site and on pages
/// of one origin. There is no secret in the page that somebody could carry off.
@ApplicationScoped
public class ReaderTokens {

    /// How long one is good.
    public static final Duration GOOD = Duration.ofMinutes(10);
    private static final String SECRET = "reader-tokens";
    private static final String SEPARATOR = " ";

    private final ServiceSecrets secrets;
    private final Clock clock;

    ReaderTokens(ServiceSecrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /// What a token that holds says.
    ///
    /// @param site   where questions may be asked with it
    /// @param origin of the pages that may
    public record Grant(String site, String origin, Instant until) {
    }

    /// Makes a token.
    public String issue(String site, String origin) {
        String says = String.join(SEPARATOR, site, origin, String.valueOf(clock.instant().plus(GOOD).getEpochSecond()));
        return encode(says.getBytes(StandardCharsets.UTF_8)) + "." + encode(sign(says));
    }

    /// What the token says; empty if the service has not made it, or not for so long.
    public Optional<Grant> check(String token) {
        int dot = token.indexOf('.');
        try {
            String says = new String(Base64.getUrlDecoder().decode(token.substring(0, Math.max(0, dot))), StandardCharsets.UTF_8);
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            if (dot < 0 || !MessageDigest.isEqual(sign(says), signature)) {
                return Optional.empty();
            }
            String[] parts = says.split(SEPARATOR);
            Instant until = Instant.ofEpochSecond(Long.parseLong(parts[2]));
            return clock.instant().isBefore(until) ? Optional.of(new Grant(parts[0], parts[1], until)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] sign(String says) {
        return Secrets.hmac(secrets.get(SECRET), says.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
