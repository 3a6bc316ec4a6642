package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.Answer.Answered;
import dragoman.answer.Answer.NotFound;
import dragoman.testsupport.Corpus;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers of each form, on articles about countries that do not exist.
@QuarkusTest
class AnswerFormsTest {

    @Inject
    AnswerService answers;
    @Inject
    Corpus corpus;

    @BeforeEach
    void store() {
        corpus.clear();
        article("Ruritania and Graustark sign the Alvar accord", "2025-03-04", """
                Ruritania and Graustark signed an accord on the Alvar river on Monday. Each country may draw half of its water.

                A joint commission in Strelsau is to settle disputes within 30 days. Ruritania pays 40 million crowns for the dams upstream.

                The accord holds for 20 years. Parliament in Graustark has not ratified it yet.

                Farmers in the delta protested against it because they fear for their fields.""");
        article("Summit of the river states in Zenda", "2025-05-06", """
                The leaders of five river states met in Zenda on Monday for a summit on navigation.

                Leaders at the summit included President Ilka Hentzau, Premier Bero Maarl and Queen Flavia.

                They agreed to lower tolls on grain by a third.""");
        article("Summit of the sea states in Kravonia", "2025-09-10", """
                The leaders of three sea states met in Kravonia on Tuesday for a summit on fishing.

                Leaders at the summit included President Tarl Vesna, Premier Odo Lind and Queen Sofia.

                They put off a decision on quotas until spring.""");
    }

    private void article(String title, String date, String text) {
        corpus.ingestMarkdown("---\ntitle: %s\ndate: %s\npublisher: The Test Courier\n---\n%s\n".formatted(title, date, text));
    }

    private Answer ask(String question) {
        return answers.answer(new AnswerRequest(question, Optional.empty(), Optional.empty()), _ -> {
        });
    }

    private Answered answered(String question, Form form) {
        Answered answer = assertInstanceOf(Answered.class, ask(question), question);
        assertEquals(Optional.of(form), answer.heading().form(), answer.text());
        return answer;
    }

    private static void assertHolds(Answer answer, String... words) {
        for (String word : words) {
            assertTrue(answer.text().contains(word), answer.text());
        }
    }

    @Test
    void anOverviewTellsTheKeyFactsOfOneMatterInTheirOrder() {
        Answered answer = answered("Explain the Alvar accord", Form.OVERVIEW);
        assertTrue(answer.statements().size() >= 3 && answer.statements().size() <= 6, answer.text());
        assertTrue(answer.statements().getFirst().text().startsWith("Ruritania and Graustark signed an accord"), answer.text());
        assertEquals(1, answer.citations().stream().map(Citation::articleId).distinct().count());
    }

    @Test
    void aListTellsOneOfEachArticle() {
        Answered answer = answered("List all summits in 2025", Form.LIST);
        assertHolds(answer, "Zenda", "Kravonia");
        assertEquals(2, answer.statements().size(), answer.text());
    }

    @Test
    void aComparisonTellsOfBothSidesAlsoFromTwoArticles() {
        assertHolds(answered("Compare the summits in Zenda and Kravonia", Form.COMPARISON), "Zenda", "Kravonia");
        NotFound declined = assertInstanceOf(NotFound.class, ask("Compare the summits in Zenda and Atlantis"));
        assertEquals(Optional.of(Lack.of(Lack.Kind.UNKNOWN_NAME, "name", "Atlantis")), declined.lack());
    }

    @Test
    void aMatterThatTheArticlesDoNotHaveIsDeclined() {
        assertInstanceOf(NotFound.class, ask("What is the Rudolf Canal?"));
        assertInstanceOf(NotFound.class, ask("Explain the whaling treaty of Kravonia"));
    }

    @Test
    void aReasonIsTold() {
        assertHolds(answered("Why did farmers in the delta protest?", Form.POINT), "fear for their fields");
    }
}
