package dragoman.retrieval;

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

    private final PassageStore store;

    TermWeights(PassageStore store) {
        this.store = store;
    }

    /// The weight of every name, figure and term of the question; always greater than zero.
    public Map<String, Double> of(AnalyzedQuestion question) {
        List<String> words = new ArrayList<>(question.names());
        words.addAll(question.figures());
        question.terms().stream().map(Term::word).forEach(words::add);
        Map<String, Integer> frequencies = store.frequencies(words);
        double passages = frequencies.get("") + ASSUMED_PASSAGES;
        Map<String, Double> weights = new HashMap<>();
        for (String word : words) {
            int n = frequencies.get(word);
            double weight = Math.log(1 + (passages - n + 0.5) / (n + 0.5));
            // a word that no article uses tells how the question is put, and less of what it is about
            boolean unused = n == 0 && !question.names().contains(word) && !question.figures().contains(word);
            weights.put(word, unused ? weight * UNUSED : weight);
        }
        return weights;
    }
}
