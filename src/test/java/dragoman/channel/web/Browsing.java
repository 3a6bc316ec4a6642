package dragoman.channel.web;

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
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A real browser: Chromium from the distribution, as `deploy/install --with-browser` puts it there. It notices whatever is loaded from
/// elsewhere, and whatever fails.
final class Browsing implements AutoCloseable {

    private final Playwright playwright;
    private final Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    Browsing() {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of(System.getProperty("chromium.path", "/usr/bin/chromium")))
                .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync")));
    }

    /// A page of a reader of its own.
    Page open(URI address, UnaryOperator<Browser.NewContextOptions> reader) {
        BrowserContext context = browser.newContext(reader.apply(new Browser.NewContextOptions().setViewportSize(1280, 900).setLocale("en-GB")));
        contexts.add(context);
        return open(context, address);
    }

    /// Another tab of the same reader.
    Page open(BrowserContext context, URI address) {
        Page page = context.newPage();
        page.onRequest(request -> {
            if (request.url().startsWith("http") && !URI.create(request.url()).getHost().equals("localhost")) {
                foreign.add(request.url());
            }
        });
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            // what the tests themselves bring about: answers of 4xx and 5xx, and a wire that is cut
            if (message.type().equals("error") && !message.text().contains("Failed to load resource")) {
                errors.add(message.text());
            }
        });
        page.navigate(address.toString());
        return page;
    }

    static void ask(Page page, String question) {
        page.locator("dragoman-ask-form textarea").fill(question);
        page.locator("dragoman-ask-form textarea").press("Enter");
    }

    static Locator turn(Page page, int number) {
        return page.locator("dragoman-turn-view").nth(number);
    }

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /// The conversation is complete: nothing more comes by itself.
    static void settled(Page page) {
        page.getByText("This conversation:").waitFor();
    }

    static void assertAccessible(Page page, String where) {
        // what fades in has come by then: half faded it has too little contrast
        page.waitForTimeout(400);
        List<Rule> violations = new AxeBuilder(page).withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")).analyze().getViolations();
        assertTrue(violations.isEmpty(), () -> where + ": " + violations.stream().map(rule -> rule.getId() + " " + rule.getNodes()).toList());
    }

    /// The same page in light and in dark colours.
    static void assertAccessibleByDayAndNight(Page page, String where) {
        assertAccessible(page, where);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page, where + " by night");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    static UnaryOperator<Browser.NewContextOptions> reader(ColorScheme scheme, String locale) {
        return options -> options.setColorScheme(scheme).setLocale(locale);
    }

    /// Closes all pages.
    void assertNothingForeignAndNothingFailed() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        List<String> seen = List.copyOf(foreign);
        List<String> failed = List.copyOf(errors);
        foreign.clear();
        errors.clear();
        assertEquals(List.of(), seen);
        assertEquals(List.of(), failed);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
