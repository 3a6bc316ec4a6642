package dragoman.channel.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/// What is to be done about something that came from Slack: no more of it is kept than that takes.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = Order.Ask.class, name = "ASK"), @JsonSubTypes.Type(value = Order.Edit.class, name = "EDIT"),
    @JsonSubTypes.Type(value = Order.Command.class, name = "COMMAND"), @JsonSubTypes.Type(value = Order.Check.class, name = "CHECK"),
    @JsonSubTypes.Type(value = Order.Share.class, name = "SHARE"), @JsonSubTypes.Type(value = Order.Home.class, name = "HOME"),
    @JsonSubTypes.Type(value = Order.Greet.class, name = "GREET"), @JsonSubTypes.Type(value = Order.Alert.class, name = "ALERT")})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
sealed interface Order {

    /// How a message reached the bot.
    enum Way {
        /// It names the bot.
        MENTION,
        /// It was written to the bot alone.
        DIRECT,
        /// It stands in a thread, and may be meant for others.
        THREAD
    }

    /// A message that may be a question.
    ///
    /// @param ts     Slack's id of the message in its channel
    /// @param thread the thread it stands in; it begins one where it stands in none
    record Ask(Way way, String channel, String user, String text, String ts, Optional<String> thread) implements Order {
        String root() {
            return thread.orElse(ts);
        }
    }

    /// A message that was changed.
    record Edit(String channel, String user, String text, String ts, Optional<String> thread) implements Order {
        String root() {
            return thread.orElse(ts);
        }
    }

    /// `/diplomacy …`; only the one who typed it is answered.
    record Command(String channel, String user, String text, String responseUrl) implements Order {
    }

    /// Somebody wants a message compared with the articles.
    record Check(String channel, String user, String text, String ts, Optional<String> thread, String responseUrl) implements Order {
    }

    /// Somebody wants others to see what only they were shown.
    ///
    /// @param answer the answer to be shown; else `check`
    /// @param check  the row that asked for a check
    record Share(String channel, String user, Optional<String> thread, Optional<String> answer, Optional<Long> check, String responseUrl) implements Order {
    }

    /// Somebody looks at the bot's home.
    record Home(String user) implements Order {
    }

    /// Somebody has opened the assistant pane.
    record Greet(String channel, String thread) implements Order {
    }

    /// A followed topic is answered differently.
    ///
    /// @param before the answer so far
    /// @param now    the answer there is now
    record Alert(String channel, String follower, String topic, Optional<String> before, String now) implements Order {
    }
}
