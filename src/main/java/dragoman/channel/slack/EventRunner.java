package dragoman.channel.slack;

import dragoman.answer.AnswerService;
import dragoman.answer.ClaimCheck;
import dragoman.answer.GivenAnswer;
import dragoman.answer.ReaderLeftException;
import dragoman.answer.SuggestedQuestions;
import dragoman.database.StorageException;
import dragoman.channel.slack.EventQueue.Taken;
import dragoman.channel.slack.SlackFailure.RateLimited;
import dragoman.channel.slack.SlackFailure.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Does what Slack's events ask for, one row after the other.
@ApplicationScoped
class EventRunner {

    private static final Note BUSY = new Note("This cannot be answered in time just now. It is tried again in a moment; if nothing comes, please ask again.", List.of());

    private final EventQueue queue;
    private final Workspaces workspaces;
    private final Answering answering;
    private final AnswerService answers;
    private final SuggestedQuestions suggestions;
    private final SlackApi api;
    private final AnswerBlocks blocks;
    private final HomeView home;
    private final Commands commands;
    private final ClaimCheck claims;
    private final CheckBlocks checks;
    private final Follows follows;
    private final SlackStore store;
    private final MeterRegistry meters;

    EventRunner(EventQueue queue, Workspaces workspaces, Answering answering, AnswerService answers, SuggestedQuestions suggestions, SlackApi api, AnswerBlocks blocks,
            HomeView home, Commands commands, ClaimCheck claims, CheckBlocks checks, Follows follows, SlackStore store, MeterRegistry meters) {
        this.queue = queue;
        this.workspaces = workspaces;
        this.answering = answering;
        this.answers = answers;
        this.suggestions = suggestions;
        this.api = api;
        this.blocks = blocks;
        this.home = home;
        this.commands = commands;
        this.claims = claims;
        this.checks = checks;
        this.follows = follows;
        this.store = store;
        this.meters = meters;
    }

    /// Does the row that is due for the longest time.
    ///
    /// @return whether there was one
    boolean runNext() {
        Optional<Taken> row = queue.take();
        row.ifPresent(this::run);
        return row.isPresent();
    }

    private void run(Taken row) {
        try {
            if (row.isRetake() && row.attempts() > EventQueue.MOST_ATTEMPTS * 3) {
                queue.bury(row, "begun too often");
                return;
            }
            Optional<Workspace> workspace = workspaces.find(row.enterprise(), row.team());
            if (workspace.isEmpty() || !workspaces.verify(workspace.get())) {
                queue.bury(row, "the workspace does not have the app any more");
                return;
            }
            work(row, workspace.get());
            queue.done(row);
            count("done");
        } catch (RateLimited e) {
            queue.putOff(row, e.until());
            count("put_off");
        } catch (Refused e) {
            if (e.isPassing()) {
                queue.failed(row, e.getMessage());
                count("failed");
            } else {
                Log.warnf("Slack refuses what was to be done: %s", e.getMessage());
                queue.bury(row, e.getMessage());
                count("refused");
            }
        } catch (ReaderLeftException e) {
            // somebody else has taken over
        } catch (StorageException e) {
            Log.warnf("something that Slack asks for could not be done in time, and is tried again: %s (%s)", e.getMessage(), e.getCause());
            sayToAskAgain(row);
            queue.failed(row, String.valueOf(e.getMessage()));
            count("failed");
        } catch (IOException | SlackFailure | RuntimeException e) {
            Log.warn("something that Slack asks for failed, and is tried again", e);
            queue.failed(row, String.valueOf(e.getMessage()));
            count("failed");
        }
    }

