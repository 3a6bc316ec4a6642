package dragoman.ingestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.model.TokenCountEstimator;
import dev.langchain4j.model.embedding.onnx.HuggingFaceTokenCountEstimator;
import dragoman.article.SentenceSplitter;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class ArticleSplitterTest {

    private static final int MAX_TOKENS = 60;

    // the tokenizer's native library can be loaded once only: by the program under test
    private final TokenCountEstimator tokens = new HuggingFaceTokenCountEstimator();
    private final ArticleSplitter splitter = new ArticleSplitter(new SentenceSplitter(), tokens, MAX_TOKENS);

    static List<String> texts() {
        String sentence = "The ministers of nine states met in Vienna and spoke about grain, gas and the border. ";
        return List.of("Short.",
                (sentence + "\n\n").repeat(9).strip(),
                sentence.repeat(20).strip(),
                "word ".repeat(500).strip(),
                "x".repeat(3000),
                "🇺🇦".repeat(700),
                "Ministers met 🇺🇦.\n\n" + sentence.repeat(3).strip() + "\n\n- aid\n- arms\n\nThey left.");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyPassageIsExactlyItsStretchOfTheText(String text) {
        for (Passage passage : splitter.split(text)) {
            assertEquals(text.substring(passage.span().start(), passage.span().end()), passage.text());
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void noPassageIsLongerThanTheModelTakes(String text) {
        for (Passage passage : splitter.split(text)) {
            assertTrue(tokens.estimateTokenCountInText(passage.text()) <= MAX_TOKENS, passage.text());
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void noWordIsLostOrDoubled(String text) {
        StringBuilder all = new StringBuilder();
        int end = 0;
        for (Passage passage : splitter.split(text)) {
            assertTrue(passage.span().start() >= end);
            end = passage.span().end();
            all.append(passage.text());
        }
        assertEquals(text.replaceAll("\\s", ""), all.toString().replaceAll("\\s", ""));
    }

    @Test
    void paragraphsThatFitStayWhole() {
        String paragraph = "The ministers of nine states met in Vienna and spoke about grain, gas and the border.";
        String text = String.join("\n\n", paragraph, paragraph, paragraph, paragraph);
        for (Passage passage : splitter.split(text)) {
            assertTrue(passage.text().startsWith("The ministers") && passage.text().endsWith("border."), passage.text());
        }
    }
}
