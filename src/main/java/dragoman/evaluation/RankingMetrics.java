package dragoman.evaluation;

import java.util.List;
import java.util.Set;

/// How good a ranking is for one query, from 0 (nothing relevant found) to 1.
///
/// Rankings are best first. An id that comes again counts once, at its best rank, and those behind it move up: a ranking of passages may
/// be given as the ids of their documents. Relevance is binary. `k` may exceed the ranking; ranks without an id are misses.
///
/// All functions throw {@link IllegalArgumentException} if nothing is relevant, as the measure is then undefined and the query has to be
/// left out of the mean, or if `k` is less than 1.
public final class RankingMetrics {

    private RankingMetrics() {
    }

    /// Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002) of the first k: the sum of 1 / log2(rank + 1) over the ranks
    /// of relevant ids, divided by the same sum over the ranks 1 to min(k, number of relevant ids).
    public static double ndcg(List<String> ranked, Set<String> relevant, int k) {
        List<String> top = top(ranked, relevant, k);
        double gain = 0;
        for (int i = 0; i < top.size(); i++) {
            gain += relevant.contains(top.get(i)) ? discount(i + 1) : 0;
        }
        double ideal = 0;
        for (int rank = 1; rank <= Math.min(k, relevant.size()); rank++) {
            ideal += discount(rank);
        }
        return gain / ideal;
    }

    /// The share of all relevant ids that are among the first k.
    public static double recall(List<String> ranked, Set<String> relevant, int k) {
        return (double) top(ranked, relevant, k).stream().filter(relevant::contains).count() / relevant.size();
    }

    /// The mean over all relevant ids of the precision at the rank of each, 0 for those not in the ranking. Its mean over queries is MAP.
    public static double averagePrecision(List<String> ranked, Set<String> relevant) {
        List<String> all = top(ranked, relevant, Integer.MAX_VALUE);
        int found = 0;
        double sum = 0;
        for (int i = 0; i < all.size(); i++) {
            if (relevant.contains(all.get(i))) {
                found++;
                sum += (double) found / (i + 1);
            }
        }
        return sum / relevant.size();
    }

    /// 1 if any relevant id is among the first k, else 0. Its mean over queries is the hit rate, also called success at k.
    public static double hit(List<String> ranked, Set<String> relevant, int k) {
        return top(ranked, relevant, k).stream().anyMatch(relevant::contains) ? 1 : 0;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 1);
    }

    private static List<String> top(List<String> ranked, Set<String> relevant, int k) {
        if (relevant.isEmpty()) {
            throw new IllegalArgumentException("nothing is relevant to this query: leave it out of the mean");
        }
        if (k < 1) {
            throw new IllegalArgumentException("k is " + k + ", must be at least 1");
        }
        return ranked.stream().distinct().limit(k).toList();
    }
}
