package dragoman.ingestion;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dragoman.database.Database;
import dragoman.ingestion.PassageGeneration.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The generations of passages: at most one is searched, and at most one is being built.
@ApplicationScoped
public class PassageGenerations {

    /// How long a reader may go on with a generation that is no longer active. Kept well below {@link #GRACE}.
    private static final Duration STALENESS = Duration.ofSeconds(1);
    /// How long a retired generation is kept for those who still read it.
    static final Duration GRACE = Duration.ofSeconds(30);

    private static final String UNREADABLE = "the generations of passages could not be read";
    /// Serialises making and dropping generations, over all instances.
    private static final long LOCK = 0x647261676f6d616eL;

    private final Database database;
    private final PassageSettings settings;
    private final PassageEmbedder embedder;
    private final Clock clock;
    private final LoadingCache<Boolean, PassageGeneration> active;

    public PassageGenerations(Database database, PassageSettings settings, PassageEmbedder embedder, Clock clock) {
        settings.check();
        this.database = database;
        this.settings = settings;
        this.embedder = embedder;
        this.clock = clock;
        this.active = Caffeine.newBuilder().expireAfterWrite(STALENESS).build(_ -> findOrMakeActive());
    }

    /// The generation that is searched, as it was at most a second ago; the first one is made from the settings.
    public PassageGeneration active() {
        return active.get(true);
    }

    /// The same as of now.
    PassageGeneration activeNow() {
        active.invalidateAll();
        return active();
    }

    /// The same as of now, for those who write. It stays active until the transaction of the connection ends.
    static PassageGeneration lockActive(Connection connection) throws SQLException {
        Optional<PassageGeneration> active = find(connection, "state = 'ACTIVE' for share");
        if (active.isEmpty()) {
            // whoever waited for the switch saw what was active go, and sees what is active now by looking again
            active = find(connection, "state = 'ACTIVE' for share");
        }
        return active.orElseThrow(() -> new SQLException("no generation of passages is active"));
    }

    /// The generation that is being built: the one that was begun with these settings, or a new one.
    ///
    /// @return empty if another one is being built
    Optional<PassageGeneration> build() {
        return locked(connection -> {
            Optional<PassageGeneration> building = find(connection, "state = 'BUILDING'");
            return building.isPresent() ? building.filter(this::isAsSet) : Optional.of(create(connection, State.BUILDING));
        });
    }

    /// Whether passages made now would be like those of the generation.
    boolean isAsSet(PassageGeneration generation) {
        return generation.model().equals(settings.embeddingModel()) && generation.passageTokens() == settings.maxTokens()
                && generation.splitter() == ArticleSplitter.VERSION;
    }

    /// Makes a generation that was built the active one, if no live article lacks its passages there.
    ///
    /// @return whether it is now
    boolean activate(PassageGeneration built) {
        boolean activated = locked(connection -> {
            try (Statement statement = connection.createStatement()) {
                // waits for articles that are on their way into the generation before
                statement.execute("select from passage_generation for update");
                if (find(connection, "state = 'BUILDING' and id = " + built.id()).isEmpty()) {
                    // another instance has finished it, or it was given up
                    return true;
                }
                try (ResultSet row = statement.executeQuery("select exists (" + LACKING.formatted("", built.id()) + ")")) {
                    row.next();
                    if (row.getBoolean(1)) {
                        return false;
                    }
                }
                statement.execute("update passage_generation set state = 'RETIRED' where state = 'ACTIVE'");
                try (PreparedStatement update = connection.prepareStatement(
                        "update passage_generation set state = 'ACTIVE', activated_at = ? where id = ?")) {
                    update.setTimestamp(1, Timestamp.from(clock.instant()));
                    update.setInt(2, built.id());
                    update.executeUpdate();
                }
                return true;
            }
        });
        active.invalidateAll();
        return activated;
    }

