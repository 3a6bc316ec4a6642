package dragoman.answer.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownWordsTest {

    private static final KnownWords KNOWN = new KnownWords("""
            Today is Saturday 10 January 2026. asked: How much did Britain promise at the Sudan conference in London?
            answered: Britain promised £120m, Foreign Secretary David Lammy said on 15 April 2025. Germany gave 125 million euros. And Italy?""");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "How much did Italy promise at the Sudan conference in London? | true",
            "How much did Italy promise at the conference? | true",
            "Why did Britain promise £120m? | true",
            "What did the United Kingdom promise? | true",
            "What did Lammy say on 15 April 2025? | true",
            "What did David Lammy say? | true",
            "What has Germany given since 15 April 2025? | true",
            "Which countries gave more than Germany? | true",
            "How much did France promise? | false",
            "How much did Italy promise in Paris? | false",
            "How much did Italy promise in 2024? | false",
            "Why did Britain promise £1.2bn? | false",
            "What did Prime Minister Lammy say? | false",
            "What did David Miliband say? | false",
            "Italy? | true",
            "France? | false",
            "What did Italy promise on 3 March? | false",
            "What did Italy promise? See https://example.org | false",
            "What did **Italy** promise? | false",
            "What did [Italy](x) promise? | false",
            "Сколько обещала Италия? | false",
            "What did Italy promise<script>? | false",
            "??? | false"
    })
    void aQuestionIsTakenOnlyIfItsNamesAndFiguresAreKnown(String question, boolean allowed) {
        assertEquals(allowed, KNOWN.allow(question), question);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "How much did Italy promise at the Sudan conference in London? | true",
            "What did Lammy say about the conference? | true",
            "Why has Britain given more than Germany? | true",
            "How many people are there? | false",
            "Who opened the bridge? | false",
            "Who is he? | false"
    })
    void aQuestionIsTakenOnlyIfItIsAboutWhatWasSaid(String question, boolean about) {
        assertEquals(about, KNOWN.isAbout(question), question);
    }
}
