package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.retrieval.Names.Name;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    private static final Names NAMES = new Names();

    private static List<String> canonical(String text) {
        return NAMES.in(text).stream().map(Name::canonical).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "What did the UK pledge? | United Kingdom",
            "What did Britain pledge? | United Kingdom",
            "the British position | United Kingdom",
            "the U.S. position | United States",
            "American troops | United States",
            "Nato’s answer | NATO",
            "the Democratic Republic of the Congo | Democratic Republic of the Congo",
            "who spoke for south korea | South Korea",
            "Türkiye hosted talks | Turkey",
    })
    void aliasesMeanOneName(String text, String canonical) {
        assertEquals(List.of(canonical), canonical(text));
    }

    @Test
    void aCapitalStandsInForItsGovernment() {
        Name name = NAMES.in("a demand that Moscow rejected").getFirst();
        assertEquals("Russia", name.canonical());
        assertTrue(name.standIn());
    }

    @Test
    void wordsThatOnlyLookLikeNamesAreNone() {
        assertEquals(List.of(), canonical("They told us to polish the Text".replace("Text", "text")));
        assertEquals(List.of(), canonical("When did it happen?"));
        assertEquals(List.of(), canonical("The Prime Minister left on Sunday"));
    }

    @Test
    void peopleAreFoundWithoutATable() {
        assertEquals(List.of("Ursula von der Leyen"), canonical("European leaders heard Ursula von der Leyen".substring(17)));
        assertTrue(canonical("Treasury Secretary Scott Bessent warned").contains("Scott Bessent"));
        assertEquals(List.of("King Charles III".substring(5)), canonical("he met King Charles III"));
    }

    @Test
    void aFamilyNameMayMeanThePerson() {
        assertTrue(Names.same("Keir Starmer", "Starmer"));
        assertTrue(Names.same("Starmer", "starmer"));
        assertFalse(Names.same("Keir Starmer", "Vic Starmer"));
        assertFalse(Names.same("Starmer", "Macron"));
        assertFalse(Names.same("European Union", "European"));
        assertFalse(Names.same("South Korea", "Korea"));
    }
}
