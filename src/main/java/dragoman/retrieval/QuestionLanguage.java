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
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/// Tells whether a question is in another language than English, by OpenNLP's language detector. A question that has words which hold English
/// sentences together is English whatever else is in it, and so is one of a few words, which may be names.
public final class QuestionLanguage {

    private static final String MODEL = "/langdetect-183.bin";
    private static final String ENGLISH = "eng";
    private static final int FEWEST_WORDS = 3;
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
        boolean latin = question.codePoints().filter(Character::isLetter).filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN).count() * 2
                >= question.codePoints().filter(Character::isLetter).count();
        if (latin && (words.size() < FEWEST_WORDS || english >= ENGLISH_SHARE * words.size())) {
            return Optional.empty();
        }
        String best = new LanguageDetectorME(Model.DETECTOR).predictLanguage(question).getLang();
        return best.equals(ENGLISH) || best.equals(LATIN) ? Optional.empty() : Optional.ofNullable(LANGUAGES.get(best));
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
