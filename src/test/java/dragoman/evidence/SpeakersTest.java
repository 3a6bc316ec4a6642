package dragoman.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dragoman.retrieval.Names;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeakersTest {

    private static final Names NAMES = new Names();

    private static Set<String> last(List<String> sentences) {
        Speakers speakers = new Speakers();
        Set<String> last = Set.of();
        for (String sentence : sentences) {
            last = speakers.of(sentence, NAMES.in(sentence, Set.of("Starmer", "Macron")));
        }
        return last;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "French President Emmanuel Macron told Le Figaro that he wanted a truce. | France,Emmanuel Macron",
            "“We are ready,” Starmer said after the summit. | Starmer",
            "“We are ready,” said Rutte. | Rutte",
            "Treasury Secretary Scott Bessent warned Ukraine against it. | Scott Bessent",
            "“Russia will not wait,” the spokesman said. | ''",
            "Macron met Starmer in Paris. | ''",
            "After talks with Putin, Trump said it was over. | Trump",
            "China said it would respond. | China",
            "But “we are ready,” said Rutte. | Rutte",
            "There he was “ready for peace,” said Rutte in Brussels. | Rutte",
    })
    void theSpeakerStandsNextToTheVerb(String sentence, String speakers) {
        assertEquals(speakers.isEmpty() ? Set.of() : Set.of(speakers.split(",")), last(List.of(sentence)));
    }

    @Test
    void bothSpeakersOfASentenceAreKnown() {
        assertEquals(Set.of("Starmer", "Zelensky"), last(List.of("“We are ready,” Starmer said while Zelensky said Kyiv felt strong.")));
    }

    @Test
    void heSaidGoesOnWithTheSpeakerBefore() {
        assertEquals(Set.of("Starmer"), last(List.of("Starmer said it was time.", "“Europe must do more,” he said.")));
        assertEquals(Set.of("Starmer"), last(List.of("Starmer said it was time.", "“Europe must do more.”")));
    }

    @Test
    void heSaidIsNobodysWhereSomebodyElseCameUp() {
        assertEquals(Set.of(), last(List.of("Starmer said it was time.", "Macron arrived late.", "“Europe must do more,” he said.")));
    }
}
