package dragoman.channel.slack;

import static dragoman.settings.Settings.require;

import dragoman.settings.CannotStartException;
import dragoman.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Optional;

/// How the bot is known to Slack. Without a signing secret and without an app-level token there is no bot, and nothing of it runs.
@ConfigMapping(prefix = "dragoman.slack")
public interface SlackSettings {

    /// What Slack signs its requests with.
    Optional<String> signingSecret();

    /// A file that holds it.
    Optional<Path> signingSecretFile();

    /// The bot's token, where it serves one workspace only.
    Optional<String> botToken();

    /// A file that holds it.
    Optional<Path> botTokenFile();

    /// The app-level token; with it the bot opens a connection to Slack itself (Socket Mode).
    Optional<String> appToken();

    /// A file that holds it.
    Optional<Path> appTokenFile();

    /// The app's client id, where many workspaces may install it.
    Optional<String> clientId();

    /// The secret that goes with it.
    Optional<String> clientSecret();

    /// A file that holds it.
    Optional<Path> clientSecretFile();

    /// The key that the workspaces' tokens are encrypted with: 32 bytes in Base64.
    Optional<String> tokenKey();

    /// A file that holds it.
    Optional<Path> tokenKeyFile();

    /// Where Slack's Web API is.
    @WithDefault("https://slack.com/api/")
    String apiUrl();

    /// Where readers reach this service; citations of articles without an address of their own lead there.
    Optional<URI> publicUrl();

    /// How many messages this instance answers at once; 0 leaves them to others.
    @WithDefault("4")
    int workers();

    /// How long answering one may take before it is offered to another instance.
    @WithDefault("90s")
    Duration lease();

    /// How often followed topics are asked anew.
    @WithDefault("10m")
    Duration followInterval();

    /// The time zone of digest times.
    @WithDefault("UTC")
    ZoneId zone();

    /// Whether there is a bot.
    default boolean isConfigured() {
        return signing().isPresent() || app().isPresent();
    }

    /// Whether workspaces install it by themselves.
    default boolean isInstallable() {
        return clientId().filter(id -> !id.isBlank()).isPresent();
    }

    default Optional<String> signing() {
        return Settings.secret("DRAGOMAN_SLACK_SIGNING_SECRET", signingSecret(), signingSecretFile());
    }

    default Optional<String> bot() {
        return Settings.secret("DRAGOMAN_SLACK_BOT_TOKEN", botToken(), botTokenFile());
    }

    default Optional<String> app() {
        return Settings.secret("DRAGOMAN_SLACK_APP_TOKEN", appToken(), appTokenFile());
    }

    default Optional<String> client() {
        return Settings.secret("DRAGOMAN_SLACK_CLIENT_SECRET", clientSecret(), clientSecretFile());
    }

    /// The key's bytes.
    ///
    /// @throws CannotStartException if it is no key of 32 bytes
    default Optional<byte[]> key() {
        return Settings.secret("DRAGOMAN_SLACK_TOKEN_KEY", tokenKey(), tokenKeyFile()).map(text -> {
            try {
                byte[] key = Base64.getDecoder().decode(text);
                if (key.length == TokenCipher.KEY_BYTES) {
                    return key;
                }
            } catch (IllegalArgumentException e) {
                // said below
            }
            throw new CannotStartException("DRAGOMAN_SLACK_TOKEN_KEY is no key; make one with: openssl rand -base64 32");
        });
    }

    /// @throws CannotStartException if something is missing, saying what
    default void check() {
        if (!isConfigured()) {
            return;
        }
        require(bot().isPresent() || isInstallable(), "DRAGOMAN_SLACK_BOT_TOKEN is missing; set it, or DRAGOMAN_SLACK_CLIENT_ID where many workspaces install the app.");
        require(!isInstallable() || client().isPresent(), "DRAGOMAN_SLACK_CLIENT_SECRET is missing; it goes with DRAGOMAN_SLACK_CLIENT_ID.");
        require(!isInstallable() || key().isPresent(), "DRAGOMAN_SLACK_TOKEN_KEY is missing; workspaces' tokens are stored encrypted. Make a key with: openssl rand -base64 32");
        require(!isInstallable() || publicUrl().isPresent(), "DRAGOMAN_SLACK_PUBLIC_URL is missing; Slack sends those who install the app back there.");
        require(workers() >= 0 && workers() <= 100, "DRAGOMAN_SLACK_WORKERS is %d; set it to a number from 0 to 100.".formatted(workers()));
        require(lease().compareTo(Duration.ofSeconds(1)) >= 0, "DRAGOMAN_SLACK_LEASE must be a time such as 90s.");
    }
}
