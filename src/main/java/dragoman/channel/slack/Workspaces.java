package dragoman.channel.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.Slack;
import com.slack.api.bolt.model.Bot;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.auth.AuthTestResponse;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// The workspaces that the bot serves: those that have installed it, or the one that its configured token belongs to.
@ApplicationScoped
class Workspaces {

    private static final Duration BELIEVED = Duration.ofMinutes(1);
    private static final Duration VERIFIED = Duration.ofHours(1);
    private static final int MOST = 10_000;

    private final Slack slack;
    private final SlackSettings settings;
    private final Installations installations;
    private final Refusals refusals;
    private final Cache<String, Workspace> known = Caffeine.newBuilder().expireAfterWrite(BELIEVED).maximumSize(MOST).build();
    private final Cache<Workspace, Boolean> verified = Caffeine.newBuilder().expireAfterWrite(VERIFIED).maximumSize(MOST).build();
    private volatile Workspace single;

    Workspaces(Slack slack, SlackSettings settings, Installations installations, Refusals refusals) {
        this.slack = slack;
        this.settings = settings;
        this.installations = installations;
        this.refusals = refusals;
    }

    /// The workspace, if it has the bot. Of one that has installed it Slack is not asked, so that Slack is never kept waiting by itself.
    ///
    /// @throws IOException if it cannot be told, because Slack does not say whose the configured token is
    Optional<Workspace> find(Optional<String> enterprise, String team) throws IOException {
        String key = enterprise.orElse("") + "/" + team;
        Workspace before = known.getIfPresent(key);
        if (before != null) {
            return Optional.of(before);
        }
        Optional<Workspace> found = look(enterprise, team);
        found.ifPresent(workspace -> known.put(key, workspace));
        return found;
    }

    private Optional<Workspace> look(Optional<String> enterprise, String team) throws IOException {
        if (settings.isInstallable()) {
            Bot bot = installations.findBot(enterprise.orElse(null), team);
            if (bot != null) {
                return Optional.of(new Workspace(enterprise, team, Installations.text(bot.getBotId()), bot.getBotUserId(), bot.getBotAccessToken()));
            }
        }
        return settings.bot().isEmpty() ? Optional.empty() : Optional.of(single()).filter(one -> one.team().equals(team));
    }

    /// Whether the token is that workspace's own: Slack is asked before it is used, and again each hour.
    ///
    /// @throws IOException if Slack cannot be asked
    boolean verify(Workspace workspace) throws IOException {
        if (verified.getIfPresent(workspace) == null) {
            AuthTestResponse identity = identity(workspace.token());
            boolean same = workspace.team().equals(identity.getTeamId()) || identity.isEnterpriseInstall() && workspace.enterprise().filter(id -> id.equals(identity.getEnterpriseId())).isPresent();
            if (!identity.isOk() || !same) {
                refusals.count(Refusals.Reason.FOREIGN_TOKEN, "the token kept for %s is %s".formatted(workspace,
                        identity.isOk() ? "that of " + identity.getTeamId() : "refused by Slack (" + identity.getError() + ")"));
                return false;
            }
            verified.put(workspace, true);
        }
        return true;
    }

    /// Asks Slack whose the configured token is before somebody waits for it. Where Slack cannot be asked now, it is asked when it has to be.
    void prepare() {
        if (settings.bot().isPresent()) {
            try {
                single();
            } catch (IOException e) {
                Log.warnf("%s", e.getMessage());
            }
        }
    }

    /// The workspace of the configured token.
    ///
    /// @throws IOException if Slack cannot be asked, or does not take it
    Workspace single() throws IOException {
        if (single == null) {
            String token = settings.bot().orElseThrow(() -> new IOException("DRAGOMAN_SLACK_BOT_TOKEN is not set"));
            AuthTestResponse identity = identity(token);
            if (!identity.isOk()) {
                throw new IOException("Slack refuses DRAGOMAN_SLACK_BOT_TOKEN: " + identity.getError());
            }
            single = new Workspace(Optional.ofNullable(identity.getEnterpriseId()).filter(id -> !id.isEmpty()), identity.getTeamId(), Installations.text(identity.getBotId()),
                    identity.getUserId(), token);
            Log.infof("the Slack bot serves workspace %s", single.team());
        }
        return single;
    }

    private AuthTestResponse identity(String token) throws IOException {
        try {
            return slack.methods(token).authTest(request -> request);
        } catch (SlackApiException e) {
            throw new IOException("Slack does not say whose token it is: " + e.getResponse().code(), e);
        }
    }

    /// What is known of a workspace is no longer so.
    void forget() {
        known.invalidateAll();
        verified.invalidateAll();
    }
}
