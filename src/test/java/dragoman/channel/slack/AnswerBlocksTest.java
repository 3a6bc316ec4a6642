package dragoman.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.slack.api.SlackConfig;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.util.json.GsonFactory;
import dragoman.answer.Answer;
import dragoman.answer.Answer.Answered;
import dragoman.answer.Answer.Generation;
import dragoman.answer.Answer.Heading;
import dragoman.answer.Answer.Mode;
import dragoman.answer.Answer.Nearest;
import dragoman.answer.Answer.NotFound;
import dragoman.answer.Answer.Partial;
import dragoman.answer.Citation;
import dragoman.answer.GivenAnswer;
import dragoman.answer.Statement;
import dragoman.answer.generation.FallbackCause;
import dragoman.article.ArticleVersion.State;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Ten answers, each against one of Slack's limits or against a reader's trust.
class AnswerBlocksTest {

    private static final LocalDate DAY = LocalDate.of(2025, 9, 22);
    private static final String QUOTE = "Britain, Canada, Australia and Portugal formally recognised the State of Palestine on Sunday.";

    private final AnswerBlocks blocks = new AnswerBlocks(Optional.of(URI.create("https://news.example.org")));

    private static Heading heading(Optional<String> understood, Optional<Generation> generation) {
        return new Heading("8fJ2mC0aX1", "When did Britain recognise Palestine?", "c1", generation.isPresent() ? Mode.GENERATIVE : Mode.EXTRACTIVE, Instant.parse("2025-09-23T10:00:00Z"), understood, generation, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Citation citation(int number, String title, String quote, Optional<String> link) {
        return new Citation(number, "a" + number, 1, title, "Dragoman sample desk", link.map(one -> URI.create("https://example.org/")), DAY, quote, 0, quote.length(), link);
    }

    private static Answered answered(List<String> statements, List<Citation> citations) {
        return new Answered(heading(Optional.empty(), Optional.empty()),
                IntStream.range(0, statements.size()).mapToObj(i -> new Statement(statements.get(i), List.of(citations.get(i % citations.size()).number()), Optional.empty())).toList(), citations, DAY);
    }

    static Stream<Arguments> answers() {
        Optional<String> link = Optional.of("https://example.org/recognition?x=1&y=2#:~:text=Britain%2C%20Canada");
        Citation usual = citation(1, "Britain, Canada, Australia and Portugal recognise the State of Palestine", QUOTE, link);
        Citation second = citation(2, "France follows at the United Nations", "France recognised the State of Palestine on Monday.", Optional.empty());
        List<Nearest> nearest = List.of(new Nearest("a7", "Talks & more <talks>", DAY), new Nearest("a8", "T".repeat(500), DAY));
        List<Citation> many = IntStream.rangeClosed(1, 45).mapToObj(i -> citation(i, "Title " + "t".repeat(400), QUOTE, Optional.of("https://example.org/" + "p".repeat(600) + i))).toList();
        return Stream.of(
                Arguments.of("usual", answered(List.of(QUOTE, "France recognised the State of Palestine on Monday [22 September 2025]."), List.of(usual, second))),
                Arguments.of("partial", new Partial(heading(Optional.empty(), Optional.empty()), List.of(new Statement(QUOTE, List.of(1), Optional.of(DAY))), List.of(usual), DAY,
                        "Nothing says why <they> & others did.", nearest)),
                Arguments.of("not found", new NotFound(heading(Optional.empty(), Optional.empty()), DAY, "No article speaks of it.", nearest)),
                Arguments.of("follow-up", new Answered(heading(Optional.of("When did Portugal recognise Palestine?"), Optional.empty()), List.of(new Statement(QUOTE, List.of(1), Optional.empty())), List.of(usual), DAY)),
                Arguments.of("generated", new Answered(heading(Optional.empty(), Optional.of(new Generation("m", "p", 2, Optional.of(FallbackCause.BROKEN_OFF)))),
                        List.of(new Statement(QUOTE, List.of(1), Optional.empty())), List.of(usual), DAY)),
                Arguments.of("many sources", answered(IntStream.rangeClosed(1, 45).mapToObj(i -> QUOTE).toList(), many)),
                Arguments.of("many statements", answered(IntStream.rangeClosed(1, 400).mapToObj(i -> QUOTE + i).toList(), List.of(second))),
                Arguments.of("a long statement", answered(List.of("Word & ".repeat(1_500)), List.of(usual))),
                Arguments.of("hostile markup", answered(List.of("<!channel> *free* _money_ :tada: <https://evil.example|click> & `code` ~gone~", "> quoted"),
                        List.of(citation(1, "<!here> | *title*", "<!channel> said & did", Optional.of("https://example.org/a|b"))))),
                Arguments.of("a long reason", new NotFound(heading(Optional.empty(), Optional.empty()), DAY, "Because & ".repeat(1_000), List.of())));
    }

    private static JsonNode json(List<LayoutBlock> shown) {
        return SlackStandIn.json(GsonFactory.createSnakeCase(SlackConfig.DEFAULT).toJson(shown));
    }

    @Test
    void thereAreTen() {
        assertEquals(10, answers().count());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void everyAnswerKeepsToSlacksLimits(String name, Answer answer) {
        for (boolean shareable : new boolean[] {false, true}) {
            Note note = blocks.answer(answer, Optional.of("Shared by <@U061F7AUR>"), shareable);
            JsonNode shown = json(note.blocks());
            assertEquals(List.of(), BlockLimits.check(shown, BlockLimits.MESSAGE));
            assertFalse(note.text().isBlank());
            assertTrue(note.text().length() <= BlockLimits.TEXT);
            assertFalse(shown.toString().contains("<!"), "nobody is called");
            assertTrue(shown.toString().contains("As of 22 September 2025"));
        }
        assertEquals(List.of(), BlockLimits.checkView(SlackStandIn.json(GsonFactory.createSnakeCase(SlackConfig.DEFAULT).toJson(QuotesView.view(new GivenAnswer(answer, List.of()))))));
    }

    @Test
    void citationsWithoutAnAddressLeadToTheAnswersOwnPage() {
        String shown = json(blocks.answer((Answer) answers().findFirst().orElseThrow().get()[1], Optional.empty(), false).blocks()).toString();
        assertTrue(shown.contains("<https://example.org/recognition?x=1&amp;y=2#:~:text=Britain%2C%20Canada|[1]>"), shown);
        assertTrue(shown.contains("<https://news.example.org/answers/8fJ2mC0aX1#citation-2|[2]>"), shown);
        String unlinked = json(new AnswerBlocks(Optional.<URI>empty()).answer((Answer) answers().findFirst().orElseThrow().get()[1], Optional.empty(), false).blocks()).toString();
        assertTrue(unlinked.contains("on Monday [22 September 2025]. [2]"), unlinked);
    }

    @Test
    void theWordsOfWithdrawnArticlesAreNotShown() {
        Answer usual = (Answer) answers().findFirst().orElseThrow().get()[1];
        String view = GsonFactory.createSnakeCase(SlackConfig.DEFAULT).toJson(QuotesView.view(new GivenAnswer(usual, List.of(new GivenAnswer.Change(1, "a1", 1, State.WITHDRAWN)))));
        assertFalse(view.contains("Britain, Canada, Australia and Portugal formally"), view);
        assertTrue(view.contains("withdrawn by its publisher"));
        assertTrue(view.contains("France recognised the State"));
    }

    @Test
    void aPictureOfAMessageCanBeLookedAt() throws IOException {
        JsonNode shown = json(blocks.answer((Answer) answers().findFirst().orElseThrow().get()[1], Optional.empty(), false).blocks());
        Path html = Files.writeString(Path.of("target/slack-message.html"), BlockPreview.page(shown, "10:02"));
        try (Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of(System.getProperty("chromium.path", "/usr/bin/chromium")))
                    .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")));
            Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(720, 360).setDeviceScaleFactor(2));
            page.navigate(html.toUri().toString());
            assertEquals(List.of("Show quotes", "Helpful", "Not helpful"), page.locator("button").allInnerTexts());
            assertEquals(1, page.locator(".section").count());
            assertEquals("[1]", page.locator(".section a").first().innerText());
            assertTrue(page.locator(".context").first().innerText().contains("Dragoman sample desk, 22 September 2025"));
            page.locator(".message").screenshot(new com.microsoft.playwright.Locator.ScreenshotOptions().setPath(Path.of("target/slack-message.png")));
        }
    }
}
