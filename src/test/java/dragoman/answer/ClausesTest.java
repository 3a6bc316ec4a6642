package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.ReadArticle.Sentence;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.SentenceSplitter;
import dragoman.article.Span;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.Names;
import dragoman.retrieval.QuestionAnalyzer;
import dragoman.testsupport.Corpus;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClausesTest {

    private static final SentenceSplitter SPLITTER = new SentenceSplitter();
    private static final Names NAMES = new Names();
    private static final QuestionAnalyzer ANALYZER = new QuestionAnalyzer();
    private static final String MAIN = "Ruritania and Graustark signed a treaty on the waters of the Alvar river on Sunday in the old town hall of Strelsau";
    private static final String ASIDE = ", which was built by the grandfather of the present king and has since then seen the end of two wars and the beginning of one long peace";

    private static ReadArticle read(String text) {
        var article = Corpus.article("a", text);
        return ReadArticle.of(new ArticleVersion(article.id(), 1, State.LIVE, article), SPLITTER, NAMES);
    }

    private static String told(String question, String text) {
        AnalyzedQuestion asked = ANALYZER.analyze(question, LocalDate.of(2025, 6, 3));
        Sentence sentence = read(text).sentences().getFirst();
        return Clauses.toTell(asked, sentence).in(text);
    }

    @Test
    void anAsideIsCutOffALongSentence() {
        assertEquals(MAIN, told("When was the treaty signed?", MAIN + ASIDE + "."));
    }

    @Test
    void aShortSentenceStaysWhole() {
        assertEquals(MAIN + ", which is old.", told("When was the treaty signed?", MAIN + ", which is old."));
    }

    @Test
    void whatIsAskedAboutStays() {
        assertEquals(MAIN + ASIDE + ".", told("Who built the town hall of Strelsau?", MAIN + ASIDE + "."));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            ", which will take effect only if both parliaments agree to it in the autumn session and if the neighbours who live further down the river raise no objection",
            ", while the opposition in both of the countries denied that any such treaty could ever be binding on the governments that come after those of today and tomorrow",
            "; the foreign minister said to the reporters who had waited for him since the early morning in the rain that this had been the best day of his long life in office",
            ", but the ratification of it is still a matter for the two parliaments and for the courts of both countries, and for the people who live along the river"})
    void whatLimitsOrDeniesOrSpeaksStays(String rest) {
        assertEquals(MAIN + rest + ".", told("When was the treaty signed?", MAIN + rest + "."));
    }

    @Test
    void onlySuchACutPassesTheCheck() {
        String text = MAIN + ASIDE + ".";
        assertTrue(Clauses.isCut(read(text), new Span(0, MAIN.length())));
        assertFalse(Clauses.isCut(read(text), new Span(0, MAIN.length() - " of Strelsau".length())));
        assertFalse(Clauses.isCut(read(text), new Span(5, MAIN.length())));
    }
}
