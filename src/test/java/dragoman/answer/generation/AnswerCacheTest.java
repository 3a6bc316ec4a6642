package dragoman.answer.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dragoman.answer.generation.ModelSettings.Provider;
import dragoman.article.SentenceSplitter;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.ModelStandIn;
import dragoman.testsupport.WithModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers that are told again without the model, and what makes an answer another one.
@QuarkusTest
@WithTestResource(WithModel.class)
class AnswerCacheTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 10);

    @Inject
    MeteredModel metered;
    @Inject
    Prompts prompts;
    @Inject
    SentenceSplitter splitter;
    @Inject
    MeterRegistry meters;
    @Inject
    Steps steps;
    @Inject
    Corpus corpus;

    ModelStandIn model;

    @BeforeEach
    void begin() {
        corpus.clear();
        model.reset();
        model.plays((request, reply) -> reply.words("Sapt promised 40 million crowns. [%s]".formatted(request.key("40 million"))).end());
    }

    private GenerativeAnswerer answerer(boolean cache) {
        TestModelSettings settings = TestModelSettings.at(Provider.OPENAI, model.address());
        return new GenerativeAnswerer(metered, cache ? settings : settings.withoutCache(), prompts, splitter, meters, steps);
    }

    private static void ask(GenerativeAnswerer answerer, String question, LocalDate day, String passage) {
        GivenPassage given = new GivenPassage(passage, "Sapt promises dams", "The Test Courier", LocalDate.of(2025, 6, 3), "Sapt promised 40 million crowns.");
        assertEquals(1, answerer.write(TokenAccount.DEFAULT, question, day, List.of(given), (_, _) -> List.of(), () -> {
        }).told());
    }

    @Test
    void theSameQuestionOnTheSamePassagesOfTheSameDayIsAskedOnce() {
        GenerativeAnswerer answerer = answerer(true);
        ask(answerer, "What did Sapt promise?", TODAY, "dams:1:0-32");
        ask(answerer, "what did  sapt promise?", TODAY, "dams:1:0-32");
        assertEquals(1, model.requests().size());
        ask(answerer, "What did Sapt promise?", TODAY.plusDays(1), "dams:1:0-32");
        ask(answerer, "What did Sapt promise?", TODAY, "dams:2:0-32");
        assertEquals(3, model.requests().size());
    }

    @Test
    void itCanBeSwitchedOff() {
        GenerativeAnswerer answerer = answerer(false);
        ask(answerer, "What did Sapt promise?", TODAY, "dams:1:0-32");
        ask(answerer, "What did Sapt promise?", TODAY, "dams:1:0-32");
        assertEquals(2, model.requests().size());
    }
}
