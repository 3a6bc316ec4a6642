package dragoman.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceSplitterTest {

    private static final SentenceSplitter SPLITTER = new SentenceSplitter();

    private static List<String> split(String text) {
        return SPLITTER.split(text).stream().map(span -> span.in(text)).toList();
    }

    @Test
    void sentencesEndWhereTheyEnd() {
        assertEquals(List.of("Ministers met in Vienna.", "They agreed on nothing."), split("Ministers met in Vienna. They agreed on nothing."));
    }

    @Test
    void anAbbreviationEndsNoSentence() {
        assertEquals(List.of("He met the U.S. President on Monday."), split("He met the U.S. President on Monday."));
        assertEquals(List.of("Gen. Smith and Mr. Jones spoke.", "Nobody listened."), split("Gen. Smith and Mr. Jones spoke. Nobody listened."));
    }

    @Test
    void noEndsASentenceButNotBeforeAFigure() {
        assertEquals(List.of("The minister said no.", "The envoy left."), split("The minister said no. The envoy left."));
        assertEquals(List.of("They met at No. 10 on Friday."), split("They met at No. 10 on Friday."));
    }

    @Test
    void aQuotationIsNotPartedFromItsSpeaker() {
        String text = "“We are ready. We will not wait,” the minister said. The talks go on.";
        assertEquals(List.of("“We are ready. We will not wait,” the minister said.", "The talks go on."), split(text));
    }

    @Test
    void aQuotationThatNeverClosesEndsWithItsParagraph() {
        assertEquals(List.of("“We are ready. We will not wait.", "The talks go on."), split("“We are ready. We will not wait.\n\nThe talks go on."));
    }

    @Test
    void everyItemOfAListIsASentence() {
        assertEquals(List.of("They agreed on:", "- aid", "- arms"), split("They agreed on:\n\n- aid\n- arms"));
    }

    @Test
    void everyWordIsInASentence() {
        String text = "  One thing. Another thing!\n\nAnd a third? Yes — “truly. So,” he said.\nEnd";
        String joined = String.join("", split(text)).replaceAll("\\s", "");
        assertEquals(text.replaceAll("\\s", ""), joined);
    }

    @Test
    void nothingHasNoSentences() {
        assertTrue(split(" \n\n ").isEmpty());
    }
}
