package dragoman.channel.widget;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
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
import dragoman.article.CorpusView.Policy;
import dragoman.newsroom.Site;
import dragoman.newsroom.SiteStore;
import dragoman.newsroom.SiteToken.Role;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.Website;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The widget in pages of another origin, in a real browser.
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WidgetTest {

    private static final String QUESTION = "How much money did Anton Sapt promise for the dams?";
    private static final int MOST_BYTES = 40_000;
    private static final String HOSTILE = "* { all: unset !important; color: red } html { font-size: 3px }";
    /// What every element inside looks like.
    private static final String LOOKS = """
            () => {
              const looks = [];
              const walk = root => root.querySelectorAll('*').forEach(element => {
                if (element.shadowRoot) { walk(element.shadowRoot); }
                const style = getComputedStyle(element);
                looks.push([element.localName, style.color, style.backgroundColor, style.fontSize, style.fontFamily, style.fontWeight, style.display, style.padding, style.margin, style.border, style.cursor].join(' '));
              });
              walk(document.querySelector('dragoman-chat').shadowRoot);
              return looks;
            }""";

    @TestHTTPResource("/")
    URI address;
    @Inject
    Corpus corpus;
    @Inject
    SiteStore sites;
    @Inject
    Clock clock;

    private Playwright playwright;
    private Browser browser;
    private Website paper;
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final List<String> foreign = new CopyOnWriteArrayList<>();

    @BeforeAll
    void launch() throws IOException {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of(System.getProperty("chromium.path", "/usr/bin/chromium")))
                .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                        "--disable-component-update", "--disable-sync")));
        paper = new Website();
    }

    @AfterAll
    void quit() {
        playwright.close();
        paper.close();
    }

    @BeforeEach
    void setUp() {
        corpus.clear();
        add("courier", 40, paperOrigin());
        add("herald", 70, paperOrigin());
        add("elsewhere", 10, "https://elsewhere.example");
        console.clear();
        foreign.clear();
    }

    private String paperOrigin() {
        return "http://127.0.0.1:" + paper.at("/").getPort();
    }

    private String service() {
        return "http://localhost:" + address.getPort();
    }

    private void add(String id, int millions, String origin) {
        Site usual = Site.named(id, "The " + id, clock.instant());
        sites.add(new Site(id, usual.name(), List.of(origin), Policy.OWN, List.of(), Optional.of("From the pages of the " + id), List.of(QUESTION), 600, 1_000,
                OptionalLong.empty(), Optional.empty(), Optional.empty(), usual.created(), usual.changed()));
        given().header("Authorization", "Bearer " + sites.addToken(id, Role.ARTICLES, "desk").orElseThrow().secret()).contentType("text/markdown").body("""
                ---
                title: Sapt promises dams
                date: 2025-06-03
                publisher: The %s
                url: https://wire.example/dams
                ---
                The Alvar has flooded twice. Anton Sapt promised %d million crowns for its dams. Nobody had expected it.
                """.formatted(id, millions)).post("/api/articles").then().statusCode(201);
    }

    /// A page of the paper, as strict as a page can be.
    private Page open(String attributes, String body, String css) {
        paper.put("/paper.css", "text/css", css);
        String integrity = given().get("/api/widget").then().extract().path("integrity");
        String version = given().get("/api/widget").then().extract().path("version");
        String page = """
                <!DOCTYPE html><html %s><head><meta charset="utf-8"><title>The Paper</title><link rel="stylesheet" href="/paper.css">
                <script type="module" async crossorigin="anonymous" src="%s/widget/%s/widget.js" integrity="%s"></script></head><body><main><h1>News</h1>%s</main></body></html>"""
                .formatted(attributes, service(), version, integrity, body);
        paper.put("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Security-Policy", "default-src 'none'; script-src %1$s; connect-src %1$s; style-src 'self'; img-src 'self'; frame-src %1$s; base-uri 'none'; "
                    .formatted(service()) + "require-trusted-types-for 'script'; trusted-types lit-html");
            Website.send(exchange, 200, "text/html;charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
        });
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1000, 900).setLocale("en-GB"));
        Page opened = context.newPage();
        opened.onRequest(request -> {
            if (!request.url().startsWith(service()) && !request.url().startsWith(paperOrigin())) {
                foreign.add(request.url());
            }
        });
        opened.onPageError(console::add);
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("favicon")) {
                console.add(message.text());
            }
        });
        opened.navigate(paperOrigin() + "/");
        return opened;
    }

    private static void ask(Locator widget) {
        widget.locator("dragoman-ask-form textarea").fill(QUESTION);
        widget.locator("dragoman-ask-form textarea").press("Enter");
        widget.locator("dragoman-answer-feedback").waitFor();
        // nothing more is to come
        widget.page().waitForCondition(() -> (boolean) widget.locator("dragoman-turn-view").evaluate("turn => turn.turn.settled"));
    }

    private void assertNothingForeignAndNothingFailed() {
        assertEquals(List.of(), List.copyOf(foreign));
        assertEquals(List.of(), console.stream().filter(text -> !text.contains("404")).toList());
    }

    private static void assertAccessible(Page page) {
        page.waitForTimeout(400);
        List<Rule> violations = new AxeBuilder(page).include("dragoman-chat").withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")).analyze().getViolations();
        assertTrue(violations.isEmpty(), () -> violations.stream().map(rule -> rule.getId() + " " + rule.getNodes()).toList().toString());
    }

    @Test
    void twoStandInAStrictPageAndEachAnswersForItsSite() {
        Page page = open("lang=en", "<dragoman-chat id=one site=courier><a href=/>Ask</a></dragoman-chat><dragoman-chat id=two site=herald></dragoman-chat>", "body { font-family: cursive }");
        page.evaluate("() => { window.told = []; document.addEventListener('dragoman-answer', event => told.push(event.detail.status + ' ' + event.target.id)); }");
        ask(page.locator("#one"));
        ask(page.locator("#two"));
        assertThat(page.locator("#one dragoman-statement-list")).containsText("40 million");
        assertThat(page.locator("#two dragoman-statement-list")).containsText("70 million");
        assertThat(page.locator("#one footer")).containsText("From the pages of the courier");
        assertEquals(List.of("answered one", "answered two"), page.evaluate("told"));
        page.locator("#one .number").click();
        assertThat(page.locator("#one dragoman-citation-card mark")).containsText("40 million crowns");
        assertAccessible(page);
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/widget-two.png")));
        assertNothingForeignAndNothingFailed();
    }

    @Test
    void hostileStylesOfThePageChangeNothing() {
        String body = "<dragoman-chat site=courier></dragoman-chat>";
        Page plain = open("lang=en", body, "");
        ask(plain.locator("dragoman-chat"));
        Object before = plain.evaluate(LOOKS);
        int width = (int) plain.locator("dragoman-chat .frame").boundingBox().width;
        Page hostile = open("lang=en", body, HOSTILE + " dragoman-chat { display: block }");
        ask(hostile.locator("dragoman-chat"));
        assertEquals(before, hostile.evaluate(LOOKS));
        assertTrue(hostile.locator("dragoman-chat .frame").boundingBox().width >= width - 20);
        assertAccessible(hostile);
        hostile.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/widget-hostile.png")));
        assertNothingForeignAndNothingFailed();
    }

    @Test
    void aPageThatTheSiteDoesNotAllowIsToldSo() {
        Page page = open("lang=en", "<dragoman-chat site=elsewhere></dragoman-chat>", "");
        assertThat(page.locator("dragoman-chat [role=alert]")).containsText("does not allow pages of " + paperOrigin());
        assertTrue(console.stream().anyMatch(text -> text.contains("Dragoman: The site \"elsewhere\" does not allow pages of " + paperOrigin())), console::toString);
        assertThat(page.locator("dragoman-chat dragoman-ask-form")).hasCount(0);
    }

    @Test
    void aFloatingOneOpensInTheLanguageOfThePage() {
        Page page = open("lang=ar dir=rtl", "<dragoman-chat site=courier mode=floating></dragoman-chat>", "main { transform: scale(1); overflow: hidden }");
        Locator opener = page.locator("dragoman-chat .opener");
        assertThat(opener).hasText("اسأل تقاريرنا");
        assertTrue(opener.boundingBox().x < 300, "in the corner where lines end");
        opener.click();
        ask(page.locator("dragoman-chat"));
        assertThat(page.locator("dragoman-chat dragoman-statement-list")).containsText("40 million");
        assertAccessible(page);
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/widget-floating.png")));
        page.keyboard().press("Escape");
        page.locator("dragoman-chat .opener").press("Escape");
        assertThat(page.locator("dragoman-chat .frame")).hasCount(0);
        assertNothingForeignAndNothingFailed();
    }

    @Test
    void aFrameStandsWhereTheSiteAllowsIt() {
        Page page = open("lang=en", "<iframe title=Ask src=\"%1$s/embed/courier\" width=700 height=600></iframe><iframe id=no title=No src=\"%1$s/embed/elsewhere\"></iframe>".formatted(service()), "");
        page.frameLocator("iframe[title=Ask]").locator("dragoman-ask-form textarea").fill(QUESTION);
        page.frameLocator("iframe[title=Ask]").locator("dragoman-ask-form textarea").press("Enter");
        assertThat(page.frameLocator("iframe[title=Ask]").locator("dragoman-statement-list")).containsText("40 million");
        assertThat(page.frameLocator("#no").locator("dragoman-chat")).hasCount(0);
        assertTrue(console.stream().anyMatch(text -> text.contains("frame-ancestors")), console::toString);
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/widget-frame.png")));
    }

    @Test
    void theDemoPageEmbedsItFromAnotherOrigin() {
        add("demo", 40, service());
        Page page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1100, 1200)).newPage();
        page.onPageError(console::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("favicon")) {
                console.add(message.text());
            }
        });
        page.navigate(service() + "/demo");
        ask(page.locator("dragoman-chat.inline"));
        assertThat(page.locator("dragoman-chat.inline dragoman-statement-list")).containsText("40 million");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/widget-demo.png")).setFullPage(true));
        page.locator("dragoman-chat.floating .opener").click();
        assertThat(page.locator("dragoman-chat.floating dragoman-statement-list")).containsText("40 million");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/widget-demo-open.png")));
        assertNothingForeignAndNothingFailed();
    }

    @Test
    void itIsSmallAndSoonUsable() throws IOException {
        byte[] script = given().get("/widget.js").then().statusCode(200).header("Access-Control-Allow-Origin", "*").extract().asByteArray();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(script);
        }
        Page page = open("lang=en", "<dragoman-chat site=courier></dragoman-chat>", "");
        page.locator("dragoman-chat .suggestion").waitFor();
        double loaded = ((Number) page.evaluate("() => performance.getEntriesByType('resource').find(entry => entry.name.endsWith('widget.js')).responseEnd")).doubleValue();
        double usable = ((Number) page.evaluate("() => performance.getEntriesByType('resource').find(entry => entry.name.endsWith('/session')).responseEnd")).doubleValue();
        System.out.printf("%nthe widget: %,d bytes, %,d with gzip -9; %.0f ms from the script to where readers can ask (the page's own start: %.0f ms)%n", script.length, packed.size(), usable - loaded, loaded);
        assertTrue(packed.size() < MOST_BYTES, () -> packed.size() + " bytes");
        String version = given().get("/api/widget").then().extract().path("version");
        given().get("/widget/" + version + "/widget.js").then().statusCode(200).header("Cache-Control", "public, max-age=31536000, immutable");
        given().get("/widget/0000000000000000/widget.js").then().statusCode(404);
        given().get("/custom-elements.json").then().statusCode(200);
        given().queryParam("url", "http://localhost:%d/embed/courier".formatted(address.getPort())).get("/oembed").then().statusCode(200);
        given().queryParam("url", "https://evil.example/embed/courier").get("/oembed").then().statusCode(404);
    }
}
