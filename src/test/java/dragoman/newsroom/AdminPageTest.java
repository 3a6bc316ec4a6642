package dragoman.newsroom;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import dragoman.ingestion.FeedPoller;
import dragoman.ingestion.JobRunner;
import dragoman.testsupport.Corpus;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The page for those who look after articles, in a real browser.
@QuarkusTest
class AdminPageTest {

    @Inject
    Corpus corpus;
    @Inject
    JobRunner jobs;
    @Inject
    FeedPoller poller;
    @TestHTTPResource("/admin/")
    URI page;

    @Test
    void whatFailedIsSeenAndDealtWith() {
        corpus.clear();
        RestAssured.given().header("Authorization", Corpus.ADMIN).header("Prefer", "respond-async").contentType("text/plain").body("Nothing says when.")
                .post("/api/articles?title=An <b>undated</b> story").then().statusCode(202);
        jobs.runNext();
        try (Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                                "--disable-component-update", "--disable-sync")));
                Page tab = browser.newPage()) {
            tab.navigate(page.toString());
            tab.getByLabel("Admin token").fill("wrong");
            tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).click();
            assertThat(tab.getByRole(AriaRole.ALERT)).containsText("admin token");
            tab.getByLabel("Admin token").fill("test-token");
            tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).click();
            assertThat(tab.locator("#dead")).hasText("1");
            assertThat(tab.locator("#jobs")).containsText("An <b>undated</b> story");
            assertThat(tab.locator("#jobs")).containsText("no date of publication was found");

            tab.getByLabel("Address of a feed").fill("http://127.0.0.1:1/feed.xml");
            tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Subscribe").setExact(true)).click();
            assertThat(tab.locator("#feeds")).containsText("127.0.0.1:1/feed.xml");
            poller.pollNext();
            corpus.execute("update feed set created_at = now() - interval '2 hours'");
            tab.reload();
            assertThat(tab.locator("#feeds tr.stalled")).containsText("never");
            assertThat(tab.locator("#feeds")).containsText("robots.txt of 127.0.0.1 cannot be fetched");
            tab.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/admin.png")).setFullPage(true));
            assertEquals(List.of(), new AxeBuilder(tab).analyze().getViolations().stream().map(rule -> rule.getId() + rule.getNodes()).toList());

            tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Drop An <b>undated</b> story")).click();
            assertThat(tab.locator("#dead")).hasText("0");
            tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Unsubscribe from")).click();
            assertThat(tab.locator("#feeds tr")).hasCount(0);
        }
    }
}
