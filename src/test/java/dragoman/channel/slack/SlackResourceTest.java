package dragoman.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.channel.slack.SlackStandIn.Post;
import dragoman.testsupport.Corpus;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests signed as Slack signs them, over HTTP, and what the bot then asks of Slack.
@QuarkusTest
@WithTestResource(WithSlack.class)
class SlackResourceTest {

    private static final String QUESTION = "How much did Sapt promise for the dams?";
    private static final String ASKED = "<@" + SlackStandIn.BOT_USER + "> " + QUESTION;

    @Inject
    Corpus corpus;
    @Inject
    MeterRegistry meters;
    @TestHTTPResource
    URI service;
    SlackStandIn slack;

    @BeforeEach
    void store() {
        corpus.clear();
        corpus.execute("truncate slack_event, slack_thread, slack_answer, slack_follow, slack_site, slack_installation, slack_oauth_state");
        slack.forget();
        corpus.ingestMarkdown("""
                ---
                id: dams
                title: Sapt promises dams & bridges
                date: 2025-06-03
                publisher: The Test Courier
                url: https://example.org/dams?a=1&b=2
                ---
                Anton Sapt promised 40 million crowns for the dams of the Alvar. Nobody had expected it.

                Flavia Rassendyll opened the bridge of Zenda on Monday.
                """);
        corpus.ingestMarkdown("""
                ---
                id: strelsau
                title: Ruritania and Grausark sign in Strelsau
                date: 2025-06-05
                publisher: The Test Courier
                ---
                Ruritania and Grausark signed a treaty on fishing in Strelsau on 4 June 2025. Rupert Hentzau did not sign the treaty.
                """);
    }

    @AfterEach
    void everythingWasAskedRightly() {
        assertEquals(List.of(), slack.violations());
    }

    private void send(String body) {
        HttpResponse<String> response = SlackRequests.send(service, body);
        assertEquals(200, response.statusCode(), response.body());
    }

    private void settle() throws InterruptedException {
        SlackStandIn.await("all is done", () -> corpus.count("select count(*) from slack_event where state in ('WAITING', 'RUNNING')") == 0);
    }

    private Post answerIn(String thread) throws InterruptedException {
        settle();
        List<Post> posts = slack.posts(thread);
        assertEquals(1, posts.size(), () -> "messages in the thread; " + corpus.text("select coalesce(string_agg(kind || ' ' || state || ' ' || coalesce(reason, ''), ', '), '') from slack_event"));
        return posts.getFirst();
    }

    private String ask(String text) throws InterruptedException {
        String ts = slack.nextTs();
        send(SlackRequests.mention(SlackRequests.newId("Ev"), SlackRequests.ALICE, ts, null, text));
        settle();
        return ts;
    }

    @Test
    void anUnsignedWordOfSlacksAddressIsAnsweredAsSlackWants() {
        HttpResponse<String> response = SlackRequests.send(service, "{\"token\": \"Jhj5dZrVaK7ZwHHjRyZWjbDl\", \"challenge\": \"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P\", \"type\": \"url_verification\"}");
        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"));
    }

    @Test
    void aMentionIsAnsweredInItsThreadWithSourcesAndButtons() throws InterruptedException {
        Post answer = answerIn(ask(ASKED));
        String blocks = answer.blocks.toString();
        assertTrue(answer.text.startsWith("Anton Sapt promised 40 million crowns"), answer.text);
        assertTrue(answer.text.contains("As of 3 June 2025."));
        assertTrue(blocks.contains("<https://example.org/dams?a=1&amp;b=2#:~:text="), blocks);
        assertTrue(blocks.contains("|[1]>"));
        assertTrue(blocks.contains("The Test Courier, 3 June 2025"));
        assertTrue(blocks.contains("Sapt promises dams &amp; bridges"));
        assertTrue(blocks.contains("show_quotes") && blocks.contains("helpful") && !blocks.contains("\"share\""));
        assertEquals(SlackRequests.CHANNEL, answer.channel);
    }

