package dragoman.feed;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Notes of correction within articles.
final class Corrections {

    private static final Pattern NOTE = Pattern.compile("(?i)^(?:(?:correction|clarification|corrected)\\b\\s*(?:\\([^)]{1,40}\\)|,? [^:]{1,40})?\\s*[:–—].{10,}"
            + "|(?:an earlier version of )?this (?:article|story|report) (?:was|has been|incorrectly|misstated|wrongly)\\b.{0,60}"
            + "\\b(?:amended|corrected|incorrectly|misstated|wrongly)\\b.*|an earlier version of this (?:article|story|report)\\b.*)$");
    private static final int LONGEST = 1_000;

    private Corrections() {
    }

    /// The paragraph that says what was corrected.
    static Optional<String> in(String text) {
        return text.lines().filter(line -> line.length() <= LONGEST && NOTE.matcher(line).matches()).findFirst();
    }

    /// An editor's note, if it is one of correction.
    static Optional<String> note(String note) {
        String start = note.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("correct") || start.startsWith("amends") || start.startsWith("clarif") ? Optional.of(note.strip()) : Optional.empty();
    }
}
