package dragoman.channel.slack;

import dragoman.answer.Answer;
import dragoman.answer.Answer.Mode;
import dragoman.answer.AnswerEvent;
import dragoman.answer.AnswerRequest;
import dragoman.answer.AnswerService;
import dragoman.answer.Citation;
import dragoman.answer.GivenAnswer;
import dragoman.answer.InvalidQuestionException;
import dragoman.answer.ReaderLeftException;
import dragoman.answer.Statement;
import dragoman.channel.slack.EventQueue.Taken;
import dragoman.channel.slack.Order.Way;
import dragoman.channel.slack.SlackFailure.RateLimited;
import dragoman.channel.slack.SlackStore.Shown;
import dragoman.channel.slack.SlackStore.ThreadState;
import dragoman.conversation.Conversations;
import dragoman.conversation.Conversations.Manner;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers messages, in their thread. However often an answer is begun, by whomever, one message shows it.
@ApplicationScoped
class Answering {

    /// Slack wants a message changed no more often.
    private static final Duration BETWEEN_UPDATES = Duration.ofSeconds(1);

    private final AnswerService answers;
    private final Conversations conversations;
    private final EventQueue queue;
    private final SlackStore store;
    private final SlackApi api;
    private final AnswerBlocks blocks;

    Answering(AnswerService answers, Conversations conversations, EventQueue queue, SlackStore store, SlackApi api, AnswerBlocks blocks) {
        this.answers = answers;
        this.conversations = conversations;
        this.queue = queue;
        this.store = store;
        this.api = api;
        this.blocks = blocks;
    }

    /// Answers a message, unless it is meant for others.
    void ask(Taken row, Workspace workspace, Order.Ask order) throws IOException, SlackFailure {
        Optional<ThreadState> thread = store.thread(workspace.team(), order.channel(), order.root());
        if (order.way() == Way.THREAD) {
            if (thread.flatMap(ThreadState::partner).isEmpty()) {
                return;
            }
            if (!thread.get().partner().get().equals(order.user()) || Mrkdwn.addressesOthers(order.text(), workspace.botUser())) {
                store.stepBack(workspace.team(), order.channel(), order.root());
                return;
            }
        }
        Delivery delivery = new Delivery(row, workspace, order.channel(), order.root(), order.ts(), order.user(), order.way() == Way.DIRECT && order.thread().isPresent());
        String question = Mrkdwn.plain(order.text());
        try {
            AnswerRequest request = request(workspace, order.channel(), question, thread.map(ThreadState::conversation));
            Answer answer = answer(row, request, Manner.NEXT, delivery);
            delivery.finish(blocks.answer(answer, Optional.empty(), false), Optional.of(answer));
            store.show(workspace.team(), order.channel(), order.ts(), new Shown(delivery.shown.orElseThrow(), answer.heading().id()));
            store.talk(workspace.team(), order.channel(), order.root(), answer.heading().conversation(), order.user());
        } catch (InvalidQuestionException e) {
            delivery.finish(Help.note(question.isEmpty() ? Optional.empty() : Optional.of(e.getMessage())), Optional.empty());
        }
    }

    /// Answers a changed message anew, in the place of the answer it got.
    void edit(Taken row, Workspace workspace, Order.Edit order) throws IOException, SlackFailure {
        Optional<Shown> shown = store.shown(workspace.team(), order.channel(), order.ts());
        if (shown.isEmpty()) {
            if (order.text().contains("<@" + workspace.botUser())) {
                ask(row, workspace, new Order.Ask(Way.MENTION, order.channel(), order.user(), order.text(), order.ts(), order.thread()));
            }
            return;
        }
        String question = Mrkdwn.plain(order.text());
        boolean same = answers.find(shown.get().answerId()).map(given -> given.answer().heading().question().equals(question)).orElse(false);
        if (same && row.answer().isEmpty()) {
            // Slack also tells so when it has unfurled a link
            return;
        }
        try {
            Optional<String> conversation = store.thread(workspace.team(), order.channel(), order.root()).map(ThreadState::conversation);
            AnswerRequest request = request(workspace, order.channel(), question, conversation);
            Answer answer = answer(row, request, new Manner(false, Optional.of(shown.get().answerId())), _ -> {
            });
            if (!queue.holds(row)) {
                throw new ReaderLeftException();
            }
            api.update(workspace, order.channel(), shown.get().ts(), blocks.answer(answer, Optional.of("Answered anew, because the question was changed."), false), row.key());
            store.show(workspace.team(), order.channel(), order.ts(), new Shown(shown.get().ts(), answer.heading().id()));
        } catch (InvalidQuestionException e) {
            // nothing is asked any more; what was answered stays
        }
    }

    /// Answers somebody alone.
    Answer alone(Taken row, Workspace workspace, String channel, String question) {
        return answer(row, request(workspace, channel, question, Optional.empty()), Manner.NEXT, _ -> {
        });
    }

    private AnswerRequest request(Workspace workspace, String channel, String question, Optional<String> conversation) {
        return new AnswerRequest(question, conversation, Optional.empty()).at(store.site(workspace.team(), channel));
    }

