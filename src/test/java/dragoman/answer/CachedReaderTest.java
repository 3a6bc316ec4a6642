package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.CachedReader.Part;
import dragoman.reading.AnswerReader;
import dragoman.reading.Reading;
import dragoman.reading.ReaderModel;
import dragoman.reading.Text;
import dragoman.testsupport.WordsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CachedReaderTest {

    private static final Part VIENNA = new Part("a", 1, 0, new Text("Vienna", List.of("Ministers met in Vienna.", "It rained.")));
    private static final Part RIO = new Part("b", 1, 0, new Text("Rio", List.of("Leaders met in Rio.")));

    private final List<Text> read = new ArrayList<>();
    private final AnswerReader counting = new AnswerReader() {

        @Override
        public ReaderModel model() {
            return new WordsReader().model();
        }

        @Override
        public List<Reading> readAll(String question, List<Text> texts) {
            read.addAll(texts);
            return new WordsReader().readAll(question, texts);
        }
    };

    @Test
    void aPartIsReadOnceForAQuestion() {
        CachedReader reader = new CachedReader(counting, 1_000);
        List<Reading> first = reader.read("Who met in Rio?", List.of(VIENNA, RIO, VIENNA));
        assertEquals(new WordsReader().readAll("Who met in Rio?", List.of(VIENNA.text(), RIO.text(), VIENNA.text())), first);
        assertEquals(2, read.size());
        assertEquals(List.of(first.get(1), first.get(0)), reader.read("Who met in Rio?", List.of(RIO, VIENNA)));
        assertEquals(2, read.size());
        assertEquals(List.of(), reader.read("Who met in Rio?", List.of()));
    }

    @Test
    void anotherQuestionVersionOrPartIsReadAnew() {
        CachedReader reader = new CachedReader(counting, 1_000);
        reader.read("Who met?", List.of(VIENNA));
        reader.read("Who rained?", List.of(VIENNA));
        reader.read("Who met?", List.of(new Part("a", 2, 0, VIENNA.text()), new Part("a", 1, 1, VIENNA.text()), new Part("a", 1, 0, RIO.text())));
        assertEquals(5, read.size());
    }

    @Test
    void itDoesNotGrowForEver() {
        CachedReader reader = new CachedReader(counting, 10);
        for (int round = 0; round < 2; round++) {
            IntStream.range(0, 100).forEach(i -> reader.read("Question " + i, List.of(VIENNA)));
        }
        assertTrue(read.size() > 150, () -> read.size() + " read");
    }
}