    /// Whoever waits for a command is told at the first time; what is tried again by itself says so when it is given up.
    private void sayToAskAgain(Taken row) {
        try {
            if (row.order() instanceof Order.Command command && row.attempts() == 1) {
                api.respond(command.responseUrl(), BUSY, Optional.empty());
            } else if (row.order() instanceof Order.Check check && row.attempts() == 1) {
                api.respond(check.responseUrl(), BUSY, check.thread());
            } else if (row.order() instanceof Order.Ask ask && row.attempts() >= EventQueue.MOST_ATTEMPTS) {
                Optional<Workspace> workspace = workspaces.find(row.enterprise(), row.team());
                if (workspace.isPresent()) {
                    api.post(workspace.get(), ask.channel(), Optional.of(ask.root()), BUSY, row.key());
                }
            }
        } catch (IOException | SlackFailure | RuntimeException e) {
            Log.debug("nobody could be told to ask again", e);
        }
    }

    private void count(String outcome) {
        meters.counter("dragoman.slack.events", "outcome", outcome).increment();
    }

    private void work(Taken row, Workspace workspace) throws IOException, SlackFailure {
        switch (row.order()) {
            case Order.Ask ask -> answering.ask(row, workspace, ask);
            case Order.Edit edit -> answering.edit(row, workspace, edit);
            case Order.Command command -> commands.run(row, workspace, command);
            case Order.Check check -> check(row, workspace, check);
            case Order.Share share -> share(row, workspace, share);
            case Order.Home opened -> api.publishHome(workspace, opened.user(), home.view(store.site(workspace.team(), "")));
            case Order.Greet greet -> greet(workspace, greet);
            case Order.Alert alert -> alert(row, workspace, alert);
        }
    }

    /// Compares a message with the articles, for the one who asks.
    private void check(Taken row, Workspace workspace, Order.Check check) throws IOException, SlackFailure {
        Note note = checks.note(claims.compare(Mrkdwn.plain(check.text()), store.site(workspace.team(), check.channel())), Optional.empty(), Optional.of(row.id()));
        api.respond(check.responseUrl(), note, check.thread());
    }

    private void alert(Taken row, Workspace workspace, Order.Alert alert) throws IOException, SlackFailure {
        Optional<Note> note = follows.note(alert);
        if (note.isPresent()) {
            postOnce(row, workspace, alert.channel(), Optional.empty(), note.get());
        }
    }

    /// Shows everybody in the channel what one person was shown.
    private void share(Taken row, Workspace workspace, Order.Share share) throws IOException, SlackFailure {
        Optional<String> from = Optional.of("Shared by <@" + share.user() + ">");
        Optional<Order.Check> check = share.check().flatMap(queue::find).map(Taken::order).filter(Order.Check.class::isInstance).map(Order.Check.class::cast);
        Optional<Note> note = check.map(one -> checks.note(claims.compare(Mrkdwn.plain(one.text()), store.site(workspace.team(), one.channel())), from, Optional.empty()))
                .or(() -> share.answer().flatMap(answers::find).map(GivenAnswer::answer).map(answer -> blocks.answer(answer, from, false)));
        if (note.isEmpty()) {
            api.respond(share.responseUrl(), new Note("This is not kept any more. Ask again.", List.of()), share.thread());
            return;
        }
        // a check belongs to the message that was checked
        Optional<String> thread = check.map(one -> one.thread().orElse(one.ts())).or(share::thread);
        try {
            postOnce(row, workspace, share.channel(), thread, note.get());
        } catch (Refused e) {
            if (!e.isAbsent()) {
                throw e;
            }
            api.respond(share.responseUrl(), new Note("I am not in this channel. Invite me with /invite, then share again.", List.of()), share.thread());
        }
    }

    private void postOnce(Taken row, Workspace workspace, String channel, Optional<String> thread, Note note) throws IOException, SlackFailure {
        String since = "%d.000000".formatted(row.created().getEpochSecond() - 1);
        if (row.isRetake() && api.findOwn(workspace, channel, thread, since, row.key(), false).isPresent()) {
            return;
        }
        if (!queue.holds(row)) {
            throw new ReaderLeftException();
        }
        api.post(workspace, channel, thread, note, row.key());
    }

    private void greet(Workspace workspace, Order.Greet greet) throws IOException, SlackFailure {
        List<String> questions = suggestions.starters(store.site(workspace.team(), greet.channel()));
        if (!questions.isEmpty()) {
            api.suggest(workspace, greet.channel(), greet.thread(), questions);
        }
    }
}
