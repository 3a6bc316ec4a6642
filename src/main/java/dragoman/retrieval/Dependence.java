package dragoman.retrieval;

import dragoman.article.Words;
import dragoman.article.Span;
import dragoman.retrieval.Names.Name;
import dragoman.article.Words.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Tells whether a question can be understood without what was said before it.
///
/// It cannot where it is elliptical ("And Italy?"), where it points back ("since then", "what else"), or where a pronoun has
/// nobody to stand for. A pronoun stands for a name or noun before it; that of the main clause ("What did he say about
/// Macron?") for none in its own clause; an object never for its subject ("What did Macron say about it?").
final class Dependence {

    private enum Referent {
        PERSON, PLURAL, THING
    }

    /// What a pronoun may stand for.
    ///
    /// @param named whether a name that could also be a person's: it is hardly meant by the object "it"
    private record Candidate(int start, Set<Referent> as, boolean named) {
    }

    private static final Set<String> AUXILIARIES = words("did does do has have had will would can could should is was are were may might must");
    private static final Set<String> QUESTION_WORDS = words("who whom whose what when where why how which");
    private static final Set<String> CONJUNCTIONS = words("and or but");
    private static final Set<String> SUBORDINATORS = words("when because while if that after before although since");
    private static final Set<String> DETERMINERS = words("the a an which what any no every each whose");
    private static final Set<String> PREPOSITIONS = words("about of to for with on from by against in at over into behind under towards toward between without");
    private static final Set<String> ROLES = words("president minister leader chancellor king queen prince princess premier secretary chief ambassador envoy "
            + "spokesman spokeswoman spokesperson commissioner general head pope emir official diplomat negotiator man woman person candidate politician "
            + "senator mayor governor writer author journalist");
    private static final Set<String> LIGHT = words("happen happened happening happens said come came went goes mean means next matter matters change changed won "
            + "wins think agree know knows respond afterwards later true sure else go");
    private static final Set<String> TIMES = words("week month year quarter morning afternoon evening weekend time spring summer autumn fall winter "
            + "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december");

    private static final Pattern OPENER = Pattern.compile("^(?:(?:and|but|so|or|then|ok|okay|well|also)[, ]+)+", Pattern.CASE_INSENSITIVE);
    private static final Pattern ELLIPSIS = Pattern.compile("^(?:what|how) about\\b.*|^(?:really|why not|how so|how come|go on|continue|same for|like (?:who|what)|such as"
            + "|tell me more|more|more details|(?:please )?(?:elaborate|explain(?: further)?))[ ?.!]*$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern FRAGMENT = Pattern.compile("^(?:in|on|at|with|by|for|from|to|about|since|until|after|before|during|not|only|even) [^?]{1,60}\\?$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern POINTS_BACK = Pattern.compile("\\b(?:(?:which|that|this|first|second|third|last|other|another) ones?\\b(?!-)|the latter\\b|the above\\b"
            + "|(?:what|who|where|when|why|how|which|anything|anyone|anybody|somebody|someone) else\\b(?!.*\\b(?:besides|apart|than|except|but)\\b)"
            + "|(?:since|by|until|till|from|before|back) then\\b|then\\s*[?.!]*$"
            + "|you (?:just )?(?:said|say|mentioned|wrote|listed|named|told)\\b|(?:your|the) (?:last|previous|first) (?:answer|question|sentence)\\b|your answer\\b)",
            Pattern.CASE_INSENSITIVE);
    /// "It" that stands for what follows: "is it true that …", "how long will it take to …".
    private static final Pattern EXPLETIVE = Pattern.compile("^(?:['’]s|['’]ll)?(?: (?:is|was|be|been|being|has|have|will|would|become|became|get|seem|seems|really|still|now|so|not|"
            + "yet|ever|actually|also|generally|widely|too))* (?:(?:true|clear|possible|impossible|certain|obvious|evident|necessary|important|essential|known|unknown|likely|"
            + "unlikely|legal|illegal|easy|hard|difficult|safe|right|wrong|time|said|reported|announced|agreed|decided|expected|believed|thought|feared|"
            + "confirmed|revealed|understood|claimed|alleged|estimated|hoped|worth|fair|realistic|significant|common|best|better|good|bad|dangerous)"
            + "(?: (?:for|to|that|whether|if|how|why|what|when|who|where|which|the|in|\\p{Lu}))"
            + "|(?:take|took|takes|taken|cost|costs|mean|means|matter|matters)(?! ?[?.!]| place| part)(?= \\S)|that\\b|\\p{Lu}[^?]{0,40} (?:who|that)\\b)");
    private static final Pattern PLACE_IT_STANDS_FOR = Pattern.compile("(?i)\\b(?:in|at|to|near|from) (?:the )?\\p{L}");

    private final String text;
    private final List<Name> names;
    private final List<Word> words;
    private final List<Candidate> candidates = new ArrayList<>();

    private Dependence(String text, List<Name> names) {
        this.text = text;
        this.names = names;
        this.words = Words.of(text);
    }

    /// Whether the question needs what was said before.
    ///
    /// @param names the names in it
    /// @param timed whether it says which time it is about
    static boolean of(String text, List<Name> names, boolean timed) {
        return new Dependence(text, names).holds(timed);
    }

    private boolean holds(boolean timed) {
        if (words.isEmpty()) {
            return false;
        }
        Matcher opener = OPENER.matcher(text);
        String rest = opener.find() ? text.substring(opener.end()) : text;
        boolean sentence = words.stream().anyMatch(word -> AUXILIARIES.contains(word.lower()) || QUESTION_WORDS.contains(word.lower()));
        if (rest.length() < text.length() && !sentence || ELLIPSIS.matcher(rest).matches() || POINTS_BACK.matcher(text).find()
                || FRAGMENT.matcher(rest).matches() && !sentence && words.size() <= 5) {
            return true;
        }
        collect();
        return isBare(timed) || pointsAtNothing();
    }

    private void collect() {
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            Optional<Name> name = names.stream().filter(known -> known.span().contains(word.span())).findFirst();
            boolean role = ROLES.contains(word.lower());
            if (name.isPresent()) {
                boolean listed = name.get().listed();
                boolean joined = text.startsWith("and ", Math.max(0, word.span().start() - 4));
                candidates.add(new Candidate(name.get().span().start(), listed ? Set.of(Referent.PLURAL, Referent.THING)
                        : joined ? Set.of(Referent.values()) : Set.of(Referent.PERSON, Referent.THING), !listed));
            } else if (role) {
                candidates.add(new Candidate(word.span().start(), Set.of(Referent.PERSON), false));
            } else if (word.lower().equals("who") || word.lower().equals("everyone") || word.lower().equals("anybody") || word.lower().equals("anyone")) {
                candidates.add(new Candidate(word.span().start(), Set.of(Referent.PERSON, Referent.PLURAL), false));
            } else if (isContent(word) && word.lower().matches(".{3,}[^s]s")) {
                candidates.add(new Candidate(word.span().start(), Set.of(Referent.PLURAL), false));
            } else if (isContent(word) && i > 0 && DETERMINERS.contains(words.get(i - 1).lower())) {
                boolean titled = words.subList(i, Math.min(words.size(), i + 3)).stream().anyMatch(next -> ROLES.contains(next.lower()));
                if (!titled) {
                    candidates.add(new Candidate(word.span().start(), Set.of(Referent.THING), false));
                }
            }
        }
    }

