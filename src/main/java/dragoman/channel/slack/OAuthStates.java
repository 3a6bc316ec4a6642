package dragoman.channel.slack;

import com.slack.api.bolt.service.OAuthStateService;
import dragoman.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;

/// What ties the end of an installation to its beginning, for Bolt: good once, for ten minutes, at any instance.
@ApplicationScoped
class OAuthStates implements OAuthStateService {

    private static final Duration GOOD = Duration.ofSeconds(DEFAULT_EXPIRATION_IN_SECONDS);
    private static final String FAILED = "the state of an installation could not be kept";

    private final Database database;
    private final Clock clock;

    OAuthStates(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void addNewStateToDatastore(String state) {
        database.query(FAILED, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from slack_oauth_state where created_at < ?");
                    PreparedStatement insert = connection.prepareStatement("insert into slack_oauth_state (state, created_at) values (?, ?)")) {
                delete.setTimestamp(1, oldest());
                delete.executeUpdate();
                insert.setString(1, state);
                insert.setTimestamp(2, Timestamp.from(clock.instant()));
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public boolean isAvailableInDatabase(String state) {
        return database.query(FAILED, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select 1 from slack_oauth_state where state = ? and created_at >= ?")) {
                select.setString(1, state);
                select.setTimestamp(2, oldest());
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public void deleteStateFromDatastore(String state) {
        database.query(FAILED, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from slack_oauth_state where state = ?")) {
                delete.setString(1, state);
                return delete.executeUpdate();
            }
        });
    }

    private Timestamp oldest() {
        return Timestamp.from(clock.instant().minus(GOOD));
    }
}
