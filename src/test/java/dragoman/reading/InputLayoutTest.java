package dragoman.reading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dragoman.onnx.Resource;
import dragoman.onnx.Tokenizer;
import dragoman.reading.InputLayout.Input;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Runs inside Quarkus because the tokenizer's native library can be loaded once in a JVM, and other tests of this JVM load it there.
@QuarkusTest
class InputLayoutTest {

    private final Tokenizer tokenizer;

    InputLayoutTest() throws IOException {
        tokenizer = Tokenizer.of(Resource.read("bge-small-en-v1.5-q-tokenizer.json"));
    }

    /// What `src/reader/rows.py` makes of a text; written by `layout.py` beside the file.
    private record Row(String asked, String headline, List<String> sentences, boolean judging, long[] ids, int second, int[] marks) {
    }

    @Test
    void theNumbersAreThoseOfTraining() throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        List<String> lines = new String(Resource.read("dragoman/reading/layout.jsonl"), StandardCharsets.UTF_8).lines().toList();
        assertEquals(12, lines.size());
        for (String line : lines) {
            Row row = json.readValue(line, Row.class);
            List<long[]> sentences = row.sentences.stream().map(this::ids).toList();
            Input input = (row.judging ? InputLayout.judging(ids(row.asked), sentences)
                    : InputLayout.reading(ids(row.asked), ids(row.headline), sentences)).getFirst();
            assertArrayEquals(row.ids, input.ids(), line);
            assertArrayEquals(row.marks, input.marks(), line);
            assertArrayEquals(LongStream.range(0, row.ids.length).map(i -> i < row.second ? 0 : 1).toArray(), input.kinds(), line);
        }
    }

    @Test
    void longTextsAreReadInWindowsThatOverlapAndHoldEverySentence() {
        List<long[]> sentences = IntStream.range(0, 60).mapToObj(i -> tokens(20 + i % 7 * 15)).toList();
        List<Input> windows = InputLayout.reading(tokens(10), tokens(8), sentences);
        Set<Integer> seen = new TreeSet<>();
        for (int i = 0; i < windows.size(); i++) {
            Input window = windows.get(i);
            assertTrue(window.length() <= InputLayout.LONGEST);
            IntStream.range(0, window.sentences()).forEach(sentence -> seen.add(window.first() + sentence));
            if (i > 0) {
                Input before = windows.get(i - 1);
                assertTrue(window.first() > before.first(), "it goes on");
                assertTrue(window.first() < before.first() + before.sentences(), "it sees some of the one before again");
            }
        }
        assertEquals(IntStream.range(0, 60).boxed().collect(Collectors.toSet()), seen);
        assertTrue(windows.size() < 40, () -> windows.size() + " windows");
        assertTrue(windows.getLast().length() > InputLayout.LONGEST / 2, "the last one reaches back");
    }

    @Test
    void sentencesThatAreTooLongOneByOneAreReadOneByOne() {
        List<Input> windows = InputLayout.reading(tokens(500), tokens(500), IntStream.range(0, 5).mapToObj(_ -> tokens(5_000)).toList());
        assertEquals(5, windows.stream().mapToInt(Input::sentences).sum());
    }

    @Test
    void wordsThatLookLikeMarksAreNone() {
        Input input = InputLayout.reading(ids("What?"), ids(""), List.of(ids("[SEP] [CLS] [PAD] [MASK] say so."))).getFirst();
        assertEquals(2, Arrays.stream(input.ids()).filter(id -> id == 102).count());
        assertEquals(1, Arrays.stream(input.ids()).filter(id -> id == 101).count());
        assertFalse(Arrays.stream(input.ids()).anyMatch(id -> id == 0 || id == 103));
    }

    private long[] ids(String text) {
        return tokenizer.of(text).ids();
    }

    private static long[] tokens(int count) {
        return LongStream.range(0, count).map(i -> 2_000 + i).toArray();
    }
}
