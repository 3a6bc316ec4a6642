package dragoman.newsroom.desk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/// Groups things by how alike they are: agglomerative, with average linkage. Two groups become one while their members are, on average over all
/// pairs, at least as alike as a threshold. Average linkage does not chain: one question between two matters does not join them.
final class Grouping {

    private Grouping() {
    }

    /// How alike two things are, by their numbers; symmetric, more is more alike.
    @FunctionalInterface
    interface Likeness {
        double of(int one, int other);
    }

    /// The groups, the largest first, each of the numbers of its members in order.
    ///
    /// @param size how many things there are, numbered from 0; time and memory grow with its square
    /// @param threshold the least average likeness of groups that become one
    static List<List<Integer>> group(int size, Likeness likeness, double threshold) {
        float[][] alike = new float[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                alike[i][j] = alike[j][i] = (float) likeness.of(i, j);
            }
        }
        List<List<Integer>> members = new ArrayList<>(IntStream.range(0, size).mapToObj(i -> (List<Integer>) new ArrayList<>(List.of(i))).toList());
        boolean[] open = new boolean[size];
        Arrays.fill(open, true);
        // nearest neighbours in a chain: each pair that are nearest to each other can be joined in any order
        Deque<Integer> chain = new ArrayDeque<>();
        int from = 0;
        while (true) {
            if (chain.isEmpty()) {
                while (from < size && !open[from]) {
                    from++;
                }
                if (from == size) {
                    break;
                }
                chain.push(from);
            }
            int last = chain.pop();
            int before = chain.isEmpty() ? -1 : chain.peek();
            int nearest = before;
            for (int other = 0; other < size; other++) {
                if (other != last && open[other] && (nearest < 0 || alike[last][other] > alike[last][nearest])) {
                    nearest = other;
                }
            }
            if (nearest < 0 || alike[last][nearest] < threshold) {
                // nothing comes near enough, now or later: averages over more members are never above the nearest
                open[last] = false;
            } else if (nearest == before) {
                chain.pop();
                join(alike, members, last, before);
                open[before] = false;
                chain.clear();
                from = 0;
            } else {
                chain.push(last);
                chain.push(nearest);
            }
        }
        return members.stream().filter(group -> !group.isEmpty()).map(group -> group.stream().sorted().toList())
                .sorted(Comparator.comparingInt((List<Integer> group) -> -group.size()).thenComparing(List::getFirst)).toList();
    }

    private static void join(float[][] alike, List<List<Integer>> members, int kept, int dropped) {
        int ofKept = members.get(kept).size();
        int ofDropped = members.get(dropped).size();
        for (int other = 0; other < alike.length; other++) {
            alike[kept][other] = alike[other][kept] = (ofKept * alike[kept][other] + ofDropped * alike[dropped][other]) / (ofKept + ofDropped);
        }
        members.get(kept).addAll(members.get(dropped));
        members.get(dropped).clear();
    }

    /// Of each group the member most alike to all of it: the one to name it by.
    static int centre(List<Integer> group, Likeness likeness) {
        return group.stream().max(Comparator.comparingDouble((Integer one) -> group.stream().filter(other -> !other.equals(one)).mapToDouble(other -> likeness.of(one, other)).sum())
                .thenComparing(Comparator.reverseOrder())).orElseThrow();
    }
}
