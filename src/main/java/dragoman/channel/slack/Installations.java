package dragoman.channel.slack;

import com.slack.api.bolt.model.Bot;
import com.slack.api.bolt.model.Installer;
import com.slack.api.bolt.model.builtin.DefaultBot;
import com.slack.api.bolt.service.InstallationService;
import dragoman.database.Database;
import dragoman.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.ArrayList;

/// Who has installed the app, in PostgreSQL, for Bolt. Tokens are stored encrypted; those of users are not asked for and not kept.
@ApplicationScoped
class Installations implements InstallationService {

    private static final String UNREADABLE = "the installations of the Slack app could not be read";
    private static final String UNCHANGED = "the installations of the Slack app could not be changed";

    private final Database database;
    private final Clock clock;
    private final Optional<TokenCipher> cipher;

    Installations(Database database, SlackSettings settings, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.cipher = settings.key().map(TokenCipher::new);
    }

    /// An installation without its token.
    record Installed(String enterprise, String team, String scopes, Instant since) {
    }

    @Override
    public boolean isHistoricalDataEnabled() {
        return false;
    }

    @Override
    public void setHistoricalDataEnabled(boolean enabled) {
        // only the newest installation is kept
    }

    @Override
    public void saveInstallerAndBot(Installer installer) {
        save(installer.toBot(), installer.getInstallerUserId());
    }

    @Override
    public void saveBot(Bot bot) {
        save(bot, null);
    }

    private void save(Bot bot, String installer) {
        String enterprise = text(bot.getEnterpriseId());
        String team = text(bot.getTeamId());
        byte[] token = cipher().encrypt(bot.getBotAccessToken(), owner(enterprise, team));
        database.query(UNCHANGED, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into slack_installation (enterprise, team, app_id, bot_id, bot_user_id, scopes, token, installer, installed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict (enterprise, team) do update set app_id = excluded.app_id, bot_id = excluded.bot_id, bot_user_id = excluded.bot_user_id,
                        scopes = excluded.scopes, token = excluded.token, installer = excluded.installer, installed_at = excluded.installed_at""")) {
                insert.setString(1, enterprise);
                insert.setString(2, team);
                insert.setString(3, bot.getAppId());
                insert.setString(4, text(bot.getBotId()));
                insert.setString(5, text(bot.getBotUserId()));
                insert.setString(6, bot.getBotScope());
                insert.setBytes(7, token);
                insert.setString(8, installer);
                insert.setTimestamp(9, Timestamp.from(clock.instant()));
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public Bot findBot(String enterpriseId, String teamId) {
        // an installation for the whole organisation names no team
        return find(text(enterpriseId), text(teamId)).or(() -> find("", text(teamId))).or(() -> find(text(enterpriseId), "")).orElse(null);
    }

    private Optional<Bot> find(String enterprise, String team) {
        if (enterprise.isEmpty() && team.isEmpty()) {
            return Optional.empty();
        }
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select app_id, bot_id, bot_user_id, scopes, token, installed_at from slack_installation where enterprise = ? and team = ?""")) {
                select.setString(1, enterprise);
                select.setString(2, team);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    DefaultBot bot = new DefaultBot();
                    bot.setEnterpriseId(enterprise.isEmpty() ? null : enterprise);
                    bot.setTeamId(team.isEmpty() ? null : team);
                    bot.setIsEnterpriseInstall(team.isEmpty());
                    bot.setAppId(row.getString(1));
                    bot.setBotId(row.getString(2));
                    bot.setBotUserId(row.getString(3));
                    bot.setScope(row.getString(4));
                    bot.setBotScope(row.getString(4));
                    bot.setBotAccessToken(cipher().decrypt(row.getBytes(5), owner(enterprise, team)));
                    bot.setInstalledAt(Rows.instant(row, "installed_at").toEpochMilli());
                    return Optional.of(bot);
                }
            }
        });
    }

    @Override
    public Installer findInstaller(String enterpriseId, String teamId, String userId) {
        return null;
    }

    @Override
    public void deleteBot(Bot bot) {
        delete(text(bot.getEnterpriseId()), text(bot.getTeamId()), clock.instant());
    }

    @Override
    public void deleteInstaller(Installer installer) {
        // nothing is kept of the one who installed it
    }

    @Override
    public void deleteAll(String enterpriseId, String teamId) {
        delete(text(enterpriseId), text(teamId), clock.instant());
    }

    /// Forgets a workspace's token, unless the app was installed there anew since.
    ///
    /// @param before when Slack says that the token ended
    /// @return whether there was one
    boolean delete(String enterprise, String team, Instant before) {
        return database.query(UNCHANGED, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("""
                    delete from slack_installation where team = ? and (enterprise = ? or enterprise = '') and installed_at <= ?""")) {
                delete.setString(1, team);
                delete.setString(2, enterprise);
                delete.setTimestamp(3, Timestamp.from(before));
                return delete.executeUpdate() > 0;
            }
        });
    }

    /// All of them, the newest first.
    List<Installed> all() {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select enterprise, team, coalesce(scopes, ''), installed_at from slack_installation order by installed_at desc");
                    ResultSet rows = select.executeQuery()) {
                List<Installed> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(new Installed(rows.getString(1), rows.getString(2), rows.getString(3), Rows.instant(rows, "installed_at")));
                }
                return all;
            }
        });
    }

    private TokenCipher cipher() {
        return cipher.orElseThrow(() -> new IllegalStateException("DRAGOMAN_SLACK_TOKEN_KEY is not set"));
    }

    private static String owner(String enterprise, String team) {
        return enterprise + "/" + team;
    }

    static String text(String value) {
        return value == null ? "" : value;
    }
}