    private static boolean isContent(Word word) {
        return !word.isFunctionWord() && !word.isNumber() && word.text().length() > 1;
    }

    /// "Why?", "Who attended?", "What happened next?"
    private boolean isBare(boolean timed) {
        String first = words.getFirst().lower();
        boolean asks = QUESTION_WORDS.contains(first) || AUXILIARIES.contains(first) || PREPOSITIONS.contains(first) || first.equals("since") || first.equals("until");
        List<String> content = words.stream().filter(Dependence::isContent).map(Word::lower).toList();
        boolean little = LIGHT.containsAll(content) || content.size() == 1 && content.getFirst().endsWith("ed");
        return asks && little && !timed && names.isEmpty() && words.stream().noneMatch(Word::isNumber);
    }

    private boolean pointsAtNothing() {
        for (int i = 0; i < words.size(); i++) {
            boolean open = switch (words.get(i).lower()) {
                case "he", "she" -> !stands(i, Referent.PERSON, false);
                case "him" -> !stands(i, Referent.PERSON, true);
                case "his", "hers" -> !stands(i, Referent.PERSON, false) && !isNamedLater(i);
                case "her" -> !stands(i, Referent.PERSON, isObject(i)) && !isNamedLater(i);
                case "they" -> !stands(i, Referent.PLURAL, false);
                case "them" -> !stands(i, Referent.PLURAL, true);
                case "their", "theirs" -> !stands(i, Referent.PLURAL, false) && !isNamedLater(i);
                case "it" -> !EXPLETIVE.matcher(text.substring(words.get(i).span().end())).lookingAt() && !stands(i, Referent.THING, isObject(i));
                case "its" -> !stands(i, Referent.THING, false) && !isNamedLater(i);
                case "this", "these", "those", "that" -> isDemonstrative(i) && candidatesBefore(clauseStart(i)).findAny().isEmpty();
                case "there" -> isPlace(i) && !PLACE_IT_STANDS_FOR.matcher(text.substring(0, words.get(i).span().start())).find();
                default -> false;
            };
            if (open) {
                return true;
            }
        }
        return false;
    }

