package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionLanguageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Wer nahm am Gipfel in London teil? | German", "Qui a participé au sommet de Londres ? | French", "¿Quién asistió a la cumbre de Londres? | Spanish",
            "من حضر القمة؟ | Arabic", "Хто брав участь у саміті? | Ukrainian", "谁参加了峰会 | Chinese"})
    void otherLanguagesAreNamed(String question, String language) {
        assertEquals(Optional.of(language), QuestionLanguage.foreign(question).map(found -> found.getDisplayLanguage(Locale.ENGLISH)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Who attended the summit?", "Zelensky Trump Washington minerals", "EU sanctions Russia oil cap", "What did Itamar Ben Gvir say?", "Mercosur?",
            "What does “coalition of the willing” mean in العربية?"})
    void englishIsNotForeign(String question) {
        assertEquals(Optional.empty(), QuestionLanguage.foreign(question));
    }
}