    @Test
    void twoEventsAboutOneMessageAndRepeatedOnesGiveOneAnswer() throws InterruptedException {
        String ts = slack.nextTs();
        String mention = SlackRequests.mention(SlackRequests.newId("Ev"), SlackRequests.ALICE, ts, null, ASKED);
        String message = SlackRequests.message(SlackRequests.newId("Ev"), SlackRequests.CHANNEL, "channel", SlackRequests.ALICE, ts, null, ASKED);
        for (String body : List.of(message, mention, message, mention, mention)) {
            send(body);
        }
        answerIn(ts);
    }

    @Test
    void aDirectMessageIsAnswered() throws InterruptedException {
        String ts = slack.nextTs();
        send(SlackRequests.message(SlackRequests.newId("Ev"), SlackRequests.DIRECT, "im", SlackRequests.ALICE, ts, null, QUESTION));
        assertTrue(answerIn(ts).text.contains("40 million"));
    }

    @Test
    void aThreadGoesOnWithoutAMentionWhileNobodyElseTakesPart() throws InterruptedException {
        String root = ask(ASKED);
        String followUp = slack.nextTs();
        send(SlackRequests.message(SlackRequests.newId("Ev"), SlackRequests.CHANNEL, "channel", SlackRequests.ALICE, followUp, root, "Who opened the bridge of Zenda?"));
        settle();
        assertEquals(2, slack.posts(root).size());
        assertTrue(slack.posts(root).getLast().text.contains("Flavia Rassendyll"));
        assertEquals(1, corpus.count("select count(distinct conversation_id) from conversation_turn"), "the thread is one conversation");

        send(SlackRequests.message(SlackRequests.newId("Ev"), SlackRequests.CHANNEL, "channel", SlackRequests.BOB, slack.nextTs(), root, "Did Sapt promise more?"));
        send(SlackRequests.message(SlackRequests.newId("Ev"), SlackRequests.CHANNEL, "channel", SlackRequests.ALICE, slack.nextTs(), root, "Who opened the bridge?"));
        settle();
        assertEquals(2, slack.posts(root).size(), "silent once others take part");

        send(SlackRequests.mention(SlackRequests.newId("Ev"), SlackRequests.BOB, slack.nextTs(), root, ASKED));
        settle();
        assertEquals(3, slack.posts(root).size(), "until it is named");
    }

    @Test
    void whatIsSaidToOthersIsNotAnswered() throws InterruptedException {
        String root = ask(ASKED);
        send(SlackRequests.message(SlackRequests.newId("Ev"), SlackRequests.CHANNEL, "channel", SlackRequests.ALICE, slack.nextTs(), root, "<@" + SlackRequests.BOB + "> who opened the bridge?"));
        send(SlackRequests.message(SlackRequests.newId("Ev"), SlackRequests.CHANNEL, "channel", SlackRequests.ALICE, slack.nextTs(), null, "Who opened the bridge of Zenda?"));
        settle();
        assertEquals(1, slack.posts().size());
    }

    @Test
    void botsAndItselfAreIgnored() throws InterruptedException {
        String root = ask(ASKED);
        send(SlackRequests.botMessage(SlackRequests.newId("Ev"), "U777", slack.nextTs(), root, ASKED));
        send(SlackRequests.message(SlackRequests.newId("Ev"), SlackRequests.CHANNEL, "channel", SlackStandIn.BOT_USER, slack.nextTs(), root, "Who opened the bridge of Zenda?"));
        send(SlackRequests.message(SlackRequests.newId("Ev"), SlackRequests.DIRECT, "im", SlackStandIn.BOT_USER, slack.nextTs(), null, "Who opened the bridge of Zenda?"));
        send(SlackRequests.mention(SlackRequests.newId("Ev"), SlackStandIn.BOT_USER, slack.nextTs(), null, ASKED));
        settle();
        assertEquals(1, slack.posts().size());
    }

