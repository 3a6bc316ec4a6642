package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.Paragraphs;
import dragoman.article.Span;
import dragoman.retrieval.PassageRanking.Ranked;
import dragoman.retrieval.PassageStore.Body;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassageSelectionTest {

    private static final LocalDate DAY = LocalDate.of(2026, 2, 10);
    private static final String TEXT = "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.";

    /// @param from the first of twenty stems
    private static Ranked ranked(String article, int ordinal, LocalDate published, int from, double score) {
        int[] terms = IntStream.concat(IntStream.of(900 + article.hashCode(), 0), IntStream.concat(IntStream.range(from, from + 20), IntStream.of(0)))
                .toArray();
        return new Ranked(new Candidate(ordinal, article, 1, ordinal, new Span(ordinal * 10, ordinal * 10 + 9), published, false, terms, 0, 0, 0, 0), score);
    }

    private static List<String> names(List<Ranked> selected) {
        return selected.stream().map(one -> one.candidate().articleId() + one.candidate().ordinal()).toList();
    }

    private static Ranked of(String text, Span span, double score) {
        return new Ranked(new Candidate(span.start(), "a", 1, 0, span, DAY, false, new int[] {0, 0}, 0, 0, 0, 0), score);
    }

    /// The paragraphs of the text that are handed on, of those that were selected in this order.
    private static List<String> texts(String text, int... paragraphs) {
        List<Span> spans = Paragraphs.of(text);
        List<Ranked> selected = new ArrayList<>();
        for (int paragraph : paragraphs) {
            selected.add(of(text, spans.get(paragraph), 1.0 / (1 + selected.size())));
        }
        return PassageSelection.passages(selected, Map.of("a", new Body("Title", text))).stream().map(RetrievedPassage::text).toList();
    }

    @Test
    void theBestAreTaken() {
        List<Ranked> ranked = List.of(ranked("a", 0, DAY, 1, 3), ranked("b", 0, DAY, 101, 2), ranked("c", 0, DAY, 201, 1));
        assertEquals(List.of("a0", "b0"), names(select(ranked, 2)));
    }

    @Test
    void aReprintIsTakenOnceAndTheEarliestStandsForAll() {
        List<Ranked> selected = select(List.of(ranked("a", 0, DAY, 1, 4), ranked("b", 0, DAY, 101, 3),
                ranked("c", 0, DAY.minusDays(2), 1, 2), ranked("d", 0, DAY.minusDays(1), 2, 1)), 2);
        assertEquals(List.of("c0", "b0"), names(selected));
        assertEquals(4, selected.getFirst().score());
    }

    @Test
    void whatSharesLessIsNoReprint() {
        // 17 of 23 stems
        assertEquals(2, select(List.of(ranked("a", 0, DAY, 1, 2), ranked("b", 0, DAY.minusDays(1), 4, 1)), 5).size());
    }

    @Test
    void anArticleThatRepeatsItselfIsNoReprint() {
        assertEquals(2, select(List.of(ranked("a", 0, DAY, 1, 2), ranked("a", 1, DAY, 1, 1)), 5).size());
    }

    @Test
    void passagesWithoutWordsAreNoReprints() {
        int[] none = {5, 0, 0};
        List<Ranked> ranked = List.of("a", "b").stream().map(article -> new Ranked(
                new Candidate(1, article, 1, 0, new Span(0, 1), DAY, false, none, 0, 0, 0, 0), 1)).toList();
        assertEquals(2, select(ranked, 5).size());
    }

    @Test
    void anArticleHasFourPassagesAtMost() {
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ranked.add(ranked("a", i, DAY, 1 + 100 * i, 10 - i));
        }
        ranked.add(ranked("b", 0, DAY, 1001, 1));
        assertEquals(List.of("a0", "a1", "a2", "a3", "b0"), names(select(ranked, 12)));
    }

    @Test
    void anArticleThatStandsForItsReprintHasFourPassagesAtMost() {
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ranked.add(ranked("a", i, DAY, 1 + 100 * i, 20 - i));
        }
        for (int i = 0; i < 6; i++) {
            ranked.add(ranked("b", i, DAY.minusDays(1), 1 + 100 * i, 10 - i));
        }
        Map<String, Long> perArticle = select(ranked, 12).stream()
                .collect(Collectors.groupingBy(one -> one.candidate().articleId(), Collectors.counting()));
        assertTrue(perArticle.values().stream().allMatch(count -> count <= 4), perArticle.toString());
    }

    @Test
    void passagesThatDoNotTouchStayApart() {
        assertEquals(List.of("Four.", "One."), texts(TEXT, 3, 0));
    }

    @Test
    void neighboursBecomeOneAtThePlaceOfTheBetter() {
        assertEquals(List.of("Three.\n\nFour.", "One."), texts(TEXT, 3, 0, 2));
        assertEquals(List.of("Three.\n\nFour.", "One."), texts(TEXT, 2, 0, 3));
    }

    @Test
    void whatLiesBetweenTwoJoinsBoth() {
        assertEquals(List.of("One.\n\nTwo.\n\nThree."), texts(TEXT, 0, 2, 1));
        assertEquals(List.of("One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive."), texts(TEXT, 4, 2, 0, 3, 1));
    }

    @Test
    void noWordsAreHandedOnTwice() {
        String text = "One.\n\nTwo.\n\nThree.\n\n“Four.”";
        assertEquals(List.of("Three.\n\n“Four.”", "One."), texts(text, 3, 0, 2));
        assertEquals(List.of(text), texts(text, 0, 3, 1, 2));
    }

    @Test
    void aQuotationOrAPronounBringsTheParagraphBefore() {
        for (String opening : List.of("“We agreed.”", "\"We agreed.\"", "He agreed.", "Their plan held.")) {
            assertEquals(List.of("Two.\n\n" + opening), texts("One.\n\nTwo.\n\n" + opening, 2));
        }
        for (String opening : List.of("Hector agreed.", "The “plan” held.", "Theirs held.")) {
            assertEquals(List.of(opening), texts("One.\n\nTwo.\n\n" + opening, 2));
        }
    }

    @Test
    void aQuotationThatBeginsTheArticleStaysAsItIs() {
        assertEquals(List.of("“We agreed.”"), texts("“We agreed.”\n\nTwo.", 0));
    }

    @Test
    void passagesOfArticlesThatAreNoLongerThereAreLeftOut() {
        assertEquals(List.of(), PassageSelection.passages(List.of(of(TEXT, new Span(0, 4), 1)), Map.of("b", new Body("Title", TEXT))));
    }

    @Test
    void aPassageTellsWhereItStandsAndHowWellItFits() {
        assertEquals(new RetrievedPassage("a", 1, new Span(6, 10), "Two.", "Title", DAY, 1.5),
                PassageSelection.passages(List.of(of(TEXT, new Span(6, 10), 1.5)), Map.of("a", new Body("Title", TEXT))).getFirst());
    }

    @Test
    void reportsThatDifferInWhatIsAskedForAreNoReprints() {
        List<Ranked> ranked = List.of(ranked("a", 0, DAY, 1, 2), ranked("b", 0, DAY.minusDays(1), 2, 1));
        assertEquals(1, PassageSelection.select(ranked, 5, Set.of()).size());
        assertEquals(2, PassageSelection.select(ranked, 5, Set.of(1)).size());
    }

    private static List<Ranked> select(List<Ranked> ranked, int most) {
        return PassageSelection.select(ranked, most, Set.of());
    }
}
