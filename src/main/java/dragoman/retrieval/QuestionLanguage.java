package dragoman.retrieval;

import dragoman.article.Words;
import dragoman.article.Words.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/// Tells whether a question is in another language than English, by OpenNLP's language detector.
///
/// In the Latin script a language is named from enough text only, and only if the detector is sure. A question that has words which hold
/// English sentences together is English whatever else is in it, and so is one whose other words stand in WordNet.
public final class QuestionLanguage {

    private static final String MODEL = "/langdetect-183.bin";
    private static final String ENGLISH = "eng";
    /// With fewer words of the Latin script no language is named: they may be names.
    private static final int FEWEST_WORDS = 4;
    /// Shorter words are found in WordNet as abbreviations, of whatever language they are.
    private static final int LONG = 4;
    /// At so many of them in WordNet they are English: others share words with English ("barrages", "ratification").
    private static final double KNOWN_SHARE = 0.65;
    /// How many times as likely as English another language must be.
    private static final double SURE = 1.1;
    /// Such words of other languages look like English ones ("a", "me", "on").
    private static final double ENGLISH_SHARE = 0.3;

    /// The detector's codes for what Java knows by another, and languages that nobody asks in.
    private static final String MANDARIN = "cmn";
    private static final String LATIN = "lat";
    private static final Map<String, Locale> LANGUAGES = languages();

    /// Large, and few questions need it.
    private static final class Model {
        private static final LanguageDetectorModel DETECTOR = load();
    }

    private static final class English {
        private static final Thesaurus WORDS = new Thesaurus();
    }

    private QuestionLanguage() {
    }

    private static LanguageDetectorModel load() {
        try (InputStream in = LanguageDetectorModel.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw new IllegalStateException("the model of languages is missing from the classpath: " + MODEL);
            }
            return new LanguageDetectorModel(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The language; empty for English and where it cannot be told.
    public static Optional<Locale> foreign(String question) {
        List<Word> words = Words.of(question);
        long english = words.stream().filter(Word::isFunctionWord).count();
        boolean latin = isLatin(question);
        if (latin && (words.size() < FEWEST_WORDS || english >= ENGLISH_SHARE * words.size() || isOfEnglishWords(words))) {
            return Optional.empty();
        }
        Language[] likely = new LanguageDetectorME(Model.DETECTOR).predictLanguages(question);
        String best = likely[0].getLang();
        double asEnglish = Stream.of(likely).filter(language -> language.getLang().equals(ENGLISH)).mapToDouble(Language::getConfidence)
                .findFirst().orElse(0);
        boolean sure = !latin || likely[0].getConfidence() >= SURE * asEnglish;
        return !sure || best.equals(ENGLISH) || best.equals(LATIN) ? Optional.empty() : Optional.ofNullable(LANGUAGES.get(best));
    }

    private static boolean isLatin(String question) {
        long letters = question.codePoints().filter(Character::isLetter).count();
        return question.codePoints().filter(Character::isLetter).filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
                .count() * 2 >= letters;
    }

    /// Whether most of the words that are no names stand in WordNet. Names say nothing, but where all may be some, they are looked up as
    /// well.
    private static boolean isOfEnglishWords(List<Word> words) {
        List<Word> weighed = words.stream().filter(word -> word.text().length() >= LONG && !word.isNumber() && !word.isFunctionWord())
                .toList();
        List<Word> small = weighed.stream().filter(word -> !word.isCapitalised()).toList();
        List<Word> telling = small.isEmpty() ? weighed : small;
        long known = telling.stream().filter(QuestionLanguage::isKnown).count();
        return known >= KNOWN_SHARE * telling.size();
    }

    private static boolean isKnown(Word word) {
        List<String> parts = List.of(word.text().split("-"));
        return parts.stream().allMatch(part -> part.length() >= LONG && English.WORDS.isKnown(part));
    }

    private static Map<String, Locale> languages() {
        Map<String, Locale> languages = new HashMap<>(Map.of(MANDARIN, Locale.CHINESE));
        for (String code : Locale.getISOLanguages()) {
            Locale language = Locale.of(code);
            languages.put(language.getISO3Language(), language);
        }
        return Map.copyOf(languages);
    }
}
