package dragoman.retrieval;

import dragoman.article.Words;
import dragoman.article.Span;
import dragoman.article.Words.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds proper names, and knows which of them mean the same.
///
/// Countries and bodies come from a table of aliases (`names.txt`) and from the platform's own list of countries; every
/// other run of capitalised words is a name as it stands.
public final class Names {

    /// A name in a text.
    ///
    /// @param canonical the same for all aliases, e.g. `United Kingdom` for "British"
    /// @param span      where it stands
    /// @param standIn   whether it only stands in for the canonical name, as a capital does for its government
    /// @param listed    whether it is in the table of aliases, and not merely capitalised
    public record Name(String canonical, Span span, boolean standIn, boolean listed) {
    }

    private record Alias(String canonical, boolean standIn, boolean caseSensitive, boolean person, String written) {
    }

    private static final Set<String> PARTICLES = Set.of("de", "del", "der", "den", "di", "da", "dos", "du", "el", "al", "bin",
            "bint", "ibn", "la", "le", "van", "von");
    /// Titles and kinds of office: capitalised before a name, but not part of it.
    private static final Set<String> TITLES = Set.of("president", "prime", "minister", "secretary", "general", "king", "queen",
            "prince", "princess", "chancellor", "premier", "foreign", "defence", "defense", "finance", "treasury", "state", "vice",
            "vice-president", "vice-chancellor", "ambassador", "envoy", "special", "high", "representative", "commissioner", "chief",
            "leader", "pope", "sheikh", "emir", "mr", "mrs", "ms", "dr", "sir", "lord", "lady", "senator", "congressman", "speaker",
            "chairman", "chair", "director", "head", "deputy", "interior", "sunday", "monday", "tuesday", "wednesday", "thursday",
            "friday", "saturday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december", "i");

    private static final String PERSON = "@";
    private static final Set<String> LISTED = Stream.concat(
            Stream.of(Locale.getISOCountries()).map(code -> Locale.of("", code).getDisplayCountry(Locale.ENGLISH)),
            TextTable.lines("names.txt").stream().filter(line -> !line.startsWith(PERSON)).map(line -> line.split("[|~]", 2)[0].strip()))
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, List<Alias>> aliasesByFirstWord = new HashMap<>();

    public Names() {
        for (String code : Locale.getISOCountries()) {
            String country = Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
            add(country, country, false, false);
        }
        for (String line : TextTable.lines("names.txt")) {
            boolean person = line.startsWith(PERSON);
            String[] halves = (person ? line.substring(PERSON.length()) : line).split("~", 2);
            String[] same = halves[0].split("\\|");
            String canonical = same[0].strip();
            for (String alias : same) {
                add(canonical, alias.strip(), false, person);
            }
            if (halves.length > 1) {
                for (String standIn : halves[1].split(",")) {
                    add(canonical, standIn.strip(), true, false);
                }
            }
        }
    }

    private void add(String canonical, String alias, boolean standIn, boolean person) {
        List<Word> words = Words.of(alias);
        if (words.isEmpty()) {
            return;
        }
        boolean acronym = words.size() == 1 && words.getFirst().isAcronym();
        List<Alias> aliases = aliasesByFirstWord.computeIfAbsent(words.getFirst().lower(), _ -> new ArrayList<>());
        // the table follows the platform's list and wins
        aliases.removeIf(known -> known.written.equalsIgnoreCase(alias));
        aliases.add(new Alias(canonical, standIn, acronym, person, alias));
    }

    /// All ways to write a name that mean exactly it, the given one first; stand-ins are not among them.
    public List<String> aliases(String canonical) {
        Set<String> aliases = new LinkedHashSet<>(List.of(canonical));
        aliasesByFirstWord.values().forEach(list -> list.stream()
                .filter(alias -> alias.canonical.equals(canonical) && !alias.standIn).forEach(alias -> aliases.add(alias.written)));
        return List.copyOf(aliases);
    }

    /// The names in a question or a sentence that stands alone.
    public List<Name> in(String text) {
        return in(text, Set.of());
    }

    /// All names in the text, in order, none overlapping another; the longest alias wins.
    ///
    /// @param text  a sentence or a question: its first word counts as a name only where the table of aliases has it, where another
    ///              capitalised word follows, or where it is known
    /// @param known words that are names elsewhere in the same article
    public List<Name> in(String text, Set<String> known) {
        List<Word> words = Words.of(text);
        List<Name> names = new ArrayList<>();
        int i = 0;
        while (i < words.size()) {
            int length = listed(text, words, i, names);
            if (length == 0) {
                length = capitalised(text, words, i, known, names);
            }
            i += Math.max(1, length);
        }
        return names;
    }

