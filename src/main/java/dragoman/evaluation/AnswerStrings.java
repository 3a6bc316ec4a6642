package dragoman.evaluation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Whether an answer stands in a passage, word for word but for what does not matter.
///
/// Both are made alike as in the evaluation script of SQuAD: lower case, punctuation taken out without a gap ("U.S." is "us", "1-0" is
/// "10"), the words a, an and the taken out, white space collapsed. Beyond the script, which knows ASCII only, both are brought to Unicode
/// NFKC first, punctuation of all scripts is taken out, and an em dash leaves a gap, because it stands between words.
public final class AnswerStrings {

    private static final Pattern LONG_DASH = Pattern.compile("[\u2014\u2015]");
    // the symbols are those of Python's string.punctuation, which Unicode does not count as punctuation
    private static final Pattern PUNCTUATION = Pattern.compile("[\\p{P}$+<=>^`|~]");
    private static final Pattern ARTICLE = Pattern.compile("\\b(?:a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private AnswerStrings() {
    }

    /// Whether the words of the answer stand in the passage, one after the other, none of them cut. An answer that consists of
    /// punctuation and articles only stands nowhere.
    public static boolean holds(String passage, String answer) {
        String words = normalize(answer);
        return !words.isEmpty() && (" " + normalize(passage) + " ").contains(" " + words + " ");
    }

    private static String normalize(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String words = PUNCTUATION.matcher(LONG_DASH.matcher(lower).replaceAll(" ")).replaceAll("");
        return WHITE_SPACE.matcher(ARTICLE.matcher(words).replaceAll(" ")).replaceAll(" ").strip();
    }
}
