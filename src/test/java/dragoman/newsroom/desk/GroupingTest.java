package dragoman.newsroom.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.embedding.Embedding;
import dragoman.ingestion.PassageEmbedder;
import dragoman.ingestion.PassageGeneration;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GroupingTest {

    @Inject
    PassageEmbedder embedder;

    /// Questions with the number of the group that a person put them in.
    record Sorted(List<String> questions, List<Integer> groups) {

        static Sorted read(String file) throws IOException {
            try (InputStream in = GroupingTest.class.getResourceAsStream(file)) {
                List<String> questions = new ArrayList<>();
                List<Integer> groups = new ArrayList<>();
                int group = 0;
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                    if (line.isBlank()) {
                        group++;
                    } else if (!line.startsWith("#")) {
                        questions.add(line);
                        groups.add(group);
                    }
                }
                return new Sorted(questions, groups);
            }
        }

        QuestionLikeness likeness(PassageEmbedder embedder) {
            PassageGeneration generation = new PassageGeneration(1, "bge-small-en-v1.5-q", 384, 200, 1, PassageGeneration.State.ACTIVE);
            return new QuestionLikeness(questions, embedder.embedAll(generation, questions).stream().map(Embedding::vector).toList());
        }
    }

    /// How groups compare with those of a person: over pairs of questions.
    record Agreement(double precision, double recall, double f1, double adjustedRand) {

        static Agreement of(List<List<Integer>> found, List<Integer> truth) {
            int[] of = new int[truth.size()];
            IntStream.range(0, found.size()).forEach(group -> found.get(group).forEach(member -> of[member] = group));
            double both = 0;
            double onlyFound = 0;
            double onlyTrue = 0;
            double neither = 0;
            for (int i = 0; i < of.length; i++) {
                for (int j = 0; j < i; j++) {
                    boolean together = of[i] == of[j];
                    boolean belong = truth.get(i).equals(truth.get(j));
                    both += together && belong ? 1 : 0;
                    onlyFound += together && !belong ? 1 : 0;
                    onlyTrue += !together && belong ? 1 : 0;
                    neither += !together && !belong ? 1 : 0;
                }
            }
            double precision = both / (both + onlyFound);
            double recall = both / (both + onlyTrue);
            double rand = 2 * (both * neither - onlyFound * onlyTrue)
                    / ((both + onlyTrue) * (onlyTrue + neither) + (both + onlyFound) * (onlyFound + neither));
            return new Agreement(precision, recall, 2 * precision * recall / (precision + recall), rand);
        }
    }

    @Test
    void hundredQuestionsAreGroupedAsAPersonWould() throws IOException {
        Sorted sorted = Sorted.read("gaps.txt");
        assertEquals(100, sorted.questions.size());
        QuestionLikeness likeness = sorted.likeness(embedder);
        List<List<Integer>> groups = Grouping.group(100, likeness, QuestionLikeness.ONE_MATTER);
        Agreement agreement = Agreement.of(groups, sorted.groups);
        System.out.printf("gaps: %d groups of %d, pair precision %.3f, recall %.3f, F1 %.3f, adjusted Rand %.3f%n", groups.size(), sorted.groups.stream().distinct().count(), agreement.precision,
                agreement.recall, agreement.f1, agreement.adjustedRand);
        assertTrue(agreement.f1 >= 0.8 && agreement.adjustedRand >= 0.8, agreement::toString);
    }

    @Test
    void littleDependsOnTheThreshold() throws IOException {
        Sorted sorted = Sorted.read("gaps-tuning.txt");
        QuestionLikeness likeness = sorted.likeness(embedder);
        for (double threshold : new double[] {QuestionLikeness.ONE_MATTER - 0.02, QuestionLikeness.ONE_MATTER, QuestionLikeness.ONE_MATTER + 0.05}) {
            Agreement agreement = Agreement.of(Grouping.group(sorted.questions.size(), likeness, threshold), sorted.groups);
            assertTrue(agreement.f1 >= 0.85, threshold + " " + agreement);
        }
    }

    @Test
    void groupsAreThoseOfJoiningTheTwoMostAlikeAgainAndAgain() {
        Random random = new Random(7);
        for (int trial = 0; trial < 50; trial++) {
            int size = 2 + random.nextInt(14);
            double[][] alike = new double[size][size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    alike[i][j] = alike[j][i] = random.nextDouble();
                }
            }
            assertEquals(plainly(alike, 0.6), Grouping.group(size, (one, other) -> alike[one][other], 0.6).stream().map(List::copyOf).collect(Collectors.toSet()));
        }
    }

    private static Set<List<Integer>> plainly(double[][] alike, double threshold) {
        List<List<Integer>> groups = new ArrayList<>(IntStream.range(0, alike.length).mapToObj(List::of).toList());
        while (true) {
            double best = threshold;
            int[] pair = null;
            for (int i = 0; i < groups.size(); i++) {
                for (int j = 0; j < i; j++) {
                    List<Integer> other = groups.get(j);
                    double average = groups.get(i).stream().flatMapToDouble(a -> other.stream().mapToDouble(b -> alike[a][b])).average().orElseThrow();
                    if (average >= best) {
                        best = average;
                        pair = new int[] {i, j};
                    }
                }
            }
            if (pair == null) {
                return Set.copyOf(groups);
            }
            List<Integer> joined = new ArrayList<>(groups.remove(pair[0]));
            joined.addAll(groups.remove(pair[1]));
            groups.add(joined.stream().sorted().toList());
        }
    }

    @Test
    void nothingAndOneThingAreGroupedToo() {
        assertEquals(List.of(), Grouping.group(0, (_, _) -> 1, 0.5));
        assertEquals(List.of(List.of(0)), Grouping.group(1, (_, _) -> 1, 0.5));
    }
}
