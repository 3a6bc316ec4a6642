package dragoman.channel.slack;

import com.slack.api.Slack;
import com.slack.api.app_backend.interactive_components.response.ActionResponse;
import com.slack.api.bolt.response.Responder;
import com.slack.api.bolt.response.ResponseTypes;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.model.Message;
import com.slack.api.model.assistant.SuggestedPrompt;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import com.slack.api.webhook.WebhookResponse;
import dragoman.channel.slack.SlackFailure.RateLimited;
import dragoman.channel.slack.SlackFailure.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What the bot asks of Slack. Where Slack has asked to wait (429, `Retry-After`), it is not asked the same again before.
@ApplicationScoped
class SlackApi {

    private static final String METADATA = "dragoman_answer";
    private static final String EVENT = "event";
    private static final int PAGE = 200;
    private static final int MOST_PAGES = 5;
    private static final int TOO_MANY = 429;
    private static final Duration WITHOUT_WORD = Duration.ofSeconds(30);

    private final Slack slack;
    private final Clock clock;
    private final Map<String, Instant> waits = new ConcurrentHashMap<>();

    SlackApi(Slack slack, Clock clock) {
        this.slack = slack;
        this.clock = clock;
    }

    @FunctionalInterface
    private interface Call<T> {
        T of(MethodsClient client) throws IOException, SlackApiException;
    }

    /// Posts a message that tells what it answers, so that it can be found again.
    ///
    /// @param key what it answers
    /// @return Slack's id of it in its channel
    String post(Workspace workspace, String channel, Optional<String> thread, Note note, String key) throws IOException, SlackFailure {
        return ask(workspace, "chat.postMessage", client -> client.chatPostMessage(request -> request.channel(channel).threadTs(thread.orElse(null)).text(note.text()).blocks(note.blocks())
                .unfurlLinks(false).unfurlMedia(false).metadata(metadata(key)))).getTs();
    }

    /// Puts something else in the place of a message of ours.
    void update(Workspace workspace, String channel, String ts, Note note, String key) throws IOException, SlackFailure {
        ask(workspace, "chat.update", client -> client.chatUpdate(request -> request.channel(channel).ts(ts).text(note.text()).blocks(note.blocks()).metadata(metadata(key))));
    }

    /// Begins a message that grows.
    ///
    /// @param markdown its first words
    /// @return Slack's id of it
    String startStream(Workspace workspace, String channel, String thread, String user, String markdown) throws IOException, SlackFailure {
        return ask(workspace, "chat.startStream", client -> client.chatStartStream(request -> request.channel(channel).threadTs(thread).recipientUserId(user)
                .recipientTeamId(workspace.team()).markdownText(markdown))).getTs();
    }

    void appendStream(Workspace workspace, String channel, String ts, String markdown) throws IOException, SlackFailure {
        ask(workspace, "chat.appendStream", client -> client.chatAppendStream(request -> request.channel(channel).ts(ts).markdownText(markdown)));
    }

    /// Ends it.
    ///
    /// @param blocks what stands below its words
    void stopStream(Workspace workspace, String channel, String ts, List<LayoutBlock> blocks, String key) throws IOException, SlackFailure {
        ask(workspace, "chat.stopStream", client -> client.chatStopStream(request -> request.channel(channel).ts(ts).blocks(blocks.isEmpty() ? null : blocks).metadata(metadata(key))));
    }

