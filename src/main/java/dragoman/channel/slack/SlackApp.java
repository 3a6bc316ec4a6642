package dragoman.channel.slack;

import com.slack.api.Slack;
import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.context.Context;
import com.slack.api.bolt.context.builtin.EventContext;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.response.ResponseTypes;
import com.slack.api.app_backend.slash_commands.response.SlashCommandResponse;
import com.slack.api.model.event.AppHomeOpenedEvent;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.AppUninstalledEvent;
import com.slack.api.model.event.AssistantThreadContextChangedEvent;
import com.slack.api.model.event.AssistantThreadStartedEvent;
import com.slack.api.model.event.Event;
import com.slack.api.model.event.MessageBotEvent;
import com.slack.api.model.event.MessageChangedEvent;
import com.slack.api.model.event.MessageDeletedEvent;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.model.event.MessageFileShareEvent;
import com.slack.api.model.event.MessageThreadBroadcastEvent;
import com.slack.api.model.event.TokensRevokedEvent;
import dragoman.answer.AnswerService;
import dragoman.answer.Feedback;
import dragoman.channel.slack.EventQueue.Keys;
import dragoman.channel.slack.Order.Way;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes what Slack sends: keeps what is to be done, and answers at once. Nothing here asks Slack or the articles.
@ApplicationScoped
class SlackApp {

    /// What the app may do where it is installed; the same as in `deploy/slack/manifest.yaml`.
    static final String SCOPES = "app_mentions:read,assistant:write,channels:history,chat:write,commands,groups:history,im:history,mpim:history";
    static final String COMMAND = "/diplomacy";
    static final String CHECK_CLAIM = "check_claim";

    private final EventQueue queue;
    private final AnswerService answers;
    private final QuotesView quotes;
    private final Installations installations;
    private final Workspaces workspaces;
    private final SlackStore store;
    private final boolean signed;
    private final Optional<App> app;

    SlackApp(SlackSettings settings, Slack slack, EventQueue queue, AnswerService answers, QuotesView quotes, Installations installations, Workspaces workspaces,
            SlackStore store, OAuthStates states, Refusals refusals, Clock clock) {
        settings.check();
        this.queue = queue;
        this.answers = answers;
        this.quotes = quotes;
        this.installations = installations;
        this.workspaces = workspaces;
        this.store = store;
        this.signed = settings.signing().isPresent();
        this.app = settings.isConfigured() ? Optional.of(build(settings, slack, states, refusals, clock)) : Optional.empty();
    }

    /// Bolt's app, if there is a bot.
    Optional<App> app() {
        return app;
    }

    /// Whether requests can be checked: where there is no signing secret, Slack comes by Socket Mode only.
    boolean takesRequests() {
        return signed;
    }

    private App build(SlackSettings settings, Slack slack, OAuthStates states, Refusals refusals, Clock clock) {
        AppConfig config = new AppConfig();
        config.setSlack(slack);
        config.setSigningSecret(settings.signing().orElse(null));
        config.setSubtypedMessageEventsAutoAckEnabled(true);
        settings.clientId().ifPresent(id -> {
            config.setClientId(id);
            config.setClientSecret(settings.client().orElseThrow());
            config.setScope(SCOPES);
            config.setAppPath("/slack");
            config.setOauthInstallPath("/install");
            config.setOauthRedirectUriPath("/oauth_redirect");
            config.setRedirectUri(settings.publicUrl().orElseThrow().resolve("/slack/oauth_redirect").toString());
            config.setOAuthInstallPathEnabled(true);
            config.setOAuthRedirectUriPathEnabled(true);
        });
        List<Middleware> checks = new ArrayList<>();
        settings.signing().ifPresent(secret -> checks.add(new SignatureCheck(secret, refusals, clock)));
        checks.add(new WorkspaceCheck(workspaces, refusals));
        App built = new App(config, slack, checks);
        if (settings.isInstallable()) {
            built = built.service(installations).service(states).asOAuthApp(true);
        }
        return listen(built);
    }

