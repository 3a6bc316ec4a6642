package dragoman.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.AnswerForesight;
import dragoman.article.CorpusView;
import dragoman.channel.slack.SlackStandIn.Post;
import dragoman.testsupport.Corpus;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Channels that follow topics.
@QuarkusTest
@WithTestResource(WithSlack.class)
class SlackFollowsTest {

    private static final String TOPIC = "How much did Sapt promise for the dams of the Alvar?";

    @Inject
    Corpus corpus;
    @Inject
    AnswerForesight foresight;
    @TestHTTPResource
    URI service;
    SlackStandIn slack;

    @BeforeEach
    void store() {
        corpus.clear();
        corpus.execute("truncate slack_event, slack_thread, slack_answer, slack_follow, slack_site, slack_installation");
        slack.forget();
        corpus.ingestMarkdown("""
                ---
                id: dams
                title: Sapt promises dams
                date: 2025-06-03
                publisher: The Test Courier
                ---
                Anton Sapt promised 40 million crowns for the dams of the Alvar. Nobody had expected it.
                """);
    }

    private String command(String text) throws InterruptedException {
        String trigger = SlackRequests.newId("tr.");
        assertEquals(200, SlackRequests.send(service, SlackRequests.command(text, trigger, slack.responseUrl(trigger))).statusCode());
        SlackStandIn.await("it is answered", () -> !slack.responses(trigger).isEmpty());
        return slack.responses(trigger).getFirst().body().toString();
    }

    private void newReporting() {
        corpus.ingestMarkdown("""
                ---
                id: more
                title: Sapt promises more for the dams
                date: 2025-06-20
                publisher: The Zenda Gazette
                ---
                Anton Sapt promised 55 million crowns for the dams of the Alvar on 19 June 2025.
                """);
    }

    private void awaitPost() throws InterruptedException {
        try {
            SlackStandIn.await("the channel is told", () -> slack.posts().size() == 1);
        } catch (AssertionError e) {
            throw new AssertionError(corpus.text("select coalesce((select string_agg(topic || ' ' || quotes || ' ' || due_at, '; ') from slack_follow), '') || ' | '"
                    + " || coalesce((select string_agg(kind || ' ' || state || ' ' || coalesce(reason, ''), '; ') from slack_event), '')") + " | now " + foresight.foreseeAnew(TOPIC, Optional.empty(),
                            LocalDate.now(), CorpusView.SHARED), e);
        }
    }

    @Test
    void theChannelIsToldOnceWhatHasChanged() throws InterruptedException {
        String told = command("follow " + TOPIC);
        assertTrue(told.contains("This channel follows") && told.contains("40 million"), told);
        Thread.sleep(2_500);
        assertEquals(0, slack.posts().size(), "nothing has changed");
        newReporting();
        awaitPost();
        Post alert = slack.posts().getFirst();
        String blocks = alert.blocks.toString();
        assertEquals(SlackRequests.CHANNEL, alert.channel);
        assertTrue(blocks.contains("New reporting on what this channel follows"), blocks);
        assertTrue(blocks.contains("55 million") && blocks.contains("The Zenda Gazette, 20 June 2025"), blocks);
        Thread.sleep(3_000);
        assertEquals(1, slack.posts().size(), "once");
        assertEquals(List.of(), slack.violations());
    }

    @Test
    void whatIsNotFollowedAnyMoreIsNotTold() throws InterruptedException {
        command("follow " + TOPIC);
        assertTrue(command("following").contains("1. " + TOPIC));
        assertTrue(command("unfollow 1").contains("not follow"));
        assertTrue(command("following").contains("follows nothing"));
        newReporting();
        Thread.sleep(2_500);
        assertEquals(0, slack.posts().size());
    }

    @Test
    void aDigestComesAtItsTime() throws InterruptedException {
        assertTrue(command("follow " + TOPIC + " daily 08:00").contains("once a day at 08:00 (UTC)"));
        assertEquals(1, corpus.count("select count(*) from slack_follow where digest_at = '08:00' and due_at > now() and to_char(due_at at time zone 'UTC', 'HH24:MI') = '08:00'"));
        newReporting();
        Thread.sleep(2_500);
        assertEquals(0, slack.posts().size(), "not before");
        corpus.execute("update slack_follow set due_at = now()");
        awaitPost();
        assertEquals(1, corpus.count("select count(*) from slack_follow where due_at > now()"));
        assertTrue(command("follow dams daily 25:00").contains("no time of day"));
    }
}