    private int listed(String text, List<Word> words, int i, List<Name> names) {
        Alias best = null;
        int bestLength = 0;
        for (Alias alias : aliasesByFirstWord.getOrDefault(words.get(i).lower(), List.of())) {
            List<Word> wanted = Words.of(alias.written);
            if (wanted.size() > bestLength && matches(text, words, i, wanted, alias)) {
                best = alias;
                bestLength = wanted.size();
            }
        }
        if (best != null) {
            names.add(new Name(best.canonical, new Span(words.get(i).span().start(), words.get(i + bestLength - 1).span().end()),
                    best.standIn, !best.person));
        }
        return bestLength;
    }

    private static boolean matches(String text, List<Word> words, int i, List<Word> wanted, Alias alias) {
        if (i + wanted.size() > words.size()) {
            return false;
        }
        for (int k = 0; k < wanted.size(); k++) {
            Word word = words.get(i + k);
            boolean same = alias.caseSensitive ? word.text().equals(wanted.get(k).text()) : word.lower().equals(wanted.get(k).lower());
            if (!same) {
                return false;
            }
        }
        // "polish the text" and "turkey for dinner" are no countries, but a reader who writes no capitals at all means them
        return alias.caseSensitive || words.get(i).isCapitalised() || words.get(i).shouted() || text.equals(text.toLowerCase(Locale.ROOT));
    }

    private int capitalised(String text, List<Word> words, int i, Set<String> known, List<Name> names) {
        Word first = words.get(i);
        if (!first.isCapitalised() || first.isFunctionWord() || TITLES.contains(first.lower())) {
            return 0;
        }
        int end = i + 1;
        for (int k = end; k < words.size() && adjacent(text, words.get(k - 1), words.get(k)); k++) {
            Word word = words.get(k);
            if (word.isCapitalised() && !TITLES.contains(word.lower()) && !word.isFunctionWord()) {
                end = k + 1;
            } else if (!PARTICLES.contains(word.lower())) {
                break;
            }
        }
        boolean sentenceStart = text.substring(0, first.span().start()).chars().noneMatch(Character::isLetterOrDigit);
        if (sentenceStart && end == i + 1 && !first.isAcronym() && !known.contains(first.text())) {
            return 0;
        }
        Span span = new Span(first.span().start(), words.get(end - 1).span().end());
        String written = span.in(text);
        int last = written.lastIndexOf(' ');
        String familyName = last < 0 ? written : written.substring(last + 1);
        List<Alias> aliases = aliasesByFirstWord.getOrDefault(familyName.toLowerCase(Locale.ROOT), List.of());
        String canonical = aliases.stream().filter(alias -> alias.written.equalsIgnoreCase(familyName)).map(Alias::canonical)
                .findFirst().orElse(familyName);
        names.add(new Name(aliases.isEmpty() ? written : canonical, span, false, false));
        return end - i;
    }

    private static boolean adjacent(String text, Word before, Word after) {
        String between = text.substring(before.span().end(), after.span().start());
        return between.equals(" ") || between.equals("-") || between.equals("’") || between.equals("'") || between.equals(". ");
    }

    /// Whether both names may mean the same: equal, or one a single word with which a person's name begins or ends ("Starmer" and
    /// "Keir Starmer", "Xi" and "Xi Jinping"), or that stands within a long one ("Lula" and "Luiz Inácio Lula da Silva"). A part of a listed
    /// name is another name: "European" is not the European Union.
    public static boolean same(String canonical, String other) {
        if (canonical.equalsIgnoreCase(other)) {
            return true;
        }
        String one = Words.plain(canonical);
        String another = Words.plain(other);
        if (one.equals(another)) {
            return true;
        }
        if (LISTED.contains(canonical) || LISTED.contains(other)) {
            return false;
        }
        String shorter = one.length() < another.length() ? one : another;
        String longer = shorter == one ? another : one;
        return shorter.indexOf(' ') < 0 && shorter.length() > 1 && (shorter.length() > 3 && longer.contains(" " + shorter + " ") || longer.startsWith(shorter + " ")
                || longer.endsWith(" " + shorter));
    }
}