    private App listen(App bolt) {
        bolt.event(AppMentionEvent.class, (payload, context) -> {
            AppMentionEvent event = payload.getEvent();
            if (event.getBotId() == null && event.getEdited() == null) {
                ask(payload, context, new Order.Ask(Way.MENTION, event.getChannel(), event.getUser(), text(event.getText()), event.getTs(), Optional.ofNullable(event.getThreadTs())));
            }
            return context.ack();
        });
        bolt.event(MessageEvent.class, (payload, context) -> {
            MessageEvent event = payload.getEvent();
            if (event.getBotId() == null) {
                message(payload, context, event.getChannelType(), event.getChannel(), event.getUser(), event.getText(), event.getTs(), event.getThreadTs());
            }
            return context.ack();
        });
        bolt.event(MessageFileShareEvent.class, (payload, context) -> {
            MessageFileShareEvent event = payload.getEvent();
            message(payload, context, event.getChannelType(), event.getChannel(), event.getUser(), event.getText(), event.getTs(), event.getThreadTs());
            return context.ack();
        });
        bolt.event(MessageThreadBroadcastEvent.class, (payload, context) -> {
            MessageThreadBroadcastEvent event = payload.getEvent();
            message(payload, context, event.getChannelType(), event.getChannel(), event.getUser(), event.getText(), event.getTs(), event.getThreadTs());
            return context.ack();
        });
        bolt.event(MessageChangedEvent.class, (payload, context) -> {
            changed(payload, context);
            return context.ack();
        });
        bolt.event(MessageBotEvent.class, (_, context) -> context.ack());
        bolt.event(MessageDeletedEvent.class, (_, context) -> context.ack());
        bolt.event(AssistantThreadStartedEvent.class, (payload, context) -> {
            String channel = payload.getEvent().getAssistantThread().getChannelId();
            String thread = payload.getEvent().getAssistantThread().getThreadTs();
            add(context, payload.getEventId(), Optional.empty(), thread(context, channel, thread), new Order.Greet(channel, thread));
            return context.ack();
        });
        bolt.event(AssistantThreadContextChangedEvent.class, (_, context) -> context.ack());
        bolt.event(AppHomeOpenedEvent.class, (payload, context) -> {
            if ("home".equals(payload.getEvent().getTab())) {
                add(context, payload.getEventId(), Optional.empty(), "home/" + context.getTeamId() + "/" + payload.getEvent().getUser(), new Order.Home(payload.getEvent().getUser()));
            }
            return context.ack();
        });
        bolt.event(AppUninstalledEvent.class, this::left);
        bolt.event(TokensRevokedEvent.class, (payload, context) -> payload.getEvent().getTokens() != null && payload.getEvent().getTokens().getBot() != null
                && !payload.getEvent().getTokens().getBot().isEmpty() ? left(payload, context) : context.ack());
        bolt.command(COMMAND, (request, context) -> command(request.getPayload(), context));
        bolt.messageShortcut(CHECK_CLAIM, (request, context) -> {
            check(request.getPayload(), context);
            return context.ack();
        });
        bolt.blockAction(AnswerBlocks.SHOW_QUOTES, (request, context) -> {
            quotes.open(context.getBotToken(), request.getPayload().getTriggerId(), value(request.getPayload()));
            return context.ack();
        });
        bolt.blockAction(AnswerBlocks.SHARE, (request, context) -> {
            share(request.getPayload(), context);
            return context.ack();
        });
        bolt.blockAction(AnswerBlocks.HELPFUL, (request, context) -> {
            answers.keepFeedback(value(request.getPayload()), new Feedback(true, Optional.empty(), Optional.empty()));
            return context.ack();
        });
        bolt.blockAction(AnswerBlocks.UNHELPFUL, (request, context) -> {
            answers.keepFeedback(value(request.getPayload()), new Feedback(false, Optional.empty(), Optional.empty()));
            return context.ack();
        });
        return bolt;
    }

