package dragoman.answer;

/// What the reader says of one sentence, in logits.
///
/// @param sentence that it answers
/// @param passage  that anything in its passage does
/// @param behind   how much less likely it is than the likeliest sentence of all that were read; 0 for that one
record ReadSentence(double sentence, double passage, double behind) {

    /// A sentence that was not read counts as one that the reader puts far behind.
    static final ReadSentence UNREAD = new ReadSentence(-8, -6, 12);

    /// As a probability.
    double likelihood() {
        return likelihood(sentence);
    }

    static double likelihood(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
