package dragoman.answer.generation;

import java.security.SecureRandom;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The keys by which a model cites the passages of one request. They are drawn anew each time, so that no article can know them, and are no
/// ordinals, because models invent those.
final class PassageKeys {

    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);
    /// Without those that look like others.
    private static final String LETTERS = "bcdfghjkmnpqrstvwxz";
    private static final String DIGITS = "23456789";

    private final Map<String, GivenPassage> byKey = new LinkedHashMap<>();

    PassageKeys(List<GivenPassage> passages, SecureRandom random) {
        for (GivenPassage passage : passages) {
            String key;
            do {
                key = "k" + pick(DIGITS, random) + pick(LETTERS, random) + pick(LETTERS, random) + pick(DIGITS, random);
            } while (byKey.containsKey(key));
            byKey.put(key, passage);
        }
    }

    private static char pick(String from, SecureRandom random) {
        return from.charAt(random.nextInt(from.length()));
    }

    Set<String> keys() {
        return byKey.keySet();
    }

    List<GivenPassage> passages(Collection<String> keys) {
        return keys.stream().map(byKey::get).toList();
    }

    /// All passages, each between marks that hold its key, so that nothing within can look like an end.
    String fenced() {
        return byKey.entrySet().stream().map(entry -> {
            GivenPassage passage = entry.getValue();
            return "<<<passage %s\npublisher: %s\npublished: %s\nheadline: %s\n\n%s\npassage %1$s>>>".formatted(entry.getKey(), data(passage.publisher()).replace("\n", " "),
                    DAY.format(passage.published()), data(passage.title()).replace("\n", " "), data(passage.text()));
        }).collect(Collectors.joining("\n\n"));
    }

    /// A fence cannot be written within.
    static String data(String text) {
        return text.replace("<<<", "‹‹‹").replace(">>>", "›››");
    }

    static String fenced(String what, String text) {
        return "<<<%s\n%s\n%1$s>>>".formatted(what, data(text));
    }
}
