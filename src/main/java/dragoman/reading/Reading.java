package dragoman.reading;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a text says to a question.
///
/// @param sentences  one for each sentence of the text, in its order
/// @param answerable whether anything in the text answers
/// @param span       where the likeliest sentence answers most closely; empty if the text has no words
public record Reading(List<SentenceScore> sentences, Answerable answerable, Optional<AnswerSpan> span) {

    public Reading {
        sentences = List.copyOf(sentences);
    }

    /// The likeliest sentence; of two that are as likely the first.
    public Optional<SentenceScore> best() {
        return sentences.stream().reduce((one, other) -> other.logit() > one.logit() ? other : one);
    }

    /// The sentences, the likeliest first.
    public List<SentenceScore> ranked() {
        return sentences.stream().sorted(Comparator.comparingDouble(SentenceScore::logit).reversed()).toList();
    }
}
