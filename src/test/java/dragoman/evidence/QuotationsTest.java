package dragoman.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotationsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {"He said “yes”.|yes", "He said \"yes\".|yes", "He said “”.|", "He said \"\".|", "“” and “no”|no", "He said “|",
            "\"\"\"|", "““”|“", "„«»”|«", "He said “yes|yes"})
    void marksWithNothingBetweenThemQuoteNothing(String text, String quoted) {
        assertEquals(quoted == null ? List.of() : List.of(quoted), Quotations.in(text).stream().map(span -> span.in(text)).toList());
    }
}
