package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadlineQuestionsTest {

    private final HeadlineQuestions headlines = new HeadlineQuestions();

    @Test
    void aHeadlineThatSaysWhoDidWhatIsAskedFor() {
        assertEquals(Optional.of("When did Ruritania and Graustark sign a peace agreement in Strelsau?"),
                headlines.of("Ruritania and Graustark sign a peace agreement in Strelsau"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ruritania signs treaty with Graustark on the Alvar", "Strelsau summit ends without an agreement", "Treaty",
            "Signing of the Alvar treaty put off until January", "World court says Ruritania must let aid in", "The latest from Strelsau",
            "Ruritania denies that the dam will cost more", "Ruritania and Graustark to sign a treaty in Strelsau"})
    void whatMakesNoWholeSentenceIsNotAskedFor(String title) {
        assertEquals(Optional.empty(), headlines.of(title));
    }
}
