package dragoman.newsroom;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The secret that allows changing the corpus.
@ApplicationScoped
public class AdminToken {

    private static final String SCHEME = "Bearer ";

    private final Optional<String> token;

    AdminToken(@ConfigProperty(name = "dragoman.admin.token") Optional<String> token) {
        this.token = token.map(String::strip).filter(value -> !value.isEmpty());
    }

    /// Whether the header carries the token.
    ///
    /// @param authorization the header `Authorization`, or null
    boolean allows(String authorization) {
        return bearer(authorization).filter(this::isSecret).isPresent();
    }

    /// The token, of whomever, that the header carries.
    ///
    /// @param authorization the header `Authorization`, or null
    static Optional<String> bearer(String authorization) {
        return Optional.ofNullable(authorization).filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())).map(header -> header.substring(SCHEME.length()).strip());
    }

    /// Whether this is the token.
    public boolean isSecret(String secret) {
        return token.isPresent() && Secrets.equal(token.get(), secret);
    }

    /// @throws ForbiddenException     where no token is configured
    /// @throws NotAuthorizedException where the header does not carry it
    public void require(String authorization) {
        if (token.isEmpty()) {
            throw new ForbiddenException("No admin token is configured, so articles cannot be changed. Set DRAGOMAN_ADMIN_TOKEN and start again.");
        }
        if (!allows(authorization)) {
            throw new NotAuthorizedException("Send the admin token in the header Authorization: Bearer …", "Bearer");
        }
    }
}
