package dragoman.retrieval;

import dragoman.ingestion.PassageTerms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// Orders candidates by a weighted sum of what speaks for them. Every figure is first brought to mean 0 and standard deviation 1 over the
/// candidates of the question, so that figures of different kinds can be added and none needs to know its scale; then comes how current it
/// is. The weights were measured once for all sets of questions (`src/docs/evaluation.md`).
public final class PassageRanking {

    /// What speaks for a passage.
    record Feature(double weight, ToDoubleFunction<Evidence> of) {
    }

    static final List<Feature> FEATURES = List.of(
            new Feature(0.38, evidence -> evidence.candidate.cosine()),
            new Feature(0.22, evidence -> evidence.candidate.articleCosine()),
            new Feature(0.07, evidence -> evidence.candidate.feedback()),
            new Feature(0.18, evidence -> evidence.candidate.bm25()),
            new Feature(0.08, Evidence::sentence),
            new Feature(0.09, Evidence::neighbours),
            new Feature(0.05, Evidence::pairs),
            new Feature(0.08, Evidence::coverage),
            // news tells what is new first
            new Feature(0.05, evidence -> 1.0 / (1 + evidence.candidate.ordinal())));
    private static final double RECENCY = 1.5;
    /// What is new must win there over what only fits better.
    private static final double RECENCY_OF_THE_LATEST = 2 * RECENCY;

    /// BM25 of single sentences and of two neighbouring ones, where a stem that comes twice tells little more.
    private static final double K = 0.6;
    private static final double B = 0.3;
    private static final double SENTENCE_LENGTH = 18;
    private static final double PAIR_K = 0.9;
    /// Two stems of the question are a pair up to this distance, and so are two of the passage.
    private static final int PAIR_DISTANCE = 2;

    /// A candidate with its score, comparable within one question only.
    public record Ranked(Candidate candidate, double score) {
    }

    private PassageRanking() {
    }

    /// All candidates, best first.
    ///
    /// @param reference the day of the question
    /// @param period    the days that the question names
    /// @param latest    whether it asks for the newest
    static List<Ranked> rank(QuestionTerms question, List<Candidate> candidates, LocalDate reference, Optional<Period> period, boolean latest) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        Map<Set<Integer>, Double> pairs = pairs(question);
        List<Evidence> evidence = candidates.stream().map(candidate -> Evidence.of(question, pairs, candidate)).toList();
        double[] scores = new double[candidates.size()];
        for (Feature feature : FEATURES) {
            double[] values = evidence.stream().mapToDouble(feature.of).toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElseThrow());
            for (int i = 0; i < scores.length; i++) {
                scores[i] += deviation == 0 ? 0 : feature.weight * (values[i] - mean) / deviation;
            }
        }
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            Candidate candidate = candidates.get(i);
            ranked.add(new Ranked(candidate, scores[i] + (latest ? RECENCY_OF_THE_LATEST : RECENCY) * Recency.of(candidate, reference, period)));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score).reversed().thenComparing(one -> one.candidate.id()));
        return ranked;
    }

    /// The pairs of the question's stems with what each tells.
    static Map<Set<Integer>, Double> pairs(QuestionTerms question) {
        Map<Set<Integer>, Double> pairs = new HashMap<>();
        List<Integer> sequence = question.sequence();
        for (int i = 0; i < sequence.size(); i++) {
            for (int j = i + 1; j < sequence.size() && j <= i + PAIR_DISTANCE; j++) {
                int one = sequence.get(i);
                int other = sequence.get(j);
                if (one != other) {
                    pairs.put(Set.of(one, other), (question.weights().get(one) + question.weights().get(other)) / 2.0);
                }
            }
        }
        return pairs;
    }

    /// What a passage's words tell about how well it fits.
    ///
    /// @param sentence   BM25 of its best sentence
    /// @param neighbours BM25 of its best two neighbouring sentences
    /// @param pairs      BM25 of the question's pairs of stems that stand close to each other
    /// @param coverage   the share of the question's concepts that it speaks of, by weight; its headline counts
    record Evidence(Candidate candidate, double sentence, double neighbours, double pairs, double coverage) {

        static Evidence of(QuestionTerms question, Map<Set<Integer>, Double> questionPairs, Candidate candidate) {
            List<int[]> sentences = sentences(candidate.terms());
            Map<Set<Integer>, Integer> pairs = new HashMap<>();
            double best = 0;
            double bestTwo = 0;
            // the first stretch is the headline
            for (int i = 1; i < sentences.size(); i++) {
                int[] sentence = sentences.get(i);
                best = Math.max(best, bm25(question, SENTENCE_LENGTH, sentence));
                bestTwo = Math.max(bestTwo, i + 1 < sentences.size() ? bm25(question, 2 * SENTENCE_LENGTH, sentence, sentences.get(i + 1))
                        : bm25(question, 2 * SENTENCE_LENGTH, sentence));
                countPairs(question, sentence, questionPairs, pairs);
            }
            double pairScore = pairs.entrySet().stream().mapToDouble(pair -> questionPairs.get(pair.getKey())
                    * pair.getValue() * (PAIR_K + 1) / (pair.getValue() + PAIR_K)).sum();
            return new Evidence(candidate, best, bestTwo, pairScore, coverage(question, candidate));
        }

        private static List<int[]> sentences(int[] terms) {
            List<int[]> sentences = new ArrayList<>();
            int start = 0;
            for (int i = 0; i < terms.length; i++) {
                if (terms[i] == PassageTerms.END) {
                    sentences.add(Arrays.copyOfRange(terms, start, i));
                    start = i + 1;
                }
            }
            return sentences;
        }

        private static double bm25(QuestionTerms question, double usualLength, int[]... sentences) {
            Map<Integer, Integer> counts = new HashMap<>();
            int length = 0;
            for (int[] sentence : sentences) {
                length += sentence.length;
                for (int stem : sentence) {
                    if (question.weights().containsKey(stem)) {
                        counts.merge(stem, 1, Integer::sum);
                    }
                }
            }
            double norm = K * (1 - B + B * length / usualLength);
            return counts.entrySet().stream().mapToDouble(count -> question.weights().get(count.getKey())
                    * count.getValue() * (K + 1) / (count.getValue() + norm)).sum();
        }

        private static void countPairs(QuestionTerms question, int[] sentence, Map<Set<Integer>, Double> wanted,
                Map<Set<Integer>, Integer> pairs) {
            for (int i = 0; i < sentence.length; i++) {
                if (question.weights().containsKey(sentence[i])) {
                    for (int j = i + 1; j < sentence.length && j <= i + PAIR_DISTANCE; j++) {
                        if (sentence[i] != sentence[j] && question.weights().containsKey(sentence[j])) {
                            Set<Integer> pair = Set.of(sentence[i], sentence[j]);
                            if (wanted.containsKey(pair)) {
                                pairs.merge(pair, 1, Integer::sum);
                            }
                        }
                    }
                }
            }
        }

        private static double coverage(QuestionTerms question, Candidate candidate) {
            double all = question.concepts().stream().mapToDouble(QuestionTerms.Concept::weight).sum();
            Set<Integer> wanted = new HashSet<>();
            question.concepts().forEach(concept -> concept.spellings().forEach(wanted::addAll));
            Set<Integer> held = new HashSet<>();
            for (int stem : candidate.terms()) {
                if (wanted.contains(stem)) {
                    held.add(stem);
                }
            }
            return all == 0 ? 0 : question.concepts().stream().filter(concept -> concept.isIn(held))
                    .mapToDouble(QuestionTerms.Concept::weight).sum() / all;
        }
    }
}
