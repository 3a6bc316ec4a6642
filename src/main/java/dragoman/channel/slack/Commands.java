package dragoman.channel.slack;

import dragoman.answer.Answer;
import dragoman.answer.InvalidQuestionException;
import dragoman.channel.slack.EventQueue.Taken;
import dragoman.channel.slack.FollowStore.Follow;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `/diplomacy …`: a question, or what a channel follows. Only the one who typed it is answered.
@ApplicationScoped
class Commands {

    private static final Pattern FOLLOW = Pattern.compile("(?is)follow\\s+(.+?)(?:\\s+daily(?:\\s+at)?\\s+(\\d{1,2}):(\\d{2}))?");
    private static final Pattern UNFOLLOW = Pattern.compile("(?is)unfollow\\s+(.+)");
    private static final int LONGEST_TOPIC = 300;

    private final Answering answering;
    private final Follows follows;
    private final FollowStore store;
    private final AnswerBlocks blocks;
    private final SlackApi api;
    private final SlackSettings settings;

    Commands(Answering answering, Follows follows, FollowStore store, AnswerBlocks blocks, SlackApi api, SlackSettings settings) {
        this.answering = answering;
        this.follows = follows;
        this.store = store;
        this.blocks = blocks;
        this.api = api;
        this.settings = settings;
    }

    void run(Taken row, Workspace workspace, Order.Command command) throws IOException, SlackFailure {
        api.respond(command.responseUrl(), answer(row, workspace, command), Optional.empty());
    }

    private Note answer(Taken row, Workspace workspace, Order.Command command) {
        String text = Mrkdwn.plain(command.text());
        Matcher follow = FOLLOW.matcher(text);
        Matcher unfollow = UNFOLLOW.matcher(text);
        try {
            if (text.isEmpty() || text.equalsIgnoreCase("help")) {
                return Help.note(Optional.empty());
            } else if (text.equalsIgnoreCase("following") || text.equalsIgnoreCase("list")) {
                return list(store.of(workspace.team(), command.channel()));
            } else if (unfollow.matches()) {
                String topic = topic(workspace, command, unfollow.group(1));
                return said(store.remove(workspace.team(), command.channel(), topic) ? "This channel does not follow “" + topic + "” any more."
                        : "This channel does not follow “" + topic + "”. /diplomacy following tells what it follows.");
            } else if (follow.matches()) {
                return follow(workspace, command, follow);
            }
            return blocks.answer(answering.alone(row, workspace, command.channel(), text), Optional.empty(), true);
        } catch (InvalidQuestionException e) {
            return Help.note(Optional.of(e.getMessage()));
        }
    }

    private Note follow(Workspace workspace, Order.Command command, Matcher follow) {
        String topic = follow.group(1).strip();
        if (topic.length() > LONGEST_TOPIC) {
            return said("The topic has %d characters. Shorten it to at most %d.".formatted(topic.length(), LONGEST_TOPIC));
        }
        List<Follow> followed = store.of(workspace.team(), command.channel());
        if (followed.size() >= Follows.MOST_IN_A_CHANNEL && followed.stream().noneMatch(one -> one.topic().equalsIgnoreCase(topic))) {
            return said("This channel follows %d topics, and more it cannot. End one with /diplomacy unfollow.".formatted(followed.size()));
        }
        Optional<LocalTime> digest;
        try {
            digest = Optional.ofNullable(follow.group(2)).map(hour -> LocalTime.of(Integer.parseInt(hour), Integer.parseInt(follow.group(3))));
        } catch (DateTimeException e) {
            return said("That is no time of day. Write it as 08:00.");
        }
        Answer now = follows.follow(workspace, command.channel(), command.user(), topic, digest);
        String when = digest.map(time -> "once a day at " + time + " (" + settings.zone() + ")").orElse("as soon as");
        return blocks.answer(now, Optional.of("This channel follows “" + Mrkdwn.escape(topic) + "” and is told " + when
                + (digest.isPresent() ? " if new reporting answers it differently." : " new reporting answers it differently.") + " Invite me if I am not in it. The answer now:"), false);
    }

    /// A topic may be named by its number in the list.
    private String topic(Workspace workspace, Order.Command command, String named) {
        List<Follow> all = store.of(workspace.team(), command.channel());
        return named.matches("\\d{1,2}") && Integer.parseInt(named) >= 1 && Integer.parseInt(named) <= all.size() ? all.get(Integer.parseInt(named) - 1).topic() : named.strip();
    }

    private static Note list(List<Follow> follows) {
        if (follows.isEmpty()) {
            return said("This channel follows nothing. /diplomacy follow and a topic changes that.");
        }
        StringBuilder lines = new StringBuilder("This channel follows:");
        for (int i = 0; i < follows.size(); i++) {
            lines.append("\n%d. %s%s".formatted(i + 1, Mrkdwn.escape(follows.get(i).topic()), follows.get(i).digest().map(time -> " (daily at " + time + ")").orElse("")));
        }
        return new Note(Mrkdwn.cut(lines.toString(), AnswerBlocks.TEXT), List.of(AnswerBlocks.lines(lines.toString())));
    }

    private static Note said(String words) {
        return new Note(Mrkdwn.escape(words), List.of(AnswerBlocks.plainSection(words)));
    }
}
