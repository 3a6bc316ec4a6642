package dragoman.answer;

import dragoman.answer.ReadArticle.Sentence;
import dragoman.answer.SentenceMatch.Cover;
import dragoman.article.Span;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.ingestion.TokenVectors;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What speaks for and against a sentence as answer to a question: one figure for each {@link Feature}, in their order.
///
/// @param values as many as there are features
/// @param match  how the rules see it; empty if they pass it over
record SentenceEvidence(double[] values, Optional<SentenceMatch> match) {

    /// The figures. Each stands for itself, so that the weights that were fitted to them can be read.
    enum Feature {
        /// Cosine of question and sentence as wholes.
        MEANING,
        /// The question's words, each with the most similar word of the sentence: mean, the rarer ones counting more.
        ALIGNED,
        /// The same for the word that fits worst.
        ALIGNED_WORST,
        /// The mean of the two worst.
        ALIGNED_WORST_TWO,
        /// As ALIGNED, when the two sentences before and the headline count as well.
        ALIGNED_AROUND,
        /// As ALIGNED_WORST, when the two sentences before and the headline count as well.
        ALIGNED_AROUND_WORST,
        /// Share of the question's words, by weight, that the sentence has or has a related word for.
        COVERAGE,
        /// The same when what stands around counts as well.
        COVERAGE_AROUND,
        /// Names of the question that neither the sentence nor what it goes on with has.
        NAMES_MISSING,
        /// Share of the question's names that the sentence itself has.
        NAMES_HERE,
        /// Figures of the question that are missing.
        FIGURES_MISSING,
        /// It holds what the kind of question asks for.
        KIND_FITS,
        /// It holds something of the kind asked for that the question does not have: a figure, a date, a name.
        SOMETHING_NEW,
        /// It says that just this is not known.
        SAYS_UNKNOWN,
        /// Somebody else does what is asked of the one named.
        ACTS_OTHERWISE,
        /// It denies, or the question does, and not both.
        DENIES_OTHERWISE,
        /// The rules take it for an answer.
        RULES,
        /// Logarithm of its number of words.
        LENGTH,
        /// Logarithm of the number of the question's words that carry meaning.
        QUESTION_LENGTH,
        /// 1 for the first sentence of an article, falling.
        POSITION,
        /// 1 for the article found best, falling.
        RANK,
        /// It lies in a passage that was found, and not only in its article.
        FOUND
    }

    private static final Pattern DENIAL = Pattern.compile("(?i)\\b(?:not|never|no|without|neither|nor|cannot)\\b|n[’']t\\b");
    private static final double FAR = 0.3;

    /// A question with its tokens that carry meaning.
    ///
    /// @param vectors of the whole and of all tokens
    /// @param tokens  places in the vectors of the tokens that carry meaning
    /// @param weights of those tokens, adding up to 1
    record AskedTokens(AnalyzedQuestion question, TokenVectors vectors, List<Integer> tokens, double[] weights) {

