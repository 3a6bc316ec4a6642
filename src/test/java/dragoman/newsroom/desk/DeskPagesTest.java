package dragoman.newsroom.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dragoman.answer.Answer;
import dragoman.answer.AnswerRequest;
import dragoman.answer.AnswerService;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.WithOpenId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The desk in a real browser, where JavaScript is switched off, with a provider of OpenID Connect on another site.
@QuarkusTest
@WithTestResource(WithOpenId.class)
class DeskPagesTest {

    private static final int AT_ONCE = 3;

    private static Playwright playwright;
    private static Browser browser;

    @Inject
    Corpus corpus;
    @Inject
    AnswerService answers;
    @TestHTTPResource("/desk")
    URI desk;

    @BeforeAll
    static void launch() {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of(System.getProperty("chromium.path", "/usr/bin/chromium")))
                .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")));
    }

    @AfterAll
    static void close() {
        playwright.close();
    }

    private Page signedInAs(String name, ColorScheme scheme, boolean scripts) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(scripts).setColorScheme(scheme).setViewportSize(1280, 900));
        Page page = context.newPage();
        page.navigate(desk.toString());
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).hasText("Sign in");
        page.getByText("Sign in with your newsroom’s account").click();
        page.getByText(name).click();
        if (!name.equals("nora")) {
            // the page between goes on by itself
            page.waitForURL(address -> address.endsWith("/desk"));
        }
        return page;
    }

    private static List<String> violations(String path, AxeBuilder axe) {
        return axe.analyze().getViolations().stream().map(rule -> path + " " + rule.getId() + rule.getNodes()).toList();
    }

    @Test
    void whoMayNotUseTheDeskIsToldSo() {
        Page page = signedInAs("nora", ColorScheme.LIGHT, false);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Your account may not use the desk");
        page.navigate(desk.toString());
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).hasText("Sign in");
        page.context().close();
    }

    @Test
    void anEditorSignsInWithOpenIdAndOut() {
        Page page = signedInAs("olga", ColorScheme.LIGHT, false);
        assertThat(page.locator(".who")).containsText("olga, editor of courier");
        page.navigate(desk.resolve("/desk/editors").toString());
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Only admins");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).hasText("Sign in");
        page.navigate(desk.toString());
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).hasText("Sign in");
        page.context().close();
    }

    @Test
    void hundredUnansweredQuestionsAreSeenInGroupsAndEveryPageIsAccessible() throws Exception {
        corpus.clear();
        corpus.ingestShipped();
        GroupingTest.Sorted sorted = GroupingTest.Sorted.read("gaps.txt");
        List<String> declined = sorted.questions().stream().gather(Gatherers.mapConcurrent(AT_ONCE, question -> answers.answer(new AnswerRequest(question, Optional.empty(), Optional.empty()), _ -> {
        }))).filter(answer -> !(answer instanceof Answer.Answered)).map(answer -> answer.heading().question()).toList();
        System.out.printf("of %d questions that the shipped articles do not answer, %d were declined or answered in part%n", sorted.questions().size(), declined.size());
        assertTrue(declined.size() >= 95, () -> sorted.questions().stream().filter(question -> !declined.contains(question)).toList().toString());
        // as asked over the last weeks, some of them of late
        corpus.execute("update answer set created_at = now() - (abs(hashtext(id)) % 28) * interval '1 day' - (abs(hashtext(id)) % 700) * interval '1 minute'");
        corpus.execute("update answer set created_at = now() - interval '3 hours' where question ilike '%greenland%'");
        String answered = answers.answer(new AnswerRequest("When did Britain recognise Palestine?", Optional.empty(), Optional.empty()), _ -> {
        }).heading().id();
        corpus.execute("insert into answer_feedback (answer_id, helpful, reason, comment, created_at) values ('" + answered + "', false, 'INCOMPLETE', 'Which other countries?', now())");
        corpus.execute("insert into feed (url, every_seconds, licensed, due_at, created_at, failures, problem) values ('https://courier.example/feed.xml', 300, false, now(), now() - interval '2 hours', 3, 'no answer')");
        corpus.execute("delete from model_usage");
        corpus.execute("insert into model_usage (day, site, tokens) select current_date - n, '', 40000 + 9000 * (n % 5) from generate_series(0, 13) n");

        // axe itself needs JavaScript
        Page withScripts = signedInAs("anna", ColorScheme.LIGHT, true);
        List<String> errors = new ArrayList<>();
        withScripts.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        assertThat(withScripts.locator(".who")).containsText("anna, admin of all sites");
        for (String path : List.of("/desk", "/desk/questions", "/desk/gaps", "/desk/disliked", "/desk/rulings", "/desk/embargoes", "/desk/feeds", "/desk/articles",
                "/desk/articles/" + corpus.text("select article_id from answer_citation limit 1"), "/desk/usage", "/desk/sites", "/desk/audit", "/desk/editors", "/desk/answers/" + answered)) {
            withScripts.navigate(desk.resolve(path).toString());
            String picture = path.replaceAll("/desk/?", "-").replaceAll("/.*", "") + ".png";
            assertEquals(List.of(), violations(path, new AxeBuilder(withScripts).withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))));
            withScripts.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/desk/light" + picture)).setFullPage(true));
            withScripts.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            // the same page in other colours
            assertEquals(List.of(), violations(path, new AxeBuilder(withScripts).withRules(List.of("color-contrast", "link-in-text-block"))));
            withScripts.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/desk/dark" + picture)).setFullPage(true));
            withScripts.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        }
        assertEquals(List.of(), errors);
        withScripts.context().close();

        Page page = signedInAs("anna", ColorScheme.LIGHT, false);
        page.navigate(desk.resolve("/desk/gaps").toString());
        assertThat(page.locator("ol.gaps > li").first()).containsText("questions");
        assertThat(page.locator("ol.gaps > li").filter(new Locator.FilterOptions().setHasText("Greenland")).first()).containsText("rising");
        page.locator("ol.gaps summary").first().click();
        page.locator("ol.gaps details[open] ul a").first().click();
        assertThat(page.getByText("Reason given")).isVisible();

        // a decision from end to end, without JavaScript
        page.navigate(desk.resolve("/desk/answers/" + answered).toString());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pin this answer")).click();
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Lift it"))).isVisible();
        page.getByText("Correct it").click();
        page.getByLabel("Statement 1", new Page.GetByLabelOptions().setExact(true)).fill("France recognised the State of Palestine on Sunday.");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Give this in its place")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Statement 1 is refused");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/desk/refused.png")).setFullPage(true));
        page.setViewportSize(390, 800);
        page.navigate(desk.toString());
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/desk/narrow.png")).setFullPage(true));
        page.context().close();
    }
}