    /// The answer that an earlier attempt has come to; else a new one.
    private Answer answer(Taken row, AnswerRequest request, Manner manner, Told told) {
        Optional<Answer> before = row.answer().flatMap(answers::find).map(GivenAnswer::answer);
        return before.orElseGet(() -> conversations.ask(request, manner, event -> {
            if (event instanceof AnswerEvent.Begun begun && !queue.answering(row, begun.heading().id())) {
                throw new ReaderLeftException();
            }
            told.hear(event);
        }, () -> false));
    }

    @FunctionalInterface
    private interface Told {
        void hear(AnswerEvent event);
    }

    /// The one message that shows an answer, while it comes about and in the end.
    private final class Delivery implements Told {

        private final Taken row;
        private final Workspace workspace;
        private final String channel;
        private final String thread;
        private final String user;
        private final boolean pane;
        private final List<Statement> statements = new ArrayList<>();
        private List<Citation> citations = List.of();
        private String answerId;
        private boolean slow;
        private boolean streaming;
        private boolean streams;
        private boolean updated;
        private boolean complete = true;
        private Instant changed = Instant.now();
        private Optional<String> shown;

        /// @param question Slack's id of the message that is answered
        /// @param pane     whether it stands in the assistant pane
        Delivery(Taken row, Workspace workspace, String channel, String thread, String question, String user, boolean pane) throws IOException, SlackFailure {
            this.row = row;
            this.workspace = workspace;
            this.channel = channel;
            this.thread = thread;
            this.user = user;
            this.pane = pane;
            this.streams = pane;
            this.shown = row.message();
            if (row.isRetake() && shown.isEmpty()) {
                shown = api.findOwn(workspace, channel, Optional.of(thread), question, row.key(), pane);
            }
            if (pane && shown.isEmpty()) {
                status("is looking through the articles …");
            }
        }

        @Override
        public void hear(AnswerEvent event) {
            switch (event) {
                case AnswerEvent.Begun begun -> {
                    answerId = begun.heading().id();
                    slow = begun.heading().mode() == Mode.GENERATIVE;
                }
                case AnswerEvent.Sources sources -> citations = sources.citations();
                case AnswerEvent.StatementMade made -> {
                    statements.add(made.statement());
                    show(made.statement());
                }
                case AnswerEvent.Done _ -> {
                    // shown whole by finish
                }
            }
        }

        /// Nothing is shown again that an earlier attempt has shown; the end puts the whole answer in its place.
        private void show(Statement statement) {
            if (row.isRetake() && !streaming && shown.isPresent()) {
                return;
            }
            try {
                if (streams) {
                    stream(statement);
                } else if (slow && !Instant.now().isBefore(changed.plus(BETWEEN_UPDATES))) {
                    update();
                }
            } catch (RateLimited e) {
                complete = false;
                changed = e.until();
            } catch (SlackFailure e) {
                // streaming is not to be had here; the message is changed instead
                complete = false;
                streams = false;
            } catch (IOException e) {
                complete = false;
                if (shown.isEmpty()) {
                    // it may be there all the same: the next attempt looks
                    throw new UncheckedIOException(e);
                }
            }
        }

        private void stream(Statement statement) throws IOException, SlackFailure {
            String words = blocks.markdown(statement, citations, answerId);
            if (shown.isEmpty()) {
                requireLease();
                keep(api.startStream(workspace, channel, thread, user, words));
                streaming = true;
            } else {
                api.appendStream(workspace, channel, shown.get(), "\n\n" + words);
            }
        }

        private void update() throws IOException, SlackFailure {
            Note note = blocks.soFar(statements, citations, answerId);
            if (shown.isEmpty()) {
                requireLease();
                keep(api.post(workspace, channel, Optional.of(thread), note, row.key()));
            } else {
                api.update(workspace, channel, shown.get(), note, row.key());
            }
            changed = Instant.now();
            updated = true;
        }

        void finish(Note note, Optional<Answer> answer) throws IOException, SlackFailure {
            requireLease();
            if (shown.isEmpty()) {
                keep(api.post(workspace, channel, Optional.of(thread), note, row.key()));
            } else if (streaming && complete && answer.isPresent()) {
                api.stopStream(workspace, channel, shown.get(), blocks.below(answer.get(), false), row.key());
            } else {
                if (pane) {
                    end();
                }
                awaitTurn();
                api.update(workspace, channel, shown.get(), note, row.key());
            }
            if (pane) {
                status("");
            }
        }

        private void awaitTurn() {
            Duration left = Duration.between(Instant.now(), changed.plus(BETWEEN_UPDATES));
            if (updated && left.isPositive()) {
                try {
                    Thread.sleep(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new ReaderLeftException();
                }
            }
        }

        /// A message that an earlier attempt has begun to stream may be open still.
        private void end() throws IOException, RateLimited {
            try {
                api.stopStream(workspace, channel, shown.orElseThrow(), List.of(), row.key());
            } catch (RateLimited e) {
                throw e;
            } catch (SlackFailure e) {
                Log.debug("there was no stream to be ended", e);
            }
        }

        private void keep(String ts) {
            shown = Optional.of(ts);
            queue.showing(row, ts);
        }

        private void requireLease() {
            if (!queue.holds(row)) {
                throw new ReaderLeftException();
            }
        }

        private void status(String words) {
            try {
                api.status(workspace, channel, thread, words);
            } catch (IOException | SlackFailure e) {
                Log.debug("the assistant's status could not be set", e);
            }
        }
    }
}
