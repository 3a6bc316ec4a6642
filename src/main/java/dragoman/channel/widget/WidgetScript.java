package dragoman.channel.widget;

import dragoman.database.Database;
import io.quarkiverse.web.bundler.runtime.Bundle;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// The widget's script. A version is named after what is in it, and every one that was ever served is kept, so that pages which name a version
/// and its hash go on working when the service is brought up to date.
@ApplicationScoped
class WidgetScript {

    private static final int NAME_LENGTH = 16;

    private final Bundle bundle;
    private final Database database;
    private final Clock clock;
    private volatile Release current;

    WidgetScript(Bundle bundle, Database database, Clock clock) {
        this.bundle = bundle;
        this.database = database;
        this.clock = clock;
    }

    /// A version and what is in it.
    record Release(String version, byte[] script) {

        static Release of(byte[] script) {
            return new Release(HexFormat.of().formatHex(digest("SHA-256", script)).substring(0, NAME_LENGTH), script);
        }

        String path() {
            return "/widget/" + version + "/widget.js";
        }

        /// What pages put into the attribute `integrity`.
        String integrity() {
            return "sha384-" + Base64.getEncoder().encodeToString(digest("SHA-384", script));
        }

        private static byte[] digest(String algorithm, byte[] bytes) {
            try {
                return MessageDigest.getInstance(algorithm).digest(bytes);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has " + algorithm, e);
            }
        }
    }

    /// That of this program.
    Release current() {
        Release known = current;
        if (known == null) {
            known = Release.of(load(bundle.script("widget")));
            keep(known);
            current = known;
        }
        return known;
    }

    /// The one with this version, if it was ever served.
    Optional<Release> find(String version) {
        Release now = current();
        return now.version.equals(version) ? Optional.of(now) : database.query("the widget could not be read", connection -> {
            try (PreparedStatement select = connection.prepareStatement("select script from widget_release where version = ?")) {
                select.setString(1, version);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(new Release(version, row.getBytes(1))) : Optional.empty();
                }
            }
        });
    }

    private void keep(Release release) {
        database.query("the widget was not kept", connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into widget_release (version, script, released_at) values (?, ?, ?) on conflict do nothing")) {
                insert.setString(1, release.version);
                insert.setBytes(2, release.script);
                insert.setTimestamp(3, Timestamp.from(clock.instant()));
                return insert.executeUpdate();
            }
        });
    }

    /// Where the build puts it: into the program, and for tests and development into a folder.
    private static byte[] load(String path) {
        try (InputStream packed = Thread.currentThread().getContextClassLoader().getResourceAsStream("META-INF/resources" + path)) {
            return packed != null ? packed.readAllBytes() : Files.readAllBytes(Path.of("target/web-bundler", LaunchMode.current().getDefaultProfile(), "dist", path.substring(1)));
        } catch (IOException e) {
            throw new UncheckedIOException("the widget is not in the program", e);
        }
    }
}