    private boolean stands(int i, Referent as, boolean object) {
        Predicate<Candidate> fits = candidate -> candidate.as.contains(as);
        int clause = clauseStart(i);
        if (isMainSubject(i, clause)) {
            return candidatesBefore(clause).anyMatch(fits);
        }
        int here = words.get(i).span().start();
        if (!object) {
            return candidatesBefore(here).anyMatch(fits);
        }
        int opening = subjectFollows(i).map(Span::end).orElse(0);
        int subject = candidates.stream().mapToInt(Candidate::start).filter(start -> start >= opening).min().orElse(-1);
        return candidatesBefore(here).filter(candidate -> candidate.start != subject).anyMatch(fits.and(candidate -> as != Referent.THING || !candidate.named));
    }

    private Stream<Candidate> candidatesBefore(int position) {
        return candidates.stream().filter(candidate -> candidate.start < position);
    }

    /// Where the clause begins: at a mark, or where another question follows an "and".
    private int clauseStart(int i) {
        int mark = markBefore(i);
        for (int k = i - 2; k >= 0 && words.get(k).span().start() > mark; k--) {
            String next = words.get(k + 1).lower();
            if (CONJUNCTIONS.contains(words.get(k).lower()) && (QUESTION_WORDS.contains(next) || AUXILIARIES.contains(next))) {
                return words.get(k).span().start();
            }
        }
        return mark;
    }

    private int markBefore(int i) {
        for (int at = words.get(i).span().start() - 1; at >= 0; at--) {
            if (",;:.?!—".indexOf(text.charAt(at)) >= 0) {
                return at;
            }
        }
        return 0;
    }

    /// Right behind the first auxiliary verb of its clause, as in "What did he …".
    private boolean isMainSubject(int i, int clause) {
        return i > 0 && AUXILIARIES.contains(words.get(i - 1).lower()) && words.subList(0, i - 1).stream()
                .noneMatch(word -> word.span().start() >= clause && AUXILIARIES.contains(word.lower()));
    }

    /// The last word before that a subject stands behind: "… did Russia", "… when Trump".
    private Optional<Span> subjectFollows(int i) {
        return words.subList(0, i).stream().filter(word -> AUXILIARIES.contains(word.lower()) || SUBORDINATORS.contains(word.lower())).map(Word::span).max(Comparator.comparingInt(Span::start));
    }

    private boolean isObject(int i) {
        boolean last = i + 1 == words.size() || ",;:.?!".indexOf(text.charAt(words.get(i).span().end())) >= 0;
        return last || words.get(i + 1).isFunctionWord() && !AUXILIARIES.contains(words.get(i + 1).lower())
                || i > 0 && PREPOSITIONS.contains(words.get(i - 1).lower()) && !words.get(i).lower().equals("her");
    }

    /// "How much of its GDP does Spain …": whoever is named behind the verb.
    private boolean isNamedLater(int i) {
        int clause = clauseStart(i);
        return !isMainSubject(i, clause) && names.stream().anyMatch(name -> words.stream().anyMatch(word -> AUXILIARIES.contains(word.lower())
                && word.span().start() > words.get(i).span().start() && word.span().end() + 1 == name.span().start()));
    }

    /// "Who said that?" and "that summit", not "said that Russia" or "the deal that ended".
    private boolean isDemonstrative(int i) {
        boolean last = i + 1 == words.size();
        String next = last ? "" : words.get(i + 1).lower();
        String before = i == 0 ? "" : words.get(i - 1).lower();
        return switch (words.get(i).lower()) {
            case "that" -> last || ",;:.?!".indexOf(text.charAt(words.get(i).span().end())) >= 0
                    || (PREPOSITIONS.contains(before) || before.equals("after") || before.equals("before") || before.equals("since")) && !before.equals("in")
                    || AUXILIARIES.contains(before) && isMainSubject(i, clauseStart(i)) || isLastNoun(i + 1);
            case "those" -> !Set.of("who", "present", "in", "of", "from", "with", "which", "that", "at", "killed", "attending", "involved").contains(next);
            default -> !TIMES.contains(next) && !Set.of("past", "coming", "days", "early", "late").contains(next);
        };
    }

    /// "Who attended that summit?", not "… the deal that failed?"
    private boolean isLastNoun(int i) {
        Word word = words.get(i);
        boolean last = i + 1 == words.size() || ",;:.?!".indexOf(text.charAt(word.span().end())) >= 0;
        return last && isContent(word) && !word.isCapitalised() && !word.lower().endsWith("ed") && !LIGHT.contains(word.lower()) && !TIMES.contains(word.lower());
    }

    /// "Who was there?", not "Were there any talks?"
    private boolean isPlace(int i) {
        boolean last = i + 1 == words.size() || ",;:.?!".indexOf(text.charAt(words.get(i).span().end())) >= 0;
        boolean exists = i > 0 && (AUXILIARIES.contains(words.get(i - 1).lower()) || words.get(i - 1).lower().equals("be"))
                || !last && (AUXILIARIES.contains(words.get(i + 1).lower()) || words.get(i + 1).lower().startsWith("remain"));
        return last || !exists;
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }
}
