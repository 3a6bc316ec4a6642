package dragoman.benchmark;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

/// The nearest passages as they truly are, found by comparing with every one, and how many of them a search returned.
/// Keeps all vectors in memory: 1.6 GB for a million of 384 dimensions.
final class VectorRecall {

    /// A question within a window of days, both inclusive, either null for none.
    ///
    /// @param vector of length 1
    record Question(float[] vector, LocalDate from, LocalDate until) {

        private boolean admits(int day) {
            return (from == null || day >= from.toEpochDay()) && (until == null || day <= until.toEpochDay());
        }
    }

    /// The nearest, nearest first, and those beyond that are as near as the last of them: an article that is stored twice.
    record Exact(List<Long> ids, Set<Long> tied) {

        /// The share of the nearest that stand among the first as many returned; 1 if there are none to find.
        double recall(List<Long> returned) {
            if (ids.isEmpty()) {
                return 1;
            }
            Set<Long> found = new HashSet<>(returned.subList(0, Math.min(ids.size(), returned.size())));
            found.removeIf(id -> !ids.contains(id) && !tied.contains(id));
            return (double) found.size() / ids.size();
        }
    }

    private record Near(long id, float similarity) {

        static final Comparator<Near> FARTHEST_FIRST =
                Comparator.comparingDouble(Near::similarity).thenComparing(Near::id, Comparator.reverseOrder());
    }

    private static final int SLICE = 4096;
    private static final int TIES_KEPT = 20;
    private static final float SAME = 1e-6f;

    private final long[] ids;
    private final int[] days;
    private final float[][] vectors;

    VectorRecall(Iterable<BenchmarkPassage> passages) {
        long[] ids = new long[1024];
        int[] days = new int[1024];
        float[][] vectors = new float[1024][];
        int size = 0;
        for (BenchmarkPassage passage : passages) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, 2 * size);
                days = Arrays.copyOf(days, 2 * size);
                vectors = Arrays.copyOf(vectors, 2 * size);
            }
            ids[size] = passage.id();
            days[size] = Math.toIntExact(passage.published().toEpochDay());
            vectors[size++] = passage.vector();
        }
        this.ids = Arrays.copyOf(ids, size);
        this.days = Arrays.copyOf(days, size);
        this.vectors = Arrays.copyOf(vectors, size);
    }

    /// The nearest `limit` passages of each question by cosine, in the order of the questions; on all processors.
    List<Exact> exact(List<Question> questions, int limit) {
        int kept = limit + TIES_KEPT;
        List<PriorityQueue<Near>> nearest = questions.stream().map(_ -> new PriorityQueue<>(Near.FARTHEST_FIRST)).toList();
        IntStream.range(0, (ids.length + SLICE - 1) / SLICE).parallel().forEach(slice -> {
            List<PriorityQueue<Near>> within = scan(slice * SLICE, Math.min(ids.length, (slice + 1) * SLICE), questions, kept);
            for (int q = 0; q < questions.size(); q++) {
                PriorityQueue<Near> heap = nearest.get(q);
                synchronized (heap) {
                    within.get(q).forEach(near -> offer(heap, near, kept));
                }
            }
        });
        return nearest.stream().map(heap -> ranked(heap, limit)).toList();
    }

    /// A vector is compared with every question while it is in the processor's cache: memory is the bottleneck.
    private List<PriorityQueue<Near>> scan(int start, int end, List<Question> questions, int kept) {
        List<PriorityQueue<Near>> nearest = questions.stream().map(_ -> new PriorityQueue<>(Near.FARTHEST_FIRST)).toList();
        for (int i = start; i < end; i++) {
            for (int q = 0; q < questions.size(); q++) {
                Question question = questions.get(q);
                if (question.admits(days[i])) {
                    float similarity = Vectors.dot(vectors[i], question.vector());
                    PriorityQueue<Near> heap = nearest.get(q);
                    if (heap.size() < kept || similarity >= heap.peek().similarity()) {
                        offer(heap, new Near(ids[i], similarity), kept);
                    }
                }
            }
        }
        return nearest;
    }

    private static void offer(PriorityQueue<Near> heap, Near near, int kept) {
        heap.add(near);
        if (heap.size() > kept) {
            heap.poll();
        }
    }

    private static Exact ranked(PriorityQueue<Near> heap, int limit) {
        List<Near> all = new ArrayList<>(heap);
        all.sort(Near.FARTHEST_FIRST.reversed());
        List<Near> first = all.subList(0, Math.min(limit, all.size()));
        Set<Long> tied = new HashSet<>();
        for (Near beyond : all.subList(first.size(), all.size())) {
            if (beyond.similarity() >= first.getLast().similarity() - SAME) {
                tied.add(beyond.id());
            }
        }
        return new Exact(first.stream().map(Near::id).toList(), tied);
    }
}
