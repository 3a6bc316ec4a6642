package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.retrieval.QuestionAnalyzer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// None of these questions is among the rows that the model was fitted to.
@QuarkusTest
class QuestionFormsTest {

    @Inject
    QuestionForms forms;
    @Inject
    QuestionAnalyzer analyzer;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "When did Ruritania leave the river commission? | POINT",
            "how many crowns did sapt promise | POINT",
            "Who chaired the talks in Strelsau? | POINT",
            "Did Graustark sign the accord? | POINT",
            "Explain the Alvar accord | OVERVIEW",
            "could you sum up the crisis in graustark | OVERVIEW",
            "What was the outcome of the Zenda summit? | OVERVIEW",
            "latest on ruritania | OVERVIEW",
            "tell me about flavia rassendyll | OVERVIEW",
            "List all accords of 2025 | LIST",
            "list the meetings of sapt and hentzau | LIST",
            "Compare the Alvar accord and the Zenda treaty | COMPARISON",
            "difference between the two plans for the dam | COMPARISON"})
    void aQuestionTellsOfWhichFormItsAnswerIs(String question, Form form) {
        assertEquals(form, forms.of(analyzer.analyze(question, LocalDate.parse("2025-06-05"))));
    }

    @Test
    void theSharesAddUpToOne() {
        Map<Form, Double> shares = forms.shares("Explain the Alvar accord");
        assertEquals(1, shares.values().stream().mapToDouble(Double::doubleValue).sum(), 1e-9);
        assertEquals(Form.values().length, shares.size());
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "x", "?"})
    void anythingHasAForm(String text) {
        assertTrue(forms.of(analyzer.analyze(text, LocalDate.parse("2025-06-05"))) != null);
    }
}
