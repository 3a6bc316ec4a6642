package dragoman.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.channel.slack.SlackStandIn.Post;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.ModelStandIn;
import dragoman.testsupport.WithModel;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers that a slow language model writes, as they come about.
@QuarkusTest
@WithTestResource(WithModel.class)
@WithTestResource(WithSlack.class)
class SlackStreamingTest {

    private static final String QUESTION = "What did Sapt and Rassendyll do for the dams and the bridge?";

    @Inject
    Corpus corpus;
    @TestHTTPResource
    URI service;
    SlackStandIn slack;
    ModelStandIn model;

    @BeforeEach
    void store() {
        corpus.clear();
        corpus.execute("truncate slack_event, slack_thread, slack_answer, slack_follow, slack_site, slack_installation");
        slack.forget();
        CircuitBreakerMaintenance.get().resetAll();
        corpus.ingestMarkdown("""
                ---
                id: dams
                title: Sapt promises dams
                date: 2025-06-03
                publisher: The Test Courier
                url: https://example.org/dams
                ---
                Anton Sapt promised 40 million crowns for the dams of the Alvar. Nobody had expected it.

                Flavia Rassendyll opened the bridge of Zenda on Monday.
                """);
        model.plays((request, reply) -> {
            String key = request.key("40 million");
            reply.pause(1_100).words("Anton Sapt promised 40 million crowns for the dams. [%s] ".formatted(key)).pause(1_200)
                    .words("Flavia Rassendyll opened the bridge of Zenda. [%s] ".formatted(key)).pause(400).words("Anton Sapt promised 40 million crowns. [%s]".formatted(key)).end();
        });
    }

    private void ask(String body) throws InterruptedException {
        assertEquals(200, SlackRequests.send(service, body).statusCode());
        SlackStandIn.await("it is done", () -> corpus.count("select count(*) from slack_event where state in ('WAITING', 'RUNNING')") == 0);
    }

    @Test
    void inAChannelTheMessageIsChangedAtMostOnceASecond() throws InterruptedException {
        String ts = slack.nextTs();
        ask(SlackRequests.mention(SlackRequests.newId("Ev"), SlackRequests.ALICE, ts, null, "<@" + SlackStandIn.BOT_USER + "> " + QUESTION));
        assertEquals(1, slack.posts(ts).size());
        Post answer = slack.posts(ts).getFirst();
        assertTrue(answer.changes.size() >= 2, "it was shown while it was written: " + answer.changes);
        for (int i = 1; i < answer.changes.size(); i++) {
            long between = Duration.between(answer.changes.get(i - 1), answer.changes.get(i)).toMillis();
            // on the way a call may gain or lose some time
            assertTrue(between >= 900, "changed after " + between + " ms");
        }
        assertTrue(slack.calls("chat.postMessage").getFirst().arguments().get("blocks").contains("Still writing"));
        assertFalse(answer.blocks.toString().contains("Still writing"));
        assertTrue(answer.blocks.toString().contains("Flavia Rassendyll opened the bridge"));
        assertEquals(List.of(), slack.violations());
    }

    @Test
    void inTheAssistantPaneItGrows() throws InterruptedException {
        ask(SlackRequests.message(SlackRequests.newId("Ev"), SlackRequests.DIRECT, "im", SlackRequests.ALICE, slack.nextTs(), "1729999327.187299", QUESTION));
        assertEquals(1, slack.calls("chat.startStream").size());
        assertTrue(slack.calls("chat.appendStream").size() >= 1);
        assertEquals(1, slack.calls("chat.stopStream").size());
        Post answer = slack.posts("1729999327.187299").getFirst();
        assertFalse(answer.streaming);
        assertTrue(answer.text.contains("[\\[1\\]](https://example.org/dams#:~:text="), answer.text);
        assertEquals(List.of(), slack.violations());
    }
}
