package dragoman.ingestion;

import static dragoman.ingestion.PassageTerms.END;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.SentenceSplitter;
import dragoman.article.Span;
import dragoman.article.Words;
import dragoman.ingestion.PassageGeneration.State;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PassageTermsTest {

    private static final SentenceSplitter SENTENCES = new SentenceSplitter();

    @Inject
    Splitting splitting;

    private static PassageTerms whole(String title, String text) {
        return part(title, text, 0, text.length());
    }

    private static PassageTerms part(String title, String text, int start, int end) {
        Span span = new Span(start, end);
        return PassageTerms.of(title, text, new Passage(0, span, span.in(text)), SENTENCES.split(text));
    }

    private static int number(String word) {
        return PassageTerms.number(Words.stem(word));
    }

    /// A full stop stands for an end.
    private static int[] numbers(String... words) {
        return Stream.of(words).mapToInt(word -> word.equals(".") ? END : number(word)).toArray();
    }

    @Test
    void theHeadlineComesFirstAndEveryStretchHasAnEnd() {
        assertArrayEquals(numbers("Vienna", "talks", ".", "Vienna", "hosted", "talks", ".", "envoys", "departed", "."),
                whole("Vienna talks", "Vienna hosted the talks. The envoys have departed.").sequence());
    }

    @Test
    void weightsAreThoseOfBm25() {
        Map<Integer, Float> weights = whole("Vienna talks", "Vienna hosted the talks. The envoys have departed.").weights();
        // seven words: 1.2 * (0.25 + 0.75 * 7 / 80) = 0.37875
        float once = 2.2f / 1.37875f;
        float twice = 4.4f / 2.37875f;
        assertEquals(5, weights.size());
        assertEquals(twice, weights.get(number("Vienna")), 1e-5);
        assertEquals(twice, weights.get(number("talks")), 1e-5);
        assertEquals(once, weights.get(number("hosted")), 1e-5);
        assertEquals(once, weights.get(number("envoys")), 1e-5);
        assertEquals(once, weights.get(number("departed")), 1e-5);
    }

    @Test
    void aLongPassageCountsEachOfItsWordsLess() {
        float alone = whole("Talks", "Vienna.").weights().get(number("Vienna"));
        float among = whole("Talks", "Vienna" + " grain".repeat(200) + ".").weights().get(number("Vienna"));
        assertTrue(among < alone / 1.5, among + " " + alone);
    }

    @Test
    void sentencesOutsideThePassageDoNotCount() {
        String text = "Grain was sold. Envoys met. Gas was bought.";
        assertArrayEquals(numbers("News", ".", "envoys", "met", "."), part("News", text, 16, 27).sequence());
    }

    @Test
    void aPartOfOneLongSentenceCountsWhole() {
        String text = "Envoys met and grain was sold and gas was bought.";
        assertArrayEquals(numbers("News", ".", "grain", "sold", "."), part("News", text, 15, 29).sequence());
    }

    @Test
    void theRestOfALongSentenceCountsBesideTheSentencesAfterIt() {
        String text = "Envoys met and grain was sold. Gas was bought. Oil was not sold in Prague.";
        assertArrayEquals(numbers("News", ".", "grain", "sold", ".", "gas", "bought", ".", "oil", "."),
                part("News", text, 15, 50).sequence());
    }

    @Test
    void everyWordOfAnArticleIsInOneOfItsPassages() {
        String text = "The ministers spoke about " + IntStream.range(0, 300).mapToObj(i -> "commodity" + i).reduce((a, b) -> a + " and " + b).orElseThrow()
                + " at length. They left.\n\nGrain was sold.";
        List<Passage> passages = splitting.split(new PassageGeneration(1, "any", 3, 50, ArticleSplitter.VERSION, State.BUILDING), text);
        assertTrue(passages.size() > 2);
        List<Integer> found = splitting.terms("News", text, passages).stream()
                .flatMap(terms -> Arrays.stream(terms.sequence()).boxed()).distinct().toList();
        List<String> missing = Words.of(text).stream().filter(word -> !word.isFunctionWord() && !found.contains(number(word.text())))
                .map(Words.Word::text).toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void britishAndAmericanSpellingAreTheSame() {
        assertArrayEquals(whole("Defense program", "The center organized labor.").sequence(),
                whole("Defence programme", "The centre organised labour.").sequence());
    }

    @Test
    void aTextWithoutAWordHasEndsOnly() {
        PassageTerms terms = whole("—", "* * *");
        assertArrayEquals(new int[] {END, END}, terms.sequence());
        assertEquals(Map.of(), terms.weights());
        assertEquals("{}/1000000000", PassageTerms.sparse(terms.weights()).getValue());
    }

    @Test
    void numbersAreWithinWhatPostgresTakes() {
        assertTrue(IntStream.range(0, 100_000).map(i -> PassageTerms.number("stem" + i))
                .allMatch(number -> number > END && number < PassageTerms.DIMENSIONS));
        assertEquals("{1000000000:0.5}/1000000000", PassageTerms.sparse(Map.of(PassageTerms.DIMENSIONS - 1, 0.5f)).getValue());
    }
}
