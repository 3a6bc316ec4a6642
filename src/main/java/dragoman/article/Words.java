package dragoman.article;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import opennlp.tools.stemmer.PorterStemmer;

/// The words of an English text.
public final class Words {

    /// Nobody writes longer numbers: what has more digits is taken apart.
    private static final Pattern WORD = Pattern.compile("(?:\\p{Lu}\\.){2,}+|\\p{N}{1,30}(?:[.,]\\p{N}{1,30}){0,10}(?:bn|tn|m|k|th|st|nd|rd)?\\b"
            + "|[\\p{L}\\p{M}]++(?:-[\\p{Ll}\\p{N}][\\p{L}\\p{M}\\p{N}]*+)*+");
    private static final Set<String> FUNCTION_WORDS = Set.of(("a an the this that these those there here it its itself he him his "
            + "she her hers they them their theirs we us our ours i me my mine you your yours who whom whose which what when where why "
            + "how is are was were be been being am do does did done doing have has had having will would shall should can could may "
            + "might must not no nor and or but if then than so as at by for from in into of off on onto out over to up with without "
            + "about after before again against all any both each few more most much many other some such only own same too very just "
            + "also between during under above below through until while because since toward towards upon per via s t ll re ve d "
            + "am's don doesn didn isn aren wasn weren won't please give tell list name according anything something someone anyone "
            + "everyone exactly ever yet still supposed").split(" "));

    /// A British spelling and the American one, which the stemmer knows.
    ///
    /// @param holds what every word of that spelling holds: looking for it is much faster than matching
    private record Spelling(String holds, Pattern british, String american) {
    }

    private static final List<Spelling> SPELLINGS = List.of(
            new Spelling("is", Pattern.compile("is(e|es|ed|ing|ation|ations)$"), "iz$1"),
            new Spelling("our", Pattern.compile("(?<=[a-z]{2})our(s|ed|ing|able)?$"), "or$1"),
            new Spelling("ce", Pattern.compile("(?<=defen|offen|licen)ce"), "se"),
            new Spelling("re", Pattern.compile("(?<=cent|met|theat)re(s)?$"), "er$1"),
            new Spelling("programme", Pattern.compile("programme"), "program"));

    /// Capitals that a shout has at least.
    private static final int SHOUT = 12;
    private static final char FIRST_BEYOND_ASCII = 128;
    /// How many letters Lucene puts in place of one at most.
    private static final int MOST_FOR_ONE = 4;

    private Words() {
    }

    /// A word and where it stands.
    ///
    /// @param text    as written
    /// @param span    its place in the text it was taken from
    /// @param shouted whether it stands in a text that has capitals only, where a capital says nothing
    public record Word(String text, Span span, boolean shouted) {

        /// Whether the word only holds a sentence together.
        public boolean isFunctionWord() {
            return FUNCTION_WORDS.contains(lower()) && !isAcronym();
        }

        public boolean isCapitalised() {
            return !shouted && Character.isUpperCase(text.charAt(0));
        }

        /// Whether it is written in capitals, as "US" is and "us" is not.
        public boolean isAcronym() {
            return !shouted && text.length() > 1 && text.equals(text.toUpperCase(Locale.ROOT)) && !isNumber();
        }

        public boolean isNumber() {
            return Character.isDigit(text.charAt(0));
        }

        public String lower() {
            return text.toLowerCase(Locale.ROOT);
        }

        /// What the inflected forms of a word share (Porter).
        public String stem() {
            return Words.stem(text);
        }
    }

    /// All words in order. Hyphenated words are one word; a possessive ending is none.
    public static List<Word> of(String text) {
        Budget.take(text.length());
        List<Word> words = new ArrayList<>();
        boolean shouted = isShouted(text);
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            boolean possessive = matcher.group().equals("s") && matcher.start() > 0 && "'’".indexOf(text.charAt(matcher.start() - 1)) >= 0;
            if (!possessive) {
                words.add(new Word(matcher.group(), new Span(matcher.start(), matcher.end()), shouted));
            }
        }
        return words;
    }

    /// Whether a text of several words has capitals only, as old agency copy and some readers' questions do; "NATO" alone is no shout.
    private static boolean isShouted(String text) {
        return text.chars().noneMatch(Character::isLowerCase) && text.chars().filter(Character::isUpperCase).limit(SHOUT).count() == SHOUT
                && text.indexOf(' ') > 0;
    }

    /// In lower case and without accents, as people type who have other keys: "Tomás Małek", "GROẞFENN" and "tomas malek", "grossfenn".
    public static String plain(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.chars().allMatch(character -> character < FIRST_BEYOND_ASCII)) {
            return lower;
        }
        // an accent may be a character of its own
        char[] composed = Normalizer.normalize(lower, Normalizer.Form.NFC).toCharArray();
        char[] folded = new char[composed.length * MOST_FOR_ONE];
        return new String(folded, 0, ASCIIFoldingFilter.foldToASCII(composed, 0, folded, 0, composed.length));
    }

    /// What the inflected forms of a word share (Porter), the same for British and American spelling, and with accents and without.
    public static String stem(String word) {
        String american = plain(word);
        for (Spelling spelling : SPELLINGS) {
            if (american.contains(spelling.holds)) {
                american = spelling.british.matcher(american).replaceAll(spelling.american);
            }
        }
        return new PorterStemmer().stem(american);
    }
}