    @Test
    void anEditedQuestionIsAnsweredAnewInPlace() throws InterruptedException {
        String ts = ask(ASKED);
        String before = answerIn(ts).ts;
        send(SlackRequests.changed(SlackRequests.newId("Ev"), SlackRequests.CHANNEL, SlackRequests.ALICE, ts, null, ASKED, true));
        settle();
        assertEquals(0, slack.calls("chat.update").size(), "the same words ask nothing new");

        send(SlackRequests.changed(SlackRequests.newId("Ev"), SlackRequests.CHANNEL, SlackRequests.ALICE, ts, null, "<@" + SlackStandIn.BOT_USER + "> Who opened the bridge of Zenda?", true));
        Post after = answerIn(ts);
        assertEquals(before, after.ts);
        assertTrue(after.text.contains("Flavia Rassendyll"), after.text);
        assertTrue(after.blocks.toString().contains("the question was changed"));
        assertEquals(1, corpus.count("select count(*) from conversation_turn"), "the turn is replaced");
    }

    @Test
    void aMentionWithoutAQuestionIsToldHowToAsk() throws InterruptedException {
        assertTrue(answerIn(ask("<@" + SlackStandIn.BOT_USER + ">")).text.contains("Ask me"));
    }

    @Test
    void whatTheArticlesDoNotAnswerIsSaid() throws InterruptedException {
        Post answer = answerIn(ask("<@" + SlackStandIn.BOT_USER + "> Who won the chess championship of Atlantis?"));
        assertTrue(answer.text.startsWith("The articles do not answer this."), answer.text);
        assertFalse(answer.blocks.toString().contains("show_quotes"));
    }

    @Test
    void aCommandAnswersOnlyTheAskerWhoMayShare() throws InterruptedException {
        String trigger = SlackRequests.newId("13345224609.738474920.");
        HttpResponse<String> response = SlackRequests.send(service, SlackRequests.command(QUESTION, trigger, slack.responseUrl(trigger)));
        assertEquals(200, response.statusCode());
        assertEquals("ephemeral", SlackStandIn.json(response.body()).path("response_type").asText());
        settle();
        assertEquals(1, slack.responses(trigger).size());
        JsonNode answer = slack.responses(trigger).getFirst().body();
        assertEquals("ephemeral", answer.path("response_type").asText());
        assertTrue(answer.path("text").asText().contains("40 million"));
        assertEquals(0, slack.posts().size());

        String id = button(answer.path("blocks"), "share");
        for (int presses = 0; presses < 3; presses++) {
            send(SlackRequests.press("share", id, SlackRequests.newId("tr"), slack.responseUrl("share"), null));
        }
        settle();
        assertEquals(1, slack.posts().size(), "shared once, however often it is pressed");
        assertNull(slack.posts().getFirst().thread);
        assertTrue(slack.posts().getFirst().blocks.toString().contains("Shared by <@" + SlackRequests.ALICE + ">"));
    }

    @Test
    void sharingWhereTheBotIsNotSaysWhatToDo() throws InterruptedException {
        String trigger = SlackRequests.newId("1.");
        send(SlackRequests.command(QUESTION, trigger, slack.responseUrl(trigger)));
        settle();
        slack.refuse("chat.postMessage", "not_in_channel");
        send(SlackRequests.press("share", button(slack.responses(trigger).getFirst().body().path("blocks"), "share"), "tr", slack.responseUrl("absent"), null));
        settle();
        assertTrue(slack.responses("absent").getFirst().body().path("text").asText().contains("/invite"));
    }

    @Test
    void theQuotesOpenInAWindowAndFeedbackIsKept() throws InterruptedException {
        JsonNode blocks = answerIn(ask(ASKED)).blocks;
        String id = button(blocks, "show_quotes");
        send(SlackRequests.press("show_quotes", id, "trigger-1", slack.responseUrl("x"), null));
        SlackStandIn.await("the window is open", () -> slack.calls("views.open").size() == 1);
        SlackStandIn.Call call = slack.calls("views.open").getFirst();
        assertEquals("trigger-1", call.arguments().get("trigger_id"));
        assertTrue(call.arguments().get("view").contains("“Anton Sapt promised 40 million crowns for the dams of the Alvar.”"), call.arguments().get("view"));

        send(SlackRequests.press("unhelpful", id, "trigger-2", slack.responseUrl("x"), null));
        assertEquals(1, corpus.count("select count(*) from answer_feedback where not helpful"));
    }

