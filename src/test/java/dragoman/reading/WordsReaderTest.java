package dragoman.reading;

import dragoman.testsupport.WordsReader;
import org.junit.jupiter.api.Nested;

class WordsReaderTest {

    @Nested
    class Reads extends AnswerReaderContract {

        @Override
        AnswerReader reader() {
            return new WordsReader();
        }
    }

    @Nested
    class Judges extends EntailmentModelContract {

        @Override
        EntailmentModel judge() {
            return new WordsReader();
        }
    }
}
