package dragoman.channel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dragoman.testsupport.Corpus;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The page in a real browser: Chromium from the distribution, as `deploy/install --with-browser` puts it there.
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatPageTest {

    private static final String QUESTION = "How much money did Sapt promise?";

    @TestHTTPResource("/")
    URI address;
    @Inject
    Corpus corpus;

    private Playwright playwright;
    private Browser browser;
    private BrowserContext context;
    private final List<String> foreign = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    @BeforeAll
    void launch() {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of(System.getProperty("chromium.path", "/usr/bin/chromium")))
                .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync")));
    }

    @AfterAll
    void quit() {
        playwright.close();
    }

    @BeforeEach
    void store() {
        corpus.clear();
        corpus.ingestMarkdown("""
                ---
                id: dams
                title: Sapt promises dams
                date: 2025-06-03
                publisher: The Test Courier
                url: https://example.org/dams
                ---
                The Alvar has flooded twice. Anton Sapt promised 40 million crowns for its dams. Nobody had expected it.

                The river is to be watched by <b>both</b> states.
                """);
        foreign.clear();
        errors.clear();
    }

    @AfterEach
    void nothingComesFromElsewhereAndNothingFails() {
        context.close();
        assertEquals(List.of(), foreign);
        assertEquals(List.of(), errors);
    }

    private Page open(int width, int height, ColorScheme scheme, String path) {
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme).setLocale("en-GB"));
        Page page = context.newPage();
        page.onRequest(request -> {
            if (!URI.create(request.url()).getAuthority().equals(address.getAuthority())) {
                foreign.add(request.url());
            }
        });
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("status of 4")) {
                errors.add(message.text());
            }
        });
        page.navigate(address.resolve(path).toString());
        return page;
    }

    private static void ask(Page page, String question) {
        page.getByLabel("Your question").fill(question);
        page.keyboard().press("Enter");
    }

    @Test
    void aCitationOpensTheQuoteInItsParagraph() {
        Page page = open(1280, 900, ColorScheme.LIGHT, "/");
        ask(page, QUESTION);
        assertThat(page.locator("answer-view li")).containsText("Anton Sapt promised 40 million crowns for its dams.");
        assertThat(page.getByText("As of 3 June 2025")).isVisible();

        Locator number = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Source 1: Sapt promises dams"));
        number.press("Enter");
        Locator source = page.getByRole(AriaRole.DIALOG);
        assertThat(source).containsText("Sapt promises dams");
        assertThat(source).containsText("The Test Courier");
        assertThat(source).containsText(Pattern.compile("Tuesday,? 3 June 2025"));
        assertThat(source.locator("mark")).hasText("Anton Sapt promised 40 million crowns for its dams.");
        assertThat(source.locator("blockquote")).hasText(
                "The Alvar has flooded twice. Anton Sapt promised 40 million crowns for its dams. Nobody had expected it.");
        assertThat(source.getByText("Open the article")).hasAttribute("href", Pattern.compile("https://example\\.org/dams#:~:text=Anton.*"));

        page.keyboard().press("Escape");
        assertThat(source).isHidden();
        assertThat(number).isFocused();
    }

    @Test
    void whatIsNotAnsweredSaysWhyAndWhatIsNearest() {
        Page page = open(1280, 900, ColorScheme.LIGHT, "/");
        ask(page, "What did Syldavia promise?");
        assertThat(page.getByText("The articles do not answer this.")).isVisible();
        Locator note = page.locator(".note");
        assertThat(note).containsText("mentions Syldavia");
        assertThat(note).containsText("Sapt promises dams");
    }

    @Test
    void aPermalinkShowsTheFrozenAnswerAndWhatHasChanged() {
        Page page = open(1280, 900, ColorScheme.LIGHT, "/");
        ask(page, QUESTION);
        String permalink = page.getByText("Link to this answer").getAttribute("href");
        corpus.ingestMarkdown("---\nid: dams\ntitle: Sapt promises dams\ndate: 2025-06-03\nurl: https://example.org/dams\n---\nAnton Sapt promised 14 million crowns.");
        page.navigate(address.resolve(permalink).toString());
        assertThat(page.locator("answer-view li")).containsText("Anton Sapt promised 40 million crowns for its dams.");
        assertThat(page.getByText("has been corrected since the answer was given")).isVisible();
    }

    @Test
    void onAPhoneNothingIsWiderThanTheScreen() {
        Page page = open(390, 844, ColorScheme.LIGHT, "/");
        ask(page, QUESTION);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Source 1")).click();
        assertThat(page.locator("mark")).isVisible();
        assertEquals(390, ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue());
        page.setViewportSize(320, 640);
        assertEquals(320, ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue());
    }

    @Test
    void aQuestionIsTextAndNothingElse() {
        Page page = open(1280, 900, ColorScheme.LIGHT, "/");
        ask(page, "<img src=x onerror=alert(1)> Syldavia?");
        assertThat(page.getByText("The articles do not answer this.")).isVisible();
        assertEquals(0, page.locator("img").count());
    }

    @Test
    void everybodyCanUseIt() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = open(1280, 900, scheme, "/");
            assertAccessible(page);
            ask(page, QUESTION);
            assertThat(page.getByText("As of 3 June 2025")).isVisible();
            ask(page, "What did Syldavia promise?");
            assertThat(page.getByText("The articles do not answer this.")).isVisible();
            assertAccessible(page);
            page.locator(".number").click();
            assertThat(page.locator("mark")).isVisible();
            assertAccessible(page);
            context.close();
        }
    }

    private static void assertAccessible(Page page) {
        List<Rule> violations = new AxeBuilder(page).withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")).analyze().getViolations();
        assertTrue(violations.isEmpty(), () -> violations.stream().map(rule -> rule.getId() + " " + rule.getNodes()).toList().toString());
    }
}
