package dragoman.reading;

/// How likely a sentence answers the question.
///
/// @param index       of the sentence in its text, from 0
/// @param probability 0 to 1, calibrated
/// @param logit       what the model put out; the more the likelier
public record SentenceScore(int index, double probability, double logit) {
}
