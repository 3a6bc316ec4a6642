package dragoman.evidence;

import dragoman.retrieval.Names.Name;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Follows, sentence by sentence, whose words an article reports.
///
/// A speaker stands right before or right after a verb of saying, outside quotation marks, with nothing but a title, an aside or
/// an adverb in between ("French President Emmanuel Macron told Le Figaro"). "He said", and a quotation without any speaker, go on
/// with the speaker before.
public final class Speakers {

    private static final Set<String> VERBS = stems("said says say told tells tell warned warns stated states added adds argued argues "
            + "insisted insists claimed claims declared declares stressed stresses urged urges remarked remarks commented called calls "
            + "announced announces described describes accused accuses asked asks demanded demands reiterated replied responded wrote "
            + "writes praised praises condemned condemns welcomed welcomes criticised criticized noted notes emphasised emphasized "
            + "underlined vowed promised pledged suggested acknowledged admitted denied expressed thanked hailed proposed confirmed "
            + "echoed thinks believes believed posted tweeted");
    private static final Set<String> PRONOUNS = Set.of("he", "she", "they");
    private static final Set<String> CONJUNCTIONS = Set.of("and", "but", "then");
    private static final int ASIDE = 7;

    private Set<String> last = Set.of();

    private static Set<String> stems(String words) {
        Set<String> stems = new java.util.HashSet<>();
        for (String word : words.split(" ")) {
            stems.add(Words.stem(word));
        }
        return stems;
    }

    /// The speakers of the next sentence of the article; empty if it reports nobody's words.
    public Set<String> of(String sentence, List<Name> names) {
        List<Word> words = Words.of(sentence).stream().filter(word -> !isQuoted(sentence, word.span().start())).toList();
        Set<String> speakers = new LinkedHashSet<>();
        boolean pronoun = false;
        for (int i = 0; i < words.size(); i++) {
            // "the State of Palestine" states nothing
            if (!VERBS.contains(words.get(i).stem()) || words.get(i).isCapitalised()) {
                continue;
            }
            // what stands before a quotation does not stand before the verb after it
            boolean follows = i > 0 && !sentence.substring(words.get(i - 1).span().end(), words.get(i).span().start()).matches("(?s).*[”\"].*");
            if (follows && PRONOUNS.contains(words.get(i - 1).lower())) {
                pronoun = true;
            } else if (follows && CONJUNCTIONS.contains(words.get(i - 1).lower())) {
                addSubjectOfClause(sentence, names, words.get(i), speakers);
            } else if (!addBefore(sentence, names, words, i, speakers)) {
                addAfter(sentence, names, words.get(i), speakers);
            }
        }
        if (speakers.isEmpty() && (pronoun || isOnlyQuotation(sentence))) {
            return last;
        }
        if (!speakers.isEmpty()) {
            last = Set.copyOf(speakers);
        } else if (!names.isEmpty()) {
            // somebody else has come up: "he said" may be theirs
            last = Set.of();
        }
        return Set.copyOf(speakers);
    }

    private static boolean addBefore(String sentence, List<Name> names, List<Word> words, int verb, Set<String> speakers) {
        int start = words.get(verb).span().start();
        for (int n = names.size() - 1; n >= 0; n--) {
            Name name = names.get(n);
            if (name.span().end() > start || isQuoted(sentence, name.span().start())) {
                continue;
            }
            String between = sentence.substring(name.span().end(), start);
            if (Words.of(between).size() > ASIDE || between.matches(".*[.;:“”\"].*") || between.matches("(?s).*\\b(?:and|but|while|that)\\b.*")) {
                return false;
            }
            speakers.add(name.canonical());
            addApposition(sentence, names, n, speakers);
            return true;
        }
        return false;
    }

    /// "Bendjama supported the text but said": whoever did the one thing said the other.
    private static void addSubjectOfClause(String sentence, List<Name> names, Word verb, Set<String> speakers) {
        String before = sentence.substring(0, verb.span().start());
        int clause = Math.max(before.lastIndexOf(';'), before.lastIndexOf(':')) + 1;
        for (int n = 0; n < names.size(); n++) {
            Name name = names.get(n);
            if (name.span().start() >= clause && name.span().end() <= before.length() && !isQuoted(sentence, name.span().start())) {
                speakers.add(name.canonical());
                for (int k = n + 1; k < names.size() && isTitleBetween(sentence, names.get(k - 1), names.get(k)); k++) {
                    speakers.add(names.get(k).canonical());
                }
                return;
            }
        }
    }

    /// "French President Emmanuel Macron": France speaks as well.
    private static void addApposition(String sentence, List<Name> names, int n, Set<String> speakers) {
        for (int k = n - 1; k >= 0; k--) {
            if (!isTitleBetween(sentence, names.get(k), names.get(k + 1))) {
                return;
            }
            speakers.add(names.get(k).canonical());
        }
    }

    private static boolean isTitleBetween(String sentence, Name first, Name second) {
        String between = sentence.substring(first.span().end(), second.span().start());
        return between.matches("[\\p{L} -]*") && Words.of(between).stream().allMatch(word -> word.isCapitalised() || word.lower().equals("foreign"))
                || between.matches("[’']s (?:\\p{L}+ ){1,4}");
    }

    private static void addAfter(String sentence, List<Name> names, Word verb, Set<String> speakers) {
        String before = sentence.substring(0, verb.span().start()).stripTrailing();
        boolean afterQuotation = before.matches("(?s).*[”\"][,.]?");
        if (!afterQuotation) {
            return;
        }
        for (Name name : names) {
            if (name.span().start() < verb.span().end()) {
                continue;
            }
            String between = sentence.substring(verb.span().end(), name.span().start());
            if (Words.of(between).size() <= 4 && !between.matches("(?s).*[.;:,“”].*")) {
                speakers.add(name.canonical());
                int end = name.span().end();
                names.stream().filter(next -> next.span().start() >= end
                        && sentence.substring(end, next.span().start()).matches("(?: \\p{Lu}\\p{L}*)* ")).findFirst()
                        .ifPresent(next -> speakers.add(next.canonical()));
            }
            return;
        }
    }

    private static boolean isOnlyQuotation(String sentence) {
        return sentence.matches("(?s)[“\"].*") && Words.of(sentence).stream().allMatch(word -> isQuoted(sentence, word.span().start()));
    }

    /// Whether a place lies between quotation marks.
    public static boolean isQuoted(String sentence, int at) {
        boolean open = false;
        for (int i = 0; i < at; i++) {
            open = switch (sentence.charAt(i)) {
                case '“' -> true;
                case '”' -> false;
                case '"' -> !open;
                default -> open;
            };
        }
        return open;
    }

}
