package dragoman.channel.slack;

import com.slack.api.model.block.LayoutBlock;
import dragoman.answer.Answer;
import dragoman.answer.AnswerForesight;
import dragoman.answer.AnswerForesight.Foreseen;
import dragoman.answer.AnswerRequest;
import dragoman.answer.AnswerService;
import dragoman.answer.Citation;
import dragoman.answer.GivenAnswer;
import dragoman.answer.SiteRules;
import dragoman.answer.Statement;
import dragoman.channel.slack.FollowStore.Follow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Follows topics: asks them anew, and has the channel told when other words of articles answer.
@ApplicationScoped
class Follows {

    private static final Duration LEASE = Duration.ofMinutes(2);
    /// More would be asked of one channel's readers than they can read.
    static final int MOST_IN_A_CHANNEL = 25;

    private static final int MOST_QUOTES = 100;

    private final FollowStore store;
    private final AnswerForesight foresight;
    private final AnswerService answers;
    private final AnswerBlocks blocks;
    private final SlackStore channels;
    private final SiteRules sites;
    private final SlackSettings settings;
    private final Clock clock;

    Follows(FollowStore store, AnswerForesight foresight, AnswerService answers, AnswerBlocks blocks, SlackStore channels, SiteRules sites, SlackSettings settings,
            Clock clock) {
        this.store = store;
        this.foresight = foresight;
        this.answers = answers;
        this.blocks = blocks;
        this.channels = channels;
        this.sites = sites;
        this.settings = settings;
        this.clock = clock;
    }

    /// A channel follows a topic from now on.
    ///
    /// @return what answers it now
    Answer follow(Workspace workspace, String channel, String follower, String topic, Optional<LocalTime> digest) {
        Optional<String> site = channels.site(workspace.team(), channel);
        String question = question(topic, site);
        Answer answer = answers.answer(new AnswerRequest(question, Optional.empty(), Optional.empty()).at(site), _ -> {
        });
        Follow follow = new Follow(0, workspace.team(), workspace.enterprise(), channel, follower, topic, digest, settings.zone(), Optional.of(answer.heading().id()),
                foreseen(question, Optional.empty(), site).quotes());
        store.add(follow, follow.next(clock.instant(), settings.followInterval()));
        return answer;
    }

    /// A topic that is no question is asked as one, if that has an answer.
    private String question(String topic, Optional<String> site) {
        if (topic.endsWith("?") || foreseen(topic, Optional.empty(), site).isAnswered()) {
            return topic;
        }
        return List.of("What happened with " + topic + "?", "What was said about " + topic + "?").stream().filter(question -> !foreseen(question, Optional.empty(), site).quotes().isEmpty())
                .findFirst().orElse(topic);
    }

    /// Asks the topic anew that is due for the longest time.
    ///
    /// @return whether there was one
    boolean lookNext() {
        Optional<Follow> due = store.take(LEASE);
        due.ifPresent(this::look);
        return due.isPresent();
    }

    private void look(Follow follow) {
        Instant next = follow.next(clock.instant(), settings.followInterval());
        Optional<String> site = channels.site(follow.team(), follow.channel());
        String question = question(follow.topic(), site);
        Set<String> known = new LinkedHashSet<>(follow.quotes());
        for (Optional<LocalDate> since : since(follow.answer().flatMap(answers::find).map(GivenAnswer::answer))) {
            Foreseen now = foreseen(question, since, site);
            if (now.isAnswered() && !known.containsAll(now.quotes())) {
                AnswerRequest request = new AnswerRequest(question, Optional.empty(), Optional.empty()).at(site);
                Answer answer = answers.answer(since.map(request::since).orElse(request), _ -> {
                });
                // whatever was told once is no news when it comes again
                known.addAll(now.quotes());
                store.changed(follow, answer.heading().id(), known.stream().skip(Math.max(0, known.size() - MOST_QUOTES)).toList(), next);
                return;
            }
        }
        store.unchanged(follow, next);
    }

    /// First what was published since the answer that the channel knows, so that an older sentence does not hide the news, and then everything.
    private static List<Optional<LocalDate>> since(Optional<Answer> before) {
        return before.filter(answer -> !answer.citations().isEmpty()).map(answer -> List.of(Optional.of(answer.asOf().plusDays(1)), Optional.<LocalDate>empty()))
                .orElse(List.of(Optional.empty()));
    }

    private Foreseen foreseen(String question, Optional<LocalDate> since, Optional<String> site) {
        return foresight.foreseeAnew(question, since, today(), sites.viewOf(site));
    }

    /// What has changed: what is told now and was not before, and what was told before and is not now, each cited.
    Optional<Note> note(Order.Alert alert) {
        return answers.find(alert.now()).map(GivenAnswer::answer).map(now -> note(alert.topic(), alert.before().flatMap(answers::find).map(GivenAnswer::answer), now));
    }

    private Note note(String topic, Optional<Answer> before, Answer now) {
        Set<String> told = before.map(Follows::quotes).orElse(Set.of());
        List<Statement> fresh = now.statements().stream().filter(statement -> !told.containsAll(quotes(statement, now))).toList();
        List<LayoutBlock> shown = new ArrayList<>();
        shown.add(AnswerBlocks.small("New reporting on what this channel follows: " + Mrkdwn.escape(topic)));
        shown.addAll(AnswerBlocks.sections((fresh.isEmpty() ? now.statements() : fresh).stream().map(statement -> blocks.words(statement, now)).toList()));
        before.ifPresent(answer -> {
            List<String> former = answer.statements().stream().filter(statement -> !quotes(now).containsAll(quotes(statement, answer)))
                    .map(statement -> "• " + Mrkdwn.escape(statement.text()) + " (" + sources(statement, answer) + ")").toList();
            if (!former.isEmpty()) {
                shown.add(AnswerBlocks.small("Until now:"));
                shown.addAll(AnswerBlocks.sections(former));
            }
        });
        shown.addAll(blocks.below(now, false));
        return new Note("New reporting on " + Mrkdwn.escape(topic) + ": " + AnswerBlocks.text(now), shown);
    }

    private static Set<String> quotes(Answer answer) {
        return answer.citations().stream().map(Citation::quote).collect(Collectors.toSet());
    }

    private static Set<String> quotes(Statement statement, Answer answer) {
        return cited(statement, answer).stream().map(Citation::quote).collect(Collectors.toSet());
    }

    private static String sources(Statement statement, Answer answer) {
        return cited(statement, answer).stream().map(citation -> Mrkdwn.link(citation.deepLink().orElse(null), citation.publisher()) + ", " + AnswerBlocks.day(citation.published()))
                .collect(Collectors.joining("; "));
    }

    private static List<Citation> cited(Statement statement, Answer answer) {
        return answer.citations().stream().filter(citation -> statement.citations().contains(citation.number())).toList();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