    /// Live versions without passages in a generation, the newest articles first.
    List<String> lacking(PassageGeneration generation, int limit) {
        return database.forBulkWork().query(UNREADABLE, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(LACKING.formatted("v.article_id", generation.id()) + " order by v.published desc limit " + limit)) {
                List<String> articles = new ArrayList<>();
                while (rows.next()) {
                    articles.add(rows.getString(1));
                }
                return articles;
            }
        });
    }

    /// How many live versions lack passages in a generation.
    long countLacking(PassageGeneration generation) {
        return database.forBulkWork().query(UNREADABLE, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(LACKING.formatted("count(*)", generation.id()))) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static final String LACKING = """
            select %s from article_version v where v.state = 'LIVE' and v.copy_of is null and not exists (
                select from article_embedding e where e.generation = %d and e.article_id = v.article_id and e.version = v.version)""";

    /// Drops what was retired longer than the grace ago.
    void dropRetired() {
        locked(connection -> {
            for (PassageGeneration retired : findAll(connection, "state = 'RETIRED' and (select activated_at from passage_generation where state = 'ACTIVE') < '%s'"
                    .formatted(Timestamp.from(clock.instant().minus(GRACE))))) {
                drop(connection, retired);
            }
            return null;
        });
    }

    /// Gives up what is being built, if anything is.
    void abandon() {
        locked(connection -> {
            Optional<PassageGeneration> building = find(connection, "state = 'BUILDING'");
            if (building.isPresent()) {
                drop(connection, building.get());
            }
            return null;
        });
    }

    private static void drop(Connection connection, PassageGeneration generation) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table " + generation.table());
            statement.execute("delete from passage_generation where id = " + generation.id());
        }
    }

    private PassageGeneration findOrMakeActive() {
        return database.query(UNREADABLE, connection -> find(connection, "state = 'ACTIVE'")).orElseGet(() -> locked(connection -> {
            Optional<PassageGeneration> other = find(connection, "state = 'ACTIVE'");
            return other.isPresent() ? other.get() : create(connection, State.ACTIVE);
        }));
    }

    private <T> T locked(Database.Work<T> work) {
        return database.forBulkWork().transaction("the generations of passages could not be changed", connection -> {
            try (Statement lock = connection.createStatement()) {
                lock.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            }
            return work.with(connection);
        });
    }

    private PassageGeneration create(Connection connection, State state) throws SQLException {
        int id;
        try (Statement next = connection.createStatement();
                ResultSet row = next.executeQuery("select coalesce(max(id), 0) + 1 from passage_generation")) {
            row.next();
            id = row.getInt(1);
        }
        PassageGeneration generation = new PassageGeneration(id, settings.embeddingModel(), embedder.dimensions(settings.embeddingModel()),
                settings.maxTokens(), ArticleSplitter.VERSION, state);
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into passage_generation (id, model, dimensions, passage_tokens, splitter, state, created_at, activated_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
            Timestamp now = Timestamp.from(clock.instant());
            insert.setInt(1, id);
            insert.setString(2, generation.model());
            insert.setInt(3, generation.dimensions());
            insert.setInt(4, generation.passageTokens());
            insert.setInt(5, generation.splitter());
            insert.setString(6, state.name());
            insert.setTimestamp(7, now);
            insert.setTimestamp(8, state == State.ACTIVE ? now : null);
            insert.executeUpdate();
        }
        PassagePartitions.createGeneration(connection, generation);
        return generation;
    }

    private static Optional<PassageGeneration> find(Connection connection, String condition) throws SQLException {
        return findAll(connection, condition).stream().findFirst();
    }

    private static List<PassageGeneration> findAll(Connection connection, String condition) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(
                "select id, model, dimensions, passage_tokens, splitter, state from passage_generation where " + condition)) {
            List<PassageGeneration> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new PassageGeneration(rows.getInt(1), rows.getString(2), rows.getInt(3), rows.getInt(4), rows.getInt(5),
                        State.valueOf(rows.getString(6))));
            }
            return found;
        }
    }
}
