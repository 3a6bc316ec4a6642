package dragoman.answer;

import dragoman.ingestion.QuestionEmbedder;
import dragoman.ingestion.TokenVectors;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.AnalyzedQuestion.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Tells of which form the answer to a question is to be.
///
/// A multinomial logistic regression on the vectors of the question's first two tokens in their context, as the embedding model gives them. It
/// is fitted by `src/reader/forms.py` to rows of our own; decision 32 has its figures.
@ApplicationScoped
class QuestionForms {

    /// Below this share a question wants a point: that form spoils least where it is wrong.
    private static final double LIKELY = 0.6;
    /// The same where the rules do not tell either what kind of thing is asked for.
    private static final double LIKELY_OF_ANY_KIND = 0.5;
    private static final String MODEL = "form-model.txt";

    private final QuestionEmbedder questions;
    private final Map<Form, double[]> weights;

    QuestionForms(QuestionEmbedder questions) {
        this.questions = questions;
        this.weights = load();
    }

    /// The likeliest form.
    Form of(AnalyzedQuestion question) {
        double least = question.kind() == Kind.OTHER || question.kind() == Kind.OVERVIEW ? LIKELY_OF_ANY_KIND : LIKELY;
        return shares(question.text()).entrySet().stream().filter(share -> share.getValue() >= least).map(Map.Entry::getKey).findFirst().orElse(Form.POINT);
    }

    /// How likely each form is; the shares add up to 1. Empty for a text without a token.
    Map<Form, Double> shares(String question) {
        TokenVectors tokens = questions.byToken(question).join();
        Map<Form, Double> shares = new EnumMap<>(Form.class);
        if (tokens.vectors().length == 0) {
            return shares;
        }
        float[] first = tokens.vectors()[0];
        float[] second = tokens.vectors()[Math.min(1, tokens.vectors().length - 1)];
        weights.forEach((form, of) -> shares.put(form, Math.exp(of[0] + product(of, 1, first) + product(of, 1 + first.length, second))));
        double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        shares.replaceAll((_, share) -> share / sum);
        return shares;
    }

    private static double product(double[] weights, int from, float[] vector) {
        return IntStream.range(0, vector.length).mapToDouble(i -> weights[from + i] * vector[i]).sum();
    }

    private static Map<Form, double[]> load() {
        try (InputStream stream = QuestionForms.class.getResourceAsStream(MODEL)) {
            Map<Form, double[]> weights = new EnumMap<>(Form.class);
            new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> line.split(" ")).forEach(fields ->
                    weights.put(Form.valueOf(fields[0].toUpperCase(Locale.ROOT)), Stream.of(fields).skip(1).mapToDouble(Double::parseDouble).toArray()));
            return weights;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
