package dragoman.feed;

import dragoman.article.Budget;
import java.text.Normalizer;
import java.util.regex.Pattern;

/// The form every text is kept in, so that offsets mean the same everywhere.
final class CleanText {

    /// Control and format characters that a reader does not see, and unpaired surrogates; joiners (ZWNJ, ZWJ) stay, because
    /// scripts need them.
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{Cc}&&[^\\n\\t]]|[\\u00ad\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\ufff9-\\ufffb]|\\p{Cs}"
                    + "|[\\x{E0000}-\\x{E007F}]");
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?|\\u2028|\\u2029");
    private static final Pattern SPACES = Pattern.compile("[\\p{Zs}\\t]+");
    private static final Pattern SPACE_AT_LINE_BOUND = Pattern.compile(" ?\\n ?");
    private static final Pattern BLANK_LINES = Pattern.compile("\\n{3,}");

    private CleanText() {
    }

    /// NFC, `\n` line ends, single spaces, at most one blank line in a row, nothing invisible, no white space around.
    static String of(String raw) {
        Budget.take(raw.length());
        String text = LINE_END.matcher(raw).replaceAll("\n");
        text = INVISIBLE.matcher(text).replaceAll("");
        text = Normalizer.normalize(text, Normalizer.Form.NFC);
        text = SPACES.matcher(text).replaceAll(" ");
        text = SPACE_AT_LINE_BOUND.matcher(text).replaceAll("\n");
        return BLANK_LINES.matcher(text).replaceAll("\n\n").strip();
    }
}
