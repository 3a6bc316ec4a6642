package dragoman.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.Article;
import dragoman.article.Publisher;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawTextReaderTest {

    private static final String BODY = "Foreign ministers of nine states met in Vienna on Tuesday.\n\nThey agreed to meet again, and little else was said.";

    private static Article read(String content) throws UnreadableArticleException {
        return new RawTextReader().read(Delivery.of(content));
    }

    @ParameterizedTest
    @ValueSource(strings = {" date 2025-06-03 0 SHARES Share Tweet", "2025-06-03", "Published: 3 June 2025", "June 3, 2025 | 12 comments | Share on Facebook",
            "Date: 2025-06-03T08:15:00Z Share Tweet Email Print"})
    void theDateLineGivesTheDayAndIsNoText(String line) throws UnreadableArticleException {
        Article article = read(line + "\n\n" + BODY);
        assertEquals(LocalDate.of(2025, 6, 3), article.published());
        assertEquals(BODY, article.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"date 2025-06-03 Ministers meet in Vienna", "date 2025-06-03 0 SHARES Share Tweet Ministers meet in Vienna",
            " date 2025-06-03\n\nMinisters meet in Vienna", "date 2025-06-03 Tuesday, June 3, 2025\n\nMinisters meet in Vienna"})
    void theArticleMayBeginBehindTheDate(String opening) throws UnreadableArticleException {
        Article article = read(opening + "\n\n" + BODY);
        assertEquals(LocalDate.of(2025, 6, 3), article.published());
        assertEquals("Ministers meet in Vienna", article.title());
        assertEquals(BODY, article.text());
    }

    @Test
    void aSentenceBehindTheDateIsText() throws UnreadableArticleException {
        Article article = read("date 2025-06-03 Share prices fell when ministers met in Vienna.\n\n" + BODY);
        assertEquals("Share prices fell when ministers met in Vienna.\n\n" + BODY, article.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"By Flavia Rassendyll", "Ministers shake hands on the steps. Photo: AFP", "Anton Sapt, left, in Vienna. Picture: Alamy",
            "The palace at night (Getty Images)"})
    void bylinesAndCaptionsAreNoText(String line) throws UnreadableArticleException {
        assertEquals(BODY, read("date 2025-06-03\n\n" + line + "\n\n" + BODY).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"By Flavia Rassendyll and Anton Sapt", "By Flavia Rassendyll, Anton Sapt, Michael Elphberg", "By Ludwig van Beethoven", "By F. Rassendyll ,"})
    void bylinesOfSeveralAreNoText(String line) throws UnreadableArticleException {
        assertEquals(BODY, read("date 2025-06-03\n\n" + line + "\n\n" + BODY).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "A.", "A ", "Aa and ", "A,", "A'-"})
    void aBylineThatDoesNotEndTakesNoTime(String repeated) {
        String line = "By " + repeated.repeat(380 / repeated.length()) + "1";
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertTrue(read("date 2025-06-03\n\n" + BODY + "\n\n" + line).text().endsWith("1")));
    }

    @Test
    void aSentenceThatBeginsWithByStays() throws UnreadableArticleException {
        assertTrue(read("date 2025-06-03\n\n" + BODY + "\n\nBy Friday nothing had happened.").text().endsWith("By Friday nothing had happened."));
    }

    @Test
    void aSentenceWithADateIsNoDateLine() throws UnreadableArticleException {
        String opening = "On 3 June 2025 ministers met in Vienna.";
        assertTrue(read("date 2025-06-04\n\n" + opening + "\n\n" + BODY).text().startsWith(opening));
    }

    @Test
    void aShortFirstLineThatIsNoSentenceIsTheHeadline() throws UnreadableArticleException {
        Article article = read("date 2025-06-03\n\nMinisters meet in Vienna\n\n" + BODY);
        assertEquals("Ministers meet in Vienna", article.title());
        assertEquals(BODY, article.text());
    }

    @Test
    void withoutAHeadlineTheOpeningWordsStandIn() throws UnreadableArticleException {
        Article article = read("date 2025-06-03\n\n" + BODY);
        assertEquals("Foreign ministers of nine states met in Vienna on Tuesday.", article.title());
        assertEquals(Publisher.NOT_STATED, article.publisher());
    }

    @Test
    void linesOfShareButtonsAreNoText() throws UnreadableArticleException {
        Article article = read("date 2025-06-03\n\nMinisters met.\n\nShare Tweet Email\n\nADVERTISEMENT\n\nThey left again.");
        assertEquals("Ministers met.\n\nThey left again.", article.text());
    }

    @Test
    void aSentenceAboutSharesStays() throws UnreadableArticleException {
        assertTrue(read("date 2025-06-03\n\nMinisters met.\n\nShares rose in Vienna.").text().contains("Shares rose in Vienna."));
    }

    @Test
    void aTextWithoutADateIsRefusedWithAWayOut() {
        UnreadableArticleException e = assertThrows(UnreadableArticleException.class, () -> read(BODY));
        assertTrue(e.getMessage().contains("published=YYYY-MM-DD"), e.getMessage());
    }

    @Test
    void whatIsStatedBesideTheContentWins() throws UnreadableArticleException {
        Article article = new RawTextReader().read(Delivery.of("date 2025-06-03\n\n" + BODY).stating(Stated.NOTHING.withId(Optional.of("a-1"))
                .withTitle(Optional.of("Ministers in Vienna")).withPublisher(Optional.of("The Courier")).withUrl(Optional.of(URI.create("https://example.org/vienna")))
                .withPublished(Optional.of(LocalDate.of(2025, 6, 4)), Optional.empty())));
        assertEquals("Ministers in Vienna", article.title());
        assertEquals("The Courier", article.publisher().name());
        assertEquals(LocalDate.of(2025, 6, 4), article.published());
        assertEquals("https://example.org/vienna", article.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n\n ", "date 2025-06-03 0 SHARES Share Tweet"})
    void nothingIsNoArticle(String content) {
        assertThrows(UnreadableArticleException.class, () -> read(content));
    }

    @Test
    void invisibleCharactersGoAndWhatIsSeenStays() throws UnreadableArticleException {
        Article article = read("date 2025-06-03\r\n\r\nThe\u00a0summit\u200b was\u202e held.\u0000\r\n\r\n\r\n\r\nIt  ended 🇺🇦 well.");
        assertEquals("The summit was held.\n\nIt ended 🇺🇦 well.", article.text());
        assertFalse(article.text().contains("\u0000"));
    }
}
