package dragoman.retrieval;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dragoman.ingestion.PassageGeneration;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// In how many passages stems stand. In a small corpus they are counted. In a large one PostgreSQL's own statistics tell of the common
/// stems, and only rare ones are counted, which the index does in no time.
@ApplicationScoped
public class TermStatistics {

    /// Up to so many passages counting is fast whatever the stem.
    static final int SMALL = 5_000;
    /// Counting further would cost time and tell a rare stem from a common one no better.
    static final int ENOUGH = 1_000;
    private static final Duration REFRESHED_AFTER = Duration.ofMinutes(2);

    /// What is known of a large corpus.
    ///
    /// @param passages how many there are
    /// @param common   the passages that hold a stem, by its number, for the most common ones
    record Estimates(double passages, Map<Integer, Float> common) {

        boolean isLarge() {
            return passages > SMALL;
        }
    }

    /// Counts that belong together.
    ///
    /// @param passages how many there are, at least 0
    /// @param holding  for each group of stems, in how many of them all of its stems stand
    record Counts(double passages, List<Double> holding) {
    }

    private final PassageStore store;
    private final LoadingCache<PassageGeneration, Estimates> estimates;

    public TermStatistics(PassageStore store) {
        this.store = store;
        this.estimates = Caffeine.newBuilder().maximumSize(3).refreshAfterWrite(REFRESHED_AFTER).build(store::estimates);
    }

    /// @param groups numbers of stems; a group without any stands nowhere
    Counts counts(PassageGeneration generation, List<List<Integer>> groups) {
        Estimates known = estimates.get(generation);
        double passages = known.isLarge() ? known.passages : store.count(generation, SMALL + 1);
        List<List<Integer>> rare = groups.stream().filter(group -> !group.isEmpty() && !isCommon(known, group)).toList();
        List<Integer> counted = store.count(generation, rare, passages > SMALL ? ENOUGH : SMALL);
        List<Double> holding = new ArrayList<>();
        int next = 0;
        for (List<Integer> group : groups) {
            if (group.isEmpty()) {
                holding.add(0.0);
            } else if (isCommon(known, group)) {
                holding.add((double) known.common.get(group.getFirst()));
            } else {
                holding.add((double) counted.get(next++));
            }
        }
        return new Counts(passages, holding);
    }

    private static boolean isCommon(Estimates known, List<Integer> group) {
        return known.isLarge() && group.size() == 1 && known.common.containsKey(group.getFirst());
    }
}
