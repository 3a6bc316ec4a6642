package dragoman.ingestion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dragoman.ingestion.PassageGeneration.State;
import dragoman.testsupport.WordsEmbeddingModel;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QuestionEmbedderTest {

    private static final String QUESTION = "Who attended the summit in Paris?";

    @Inject
    PassageEmbedder passages;
    @Inject
    QuestionEmbedder questions;

    private static PassageGeneration generation(String model, int dimensions) {
        return new PassageGeneration(1, model, dimensions, 200, ArticleSplitter.VERSION, State.ACTIVE);
    }

    @Test
    void theVectorIsThatOfTheModelAndTheTokensAreOfTheSameRun() {
        PassageGeneration own = generation(TokenEmbedder.MODEL, 384);
        float[] whole = questions.whole(own, QUESTION).join().vector();
        assertArrayEquals(passages.embedQuestion(own, QUESTION).vector(), whole, 1e-6f);
        assertArrayEquals(whole, questions.byToken(QUESTION).join().whole(), 0);
        assertSame(questions.byToken(QUESTION).join(), questions.byToken(QUESTION).join());
    }

    @RepeatedTest(50)
    void anotherModelIsAskedOnceForAQuestionAndAgainAfterItFailed(RepetitionInfo info) {
        String question = QUESTION + " " + info.getCurrentRepetition();
        PassageGeneration other = generation(WordsEmbeddingModel.NAME, 64);
        try {
            WordsEmbeddingModel.breakAfter(0);
            assertThrows(CompletionException.class, () -> questions.whole(other, question).join());
        } finally {
            WordsEmbeddingModel.repair();
        }
        int before = WordsEmbeddingModel.calls();
        assertEquals(questions.whole(other, question).join(), questions.whole(other, question).join());
        assertEquals(1, WordsEmbeddingModel.calls() - before);
    }
}
