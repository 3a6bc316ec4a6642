package dragoman.channel.slack;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.slack.api.bolt.model.builtin.DefaultBot;
import dragoman.article.CorpusView;
import dragoman.newsroom.Site;
import dragoman.newsroom.SiteStore;
import dragoman.testsupport.Corpus;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Many workspaces: installing, leaving, tokens that are not theirs, and whose articles they see.
@QuarkusTest
@WithTestResource(WithSlack.class)
class SlackWorkspacesTest {

    private static final String OTHER = "T0OTHER";

    @Inject
    Corpus corpus;
    @Inject
    Installations installations;
    @Inject
    Workspaces workspaces;
    @Inject
    SiteStore sites;
    @Inject
    MeterRegistry meters;
    @TestHTTPResource
    URI service;
    SlackStandIn slack;

    @BeforeEach
    void empty() {
        corpus.clear();
        corpus.execute("truncate slack_event, slack_thread, slack_answer, slack_follow, slack_site, slack_installation, slack_oauth_state");
        sites.remove("courier");
        workspaces.forget();
        slack.forget();
        slack.installedTeam = OTHER;
        slack.know("xoxb-of-" + OTHER, OTHER, SlackStandIn.BOT_USER, SlackStandIn.BOT);
    }

    private Response install(String code, String state, String cookie) {
        return given().redirects().follow(false).cookie("slack-app-oauth-state", cookie).queryParam("code", code).queryParam("state", state).get("/slack/oauth_redirect");
    }

    private String begin() {
        Response page = given().get("/slack/install");
        assertEquals(200, page.statusCode());
        Matcher state = Pattern.compile("state=([^&\"]+)").matcher(page.body().asString());
        assertTrue(state.find(), page.body().asString());
        assertTrue(page.body().asString().contains("client_id=1234.5678"));
        assertTrue(page.body().asString().matches("(?s).*scope=app_mentions(?::|%3A|&#x3a;|&#58;)read.*"), page.body().asString());
        return state.group(1);
    }

    private int ask(String team) {
        return SlackRequests.send(service, SlackRequests.event(SlackRequests.newId("Ev"), team, """
                {"type": "app_mention", "user": "U1", "text": "<@U0LAN0Z89> Who opened the bridge?", "ts": "%s", "channel": "C1"}""".formatted(slack.nextTs()))).statusCode();
    }

    private void settle() throws InterruptedException {
        SlackStandIn.await("all is done", () -> corpus.count("select count(*) from slack_event where state in ('WAITING', 'RUNNING')") == 0);
    }

    @Test
    void aWorkspaceInstallsTheAppIsServedAndLeaves() throws InterruptedException {
        assertEquals(403, ask(OTHER));
        String state = begin();
        assertEquals(200, install("good-code", state, state).statusCode());
        assertEquals(1, corpus.count("select count(*) from slack_installation where team = 'T0OTHER' and position('xoxb'::bytea in token) = 0"), "the token cannot be read");
        assertEquals(200, ask(OTHER));
        settle();
        assertEquals(1, slack.calls("chat.postMessage").stream().filter(call -> call.token().equals("xoxb-of-" + OTHER)).count());

        String left = """
                {"token": "XXYYZZ", "team_id": "%s", "api_app_id": "A123ABC456", "event": {"type": "app_uninstalled"}, "type": "event_callback", "event_id": "%s", "event_time": %d}""";
        SlackRequests.send(service, left.formatted(OTHER, SlackRequests.newId("Ev"), Instant.now().getEpochSecond() - 60));
        assertEquals(1, corpus.count("select count(*) from slack_installation"), "what was told before it was installed anew ends nothing");
        assertEquals(200, SlackRequests.send(service, left.formatted(OTHER, SlackRequests.newId("Ev"), Instant.now().getEpochSecond() + 1)).statusCode());
        assertEquals(0, corpus.count("select count(*) from slack_installation"));
        assertEquals(0, corpus.count("select count(*) from slack_event"));
        assertEquals(403, ask(OTHER));
    }

    @Test
    void revokedTokensAreForgotten() {
        String state = begin();
        install("good-code", state, state);
        assertEquals(200, SlackRequests.send(service, """
                {"token": "XXYYZZ", "team_id": "%s", "api_app_id": "A123ABC456", "event": {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0LAN0Z89"]}}, "type": "event_callback",
                 "event_id": "Ev9", "event_time": %d}""".formatted(OTHER, Instant.now().getEpochSecond() + 1)).statusCode());
        assertEquals(0, corpus.count("select count(*) from slack_installation"));
    }