    @Test
    void theHomeTellsWhatIsKnownAndHowToAsk() throws InterruptedException {
        send(SlackRequests.event(SlackRequests.newId("Ev"), """
                {"type": "app_home_opened", "user": "U061F7AUR", "channel": "D0LAN2Q65", "event_ts": "1515449522000016", "tab": "home"}"""));
        settle();
        String view = slack.calls("views.publish").getFirst().arguments().get("view");
        assertTrue(view.contains("2 articles") && view.contains("5 June 2025") && view.contains("/diplomacy follow"), view);
    }

    @Test
    void theAssistantPaneSuggestsAndStreams() throws InterruptedException {
        // what may be asked is remembered for a while: by articles that no other test has
        corpus.ingestMarkdown("""
                ---
                id: osra
                title: Osra Elphberg opens the harbour of Hofbau
                date: 2025-06-09
                publisher: The Test Courier
                ---
                Osra Elphberg opened the harbour of Hofbau on 8 June 2025. Osra Elphberg said that the harbour would be the largest of Ruritania.
                """);
        send(SlackRequests.event(SlackRequests.newId("Ev"), """
                {"type": "assistant_thread_started", "assistant_thread": {"user_id": "U061F7AUR", "context": {"channel_id": "C123ABC456", "team_id": "T123ABC456", "enterprise_id": null},
                 "channel_id": "D123ABC456", "thread_ts": "1729999327.187299"}, "event_ts": "1715873754.429808"}"""));
        settle();
        assertEquals(1, slack.calls("assistant.threads.setSuggestedPrompts").size());

        String ts = slack.nextTs();
        send(SlackRequests.message(SlackRequests.newId("Ev"), SlackRequests.DIRECT, "im", SlackRequests.ALICE, ts, "1729999327.187299", QUESTION));
        Post answer = answerIn("1729999327.187299");
        assertEquals(List.of("is looking through the articles …", ""), slack.calls("assistant.threads.setStatus").stream().map(call -> call.arguments().get("status")).toList());
        assertEquals(1, slack.calls("chat.startStream").size());
        assertEquals(1, slack.calls("chat.stopStream").size());
        assertEquals(0, slack.calls("chat.postMessage").size());
        assertFalse(answer.streaming);
        assertTrue(answer.text.contains("Anton Sapt promised 40 million crowns"), answer.text);
        assertTrue(answer.blocks.toString().contains("show_quotes"));
    }

    @Test
    void whereStreamingIsNotToBeHadTheAnswerIsPosted() throws InterruptedException {
        slack.refuse("chat.startStream", "method_not_supported_for_channel_type");
        String ts = slack.nextTs();
        send(SlackRequests.message(SlackRequests.newId("Ev"), SlackRequests.DIRECT, "im", SlackRequests.ALICE, ts, "1729999327.187300", QUESTION));
        assertTrue(answerIn("1729999327.187300").text.contains("40 million"));
    }

    @Test
    void slackIsNotAskedBeforeItsTime() throws InterruptedException {
        slack.limit("chat.postMessage", 1, 2);
        Instant asked = Instant.now();
        String ts = ask(ASKED);
        answerIn(ts);
        assertTrue(Duration.between(asked, Instant.now()).compareTo(Duration.ofSeconds(2)) >= 0);
        assertEquals(1, corpus.count("select count(*) from answer"), "it is answered once, and posted when it may be");
    }

    @Test
    void whatWasPostedByAnAttemptThatDidNotLearnOfItIsNotPostedAgain() throws InterruptedException {
        slack.lose("chat.postMessage", 1);
        String ts = ask(ASKED);
        answerIn(ts);
        assertEquals(1, slack.calls("conversations.replies").size());
        assertEquals(1, corpus.count("select count(*) from answer"));
        assertEquals(2, corpus.count("select attempts from slack_event"));

        slack.lose("chat.startStream", 1);
        send(SlackRequests.message(SlackRequests.newId("Ev"), SlackRequests.DIRECT, "im", SlackRequests.ALICE, slack.nextTs(), "1729999327.187301", QUESTION));
        Post streamed = answerIn("1729999327.187301");
        assertFalse(streamed.streaming);
        assertTrue(streamed.blocks.toString().contains("40 million"));
    }

