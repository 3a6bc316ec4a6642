package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dragoman.retrieval.AnalyzedQuestion.Office;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfficesTest {

    private static final Names NAMES = new Names();

    private static List<Office> in(String question) {
        return Offices.in(question, NAMES.in(question));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "What did the Ukrainian president say? | Ukraine | president",
            "What did Germany's chancellor say? | Germany | chancellor",
            "What did Germany’s new chancellor say? | Germany | chancellor",
            "What did the British prime minister say? | United Kingdom | prime minister",
            "What did the UK Prime Minister say? | United Kingdom | prime minister",
            "Where was the US secretary of state? | United States | secretary of state",
            "Where was the U.S. Secretary of Defense? | United States | secretary of defence",
            "Whom did the NATO chief warn? | NATO | chief",
            "Whom did the EU's foreign policy chief warn? | European Union | foreign policy chief",
            "Who met the UN secretary-general? | United Nations | secretary general",
            "Who met the UN Secretary General? | United Nations | secretary general",
            "Who met the president of Ukraine? | Ukraine | president",
            "Who met the head of the IAEA? | International Atomic Energy Agency | head",
            "What did the European Commission president say? | European Commission | president",
            "What did the president of the European Commission say? | European Commission | president",
            "What did the North Korean leader say? | North Korea | leader",
            "What did the Saudi crown prince say? | Saudi Arabia | crown prince",
            "What did the Israeli defence minister say? | Israel | defence minister",
            "Did the US vice-president attend? | United States | vice president",
            "Did the acting Polish foreign minister attend? | Poland | foreign minister",
            "what did the ukrainian president say | Ukraine | president",
            "What is the Iranian president’s plan? | Iran | president",
    })
    void aTitleWithACountryOrBodyIsAnOffice(String question, String body, String title) {
        assertEquals(List.of(new Office(body, title)), in(question));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "What did the president say?",
            "What did Ukraine say?",
            "What did the former US president say?",
            "What did the ex-president of France say?",
            "What did French President Emmanuel Macron say?",
            "Did the German chancellor Friedrich Merz attend?",
            "What did EU foreign ministers decide?",
            "Which African Union leaders came?",
            "Did Russia head the talks?",
            "What did Macron’s foreign minister say?",
            "Who is the US president-elect?",
            "",
    })
    void whatOnlyLooksLikeAnOfficeIsNone(String question) {
        assertEquals(List.of(), in(question));
    }

    @Test
    void allOfficesAreFoundOnce() {
        assertEquals(List.of(new Office("Russia", "president"), new Office("Turkey", "foreign minister")),
                in("Did the Russian president call the Turkish foreign minister, and what did Russia's president say?"));
    }
}
