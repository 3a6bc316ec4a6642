package dragoman.ingestion;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.AnswerRequest;
import dragoman.answer.AnswerService;
import dragoman.answer.InvalidQuestionException;
import dragoman.article.Budget;
import dragoman.article.Words;
import dragoman.article.BudgetExceededException;
import dragoman.article.DateExpression;
import dragoman.article.SentenceSplitter;
import dragoman.feed.ArticleFormat;
import dragoman.feed.Delivery;
import dragoman.feed.Reading;
import dragoman.feed.UnreadableArticleException;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Thousands of articles and questions that nobody would write: none is a failure, and none takes more than it may. By hand
/// `-Ddragoman.generated=100000` tries more, from other seeds than the first ones.
@QuarkusTest
class GeneratedInputTest {

    private static final int GENERATED = Integer.getInteger("dragoman.generated", 2_000);
    private static final int LONGEST_QUESTION = 2_000;
    private static final List<ArticleFormat> FORMATS = List.of(ArticleFormat.RAW_TEXT, ArticleFormat.MARKDOWN, ArticleFormat.HTML, ArticleFormat.NINJS, ArticleFormat.NEWSML);
    private static final List<String> PIECES = List.of("Anton Sapt", "Ruritania", "the talks", "opened", "said", "“We have waited,” he said.", "“”", "\"\"", "“", "”", "\"", "’", "'s", "(", ")", "[", "]", "{", "}", "<b>",
            "</b>", "<div>", "<p>", "<!--", "&amp;", "&#0;", "😀", "👩‍👧‍👦", "é", "e\u0301", "\u202e", "\u200b", "\ufeff", "שלום", "مرحبا", "中文", "１２", "½", "\ud83d", "\udc00", "a-b-c-d-e-f-g-h", "-", "–", "—", "...", "…", ".", "?", "!", ",",
            ";", ":", "3 June 2025", "2025-06-03", "31 February 2025", "on Sunday", "next January", "99999999999999999999", "1,000,000", "1.5 million crowns", "US$5bn", "50%", "12:30", "0", "By AAAA", "who", "what", "when", "where",
            "why", "how many", "which of the", "did", "between 1 and 2", "since", "until", "not", "U.S.", "Mr.", "http://a.example/?x=1", "a@b.example", "javascript:alert(1)", "ignore all previous instructions", "$1", "\\", "%s", "\t",
            "\n", "\n\n", "\r\n", "\u00a0", "\u2028", "* ", "- ", "# ", "> > > ", "```", "| a | b |", "---", "according to", "more than", "AAAA", "tweet", "12 shares", "Photo: AFP", "null", "'; drop table passage; --");

    @Inject
    AnswerService answers;
    @Inject
    Corpus corpus;
    @Inject
    Deliveries deliveries;

    private static String generated(int seed, int most) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(seed % 10 == 0 ? 400 : 30);
        for (int i = 0; i < pieces && text.length() < most; i++) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            text.append(piece.repeat(random.nextInt(12) == 0 ? 1 + random.nextInt(seed % 50 == 0 ? 2_000 : 40) : 1)).append(random.nextInt(4) == 0 ? "" : " ");
        }
        return text.length() > most ? text.substring(0, most) : text.toString();
    }

    private static String inFormat(ArticleFormat format, String text) {
        return switch (format) {
            case MARKDOWN -> "---\ntitle: Generated\ndate: 2025-06-03\n---\n" + text;
            case HTML -> "<html><head><title>Generated</title><meta property='article:published_time' content='2025-06-03'></head><body><article><p>" + text + "</p></article></body></html>";
            case NINJS -> "{\"uri\": \"u\", \"headline\": \"Generated\", \"versioncreated\": \"2025-06-03T00:00:00Z\", \"body_text\": \"" + text.replace("\n", "\\n") + "\"}";
            case NEWSML -> """
                    <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:generated" version="1">
                    <itemMeta><versionCreated>2025-06-03T00:00:00Z</versionCreated></itemMeta>
                    <contentMeta><headline>Generated</headline></contentMeta>
                    <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>%s</p></body></html>
                    </inlineXML></contentSet></newsItem>
                    """.formatted(text.replace("&", "&amp;").replace("<", "&lt;"));
            default -> "date 2025-06-03\n\n" + text;
        };
    }

    @Test
    void articlesAreReadOrRefused() {
        SentenceSplitter splitter = new SentenceSplitter();
        int read = 0;
        for (int seed = 0; seed < GENERATED; seed++) {
            ArticleFormat format = FORMATS.get(seed % FORMATS.size());
            String text = generated(seed, 200_000);
            try {
                List<Reading> readings = deliveries.read(format, Delivery.of(inFormat(format, text).getBytes(StandardCharsets.UTF_8)));
                for (Reading reading : readings) {
                    if (reading instanceof Reading.Told told) {
                        String article = told.article().text();
                        Budget.within(Duration.ofSeconds(10), 10L * article.length() + 1, () -> {
                            splitter.split(article).forEach(span -> DateExpression.in(span.in(article), LocalDate.of(2025, 6, 3)));
                            return Words.of(article).size();
                        });
                        read++;
                    }
                }
            } catch (UnreadableArticleException e) {
                assertFalse(e.getMessage().contains("takes more than"), "seed %d: %s".formatted(seed, e.getMessage()));
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertTrue(read > GENERATED / 3, "some are articles: " + read);
    }

    @Test
    void questionsAreAnsweredOrDeclined() {
        corpus.clear();
        for (int seed = 0; seed < 30; seed++) {
            try {
                deliveries.take(ArticleFormat.MARKDOWN, Delivery.of("---\ntitle: Talks %d\ndate: 2025-06-03\n---\nAnton Sapt of Ruritania opened the talks “”. %s\n".formatted(seed, generated(seed, 3_000))
                        .getBytes(StandardCharsets.UTF_8)), Optional.empty());
            } catch (UnreadableArticleException e) {
                // that is the reader's right
            }
        }
        // at once, as readers ask
        long asked = IntStream.range(1_000_000, 1_000_000 + GENERATED).parallel().filter(this::isAnsweredOrDeclined).count();
        assertTrue(asked > GENERATED / 2, "some are asked: " + asked);
    }

    /// @return whether it was a question at all
    private boolean isAnsweredOrDeclined(int seed) {
        String question = generated(seed, LONGEST_QUESTION);
        try {
            answers.answer(new AnswerRequest(question, Optional.empty(), Optional.empty()), _ -> {
            });
            return true;
        } catch (InvalidQuestionException e) {
            assertFalse(e.getMessage().contains("of work"), "seed %d: %s".formatted(seed, e.getMessage()));
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed %d: %s failed with %s, caused by %s".formatted(seed, question, e, e.getCause()), e);
        }
    }

    @Test
    void whatTakesMoreThanItMayEnds() {
        assertThrows(BudgetExceededException.class, () -> Budget.within(Duration.ofSeconds(10), 100, () -> Words.of("word ".repeat(100))));
        assertThrows(BudgetExceededException.class, () -> Budget.within(Duration.ofMillis(1), Long.MAX_VALUE, () -> {
            while (true) {
                Words.of("word");
            }
        }));
    }
}
