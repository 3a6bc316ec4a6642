package dragoman.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.benchmark.LucenePeer.Mode;
import dragoman.benchmark.VectorRecall.Exact;
import dragoman.benchmark.VectorRecall.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LucenePeerTest {

    private static final LocalDate UNTIL = RandomPassages.FIRST_DAY.plusDays(20);

    private final List<BenchmarkPassage> passages = RandomPassages.of(600, 4);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void findsAPassageByItsOwnTitleAndVectorAndKeepsTheDate(Mode mode) throws IOException {
        Map<Long, LocalDate> dates = new HashMap<>();
        passages.forEach(passage -> dates.put(passage.id(), passage.published()));
        try (LucenePeer peer = new LucenePeer(mode, folder)) {
            peer.index(passages);
            assertTrue(peer.bytes() > 100_000 && peer.segments() >= 1);
            for (BenchmarkPassage passage : passages.subList(0, 50)) {
                List<Long> found = peer.search(passage.title(), passage.vector(), null, 10);
                assertEquals(10, found.size());
                assertEquals(passage.id(), found.getFirst());
                List<Long> early = peer.search(passage.title(), passage.vector(), UNTIL, 10);
                assertFalse(early.isEmpty());
                assertTrue(early.stream().noneMatch(id -> dates.get(id).isAfter(UNTIL)));
            }
            peer.forceMerge();
            assertEquals(1, peer.segments());
            assertEquals(passages.getFirst().id(),
                    peer.search(passages.getFirst().title(), passages.getFirst().vector(), null, 1).getFirst());
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aQuestionWithoutWordsMatchesNothing() {
        try (LucenePeer peer = new LucenePeer(Mode.BM25, folder)) {
            peer.index(passages.subList(0, 10));
            assertEquals(List.of(), peer.search("?!", passages.getFirst().vector(), UNTIL, 10));
        }
    }

    @Test
    void vectorSearchIsNearlyExactOnAFewHundred() {
        List<Question> questions = passages.subList(0, 50).stream()
                .flatMap(passage -> Stream.of(new Question(passage.vector(), null, null), new Question(passage.vector(), null, UNTIL)))
                .toList();
        List<Exact> exact = new VectorRecall(passages).exact(questions, 20);
        try (LucenePeer peer = new LucenePeer(Mode.VECTOR, folder)) {
            peer.index(passages);
            double recall = IntStream.range(0, questions.size()).mapToDouble(i -> exact.get(i)
                    .recall(peer.search("", questions.get(i).vector(), questions.get(i).until(), 20))).average().orElseThrow();
            assertTrue(recall > 0.85, "recall " + recall);
        }
    }
}
