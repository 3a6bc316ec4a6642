package dragoman.evidence;

import dragoman.article.Words;
import dragoman.article.Words.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// How a text puts what it tells: as it is, as planned or possible, and whether it is denied.
final class Assertions {

    /// How real a thing is told.
    enum Mode {
        /// It is or was so.
        FACT,
        /// It is to come, is planned, wanted, or asked for.
        PLANNED,
        /// It may be so, or is so on a condition.
        POSSIBLE
    }

    /// One word that carries meaning, with how it is put.
    ///
    /// @param stem   of the word
    /// @param word   as written
    /// @param mode   how real it is told
    /// @param denied whether it is denied
    record Asserted(String stem, String word, Mode mode, boolean denied) {
    }

    private static final Set<String> NEGATIONS = Set.of("not", "never", "cannot", "neither", "nor", "without", "no", "none", "nobody", "nothing", "hardly", "barely");
    /// Their own complement is denied: "denied attacking", "refused to sign", "failed to agree".
    private static final Set<String> DENYING = Set.of("deni", "refus", "declin", "fail", "reject", "unabl", "unwil", "stop", "avoid", "dismiss");
    private static final Set<String> PLANNING = Set.of("will", "would", "shall", "expect", "plan", "intend", "aim", "hope", "want", "propos", "due", "schedul", "going",
            "set", "seek", "wish", "demand", "urg", "ask", "call", "offer", "pledg", "promis", "vow", "agre", "prepar", "readi", "consid", "should", "must", "need", "request", "invit", "order", "threaten");
    /// Those of them that plan only what follows with "to".
    private static final Set<String> WITH_TO = Set.of("expect", "plan", "intend", "aim", "hope", "want", "propos", "due", "schedul", "going", "set", "seek", "wish", "demand", "urg",
            "ask", "call", "offer", "pledg", "promis", "vow", "agre", "prepar", "readi", "consid", "need", "request", "invit", "order", "threaten");
    private static final Set<String> POSSIBLE = Set.of("could", "may", "might", "can", "possibl", "perhap", "reportedli", "allegedli", "if", "unless", "whether");
    private static final Pattern CLAUSE_END = Pattern.compile("[,;:.!?()“”\"–—]");
    /// Words between a cue and what it bears on.
    private static final int REACH = 6;

    private Assertions() {
    }

    /// The words that carry meaning, in order.
    static List<Asserted> in(String text) {
        List<Word> words = Words.of(text);
        List<Asserted> asserted = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (word.isFunctionWord() || word.isNumber()) {
                continue;
            }
            asserted.add(new Asserted(word.stem(), word.text(), mode(text, words, i), isDenied(text, words, i)));
        }
        return asserted;
    }

    /// Whether a word denies what comes behind it.
    static boolean isNegation(List<Word> words, int i) {
        String lower = words.get(i).lower();
        return NEGATIONS.contains(lower) || lower.equals("t") && i > 0 && words.get(i - 1).lower().endsWith("n")
                || lower.equals("t") && i > 0 && words.get(i - 1).lower().equals("can");
    }

    /// A cue bears on the first words behind it that carry meaning: two behind "no" and "without", else one.
    private static boolean isDenied(String text, List<Word> words, int i) {
        int meaning = 0;
        for (int k = i - 1; k >= 0 && k >= i - REACH; k--) {
            if (CLAUSE_END.matcher(text.substring(words.get(k).span().end(), words.get(k + 1).span().start())).find()) {
                return false;
            }
            Word word = words.get(k);
            boolean broad = Set.of("no", "without", "neither", "nor", "none").contains(word.lower());
            if (isNegation(words, k)) {
                return meaning == 0 || broad && meaning <= 1;
            }
            if (DENYING.contains(word.stem()) && meaning == 0) {
                return true;
            }
            if (!word.isFunctionWord() && !word.lower().endsWith("ly")) {
                meaning++;
            }
            if (meaning > 1) {
                return false;
            }
        }
        return false;
    }

    private static Mode mode(String text, List<Word> words, int i) {
        int meaning = 0;
        boolean to = false;
        for (int k = i - 1; k >= 0 && k >= i - REACH; k--) {
            if (CLAUSE_END.matcher(text.substring(words.get(k).span().end(), words.get(k + 1).span().start())).find()) {
                return Mode.FACT;
            }
            Word word = words.get(k);
            String stem = word.stem();
            if (POSSIBLE.contains(stem) && meaning == 0) {
                return Mode.POSSIBLE;
            }
            if (PLANNING.contains(stem) && meaning == 0 && (to || !WITH_TO.contains(stem))) {
                return Mode.PLANNED;
            }
            to |= word.lower().equals("to");
            if (to && k > 0 && Set.of("is", "are", "was", "were").contains(words.get(k - 1).lower()) && meaning == 0) {
                return Mode.PLANNED;
            }
            if (!word.isFunctionWord() && !word.lower().endsWith("ly")) {
                meaning++;
            }
            if (meaning > 0) {
                return Mode.FACT;
            }
        }
        return Mode.FACT;
    }
}
