package dragoman.channel.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import dragoman.database.DatabaseSchema;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;

/// Socket Mode: a connection that is opened from here, for those whom Slack cannot reach. What comes by it goes the same way as what comes by
/// HTTP, and is acknowledged when it is kept. The client connects anew by itself.
@ApplicationScoped
class SlackSocket {

    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

    private final SlackApp slack;
    private final Optional<String> token;
    private volatile SocketModeApp connection;
    private volatile Thread connecting;
    private volatile boolean ending;

    SlackSocket(SlackApp slack, SlackSettings settings) {
        this.slack = slack;
        this.token = settings.app();
    }

    void start(@Observes @Priority(DatabaseSchema.BEFORE_ALL_ELSE + 2) StartupEvent event) {
        if (token.isPresent() && slack.app().isPresent()) {
            connecting = Thread.ofVirtual().name("slack-socket").start(() -> connect(token.get(), slack.app().get()));
        }
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        ending = true;
        if (connecting != null) {
            connecting.interrupt();
        }
        if (connection != null) {
            connection.close();
        }
    }

    private void connect(String appToken, App app) {
        while (!ending) {
            try {
                SocketModeApp made = new SocketModeApp(appToken, SocketModeClient.Backend.JavaWebSocket, app);
                made.startAsync();
                connection = made;
                Log.info("connected to Slack by Socket Mode");
                return;
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                Log.warnf("no connection to Slack by Socket Mode, trying again: %s", e.getMessage());
            }
            try {
                Thread.sleep(AFTER_A_FAILURE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
