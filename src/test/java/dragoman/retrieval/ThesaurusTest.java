package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.Words;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThesaurusTest {

    private static final Thesaurus THESAURUS = new Thesaurus();

    @ParameterizedTest
    @CsvSource({"freed, release", "signed, signature", "imprisoned, jailed", "negotiate, mediate"})
    void wordsOfLikeMeaningAreKnown(String one, String other) {
        assertTrue(THESAURUS.like(one).contains(Words.stem(other)), () -> THESAURUS.like(one).toString());
    }

    @Test
    void aWordIsNotLikeItself() {
        assertFalse(THESAURUS.like("treaty").contains(Words.stem("treaty")));
        assertTrue(THESAURUS.like("qwertz").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"judge", "minister", "laureate", "envoys"})
    void wordsForPeopleAreKnown(String noun) {
        assertTrue(THESAURUS.isPerson(noun));
    }

    @ParameterizedTest
    @ValueSource(strings = {"treaty", "countries", "city", "package", "qwertz"})
    void otherWordsAreNone(String noun) {
        assertFalse(THESAURUS.isPerson(noun));
    }

    @Test
    void capitalsDoNotMatter() {
        assertEquals(THESAURUS.like("release"), THESAURUS.like("Release"));
    }

    @Test
    void aCompoundOfManyPartsTakesNoTime() {
        String many = String.join("-", "abcdefghijklmnopqrstuv".split(""));
        for (String word : List.of(many, many.replace('-', ' '), many.replace('-', '_'), "is-".repeat(60) + "is", "a".repeat(10_000))) {
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertTrue(THESAURUS.like(word).isEmpty()));
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertFalse(THESAURUS.isPerson(word)));
        }
    }

    @Test
    void compoundsOfEnglishAreKnown() {
        assertFalse(THESAURUS.like("cease-fires").isEmpty());
        assertTrue(THESAURUS.isPerson("commander-in-chief"));
    }
}