    @Test
    void forgedReplayedAndForeignRequestsAreRefusedAndCounted() throws InterruptedException {
        String ts = slack.nextTs();
        String body = SlackRequests.mention(SlackRequests.newId("Ev"), SlackRequests.ALICE, ts, null, ASKED);
        long now = Instant.now().getEpochSecond();
        double forged = refused("forged");
        double replayed = refused("replayed");
        double foreign = refused("foreign_team");
        assertEquals(401, SlackRequests.send(service, body, now, "another-secret").statusCode());
        HttpResponse<String> old = SlackRequests.send(service, body, now - 301, WithSlack.SECRET);
        assertEquals(401, old.statusCode());
        assertTrue(old.body().contains("signed too long ago"), old.body());
        assertEquals(403, SlackRequests.send(service, SlackRequests.event("Ev1", "T999", "{\"type\": \"app_mention\", \"user\": \"U1\", \"text\": \"Hello?\", \"ts\": \"1.1\", \"channel\": \"C1\"}")).statusCode());
        assertEquals(forged + 1, refused("forged"));
        assertEquals(replayed + 1, refused("replayed"));
        assertEquals(foreign + 1, refused("foreign_team"));
        settle();
        assertEquals(0, corpus.count("select count(*) from slack_event"));
        assertEquals(0, slack.posts().size());
    }

    @Test
    void aMessageIsComparedWithTheArticlesForTheOneWhoAsksAndMayBeShared() throws InterruptedException {
        String trigger = SlackRequests.newId("13345224609.8534564800.");
        String ts = slack.nextTs();
        send(SlackRequests.shortcut(trigger, ts, "Sapt promised 40 million crowns for the dams. Rupert Hentzau opened the bridge of Zenda. Atlantis has won the chess championship.", slack.responseUrl(trigger)));
        settle();
        JsonNode answer = slack.responses(trigger).getFirst().body();
        String blocks = answer.path("blocks").toString();
        assertEquals("ephemeral", answer.path("response_type").asText());
        assertTrue(blocks.contains("*Supported:* “Sapt promised 40 million"), blocks);
        assertTrue(blocks.contains("*Contradicted:* “Rupert Hentzau opened"), blocks);
        assertTrue(blocks.contains("*Not covered:* “Atlantis has won"), blocks);
        assertTrue(blocks.contains("[1] “Anton Sapt promised 40 million crowns for the dams of the Alvar.”"), blocks);
        assertEquals(0, slack.posts().size());

        send(SlackRequests.press("share", button(answer.path("blocks"), "share"), "tr", slack.responseUrl("share"), null));
        assertTrue(answerIn(ts).blocks.toString().contains("*Contradicted:*"));
    }

    @Test
    void whatComesBySocketModeIsAcknowledgedAndAnsweredAlsoAfterTheConnectionWasLost() throws InterruptedException {
        for (int round = 0; round < 2; round++) {
            String ts = slack.nextTs();
            String envelope = SlackRequests.newId("57d6a792-");
            slack.sendBySocket("{\"envelope_id\": \"%s\", \"type\": \"events_api\", \"accepts_response_payload\": false, \"payload\": %s}".formatted(envelope,
                    SlackRequests.mention(SlackRequests.newId("Ev"), SlackRequests.ALICE, ts, null, ASKED)));
            SlackStandIn.await("it is acknowledged", () -> slack.receivedBySocket().stream().anyMatch(message -> message.contains(envelope)));
            assertTrue(answerIn(ts).text.contains("40 million"));
            slack.dropSockets();
            Thread.sleep(200);
        }
    }

    private double refused(String reason) {
        return meters.counter("dragoman.slack.refused", "reason", reason).count();
    }

    static String button(JsonNode blocks, String action) {
        for (JsonNode block : blocks) {
            for (JsonNode element : block.path("elements")) {
                if (element.path("action_id").asText().equals(action)) {
                    return element.path("value").asText();
                }
            }
        }
        throw new AssertionError("no button " + action + " in " + blocks);
    }
}
