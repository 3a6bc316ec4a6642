package dragoman.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.Words;
import dragoman.article.Words.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.dictionary.Dictionary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Words without a sentence, as people type them, are not taken for another language; sentences in another language are.
class KeywordLanguageTest {

    private static final int QUERIES = 1_200;
    private static final long SEED = 24;

    /// Titles of the sample articles, names and all.
    private static List<String> wordsOfTitles() throws IOException {
        List<String> words = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("corpus"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
                Files.readAllLines(file).stream().filter(line -> line.startsWith("title: "))
                        .flatMap(line -> Words.of(line.substring("title: ".length())).stream())
                        .map(Word::text).forEach(words::add);
            }
        }
        return words;
    }

    private static List<String> wordsOfWordNet(Random random) throws JWNLException {
        List<String> words = new ArrayList<>();
        for (POS part : List.of(POS.NOUN, POS.VERB, POS.ADJECTIVE)) {
            for (Iterator<IndexWord> entries = Dictionary.getDefaultResourceInstance().getIndexWordIterator(part); entries.hasNext();) {
                String lemma = entries.next().getLemma();
                if (random.nextInt(20) == 0 && lemma.chars().allMatch(Character::isLetter)) {
                    words.add(lemma);
                }
            }
        }
        return words;
    }

    private static String query(Random random, int length, List<List<String>> sources) {
        List<String> words = IntStream.range(0, length).mapToObj(_ -> sources.get(random.nextInt(sources.size())))
                .map(source -> source.get(random.nextInt(source.size()))).toList();
        String query = String.join(" ", words);
        return random.nextBoolean() ? query.toLowerCase(Locale.ROOT) : query;
    }

    @Test
    void randomEnglishWordsAreNoOtherLanguage() throws IOException, JWNLException {
        Random random = new Random(SEED);
        List<List<String>> sources = List.of(wordsOfTitles(), wordsOfWordNet(random));
        for (int length = 3; length <= 6; length++) {
            int words = length;
            List<String> foreign = IntStream.range(0, QUERIES).mapToObj(_ -> query(random, words, sources))
                    .filter(query -> QuestionLanguage.foreign(query).isPresent()).toList();
            assertTrue(foreign.size() * 100 <= QUERIES, () -> "%d of %d queries of %d words: %s".formatted(foreign.size(), QUERIES, words,
                    foreign.stream().limit(10).toList()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "de | Wann öffnet Kandesta die Grenze zu Lorvania?", "de | Warum hat Belgien das Darlehen abgelehnt?",
            "de | Welche Länder haben an der Konferenz teilgenommen?",
            "de | wer hat das abkommen unterzeichnet", "de | Was hat Präsident Trump über die Zölle gesagt?",
            "fr | Combien le Royaume-Uni paiera-t-il pour Diego Garcia ?", "fr | Quand la France a-t-elle reconnu la Palestine ?",
            "fr | Quels pays ont participé au sommet ?",
            "fr | pourquoi les négociations ont échoué", "fr | Qu'est-ce que le président a dit sur le cessez-le-feu ?",
            "es | ¿Cuándo se firmó el acuerdo entre la UE y Mercosur?", "es | ¿Qué dijo el presidente sobre la guerra en Ucrania?",
            "es | quién firmó el acuerdo de paz",
            "fi | Milloin Kandesta avaa rajansa naapurimaansa kanssa?", "fi | Ketkä osallistuivat Lontoon huippukokoukseen?",
            "it | Perché il governo italiano ha respinto l'accordo?",
            "pt | Quando foi assinado o acordo comercial com o Mercosul?", "pl | Kiedy podpisano umowę o wolnym handlu?",
            "uk | Хто брав участь у саміті?", "ar | من حضر القمة؟", "ar | متى اعترفت بريطانيا بدولة فلسطين؟", "ja | 誰が首脳会談に出席しましたか？"})
    void questionsInOtherLanguagesAreNamed(String language, String question) {
        assertEquals(Optional.of(language), QuestionLanguage.foreign(question).map(Locale::getLanguage), question);
    }
}
