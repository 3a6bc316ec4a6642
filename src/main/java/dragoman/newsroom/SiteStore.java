package dragoman.newsroom;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dragoman.answer.SiteRules;
import dragoman.article.CorpusView;
import dragoman.database.Database;
import dragoman.database.Rows;
import dragoman.newsroom.SiteToken.Made;
import dragoman.newsroom.SiteToken.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The newsrooms' sites and the tokens they hold, in PostgreSQL.
@ApplicationScoped
public class SiteStore implements SiteRules {

    /// Other instances hear of a change within this time.
    private static final Duration BELIEVED = Duration.ofSeconds(2);
    private static final int KEPT = 10_000;
    private static final int WEBHOOK_SECRET_BYTES = 24;
    /// So that whoever finds one in a log knows what it is.
    private static final String PREFIX = "dragoman_";
    private static final String UNREADABLE = "the sites could not be read";
    private static final String UNCHANGED = "the sites could not be changed";

    private final Database database;
    private final Clock clock;
    private final Cache<String, Optional<Site>> known = Caffeine.newBuilder().expireAfterWrite(BELIEVED).maximumSize(KEPT).build();

    public SiteStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// All sites by id.
    public List<Site> all() {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select * from site order by id")) {
                return read(select);
            }
        });
    }

    /// The site as it was a moment ago.
    public Optional<Site> find(String id) {
        if (!CorpusView.isSite(id)) {
            return Optional.empty();
        }
        Optional<Site> before = known.getIfPresent(id);
        if (before != null) {
            return before;
        }
        // outside of the cache's own locks: it asks the database
        Optional<Site> site = database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select * from site where id = ?")) {
                select.setString(1, id);
                return read(select).stream().findFirst();
            }
        });
        known.put(id, site);
        return site;
    }

    @Override
    public Optional<CorpusView> view(String site) {
        return find(site).map(Site::view);
    }

    @Override
    public OptionalLong tokensPerDay(String site) {
        return find(site).map(Site::tokensADay).orElse(OptionalLong.empty());
    }

    /// Sets a site up.
    ///
    /// @return whether there was none with this id yet; otherwise nothing is done
    public boolean add(Site site) {
        boolean added = database.query(UNCHANGED, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into site (name, origins, corpus, languages, attribution, welcome, questions_a_minute, reader_questions, tokens_a_day, webhook,
                                      webhook_secret, changed_at, id, created_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
                fill(connection, insert, site);
                insert.setTimestamp(14, Timestamp.from(clock.instant()));
                return insert.executeUpdate() == 1;
            }
        });
        known.invalidate(site.id());
        return added;
    }

    /// Changes what is agreed with a site.
    ///
    /// @return whether there is such a site
    public boolean change(Site site) {
        boolean changed = database.query(UNCHANGED, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update site set name = ?, origins = ?, corpus = ?, languages = ?, attribution = ?, welcome = ?, questions_a_minute = ?,
                           reader_questions = ?, tokens_a_day = ?, webhook = ?, webhook_secret = ?, changed_at = ? where id = ?""")) {
                fill(connection, update, site);
                return update.executeUpdate() == 1;
            }
        });
        known.invalidate(site.id());
        return changed;
    }

    private void fill(Connection connection, PreparedStatement statement, Site site) throws SQLException {
        statement.setString(1, site.name());
        statement.setArray(2, texts(connection, site.origins()));
        statement.setString(3, site.corpus().name());
        statement.setArray(4, texts(connection, site.languages()));
        statement.setString(5, site.attribution().orElse(null));
        statement.setArray(6, texts(connection, site.welcome()));
        statement.setInt(7, site.questionsAMinute());
        statement.setInt(8, site.readerQuestions());
        statement.setObject(9, site.tokensADay().isPresent() ? site.tokensADay().getAsLong() : null, Types.BIGINT);
        statement.setString(10, site.webhook().map(URI::toString).orElse(null));
        statement.setString(11, site.webhookSecret().orElse(null));
        statement.setTimestamp(12, Timestamp.from(clock.instant()));
        statement.setString(13, site.id());
    }

    /// Removes a site with all that is its own: articles, feeds, answers, conversations and tokens.
    ///
    /// @return whether there was one
    public boolean remove(String id) {
        boolean removed = database.transaction(UNCHANGED, connection -> {
            for (String own : List.of("delete from ingestion_job where site = ?", "delete from feed where site = ?", "delete from conversation where site = ?",
                    "delete from answer where site = ?", "delete from passage where site = ?",
                    "delete from article_version where article_id in (select a.id from article a where a.site = ?)", "delete from article where site = ?")) {
                execute(connection, own, id);
            }
            return execute(connection, "delete from site where id = ?", id) == 1;
        });
        known.invalidate(id);
        return removed;
    }

    /// Makes a token for a site.
    ///
    /// @return empty if there is no such site
    public Optional<Made> addToken(String site, Role role, String name) {
        String secret = PREFIX + Secrets.token();
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into site_token (site, role, name, hash, created_at) select id, ?, ?, ?, ? from site where id = ? returning *""")) {
                insert.setString(1, role.name());
                insert.setString(2, name);
                insert.setString(3, Secrets.hash(secret));
                insert.setTimestamp(4, Timestamp.from(clock.instant()));
                insert.setString(5, site);
                return tokens(insert).stream().findFirst().map(token -> new Made(token, secret));
            }
        });
    }

    /// The token that this is the secret of, unless it was revoked.
    public Optional<SiteToken> token(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select * from site_token where hash = ? and revoked_at is null")) {
                select.setString(1, Secrets.hash(secret));
                return tokens(select).stream().findFirst();
            }
        });
    }

    /// The tokens of a site, also those that were revoked.
    public List<SiteToken> tokens(String site) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select * from site_token where site = ? order by id")) {
                select.setString(1, site);
                return tokens(select);
            }
        });
    }

    /// Makes a token of a site void.
    ///
    /// @return whether there was such a token that was not void yet
    public boolean revoke(String site, long token) {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement update = connection.prepareStatement("update site_token set revoked_at = ? where site = ? and id = ? and revoked_at is null")) {
                update.setTimestamp(1, Timestamp.from(clock.instant()));
                update.setString(2, site);
                update.setLong(3, token);
                return update.executeUpdate() == 1;
            }
        });
    }

    /// A fresh secret as Standard Webhooks write it.
    static String newWebhookSecret() {
        return "whsec_" + Base64.getEncoder().encodeToString(Secrets.random(WEBHOOK_SECRET_BYTES));
    }

    private static int execute(Connection connection, String sql, String site) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, site);
            return statement.executeUpdate();
        }
    }

    private static Array texts(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static List<Site> read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<Site> sites = new ArrayList<>();
            while (row.next()) {
                long tokens = row.getLong("tokens_a_day");
                OptionalLong tokensADay = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(tokens);
                sites.add(new Site(row.getString("id"), row.getString("name"), texts(row, "origins"), CorpusView.Policy.valueOf(row.getString("corpus")),
                        texts(row, "languages"), Optional.ofNullable(row.getString("attribution")), texts(row, "welcome"), row.getInt("questions_a_minute"),
                        row.getInt("reader_questions"), tokensADay, Optional.ofNullable(row.getString("webhook")).map(URI::create),
                        Optional.ofNullable(row.getString("webhook_secret")), Rows.instant(row, "created_at"), Rows.instant(row, "changed_at")));
            }
            return sites;
        }
    }

    private static List<SiteToken> tokens(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<SiteToken> tokens = new ArrayList<>();
            while (row.next()) {
                tokens.add(new SiteToken(row.getLong("id"), row.getString("site"), Role.valueOf(row.getString("role")), row.getString("name"),
                        Rows.instant(row, "created_at"), Rows.optionalInstant(row, "revoked_at")));
            }
            return tokens;
        }
    }
}
