package dragoman.reading;

/// How likely anything in a text answers the question.
///
/// @param probability 0 to 1, calibrated
/// @param logit       what the model put out; the more the likelier, minus infinity for a text without sentences
public record Answerable(double probability, double logit) {

    /// Of a text without sentences.
    public static final Answerable NOTHING = new Answerable(0, Double.NEGATIVE_INFINITY);
}