        static AskedTokens of(AnalyzedQuestion question, TokenVectors vectors, Map<String, Double> termWeights) {
            List<Integer> tokens = new ArrayList<>();
            List<Double> weights = new ArrayList<>();
            for (Word word : Words.of(question.text())) {
                if (word.isFunctionWord()) {
                    continue;
                }
                double weight = termWeights.getOrDefault(word.lower(), termWeights.getOrDefault(word.text(), question.names().stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).contains(word.lower())).mapToDouble(termWeights::get).findFirst().orElse(1)));
                for (int i = 0; i < vectors.tokens().size(); i++) {
                    if (word.span().contains(vectors.tokens().get(i))) {
                        tokens.add(i);
                        weights.add(weight);
                    }
                }
            }
            double sum = weights.stream().mapToDouble(w -> w).sum();
            return new AskedTokens(question, vectors, tokens, weights.stream().mapToDouble(w -> w / sum).toArray());
        }

        /// For each token that carries meaning the cosine with the most similar token of the text.
        double[] alignedWith(TokenVectors text) {
            double[] best = new double[tokens.size()];
            for (int t = 0; t < best.length; t++) {
                best[t] = FAR;
                float[] own = vectors.vectors()[tokens.get(t)];
                for (float[] other : text.vectors()) {
                    best[t] = Math.max(best[t], TokenVectors.cosine(own, other));
                }
            }
            return best;
        }

        double mean(double[] aligned) {
            double sum = 0;
            for (int t = 0; t < aligned.length; t++) {
                sum += weights[t] * aligned[t];
            }
            return aligned.length == 0 ? FAR : sum;
        }
    }

    /// @param cover   what of the question the sentence speaks of
    /// @param match   how the rules see it
    /// @param before  vectors of what a reader still has in mind: the headline and the sentences before
    /// @param rank    of the article, 1 for the best
    /// @param found   whether the sentence lies in a passage that was found
    static SentenceEvidence of(AskedTokens asked, Sentence sentence, Cover cover, Optional<SentenceMatch> match, TokenVectors own, List<TokenVectors> before, double rank,
            boolean found) {
        AnalyzedQuestion question = asked.question;
        double[] aligned = asked.alignedWith(own);
        double[] around = aligned.clone();
        for (TokenVectors other : before) {
            double[] there = asked.alignedWith(other);
            for (int t = 0; t < around.length; t++) {
                around[t] = Math.max(around[t], there[t]);
            }
        }
        double[] sorted = aligned.clone();
        Arrays.sort(sorted);
        double[] sortedAround = around.clone();
        Arrays.sort(sortedAround);
        double similarity = TokenVectors.cosine(asked.vectors.whole(), own.whole());
        boolean denied = DENIAL.matcher(question.text()).find();
        double[] values = new double[Feature.values().length];
        for (Feature feature : Feature.values()) {
            values[feature.ordinal()] = switch (feature) {
                case MEANING -> similarity;
                case ALIGNED -> asked.mean(aligned);
                case ALIGNED_WORST -> sorted.length == 0 ? FAR : sorted[0];
                case ALIGNED_WORST_TWO -> sorted.length == 0 ? FAR : (sorted[0] + sorted[Math.min(1, sorted.length - 1)]) / 2;
                case ALIGNED_AROUND -> asked.mean(around);
                case ALIGNED_AROUND_WORST -> sortedAround.length == 0 ? FAR : sortedAround[0];
                case COVERAGE -> cover.own();
                case COVERAGE_AROUND -> cover.around();
                case NAMES_MISSING -> cover.namesMissing();
                case NAMES_HERE -> cover.namesHere();
                case FIGURES_MISSING -> cover.figuresMissing();
                case KIND_FITS -> KindGate.fits(question, sentence) ? 1 : 0;
                case SOMETHING_NEW -> holdsSomethingNew(question, sentence) ? 1 : 0;
                case SAYS_UNKNOWN -> KindGate.saysItIsUnknown(question, sentence) ? 1 : 0;
                case ACTS_OTHERWISE -> question.actor().map(actor -> KindGate.actsOtherwise(question, sentence, actor)).orElse(false) ? 1 : 0;
                case DENIES_OTHERWISE -> denied != DENIAL.matcher(sentence.text()).find() ? 1 : 0;
                case RULES -> match.filter(m -> m.suffices(similarity)).isPresent() ? 1 : 0;
                case LENGTH -> Math.log(1 + sentence.words().size());
                case QUESTION_LENGTH -> Math.log(1 + asked.tokens.size());
                case POSITION -> 1.0 / (1 + sentence.index());
                case RANK -> rank;
                case FOUND -> found ? 1 : 0;
            };
        }
        return new SentenceEvidence(values, match);
    }

    double value(Feature feature) {
        return values[feature.ordinal()];
    }

    /// Something of the kind asked for that is not in the question itself.
    private static boolean holdsSomethingNew(AnalyzedQuestion question, Sentence sentence) {
        return switch (question.kind()) {
            case AMOUNT -> sentence.words().stream().anyMatch(word -> word.isNumber() && !question.figures().contains(word.text())) || KindGate.holdsFigure(sentence);
            case WHEN -> !sentence.dates().isEmpty() || sentence.words().stream().anyMatch(word -> word.isNumber() && !question.figures().contains(word.text()));
            case ATTENDEES, WHO, WHERE -> KindGate.newNames(question, sentence) > 0;
            case SAID -> question.names().isEmpty() ? !sentence.speakers().isEmpty()
                    : sentence.speakers().stream().anyMatch(speaker -> Names.same(question.names().getFirst(), speaker));
            case PLEDGED, YES_NO, OVERVIEW, WHY, OTHER -> true;
        };
    }

    /// Where the sentence stands, for those that look for neighbours.
    static boolean liesIn(Sentence sentence, List<Span> found) {
        return found.stream().anyMatch(span -> span.start() < sentence.span().end() && sentence.span().start() < span.end());
    }
}
