package dragoman.ingestion;

import dragoman.database.Database;
import dragoman.database.Rows;
import dragoman.feed.FeedEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The feeds that are polled, and what was seen in them.
@ApplicationScoped
public class FeedStore {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final String UNCHANGED = "the feeds could not be changed";
    private static final String UNREADABLE = "the feeds could not be read";

    private final Database database;
    private final Clock clock;

    public FeedStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Subscribes to a feed, or changes the subscription; it is polled at once.
    ///
    /// @param site whose articles are in it; empty for the shared corpus. Two sites may subscribe to the same feed
    public Feed subscribe(URI address, Optional<String> publisher, Optional<ZoneId> zone, Optional<String> language, Duration every, boolean licensed,
            Optional<String> site) {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into feed (url, publisher, zone, language, every_seconds, licensed, due_at, created_at, site) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict (coalesce(site, ''), url) do update set publisher = excluded.publisher, zone = excluded.zone, language = excluded.language,
                        every_seconds = excluded.every_seconds, licensed = excluded.licensed, due_at = excluded.due_at, etag = null, last_modified = null
                    returning *""")) {
                Timestamp now = Timestamp.from(clock.instant());
                insert.setString(1, address.toString());
                insert.setString(2, publisher.orElse(null));
                insert.setString(3, zone.map(ZoneId::getId).orElse(null));
                insert.setString(4, language.orElse(null));
                insert.setLong(5, every.toSeconds());
                insert.setBoolean(6, licensed);
                insert.setTimestamp(7, now);
                insert.setTimestamp(8, now);
                insert.setString(9, site.orElse(null));
                return read(insert).getFirst();
            }
        });
    }

    /// Ends a subscription. The articles stay.
    ///
    /// @return whether there was one
    public boolean unsubscribe(long id) {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from feed where id = ?")) {
                delete.setLong(1, id);
                return delete.executeUpdate() == 1;
            }
        });
    }

    /// Has a feed polled at once.
    ///
    /// @return whether there is such a feed
    public boolean hasten(long id) {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement update = connection.prepareStatement("update feed set due_at = ?, etag = null, last_modified = null where id = ?")) {
                update.setTimestamp(1, Timestamp.from(clock.instant()));
                update.setLong(2, id);
                return update.executeUpdate() == 1;
            }
        });
    }

    public List<Feed> all() {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select * from feed order by url")) {
                return read(select);
            }
        });
    }

    public Optional<Feed> find(long id) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select * from feed where id = ?")) {
                select.setLong(1, id);
                return read(select).stream().findFirst();
            }
        });
    }

    /// Takes the feed that is due for the longest time; until it is told how that went, or the lease ends, nobody else takes it.
    Optional<Feed> take() {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement take = connection.prepareStatement("""
                    update feed set due_at = ?, polled_at = ?
                     where id = (select id from feed where due_at <= ? order by due_at, id for update skip locked limit 1) returning *""")) {
                Timestamp now = Timestamp.from(clock.instant());
                take.setTimestamp(1, Timestamp.from(clock.instant().plus(LEASE)));
                take.setTimestamp(2, now);
                take.setTimestamp(3, now);
                return read(take).stream().findFirst();
            }
        });
    }

    void succeeded(Feed feed, Optional<String> etag, Optional<String> lastModified, Optional<Instant> newest) {
        Instant now = clock.instant();
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update feed set due_at = ?, succeeded_at = ?, failures = 0, problem = null, etag = ?, last_modified = ?,
                           newest_at = greatest(newest_at, ?) where id = ?""")) {
                update.setTimestamp(1, Timestamp.from(now.plus(feed.every())));
                update.setTimestamp(2, Timestamp.from(now));
                update.setString(3, etag.orElse(null));
                update.setString(4, lastModified.orElse(null));
                update.setTimestamp(5, newest.map(Timestamp::from).orElse(null));
                update.setLong(6, feed.id());
                return update.executeUpdate();
            }
        });
    }

    void failed(Feed feed, String problem, Duration wait) {
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement update = connection.prepareStatement("update feed set due_at = ?, failures = failures + 1, problem = ? where id = ?")) {
                update.setTimestamp(1, Timestamp.from(clock.instant().plus(wait)));
                update.setString(2, problem);
                update.setLong(3, feed.id());
                return update.executeUpdate();
            }
        });
    }

    /// The entries of which the feed says something that it has not said before.
    List<FeedEntry> unseen(Feed feed, List<FeedEntry> entries) {
        Set<String> seen = database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select entry || ' ' || content from feed_entry where feed_id = ? and entry = any (?)")) {
                select.setLong(1, feed.id());
                select.setArray(2, connection.createArrayOf("text", entries.stream().map(FeedEntry::id).toArray()));
                try (ResultSet rows = select.executeQuery()) {
                    Set<String> known = new HashSet<>();
                    while (rows.next()) {
                        known.add(rows.getString(1));
                    }
                    return known;
                }
            }
        });
        return entries.stream().filter(entry -> !seen.contains(entry.id() + " " + entry.fingerprint())).toList();
    }

    void see(Feed feed, FeedEntry entry) {
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into feed_entry (feed_id, entry, content, seen_at) select id, ?, ?, ? from feed where id = ?
                    on conflict (feed_id, entry) do update set content = excluded.content, seen_at = excluded.seen_at""")) {
                insert.setString(1, entry.id());
                insert.setString(2, entry.fingerprint());
                insert.setTimestamp(3, Timestamp.from(clock.instant()));
                insert.setLong(4, feed.id());
                return insert.executeUpdate();
            }
        });
    }

    private static List<Feed> read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<Feed> feeds = new ArrayList<>();
            while (row.next()) {
                feeds.add(new Feed(row.getLong("id"), URI.create(row.getString("url")), text(row, "publisher"), text(row, "zone").map(ZoneId::of),
                        text(row, "language"), Duration.ofSeconds(row.getLong("every_seconds")), row.getBoolean("licensed"), Rows.instant(row, "due_at"),
                        text(row, "etag"), text(row, "last_modified"), Rows.optionalInstant(row, "polled_at"), Rows.optionalInstant(row, "succeeded_at"),
                        Rows.optionalInstant(row, "newest_at"), row.getInt("failures"), text(row, "problem"), Rows.instant(row, "created_at"), text(row, "site")));
            }
            return feeds;
        }
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