    private void message(EventsApiPayload<? extends Event> payload, Context context, String channelType, String channel, String user, String text, String ts, String threadTs) {
        if (user == null || user.equals(context.getBotUserId()) || user.equals("USLACKBOT")) {
            return;
        }
        Optional<String> thread = Optional.ofNullable(threadTs);
        Way way = text(text).contains("<@" + context.getBotUserId()) ? Way.MENTION : "im".equals(channelType) ? Way.DIRECT : Way.THREAD;
        if (way != Way.THREAD || thread.isPresent()) {
            ask(payload, context, new Order.Ask(way, channel, user, text(text), ts, thread));
        }
    }

    private void ask(EventsApiPayload<? extends Event> payload, Context context, Order.Ask order) {
        if (order.user() == null || order.user().equals(context.getBotUserId())) {
            return;
        }
        add(context, payload.getEventId(), Optional.of(thread(context, order.channel(), order.ts())), thread(context, order.channel(), order.root()), order);
    }

    private void changed(EventsApiPayload<MessageChangedEvent> payload, Context context) {
        MessageChangedEvent event = payload.getEvent();
        MessageChangedEvent.Message message = event.getMessage();
        boolean edited = message != null && message.getEdited() != null && message.getBotId() == null && message.getUser() != null && !message.getUser().equals(context.getBotUserId());
        if (edited) {
            Order.Edit order = new Order.Edit(event.getChannel(), message.getUser(), text(message.getText()), message.getTs(), Optional.ofNullable(message.getThreadTs()));
            add(context, payload.getEventId(), Optional.empty(), thread(context, order.channel(), order.root()), order);
        }
    }

    private Response command(SlashCommandPayload payload, Context context) {
        add(context, "command/" + payload.getTriggerId(), Optional.empty(), "command/" + payload.getTriggerId(),
                new Order.Command(payload.getChannelId(), payload.getUserId(), text(payload.getText()), payload.getResponseUrl()));
        return Response.ok(SlashCommandResponse.builder().responseType(ResponseTypes.ephemeral).text("Looking through the articles …").build());
    }

    private void check(MessageShortcutPayload payload, Context context) {
        String key = "shortcut/" + payload.getTriggerId();
        add(context, key, Optional.empty(), key, new Order.Check(payload.getChannel().getId(), payload.getUser().getId(), text(payload.getMessage().getText()), payload.getMessage().getTs(),
                Optional.ofNullable(payload.getMessage().getThreadTs()), payload.getResponseUrl()));
    }

    private void share(BlockActionPayload payload, Context context) {
        String value = value(payload);
        Optional<Long> check = value.startsWith(AnswerBlocks.CHECK_VALUE) ? Optional.of(Long.valueOf(value.substring(AnswerBlocks.CHECK_VALUE.length()))) : Optional.empty();
        Order.Share order = new Order.Share(payload.getContainer().getChannelId(), payload.getUser().getId(), Optional.ofNullable(payload.getContainer().getThreadTs()),
                check.isPresent() ? Optional.empty() : Optional.of(value), check, payload.getResponseUrl());
        // one button, one message, however often it is pressed
        String key = "share/%s/%s/%s/%s".formatted(context.getTeamId(), order.channel(), order.user(), value);
        add(context, key, Optional.empty(), key, order);
    }

    private Response left(EventsApiPayload<? extends Event> payload, EventContext context) {
        Instant when = payload.getEventTime() == null ? Instant.EPOCH : Instant.ofEpochSecond(payload.getEventTime());
        if (installations.delete(Installations.text(context.getEnterpriseId()), Installations.text(context.getTeamId()), when)) {
            queue.dropOf(context.getTeamId());
            store.dropOf(context.getTeamId());
        }
        workspaces.forget();
        return context.ack();
    }

    private void add(Context context, String event, Optional<String> message, String thread, Order order) {
        queue.add(new Keys(event, message, thread), context.getTeamId(), Optional.ofNullable(context.getEnterpriseId()), order);
    }

    private static String thread(Context context, String channel, String ts) {
        return context.getTeamId() + "/" + channel + "/" + ts;
    }

    private static String value(BlockActionPayload payload) {
        return text(payload.getActions().getFirst().getValue());
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
