package dragoman.newsroom;

import dragoman.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Secrets of the service itself, kept in the database, so that all instances have the same and a restart changes nothing.
@ApplicationScoped
class ServiceSecrets {

    private static final int BYTES = 32;

    private final Database database;
    private final Clock clock;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    ServiceSecrets(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// The secret of this name; it is made when it is asked for first.
    byte[] get(String name) {
        byte[] secret = known.get(name);
        if (secret == null) {
            secret = load(name);
            known.put(name, secret);
        }
        return secret.clone();
    }

    private byte[] load(String name) {
        byte[] fresh = Secrets.random(BYTES);
        return database.query("the service's secret could not be read", connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into service_secret (name, value, created_at) values (?, ?, ?) on conflict do nothing");
                    PreparedStatement select = connection.prepareStatement("select value from service_secret where name = ?")) {
                insert.setString(1, name);
                insert.setBytes(2, fresh);
                insert.setTimestamp(3, Timestamp.from(clock.instant()));
                insert.executeUpdate();
                select.setString(1, name);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getBytes(1);
                }
            }
        });
    }
}
