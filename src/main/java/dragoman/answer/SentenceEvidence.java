package dragoman.answer;

import dragoman.answer.ReadArticle.Sentence;
import dragoman.answer.SentenceMatch.Cover;
import dragoman.article.Span;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.ingestion.TokenEmbedder;
import dragoman.ingestion.TokenVectors;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.OptionalInt;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
        FOUND,
        /// It holds a thing of the kind asked for, whatever is said of it.
        KIND_HELD,
        /// Share of the question's words, by weight, that the sentence has, or has a word of like meaning for.
        COVERAGE_WIDE,
        /// How well it has the verbs of the question: 1 in that very form, less for words of like meaning.
        VERBS,
        /// The verbs of the question, each with the most similar word of the sentence: mean.
        VERBS_ALIGNED,
        /// How well it has the noun that is asked for.
        HEAD,
        /// The noun that is asked for with the most similar word of the sentence.
        HEAD_ALIGNED,
        /// How near what is asked for stands to what is said to have been done: 1 beside it, falling.
        NEAR_VERB,
        /// The question asks for what was done and the sentence tells what is to come, or the other way round.
        OTHER_MOOD,
        /// Cosine of the question and the sentence with what stands before as one.
        MEANING_TOGETHER,
        /// As ALIGNED, with the words of the sentence as they are read after the headline and the two sentences before.
        ALIGNED_INSIDE,
        /// As ALIGNED_WORST, likewise.
        ALIGNED_INSIDE_WORST,
        /// How much better the sentence aligns than the others of its article.
        ABOVE_USUAL,
        /// The same for those words of the question that tell the sentences of the article apart.
        TELLING,
        /// As TELLING, with the words as they are read there.
        TELLING_INSIDE,
        /// Names of the question that the article nowhere has.
        NAMES_UNKNOWN,
        /// What the reader says of the sentence, as a logit.
        READER_SENTENCE,
        /// What the reader says of the passage that the sentence stands in, as a logit.
        READER_PASSAGE,
        /// How far the reader puts the sentence behind the one that it puts first, as a difference of logits.
        READER_BEHIND
    }

    private static final Pattern DENIAL = Pattern.compile("(?i)\\b(?:not|never|no|without|neither|nor|cannot)\\b|n[’']t\\b");
    private static final double FAR = 0.3;
    /// Where a question has no verb or noun that counts, they speak neither for nor against.
    private static final double HALF = 0.5;
    private static final double ALIGNED_USUALLY = 0.5;

    /// A question with its tokens that carry meaning.
    ///
    /// @param vectors of the whole and of all tokens
    /// @param tokens  places in the vectors of the tokens that carry meaning
    /// @param weights of those tokens, adding up to 1
    record AskedTokens(AnalyzedQuestion question, TokenVectors vectors, List<Integer> tokens, double[] weights, Set<Integer> verbs, Set<Integer> head, Map<String, Double> termWeights) {

        static AskedTokens of(AnalyzedQuestion question, TokenVectors vectors, Map<String, Double> termWeights) {
            List<Integer> tokens = new ArrayList<>();
            List<Double> weights = new ArrayList<>();
            Set<Integer> verbs = new HashSet<>();
            Set<Integer> head = new HashSet<>();
            for (Word word : Words.of(question.text())) {
                if (word.isFunctionWord()) {
                    continue;
                }
                double weight = termWeights.getOrDefault(word.lower(), termWeights.getOrDefault(word.text(), question.names().stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).contains(word.lower())).mapToDouble(termWeights::get).findFirst().orElse(1)));
                for (int i = 0; i < vectors.tokens().size(); i++) {
                    if (word.span().contains(vectors.tokens().get(i))) {
                        if (question.verbs().stream().anyMatch(verb -> verb.word().equals(word.lower()))) {
                            verbs.add(tokens.size());
                        }
                        if (question.head().filter(noun -> noun.word().equals(word.lower())).isPresent()) {
                            head.add(tokens.size());
                        }
                        tokens.add(i);
                        weights.add(weight);
                    }
                }
            }
            double sum = weights.stream().mapToDouble(w -> w).sum();
            return new AskedTokens(question, vectors, tokens, weights.stream().mapToDouble(w -> w / sum).toArray(), verbs, head, termWeights);
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

        /// Where in a text its token that is nearest to the verbs begins, if there are verbs.
        OptionalInt nearestToVerbs(TokenVectors text) {
            double best = 0;
            int at = -1;
            for (int verb : verbs) {
                float[] own = vectors.vectors()[tokens.get(verb)];
                for (int i = 0; i < text.vectors().length; i++) {
                    double cosine = TokenVectors.cosine(own, text.vectors()[i]);
                    if (cosine > best) {
                        best = cosine;
                        at = text.tokens().get(i).start();
                    }
                }
            }
            return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
        }

        static double mean(double[] aligned, Set<Integer> of) {
            return of.stream().mapToDouble(t -> aligned[t]).average().orElse(ALIGNED_USUALLY);
        }

        double mean(double[] aligned) {
            double sum = 0;
            for (int t = 0; t < aligned.length; t++) {
                sum += weights[t] * aligned[t];
            }
            return aligned.length == 0 ? FAR : sum;
        }
    }

    /// A sentence with, for each token of the question that carries meaning, the cosine with the most similar token.
    ///
    /// @param own      the sentence by itself
    /// @param alone    of the sentence by itself
    /// @param around   when the headline and the two sentences before count as well, each by itself
    /// @param inside   of the sentence as it is read after them
    /// @param meaning  cosine of the question with the sentence by itself
    /// @param together cosine of the question with the sentence and what stands before as one
    record Aligned(TokenVectors own, double[] alone, double[] around, double[] inside, double meaning, double together) {

        /// The sentence by itself. What those before it would add is taken to be nothing.
        static Aligned alone(AskedTokens asked, TokenEmbedder embedder, Sentence sentence) {
            TokenVectors own = embedder.sentence(sentence.text());
            double[] alone = asked.alignedWith(own);
            double meaning = TokenVectors.cosine(asked.vectors.whole(), own.whole());
            return new Aligned(own, alone, alone, alone, meaning, meaning);
        }

        /// The same with what stands before it.
        Aligned inPlace(AskedTokens asked, TokenEmbedder embedder, ReadArticle article, Sentence sentence) {
            List<String> before = before(article, sentence);
            double[] beside = alone.clone();
            for (String other : before) {
                double[] there = asked.alignedWith(embedder.sentence(other));
                for (int t = 0; t < beside.length; t++) {
                    beside[t] = Math.max(beside[t], there[t]);
                }
            }
            TokenVectors read = embedder.sentenceAfter(String.join("\n", before), sentence.text());
            return new Aligned(own, alone, beside, asked.alignedWith(read), meaning, TokenVectors.cosine(asked.vectors.whole(), read.whole()));
        }

        private static List<String> before(ReadArticle article, Sentence sentence) {
            String title = article.version().article().title();
            return Stream.concat(title.isBlank() ? Stream.empty() : Stream.of(title),
                    article.sentences().subList(Math.max(0, sentence.index() - 2), sentence.index()).stream().map(Sentence::text)).toList();
        }
    }

    /// @param cover     what of the question the sentence speaks of
    /// @param match     how the rules see it
    /// @param ofArticle what is aligned in each sentence of the article that comes into question
    /// @param rank      of the article, 1 for the best
    /// @param found     whether the sentence lies in a passage that was found
    /// @param read      what the reader says of it
    static SentenceEvidence of(AskedTokens asked, ReadArticle article, Sentence sentence, Cover cover, Optional<SentenceMatch> match, Aligned by, List<double[]> ofArticle, double rank,
            boolean found, ReadSentence read) {
        AnalyzedQuestion question = asked.question;
        double[] aligned = by.alone;
        double[] around = by.around;
        double[] usual = new double[aligned.length];
        double[] most = new double[aligned.length];
        for (double[] other : ofArticle) {
            for (int t = 0; t < usual.length; t++) {
                usual[t] += other[t] / ofArticle.size();
                most[t] = Math.max(most[t], other[t]);
            }
        }
        double[] sorted = aligned.clone();
        Arrays.sort(sorted);
        double[] sortedAround = around.clone();
        Arrays.sort(sortedAround);
        double similarity = by.meaning;
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
                case KIND_HELD -> KindGate.holdsKind(question, sentence) ? 1 : 0;
                case COVERAGE_WIDE -> wideCoverage(asked, sentence);
                case VERBS -> question.verbs().stream().mapToDouble(verb -> SentenceMatch.wideMatch(sentence, verb)).average().orElse(HALF);
                case VERBS_ALIGNED -> AskedTokens.mean(aligned, asked.verbs);
                case HEAD -> question.head().map(noun -> SentenceMatch.wideMatch(sentence, noun)).orElse(HALF);
                case HEAD_ALIGNED -> AskedTokens.mean(aligned, asked.head);
                case NEAR_VERB -> nearVerb(asked, sentence, by.own);
                case OTHER_MOOD -> KindGate.isOfOtherMood(question, sentence) ? 1 : 0;
                case MEANING_TOGETHER -> by.together;
                case ALIGNED_INSIDE -> asked.mean(by.inside);
                case ALIGNED_INSIDE_WORST -> Arrays.stream(by.inside).min().orElse(FAR);
                case ABOVE_USUAL -> above(asked.weights, aligned, usual);
                case TELLING -> telling(aligned, usual, most);
                case TELLING_INSIDE -> telling(by.inside, usual, most);
                case READER_SENTENCE -> read.sentence();
                case READER_PASSAGE -> read.passage();
                case READER_BEHIND -> read.behind();
                case NAMES_UNKNOWN -> question.names().stream().filter(name -> !article.isNamed(name)).count();
            };
        }
        return new SentenceEvidence(values, match);
    }

    double value(Feature feature) {
        return values[feature.ordinal()];
    }

    private static double above(double[] weights, double[] aligned, double[] usual) {
        double sum = 0;
        for (int t = 0; t < aligned.length; t++) {
            sum += weights[t] * (aligned[t] - usual[t]);
        }
        return sum;
    }

    /// What all sentences of an article speak of does not tell which one answers.
    private static double telling(double[] aligned, double[] usual, double[] most) {
        double sum = 0;
        double all = 0;
        for (int t = 0; t < aligned.length; t++) {
            double tells = most[t] - usual[t];
            sum += tells * (aligned[t] - usual[t]);
            all += tells * tells;
        }
        return all == 0 ? 0 : sum / Math.sqrt(all);
    }

    private static double wideCoverage(AskedTokens asked, Sentence sentence) {
        double total = asked.question.terms().stream().mapToDouble(term -> asked.termWeights.get(term.word())).sum();
        return total == 0 ? 1 : asked.question.terms().stream().mapToDouble(term -> asked.termWeights.get(term.word()) * SentenceMatch.wideMatch(sentence, term)).sum() / total;
    }

    private static double nearVerb(AskedTokens asked, Sentence sentence, TokenVectors own) {
        List<Integer> places = KindGate.places(asked.question, sentence);
        OptionalInt verb = asked.nearestToVerbs(own);
        if (verb.isEmpty()) {
            return HALF;
        }
        return places.stream().mapToDouble(place -> {
            int from = Math.min(place, verb.getAsInt());
            int to = Math.max(place, verb.getAsInt());
            long between = sentence.words().stream().filter(word -> word.span().start() > from && word.span().start() < to).count();
            return 1 / (1 + between / 4.0);
        }).max().orElse(switch (asked.question.kind()) {
            case WHEN, AMOUNT, WHO, ATTENDEES, WHERE, WHY -> 0;
            case SAID, OVERVIEW, PLEDGED, YES_NO, OTHER -> HALF;
        });
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
