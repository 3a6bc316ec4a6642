package dragoman.channel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dragoman.channel.web.Browsing.ask;
import static dragoman.channel.web.Browsing.assertAccessible;
import static dragoman.channel.web.Browsing.assertAccessibleByDayAndNight;
import static dragoman.channel.web.Browsing.button;
import static dragoman.channel.web.Browsing.reader;
import static dragoman.channel.web.Browsing.settled;
import static dragoman.channel.web.Browsing.turn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.CuttableWire;
import dragoman.testsupport.HeldTable;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The chat in a real browser, as its readers use it.
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatPageTest {

    private static final String QUESTION = "How much money did Sapt promise?";
    private static final String DAMS = """
            ---
            id: dams
            title: Sapt promises dams
            date: 2025-06-03
            publisher: The Test Courier
            url: https://example.org/dams
            ---
            The Alvar has flooded twice. Anton Sapt promised 40 million crowns for its dams. Nobody had expected it.

            The river is to be watched by <b>both</b> states.
            """;
    private static final String TALKS = """
            ---
            id: talks
            title: Ruritania and Graustark open talks in Strelsau
            date: 2025-06-05
            publisher: The Test Courier
            rights: full-text
            ---
            Ruritania and Graustark opened talks on the Alvar river on Wednesday in Strelsau.

            Ruritania's envoy Michael Elphberg said that his country wanted a treaty. Graustark's envoy Rupert Hentzau said that the talks were long overdue.

            The talks are to end on 20 June 2025.
            """;

    @TestHTTPResource("/")
    URI address;
    @Inject
    Corpus corpus;
    @Inject
    DataSource dataSource;

    private Browsing browsing;

    @BeforeAll
    void launch() {
        browsing = new Browsing();
    }

    @AfterAll
    void quit() {
        browsing.close();
    }

    @BeforeEach
    void store() {
        corpus.clear();
        corpus.ingestMarkdown(DAMS);
        corpus.ingestMarkdown(TALKS);
    }

    @AfterEach
    void nothingComesFromElsewhereAndNothingFails() {
        browsing.assertNothingForeignAndNothingFailed();
    }

    private Page open() {
        return browsing.open(address, options -> options);
    }

    private static Locator number(Page page) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Source 1: Sapt promises dams"));
    }

    @Test
    void statementsComeWithTheirSourcesAndTheDay() {
        Page page = open();
        ask(page, QUESTION);
        assertThat(turn(page, 0).locator("dragoman-statement-list")).containsText("Anton Sapt promised 40 million crowns for its dams.");
        assertThat(page.getByText("As of 3 June 2025")).isVisible();
        assertThat(turn(page, 0).locator("dragoman-source-list")).containsText("The Test Courier");
        assertThat(page.locator("[role=log] p").nth(1)).hasText("Anton Sapt promised 40 million crowns for its dams.");
    }

    @Test
    void aCitationOpensByMouseAndGoesAway() {
        Page page = open();
        ask(page, QUESTION);
        Locator card = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Source 1"));
        number(page).hover();
        assertThat(card).containsText("Sapt promises dams");
        assertThat(card).containsText("The Test Courier");
        assertThat(card).containsText(Pattern.compile("Tuesday,? 3 June 2025"));
        assertThat(card.locator("mark")).hasText("Anton Sapt promised 40 million crowns for its dams.");
        assertThat(card.locator("blockquote")).hasText("The Alvar has flooded twice. Anton Sapt promised 40 million crowns for its dams. Nobody had expected it.");
        assertThat(card.getByText("Open the article")).hasAttribute("href", Pattern.compile("https://example\\.org/dams#:~:text=Anton.*"));
        card.locator("mark").hover();
        page.waitForTimeout(400);
        assertThat(card).isVisible();
        page.mouse().move(5, 5);
        assertThat(card).isHidden();
        number(page).click();
        page.mouse().move(5, 5);
        page.waitForTimeout(400);
        assertThat(card).isVisible();
        page.getByText("As of 3 June 2025").click();
        assertThat(card).isHidden();
    }

    @Test
    void aCitationOpensByKeyboardAndEscapeGivesTheFocusBack() {
        Page page = open();
        ask(page, QUESTION);
        settled(page);
        button(page, "Edit the question").focus();
        page.keyboard().press("Tab");
        assertThat(number(page)).isFocused();
        Locator card = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Source 1"));
        assertThat(card).isVisible();
        assertThat(number(page)).hasAttribute("aria-expanded", "true");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(card.getByText("Open the article")).isFocused();
        page.keyboard().press("Escape");
        assertThat(card).isHidden();
        assertThat(number(page)).isFocused();
        page.keyboard().press("Enter");
        assertThat(card).isVisible();
        page.keyboard().press("Escape");
        assertThat(card).isHidden();
    }

    @Test
    void aSourceWithoutAddressIsReadHere() {
        Page page = open();
        ask(page, "When did the talks in Strelsau open?");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Source 1: .*"))).click();
        page.getByText("Read the passage").click();
        assertThat(page.locator("mark")).hasText("Ruritania and Graustark opened talks on the Alvar river on Wednesday in Strelsau.");
        assertThat(page.getByText("The talks are to end on 20 June 2025.")).isVisible();
        assertAccessible(page, "article");
    }

    @Test
    void aFollowUpIsUnderstoodAndCanBeCorrected() {
        Page page = open();
        ask(page, "What did Elphberg say at the talks in Strelsau?");
        assertThat(turn(page, 0).locator("dragoman-statement-list")).containsText("wanted a treaty");
        ask(page, "And Hentzau?");
        assertThat(turn(page, 1).locator(".understood")).containsText("Understood as: What did Hentzau say at the talks in Strelsau?");
        assertThat(turn(page, 1).locator("dragoman-statement-list")).containsText("long overdue");
        turn(page, 1).getByText("Correct this").click();
        Locator field = turn(page, 1).locator("#edited");
        assertThat(field).isFocused();
        field.fill("When do the talks in Strelsau end?");
        button(page, "Ask again").click();
        assertThat(turn(page, 1).locator("dragoman-statement-list")).containsText("20 June 2025");
        assertThat(page.locator("dragoman-turn-view")).hasCount(2);
    }

    @Test
    void aQuestionIsEditedAndAskedAgain() {
        Page page = open();
        ask(page, "What did Syldavia promise?");
        assertThat(page.getByText("The articles do not answer this.")).isVisible();
        ask(page, QUESTION);
        settled(page);
        turn(page, 0).getByLabel("Edit the question").click();
        page.keyboard().press("Escape");
        assertThat(turn(page, 0).getByLabel("Edit the question")).isFocused();
        page.keyboard().press("Enter");
        turn(page, 0).locator("#edited").fill(QUESTION);
        page.keyboard().press("Enter");
        assertThat(turn(page, 0).locator("dragoman-statement-list")).containsText("40 million crowns");
        assertThat(page.locator("dragoman-turn-view")).hasCount(1);
        settled(page);
        assertEquals(1, corpus.count("select count(*) from conversation_turn"));
    }

    @Test
    void whatIsNotAnsweredSaysWhyAndWhatIsNearest() {
        Page page = open();
        ask(page, "What did Syldavia promise?");
        assertThat(page.getByText("The articles do not answer this.")).isVisible();
        Locator note = page.locator("dragoman-turn-view .note");
        assertThat(note).containsText("mentions Syldavia");
        assertThat(note).containsText("Sapt promises dams");
    }

    @Test
    void stopStopsTheWorkOfTheService() throws SQLException, InterruptedException {
        Page page = open();
        page.locator("dragoman-ask-form textarea").waitFor();
        try (HeldTable _ = new HeldTable(dataSource, "passage")) {
            ask(page, QUESTION);
            assertThat(turn(page, 0).locator(".working")).isVisible();
            button(page, "Stop").click();
            assertThat(turn(page, 0)).containsText("Stopped.");
            assertThat(page.locator("dragoman-ask-form textarea")).isFocused();
            // the service hears of it through the connection
            Thread.sleep(500);
        }
        Thread.sleep(1500);
        assertEquals(0, corpus.count("select count(*) from answer"));
        turn(page, 0).getByText("Try again").click();
        assertThat(turn(page, 0).locator("dragoman-statement-list")).containsText("40 million crowns");
    }

    @Test
    void whenTheNetworkIsCutTheAnswerComesOnceItIsBack() throws SQLException {
        try (CuttableWire wire = new CuttableWire(address.getPort())) {
            Page page = browsing.open(URI.create("http://localhost:" + wire.port() + "/"), options -> options);
            page.locator("dragoman-ask-form textarea").waitFor();
            try (HeldTable _ = new HeldTable(dataSource, "passage")) {
                ask(page, QUESTION);
                assertThat(turn(page, 0).locator(".working")).isVisible();
                page.waitForTimeout(300);
                wire.cut();
                assertThat(turn(page, 0)).containsText("The connection was cut. Trying again");
            }
            wire.mend();
            assertThat(turn(page, 0).locator("dragoman-statement-list")).containsText("40 million crowns");
            assertThat(page.locator("dragoman-turn-view")).hasCount(1);
        }
    }

    @Test
    void whenTheNetworkStaysAwayTheReaderIsToldAndCanTryAgain() throws SQLException {
        try (CuttableWire wire = new CuttableWire(address.getPort())) {
            Page page = browsing.open(URI.create("http://localhost:" + wire.port() + "/"), options -> options);
            page.locator("dragoman-ask-form textarea").waitFor();
            wire.cut();
            ask(page, QUESTION);
            assertThat(turn(page, 0).locator("[role=alert]")).containsText("The service cannot be reached", new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
            wire.mend();
            button(page, "Try again").click();
            assertThat(turn(page, 0).locator("dragoman-statement-list")).containsText("40 million crowns");
        }
    }

    @Test
    void anAnswerIsSharedAndReopenedWithWhatHasChanged() {
        Page page = browsing.open(address, options -> options.setPermissions(List.of("clipboard-read", "clipboard-write")));
        ask(page, QUESTION);
        button(page, "Copy the link").click();
        assertThat(button(page, "Copied")).isVisible();
        URI link = URI.create(page.evaluate("navigator.clipboard.readText()").toString());
        corpus.ingestMarkdown("---\nid: dams\ntitle: Sapt promises dams\ndate: 2025-06-03\nurl: https://example.org/dams\n---\nAnton Sapt promised 14 million crowns.");
        Page other = open();
        other.navigate(link.toString());
        assertThat(turn(other, 0).locator("dragoman-statement-list")).containsText("Anton Sapt promised 40 million crowns for its dams.");
        assertThat(turn(other, 0)).containsText("An answer given on");
        assertThat(other.getByText("has been corrected since the answer was given")).isVisible();
        assertThat(turn(other, 0).locator("dragoman-source-list")).containsText("corrected since");
        other.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Source 1: Sapt promises dams, corrected since")).click();
        assertThat(other.getByRole(AriaRole.DIALOG)).containsText("This is what it said then.");
        assertAccessible(other, "permalink");
        // the conversation is not given away with the answer
        ask(other, "When did the talks in Strelsau open?");
        assertThat(turn(other, 1).locator("dragoman-statement-list")).containsText("opened talks");
        // the conversation is stored when the answer is complete, and so is the link
        assertThat(turn(other, 1).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Copy the link"))).isVisible();
        assertEquals(2, corpus.count("select count(*) from conversation"));
    }

    @Test
    void whatIsCopiedBringsItsSources() {
        Page page = browsing.open(address, options -> options.setPermissions(List.of("clipboard-read", "clipboard-write")));
        ask(page, QUESTION);
        button(page, "Copy with sources").click();
        assertThat(button(page, "Copied")).isVisible();
        String copied = page.evaluate("navigator.clipboard.readText()").toString();
        assertTrue(copied.contains("for its dams. [1]") && copied.contains("[1] “Anton Sapt promised") && copied.contains("https://example.org/dams"), copied);
    }

    @Test
    void aConversationIsSavedAsMarkdown() throws IOException {
        Page page = open();
        ask(page, "What did *Sapt* promise <b>us</b>?");
        settled(page);
        Download download = page.waitForDownload(() -> button(page, "Save as Markdown").click());
        String markdown = Files.readString(download.path());
        assertTrue(markdown.startsWith("## What did \\*Sapt\\* promise \\<b\\>us\\</b\\>?"), markdown);
        assertEquals("dragoman.md", download.suggestedFilename());
    }

    @Test
    void feedbackIsKeptWithItsReason() {
        Page page = open();
        ask(page, QUESTION);
        turn(page, 0).getByText("No", new Locator.GetByTextOptions().setExact(true)).click();
        page.getByLabel("It is out of date").check();
        page.getByLabel("In your own words (optional)").fill("It is 14 now.");
        assertAccessible(page, "feedback");
        button(page, "Send").click();
        assertThat(page.getByText("Thank you.")).isVisible();
        assertEquals(1, corpus.count("select count(*) from answer_feedback where not helpful and reason = 'OUTDATED' and comment = 'It is 14 now.'"));
        ask(page, QUESTION);
        turn(page, 1).getByText("Yes", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(turn(page, 1).getByText("Thank you.")).isVisible();
        assertEquals(1, corpus.count("select count(*) from answer_feedback where helpful"));
    }

    @Test
    void aTimelineShowsWhatHappenedWhen() {
        Page page = open();
        ask(page, "What happened at the talks in Strelsau?");
        button(page, "Timeline").click();
        Locator timeline = page.locator("dragoman-matter-timeline");
        assertThat(timeline.locator("li")).hasCount(2);
        assertThat(timeline.locator("li").first()).containsText("4 June 2025");
        assertThat(timeline.locator("li").first()).containsText("Ruritania and Graustark opened talks");
        assertThat(timeline.locator("li").last()).containsText("20 June 2025");
        assertThat(timeline.locator("svg circle")).hasCount(2);
        assertAccessible(page, "timeline");
        // an article without an address of its own is read here
        Page passage = page.waitForPopup(() -> timeline.locator("li a").last().click());
        assertThat(passage.locator("mark")).hasText("The talks are to end on 20 June 2025.");
        assertAccessible(passage, "point of a timeline");
        String elsewhere = passage.url().replaceFirst("/\\d+#quote$", "/1#quote");
        assertNotEquals(passage.url(), elsewhere);
        passage.navigate(elsewhere);
        assertThat(passage.locator("h1")).hasText("This page is not here");
    }

    @Test
    void whatIsWithheldIsSaidWithItsReason() {
        corpus.ingestMarkdown("---\nid: bridge\ntitle: Rassendyll opens a bridge\ndate: 2025-06-09\n---\nRudolf Rassendyll paid 7 million crowns for the bridge of Zenda, www.zenda-bridge.example reported.");
        Page page = open();
        ask(page, "How much did Rudolf Rassendyll pay for the bridge of Zenda?");
        Locator note = turn(page, 0).locator(".note");
        assertThat(note).containsText("The articles do not answer this. A statement was withheld because it could not be checked against its article.");
        assertThat(note).containsText("Withheld, because a check failed: a link or markup in the text.");
        assertThat(turn(page, 0).locator("dragoman-statement-list")).not().containsText("zenda-bridge");
        assertAccessible(page, "withheld");
        Page plain = browsing.open(address, options -> options.setJavaScriptEnabled(false));
        plain.locator("textarea").fill("How much did Rudolf Rassendyll pay for the bridge of Zenda?");
        button(plain, "Ask").click();
        assertThat(plain.locator(".plain-note").last()).hasText("Withheld, because a check failed: a link or markup in the text.");
    }

    @Test
    void whyThereIsNoAnswerIsSaidInTheReadersLanguage() {
        for (var expected : java.util.Map.of("fr", "ne mentionne", "de", "erwähnt", "es", "menciona", "uk", "не згадує", "ar", "لا يذكر").entrySet()) {
            Page page = browsing.open(address, reader(ColorScheme.LIGHT, expected.getKey()));
            ask(page, "What did Syldavia promise?");
            Locator reason = turn(page, 0).locator(".note span").first();
            assertThat(reason).containsText(expected.getValue());
            assertThat(reason).containsText("Syldavia");
            assertThat(reason).hasAttribute("lang", expected.getKey());
        }
        Page plain = browsing.open(address, options -> options.setJavaScriptEnabled(false).setLocale("de"));
        plain.locator("textarea").fill("What did Syldavia promise?");
        plain.locator("form button").click();
        assertThat(plain.locator(".plain-note")).containsText("erwähnt");
    }

    @Test
    void whatIsSuggestedHasAnAnswer() {
        Page page = open();
        Locator suggestions = page.locator(".suggestion");
        suggestions.first().waitFor();
        int count = suggestions.count();
        assertTrue(count >= 1 && count <= 4);
        for (int i = 0; i < count; i++) {
            Page each = open();
            each.locator(".suggestion").nth(i).click();
            settled(each);
            assertThat(turn(each, 0).locator(".number").first()).isVisible();
            Locator chips = each.locator(".chip");
            assertTrue(chips.count() <= 3);
            if (chips.count() > 0) {
                chips.first().click();
                assertThat(turn(each, 1).locator(".number").first()).isVisible();
            }
        }
    }

    @Test
    void twoTabsHoldTwoConversationsAndALoadedOneGoesOn() {
        Page one = open();
        ask(one, "What did Elphberg say at the talks in Strelsau?");
        Page other = browsing.open(one.context(), address);
        ask(other, QUESTION);
        settled(one);
        settled(other);
        assertEquals(2, corpus.count("select count(*) from conversation"));
        one.reload();
        assertThat(turn(one, 0).locator("dragoman-statement-list")).containsText("wanted a treaty");
        ask(one, "And Hentzau?");
        assertThat(turn(one, 1).locator("dragoman-statement-list")).containsText("long overdue");
        assertEquals(2, corpus.count("select count(*) from conversation"));
        assertThat(other.locator("dragoman-turn-view")).hasCount(1);
    }

    @Test
    void aConversationIsDeletedWithItsAnswers() {
        Page page = open();
        ask(page, QUESTION);
        settled(page);
        button(page, "Delete").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("deleted for good");
        button(page, "Cancel").click();
        assertNotEquals(0, corpus.count("select count(*) from answer"));
        button(page, "Delete").click();
        page.getByRole(AriaRole.DIALOG).getByText("Delete", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByText("The conversation was deleted.")).isVisible();
        assertEquals(0, corpus.count("select count(*) from answer"));
        assertEquals(0, corpus.count("select count(*) from conversation"));
    }

    @Test
    void withoutJavaScriptAFormAnswersAndGoesOn() {
        Page page = browsing.open(address, options -> options.setJavaScriptEnabled(false));
        assertAccessiblePlain(page);
        page.getByLabel("Your question").fill("What did Elphberg say at the talks in <b>Strelsau</b>?");
        button(page, "Ask").click();
        assertThat(page.locator("h1")).hasText("What did Elphberg say at the talks in <b>Strelsau</b>?");
        assertThat(page.locator(".plain-statement")).containsText("wanted a treaty");
        page.getByLabel("Your question").fill("And Hentzau?");
        button(page, "Ask").click();
        assertThat(page.locator(".plain-statement").first()).containsText("long overdue");
        page.getByText("Link to this answer").click();
        assertThat(page.locator(".plain-statement").first()).containsText("long overdue");
        page.locator(".plain-sources a").first().click();
        assertThat(page.locator("mark")).containsText("long overdue");
        page.navigate(address.resolve("/answers/none").toString());
        assertThat(page.locator("h1")).hasText("This page is not here");
    }

    private static void assertAccessiblePlain(Page page) {
        // axe itself is JavaScript: what it would look for first
        assertThat(page.locator("main h1")).hasCount(1);
        assertThat(page.locator("html")).hasAttribute("lang", "en");
    }

    @Test
    void onAPhoneNothingIsWiderThanTheScreen() {
        Page page = browsing.open(address, options -> options.setViewportSize(390, 844).setHasTouch(true));
        ask(page, QUESTION);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Source 1")).tap();
        assertThat(page.locator("mark")).isVisible();
        assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
        // 1280 pixels at 400 %
        page.setViewportSize(320, 225);
        assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
        assertEquals(List.of(), page.evaluate("""
                () => [...document.querySelector('dragoman-chat').shadowRoot.querySelectorAll('dragoman-turn-view')].flatMap(turn => [...turn.shadowRoot.querySelectorAll('button'),
                  ...turn.shadowRoot.querySelector('dragoman-statement-list').shadowRoot.querySelectorAll('button')])
                  .filter(button => button.offsetParent && (button.offsetHeight < 24 || button.offsetWidth < 24 && !button.classList.contains('link'))).map(button => button.textContent)"""));
    }

    @Test
    void aQuestionIsTextAndNothingElse() {
        Page page = open();
        ask(page, "<img src=x onerror=alert(1)> Syldavia?");
        assertThat(page.getByText("The articles do not answer this.")).isVisible();
        assertEquals(0, page.locator("img").count());
    }

    @Test
    void theInterfaceSpeaksTheReadersLanguage() {
        for (var expected : java.util.Map.of("fr-CA", "Demander", "de-AT", "Fragen", "es", "Preguntar", "uk", "Запитати", "ar", "اسأل", "ja", "Ask").entrySet()) {
            Page page = browsing.open(address, reader(ColorScheme.LIGHT, expected.getKey()));
            assertThat(page.locator("dragoman-ask-form button")).hasText(expected.getValue());
            assertThat(page.locator("html")).hasAttribute("dir", expected.getKey().equals("ar") ? "rtl" : "ltr");
        }
    }

    @Test
    void everybodyCanUseIt() {
        for (String language : List.of("en-GB", "ar")) {
            Page page = browsing.open(address, reader(ColorScheme.LIGHT, language));
            page.locator(".suggestion").first().waitFor();
            assertAccessibleByDayAndNight(page, language + " empty");
            ask(page, QUESTION);
            turn(page, 0).locator("dragoman-source-list").waitFor();
            ask(page, "What did Syldavia promise?");
            assertThat(turn(page, 1).locator(".note")).containsText("Syldavia");
            page.locator(".conversation").waitFor();
            page.locator(".number").first().click();
            assertThat(page.locator("mark")).isVisible();
            assertAccessibleByDayAndNight(page, language + " answered");
            Page permalink = browsing.open(page.context(), address.resolve(corpusPermalink()));
            permalink.locator("dragoman-turn-view dragoman-source-list").waitFor();
            assertAccessibleByDayAndNight(permalink, language + " permalink");
            permalink.navigate(address.resolve("/answers/none").toString());
            assertAccessibleByDayAndNight(permalink, language + " missing");
        }
    }

    private String corpusPermalink() {
        return "/answers/" + corpus.text("select answer_id from answer_citation limit 1");
    }

    @Test
    void coloursOfTheSystemAndPaperAreRespected() {
        Page page = browsing.open(address, options -> options.setForcedColors(ForcedColors.ACTIVE));
        ask(page, QUESTION);
        number(page).click();
        assertThat(page.locator("mark")).isVisible();
        assertAccessible(page, "forced colours");
        page.keyboard().press("Escape");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator("dragoman-ask-form")).isHidden();
        assertThat(page.locator("dragoman-source-list")).containsText("https://example.org/dams");
    }
}
