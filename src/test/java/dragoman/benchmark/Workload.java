package dragoman.benchmark;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// As many passages as wanted, made from real ones: the real ones first, then such as are mixed from two of them each. Every
/// passage depends on the seed and its place alone, so none needs to be kept.
///
/// What mixing cannot give: words that the base does not have. Longer lists of the same words make word search somewhat
/// harder than a real collection of that size would.
final class Workload {

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?][\"”’')]?)\\s+(?=[\\p{Lu}\\p{Nd}\"“‘'(])");
    /// An even mix of two vectors at this cosine, with the noise, is at about 0.89 to both.
    private static final double PARENTS_COSINE = 0.64;
    private static final int PARENTS_TRIED = 8;
    /// Length of the noise, where the mix has length 1.
    private static final double NOISE = 0.2;

    private final List<BenchmarkPassage> base;
    private final List<String[]> sentences;
    private final long firstId;
    private final long seed;

    /// @param base not empty; the vectors of length 1
    Workload(List<BenchmarkPassage> base, long seed) {
        if (base.isEmpty()) {
            throw new IllegalArgumentException("nothing to mix from");
        }
        this.base = List.copyOf(base);
        this.sentences = base.stream().map(passage -> SENTENCE_END.split(passage.text().strip())).toList();
        this.firstId = base.stream().mapToLong(BenchmarkPassage::id).max().orElseThrow() + 1;
        this.seed = seed;
    }

    /// The first `count` passages, made anew each time they are gone through.
    Iterable<BenchmarkPassage> passages(int count) {
        return () -> iterator(count);
    }

    private Iterator<BenchmarkPassage> iterator(int count) {
        return IntStream.range(0, count).mapToObj(this::passage).iterator();
    }

    /// The place of a passage that was mixed, by its id.
    int place(long id) {
        return Math.toIntExact(base.size() + id - firstId);
    }

    /// The passage at that place, counted from 0.
    BenchmarkPassage passage(int place) {
        return place < base.size() ? base.get(place) : mixed(place - base.size());
    }

    private BenchmarkPassage mixed(int number) {
        // the step must not be SplittableRandom's own, or each passage would repeat the draws of the one before
        SplittableRandom random = new SplittableRandom(seed + (number + 1) * 0xD1342543DE82EF95L);
        int first = random.nextInt(base.size());
        int second = partner(first, random);
        LocalDate published = base.get(random.nextInt(base.size())).published();
        return new BenchmarkPassage(firstId + number, "mixed-" + number, published,
                base.get(random.nextBoolean() ? first : second).title(), text(first, second, random),
                vector(base.get(first).vector(), base.get(second).vector(), random));
    }

    /// Of a few at random the one whose mix with the first is neither a near copy of both nor far from them.
    private int partner(int first, RandomGenerator random) {
        int best = first;
        double distance = Double.MAX_VALUE;
        for (int i = 0; i < PARENTS_TRIED; i++) {
            int candidate = random.nextInt(base.size());
            double d = Math.abs(Vectors.dot(base.get(first).vector(), base.get(candidate).vector()) - PARENTS_COSINE);
            if (d < distance) {
                best = candidate;
                distance = d;
            }
        }
        return best;
    }

    /// About as long as the first parent.
    private String text(int first, int second, RandomGenerator random) {
        List<String> drawn = new ArrayList<>(List.of(sentences.get(first)));
        if (second != first) {
            Collections.addAll(drawn, sentences.get(second));
        }
        Collections.shuffle(drawn, random);
        int length = base.get(first).text().length();
        StringBuilder text = new StringBuilder(length + 200);
        for (String sentence : drawn) {
            if (!text.isEmpty() && text.length() + sentence.length() / 2 > length) {
                break;
            }
            text.append(text.isEmpty() ? "" : " ").append(sentence);
        }
        return text.toString();
    }

    private static float[] vector(float[] first, float[] second, RandomGenerator random) {
        double share = 0.45 + 0.1 * random.nextDouble();
        float[] vector = new float[first.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (share * first[i] + (1 - share) * second[i]);
        }
        Vectors.normalise(vector);
        double deviation = NOISE / Math.sqrt(vector.length);
        for (int i = 0; i < vector.length; i++) {
            vector[i] += (float) (deviation * random.nextGaussian());
        }
        return Vectors.normalise(vector);
    }
}
