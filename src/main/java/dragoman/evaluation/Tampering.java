package dragoman.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Falsifies true sentences in one place each, as a careless writer or a model does. It knows nothing of how they are checked.
public enum Tampering {

    /// Another number in a number's place.
    NUMBER {
        @Override
        Optional<String> of(String sentence, List<String> names, Random random) {
            return replaceOne(sentence, Pattern.compile("(?<![\\p{L}\\p{N}.,:])\\d+(?:,\\d{3})*(?:\\.\\d+)?(?=(?:bn|m|tn|k)?\\b|%)|(?<!-)\\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)\\b(?!-)"),
                    match -> {
                        // a year or a day of a month belongs to a date
                        String after = sentence.substring(match.end());
                        String before = sentence.substring(0, match.start());
                        return after.matches("(?s)(?:st|nd|rd|th)?,? (?:" + MONTHS + ")\\b.*") || before.matches("(?s).*\\b(?:" + MONTHS + ") $")
                                || match.group().matches("(?:1[5-9]|20)\\d\\d");
                    }, word -> otherNumber(word, random), random);
        }
    },
    /// The name of somebody or something else in a name's place.
    NAME {
        @Override
        Optional<String> of(String sentence, List<String> names, Random random) {
            return replaceName(sentence, names, random, _ -> true);
        }
    },
    /// Another day, month or year in a date's place.
    DATE {
        @Override
        Optional<String> of(String sentence, List<String> names, Random random) {
            return replaceOne(sentence, Pattern.compile("\\b(?:" + DAYS + "|" + MONTHS + "|(?:19|20)\\d\\d)\\b(?!['’]s)"), _ -> false, word -> {
                if (word.matches("\\d+")) {
                    return String.valueOf(Integer.parseInt(word) + (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(9)));
                }
                String[] all = (word.matches(DAYS) ? DAYS : MONTHS).split("\\|");
                String other = word;
                while (other.equals(word)) {
                    other = all[random.nextInt(all.length)];
                }
                return other;
            }, random);
        }
    },
    /// Denied what was said, or said what was denied.
    NEGATION {
        @Override
        Optional<String> of(String sentence, List<String> names, Random random) {
            Matcher denied = Pattern.compile("\\b(did|does|do|is|are|was|were|has|have|had|will|would|could|can|should)(?: not|n[’']t)\\b").matcher(sentence);
            if (denied.find()) {
                return Optional.of(sentence.substring(0, denied.end(1)) + sentence.substring(denied.end()));
            }
            Matcher said = Pattern.compile("\\b(?:is|are|was|were|has|have|had|will|would|could|can|should)\\b(?! not)(?= \\p{Ll})").matcher(sentence);
            return said.find() ? Optional.of(sentence.substring(0, said.end()) + " not" + sentence.substring(said.end())) : Optional.empty();
        }
    },
    /// The words of one given to another.
    SPEAKER {
        @Override
        Optional<String> of(String sentence, List<String> names, Random random) {
            return replaceName(sentence, names, random, match -> sentence.substring(match.end()).matches("(?s),? (?:said|says|told|added|warned|insisted|argued|announced|claimed|wrote|stated|replied|declared)\\b.*")
                    || sentence.substring(0, match.start()).matches("(?s).*[”\"’'],? (?:said|says|added|told) (?:\\p{Lu}\\p{L}+ ){0,3}$"));
        }
    };

    private static final String DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday";
    private static final String MONTHS = "January|February|March|April|June|July|August|September|October|November|December";
    private static final Pattern PROPER = Pattern.compile("(?<=[\\p{Ll},;:“\"] )(?!(?:" + DAYS + "|" + MONTHS + "|May|Mr|Mrs|Ms|Dr|I)\\b)\\p{Lu}\\p{Ll}{2,}(?: \\p{Lu}\\p{Ll}{2,})*");

    abstract Optional<String> of(String sentence, List<String> names, Random random);

    /// @param names of others, to put in
    /// @return empty if the sentence holds nothing of that kind
    public Optional<String> apply(String sentence, List<String> names, Random random) {
        return of(sentence, names, random).filter(changed -> !changed.equals(sentence));
    }

    /// The names in a sentence, but for one at its beginning, which may be any word.
    public static List<String> names(String sentence) {
        return PROPER.matcher(sentence).results().map(MatchResult::group).toList();
    }

    private interface Except {
        boolean applies(MatchResult match);
    }

    private interface Other {
        String of(String words);
    }

    private static Optional<String> replaceOne(String sentence, Pattern pattern, Except except, Other other, Random random) {
        List<MatchResult> places = new ArrayList<>(pattern.matcher(sentence).results().filter(match -> !except.applies(match)).toList());
        if (places.isEmpty()) {
            return Optional.empty();
        }
        MatchResult place = places.get(random.nextInt(places.size()));
        return Optional.of(sentence.substring(0, place.start()) + other.of(place.group()) + sentence.substring(place.end()));
    }

    private static Optional<String> replaceName(String sentence, List<String> names, Random random, Except only) {
        List<String> others = names.stream().filter(name -> !sentence.contains(name) && java.util.Arrays.stream(name.split(" ")).noneMatch(sentence::contains)).toList();
        return others.isEmpty() ? Optional.empty() : replaceOne(sentence, PROPER, match -> !only.applies(match), _ -> others.get(random.nextInt(others.size())), random);
    }

    private static String otherNumber(String word, Random random) {
        String[] small = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split(" ");
        if (Character.isLetter(word.charAt(0))) {
            String other = word;
            while (other.equals(word)) {
                other = small[random.nextInt(small.length)];
            }
            return other;
        }
        int at = -1;
        while (at < 0 || !Character.isDigit(word.charAt(at))) {
            at = random.nextInt(word.length());
        }
        char digit = word.charAt(at);
        char other = digit;
        while (other == digit) {
            other = (char) ('1' + random.nextInt(9));
        }
        return word.substring(0, at) + other + word.substring(at + 1);
    }
}