    @Test
    void installationsThatNobodyHasBegunOrThatAreEndedTwiceAreRefused() {
        String state = begin();
        install("good-code", "another-state", state);
        install("good-code", state, "another-cookie");
        assertEquals(0, slack.calls("oauth.v2.access").size(), "Slack is not even asked");
        install("bad-code", state, state);
        assertEquals(1, slack.calls("oauth.v2.access").size());
        assertEquals(0, corpus.count("select count(*) from slack_installation"));
        String next = begin();
        install("good-code", next, next);
        corpus.execute("truncate slack_installation");
        install("good-code", next, next);
        assertEquals(0, corpus.count("select count(*) from slack_installation"), "a state is good once");
    }

    @Test
    void aTokenOfAnotherWorkspaceIsNotUsed() throws InterruptedException {
        DefaultBot bot = new DefaultBot();
        bot.setTeamId(OTHER);
        bot.setBotId(SlackStandIn.BOT);
        bot.setBotUserId(SlackStandIn.BOT_USER);
        bot.setBotAccessToken(SlackStandIn.TOKEN);
        installations.saveBot(bot);
        double before = meters.counter("dragoman.slack.refused", "reason", "foreign_token").count();
        assertEquals(200, ask(OTHER));
        settle();
        assertEquals(0, slack.posts().size());
        assertEquals(before + 1, meters.counter("dragoman.slack.refused", "reason", "foreign_token").count());
        assertEquals(1, corpus.count("select count(*) from slack_event where state = 'DEAD'"));
    }

    @Test
    void theOperatorSeesWorkspacesAndChoosesWhoseArticlesTheySee() {
        String state = begin();
        install("good-code", state, state);
        given().get("/api/slack/workspaces").then().statusCode(401);
        given().header("Authorization", Corpus.ADMIN).get("/api/slack/workspaces").then().statusCode(200).body("installed", hasSize(1)).body("installed[0].team", equalTo(OTHER));
        for (String where : List.of("/site", "/channels/C1/site")) {
            given().contentType(ContentType.JSON).body("{\"site\": \"courier\"}").put("/api/slack/workspaces/" + OTHER + where).then().statusCode(401);
        }
        given().header("Authorization", Corpus.ADMIN).contentType(ContentType.JSON).body("{}").put("/api/slack/workspaces/" + OTHER + "/site").then().statusCode(400);
        given().header("Authorization", Corpus.ADMIN).delete("/api/slack/workspaces/" + OTHER + "/site").then().statusCode(404);
    }

    @Test
    void aChannelIsAnsweredFromTheArticlesOfItsSite() throws InterruptedException {
        corpus.ingestMarkdown("""
                ---
                id: bridge
                title: A bridge for Zenda
                date: 2025-06-03
                publisher: The Test Courier
                ---
                Flavia Rassendyll opened the bridge of Zenda on Monday.
                """);
        Site usual = Site.named("courier", "The Courier", Instant.now());
        sites.add(new Site(usual.id(), usual.name(), usual.origins(), CorpusView.Policy.OWN, usual.languages(), usual.attribution(), usual.welcome(), usual.questionsAMinute(),
                usual.readerQuestions(), usual.tokensADay(), usual.webhook(), usual.webhookSecret(), usual.created(), usual.changed()));
        assertTrue(answer("C1").contains("Flavia Rassendyll"));
        String address = "/api/slack/workspaces/" + SlackStandIn.TEAM + "/channels/C1/site";
        given().header("Authorization", Corpus.ADMIN).contentType(ContentType.JSON).body("{\"site\": \"nobody\"}").put(address).then().statusCode(400);
        given().header("Authorization", Corpus.ADMIN).contentType(ContentType.JSON).body("{\"site\": \"courier\"}").put(address).then().statusCode(204);
        assertTrue(answer("C1").startsWith("The articles do not answer this."), "the site has no article of its own");
        assertTrue(answer("C2").contains("Flavia Rassendyll"), "other channels see what they saw");
        given().header("Authorization", Corpus.ADMIN).delete(address).then().statusCode(204);
        assertTrue(answer("C1").contains("Flavia Rassendyll"));
    }

    private String answer(String channel) throws InterruptedException {
        String ts = slack.nextTs();
        assertEquals(200, SlackRequests.send(service, SlackRequests.event(SlackRequests.newId("Ev"), """
                {"type": "app_mention", "user": "U1", "text": "<@U0LAN0Z89> Who opened the bridge of Zenda?", "ts": "%s", "channel": "%s"}""".formatted(ts, channel))).statusCode());
        settle();
        return slack.posts(ts).getFirst().text;
    }
}
