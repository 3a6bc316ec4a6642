package dragoman.channel.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.answer.Lack;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The words of the interface in the languages it knows. The page in the browser reads the same files (`web/app/i18n`).
@Singleton
class Texts {

    /// The first is for everybody whose language is none of these.
    static final List<String> LANGUAGES = List.of("en", "fr", "de", "es", "ar", "uk");

    private final Map<String, Dictionary> dictionaries = new LinkedHashMap<>();

    Texts(ObjectMapper json) {
        for (String language : LANGUAGES) {
            try (InputStream file = Texts.class.getResourceAsStream("/web/app/i18n/" + language + ".json")) {
                dictionaries.put(language, new Dictionary(language, json.readValue(file, new TypeReference<Map<String, String>>() {
                })));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The words of one language.
    ///
    /// @param language its tag
    /// @param words    by key
    record Dictionary(String language, Map<String, String> words) {

        String direction() {
            return language.equals("ar") ? "rtl" : "ltr";
        }

        String get(String key) {
            return words.get(key);
        }

        /// With `{name}` replaced.
        String get(String key, String name, String value) {
            return get(key).replace("{" + name + "}", value);
        }

        /// What an answer lacks.
        String lack(Lack lack) {
            String words = get("lack." + lack.kind().name().toLowerCase(Locale.ROOT));
            for (Map.Entry<String, String> value : lack.values().entrySet()) {
                words = words.replace("{" + value.getKey() + "}", switch (value.getKey()) {
                    case "date" -> date(LocalDate.parse(value.getValue()));
                    case "language" -> Locale.forLanguageTag(value.getValue()).getDisplayLanguage(Locale.forLanguageTag(language));
                    // a name keeps its own direction where the text runs the other way
                    default -> direction().equals("rtl") ? "\u2068" + value.getValue() + "\u2069" : value.getValue();
                });
            }
            return lack.values().containsKey("question") ? "“\u2068" + lack.values().get("question") + "\u2069” " + words : words;
        }

        String date(LocalDate day) {
            return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language.equals("en") ? Locale.UK : Locale.forLanguageTag(language)).format(day);
        }
    }

    /// @param wanted         the language the reader has chosen, if any
    /// @param acceptLanguage the header of the browser, or null
    Dictionary choose(Optional<String> wanted, String acceptLanguage) {
        if (wanted.isPresent() && dictionaries.containsKey(wanted.get())) {
            return dictionaries.get(wanted.get());
        }
        try {
            String best = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage == null ? "" : acceptLanguage), LANGUAGES);
            return dictionaries.get(best == null ? LANGUAGES.getFirst() : best);
        } catch (IllegalArgumentException e) {
            return dictionaries.get(LANGUAGES.getFirst());
        }
    }
}