    /// The message of ours that answers this, if one was posted.
    ///
    /// @param after   not older than this; Slack's id of a message
    /// @param nameless whether a message of ours that does not tell what it answers is taken too, as one is that was never ended
    Optional<String> findOwn(Workspace workspace, String channel, Optional<String> thread, String after, String key, boolean nameless) throws IOException, SlackFailure {
        String cursor = null;
        Optional<String> unnamed = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            String from = cursor;
            List<Message> messages;
            String next;
            if (thread.isPresent()) {
                var answer = ask(workspace, "conversations.replies", client -> client.conversationsReplies(request -> request.channel(channel).ts(thread.get()).oldest(after)
                        .includeAllMetadata(true).limit(PAGE).cursor(from)));
                messages = answer.getMessages();
                next = answer.getResponseMetadata() == null ? null : answer.getResponseMetadata().getNextCursor();
            } else {
                var answer = ask(workspace, "conversations.history", client -> client.conversationsHistory(request -> request.channel(channel).oldest(after).includeAllMetadata(true)
                        .limit(PAGE).cursor(from)));
                messages = answer.getMessages();
                next = answer.getResponseMetadata() == null ? null : answer.getResponseMetadata().getNextCursor();
            }
            for (Message message : messages) {
                boolean own = workspace.botUser().equals(message.getUser()) || message.getBotId() != null && message.getBotId().equals(workspace.bot());
                if (own && message.getMetadata() != null && message.getMetadata().getEventPayload() != null && key.equals(message.getMetadata().getEventPayload().get(EVENT))) {
                    return Optional.of(message.getTs());
                }
                if (own && nameless && message.getMetadata() == null && message.getTs().compareTo(after) > 0) {
                    unnamed = Optional.of(message.getTs());
                }
            }
            if (next == null || next.isEmpty()) {
                return unnamed;
            }
            cursor = next;
        }
        return unnamed;
    }

    /// What the bot does now, as the assistant pane shows it; empty when it is done.
    void status(Workspace workspace, String channel, String thread, String status) throws IOException, SlackFailure {
        ask(workspace, "assistant.threads.setStatus", client -> client.assistantThreadsSetStatus(request -> request.channelId(channel).threadTs(thread).status(status)));
    }

    /// What may be asked, as the assistant pane shows it.
    void suggest(Workspace workspace, String channel, String thread, List<String> questions) throws IOException, SlackFailure {
        List<SuggestedPrompt> prompts = questions.stream().map(question -> new SuggestedPrompt(question, question)).toList();
        ask(workspace, "assistant.threads.setSuggestedPrompts", client -> client.assistantThreadsSetSuggestedPrompts(request -> request.channelId(channel).threadTs(thread)
                .title("In the news").prompts(prompts)));
    }

    void publishHome(Workspace workspace, String user, View view) throws IOException, SlackFailure {
        ask(workspace, "views.publish", client -> client.viewsPublish(request -> request.userId(user).view(view)));
    }

    /// Answers the one who asked, and nobody else.
    void respond(String responseUrl, Note note, Optional<String> thread) throws IOException, SlackFailure {
        ActionResponse response = ActionResponse.builder().responseType(ResponseTypes.ephemeral).replaceOriginal(true).text(note.text()).blocks(note.blocks())
                .threadTs(thread.orElse(null)).build();
        WebhookResponse answer = new Responder(slack, responseUrl).send(response);
        if (answer.getCode() == TOO_MANY) {
            throw new RateLimited("response_url", clock.instant().plus(WITHOUT_WORD));
        }
        if (answer.getCode() >= 500) {
            throw new IOException("Slack does not take the answer: " + answer.getCode());
        }
        if (answer.getCode() != 200) {
            throw new Refused("response_url", String.valueOf(answer.getBody()));
        }
    }

    private <T extends SlackApiTextResponse> T ask(Workspace workspace, String method, Call<T> call) throws IOException, SlackFailure {
        String key = workspace.team() + "/" + method;
        Instant wait = waits.get(key);
        if (wait != null && wait.isAfter(clock.instant())) {
            throw new RateLimited(method, wait);
        }
        try {
            T answer = call.of(slack.methods(workspace.token()));
            if (!answer.isOk()) {
                throw new Refused(method, String.valueOf(answer.getError()));
            }
            return answer;
        } catch (SlackApiException e) {
            if (e.getResponse().code() == TOO_MANY) {
                Instant until = clock.instant().plus(retryAfter(e.getResponse().header("Retry-After")));
                waits.merge(key, until, (one, other) -> one.isAfter(other) ? one : other);
                throw new RateLimited(method, until);
            }
            throw new IOException(method + ": " + e.getResponse().code(), e);
        }
    }

    private static Duration retryAfter(String header) {
        return header != null && header.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(header)) : WITHOUT_WORD;
    }

    private static Message.Metadata metadata(String key) {
        return Message.Metadata.builder().eventType(METADATA).eventPayload(Map.of(EVENT, key)).build();
    }
}
