package dragoman.evaluation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AnswerStringsTest {

    @Test
    void caseArticlesPunctuationAndWhiteSpaceDoNotMatter() {
        assertTrue(AnswerStrings.holds("Envoys met in the\n  “Palace of the Nations”, Geneva.", "Palace of Nations"));
        assertTrue(AnswerStrings.holds("A truce was signed by the U.S. yesterday", "us"));
        assertTrue(AnswerStrings.holds("It pledged $1,600 at once", "1600"));
        assertTrue(AnswerStrings.holds("the minister", "THE MINISTER!"));
    }

    @Test
    void wordsAreNotCut() {
        assertFalse(AnswerStrings.holds("The Romanian envoy", "Roman"));
        assertFalse(AnswerStrings.holds("115 delegates", "15"));
        assertTrue(AnswerStrings.holds("15", "15"));
        assertFalse(AnswerStrings.holds("Theban anthem", "ban"));
    }

    @Test
    void wordsStandOneAfterTheOther() {
        assertFalse(AnswerStrings.holds("the foreign and defence ministers", "foreign ministers"));
    }

    @Test
    void unicodeVariantsAreTheSame() {
        assertTrue(AnswerStrings.holds("Ｇｅｎｅｖａ talks", "Geneva"));
        assertTrue(AnswerStrings.holds("Cafe\u0301 Central", "Caf\u00e9"));
        assertTrue(AnswerStrings.holds("it won 3–1", "3-1"));
        assertTrue(AnswerStrings.holds("three cities—Paris, Rome and Oslo—agreed", "Paris"));
        assertTrue(AnswerStrings.holds("no\u00a0deal", "no deal"));
    }

    @Test
    void anAnswerOfNothingStandsNowhere() {
        assertFalse(AnswerStrings.holds("the end", "The"));
        assertFalse(AnswerStrings.holds("", "…"));
        assertFalse(AnswerStrings.holds("", "peace"));
    }
}
