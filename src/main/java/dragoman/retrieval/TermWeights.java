package dragoman.retrieval;

import dragoman.article.Words;
import dragoman.ingestion.PassageGenerations;
import dragoman.ingestion.PassageTerms;
import dragoman.retrieval.AnalyzedQuestion.Term;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How much each word of a question tells: inverse document frequency over the passages, as in BM25 (Robertson and Zaragoza,
/// 2009), with as many passages assumed beside the real ones as keep the weights sensible in a corpus of one article.
@ApplicationScoped
public class TermWeights {

    private static final int ASSUMED_PASSAGES = 20;
    private static final double UNUSED = 0.6;

    private final PassageGenerations generations;
    private final TermStatistics statistics;

    public TermWeights(PassageGenerations generations, TermStatistics statistics) {
        this.generations = generations;
        this.statistics = statistics;
    }

    /// The weight of every name, figure and term of the question; always greater than zero.
    public Map<String, Double> of(AnalyzedQuestion question) {
        List<String> words = new ArrayList<>(question.names());
        words.addAll(question.figures());
        question.terms().stream().map(Term::word).forEach(words::add);
        TermStatistics.Counts counts = statistics.counts(generations.active(), words.stream().map(TermWeights::numbers).toList());
        Map<String, Double> weights = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            double n = counts.holding().get(i);
            double weight = inverseDocumentFrequency(counts.passages() + ASSUMED_PASSAGES, n);
            // a word that no article uses tells how the question is put, and less of what it is about
            boolean unused = n == 0 && !question.names().contains(word) && !question.figures().contains(word);
            weights.put(word, unused ? weight * UNUSED : weight);
        }
        return weights;
    }

    /// `ln(1 + (N - n + 0.5) / (n + 0.5))`
    static double inverseDocumentFrequency(double passages, double holding) {
        return Math.log(1 + (Math.max(passages, holding) - holding + 0.5) / (holding + 0.5));
    }

    /// The numbers of the stems of the words, those that only hold a sentence together left out.
    static List<Integer> numbers(String words) {
        return Words.of(words).stream().filter(word -> !word.isFunctionWord()).map(word -> PassageTerms.number(word.stem())).distinct().toList();
    }
}
