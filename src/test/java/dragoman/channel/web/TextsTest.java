package dragoman.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.answer.Lack;
import dragoman.answer.generation.FallbackCause;
import dragoman.channel.web.Texts.Dictionary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
    private static final Pattern USED = Pattern.compile("text\\(['`](\\w+)['`]");

    private final Texts texts = new Texts(new ObjectMapper());

    private Dictionary of(String language) {
        return texts.choose(Optional.of(language), null);
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "de", "es", "ar", "uk"})
    void everyLanguageSaysAllThatEnglishSays(String language) {
        Dictionary english = of("en");
        Dictionary other = of(language);
        assertEquals(english.words().keySet(), other.words().keySet());
        english.words().forEach((key, text) -> {
            assertEquals(places(text), places(other.get(key)), key);
            assertTrue(!other.get(key).isBlank(), key);
        });
    }

    @Test
    void everyTextThatAComponentShowsIsThere() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/web/app"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".js")).toList()) {
                USED.matcher(Files.readString(file)).results().map(match -> match.group(1)).forEach(used::add);
            }
        }
        assertTrue(used.size() > 40, "they are looked for in the right place");
        used.removeAll(of("en").words().keySet());
        assertEquals(Set.of(), used);
    }

    @ParameterizedTest
    @EnumSource(Lack.Kind.class)
    void everyReasonIsToldInEveryLanguage(Lack.Kind kind) {
        String key = "lack." + kind.name().toLowerCase(Locale.ROOT);
        Lack lack = new Lack(kind, Map.of("name", "Zenda", "date", "2025-06-03", "language", "nl", "cause", "TOO_SLOW", "count", "12"));
        assertEquals(kind == Lack.Kind.UNFINISHED ? of("en").get(key) : lack.words(), of("en").lack(lack).replaceAll("[\u2068\u2069]", ""));
        for (String language : Texts.LANGUAGES) {
            assertTrue(!of(language).lack(lack).contains("{"), of(language).lack(lack));
            assertEquals(places(of("en").get(key)).contains("{name}"), of(language).lack(lack).contains("Zenda"));
        }
        assertTrue(!lack.words().contains("{"), lack.words());
    }

    @Test
    void everyCauseOfAFallbackHasANote() throws IOException {
        String reasons = Files.readString(Path.of("src/main/resources/web/app/reasons.js"));
        for (FallbackCause cause : FallbackCause.values()) {
            Matcher told = Pattern.compile("\\b" + cause.name().toLowerCase(Locale.ROOT) + ": '(\\w+)'").matcher(reasons);
            assertTrue(told.find(), cause.name());
            assertTrue(of("en").words().containsKey("note." + told.group(1)), told.group(1));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = {"de-AT,de;q=0.9,en;q=0.5 | de", "ja,fr;q=0.3 | fr", "ja | en", "none | en", "'' | en", ";;;q=x | en", "ar-EG | ar", "* | en"})
    void theBrowserSaysWhichLanguage(String acceptLanguage, String language) {
        assertEquals(language, texts.choose(Optional.empty(), acceptLanguage).language());
    }
}
