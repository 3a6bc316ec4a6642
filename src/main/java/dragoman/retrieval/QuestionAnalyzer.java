package dragoman.retrieval;

import dragoman.article.PartsOfSpeech;
import dragoman.article.PartsOfSpeech.Tagged;
import dragoman.article.Words;
import dragoman.article.Span;
import dragoman.retrieval.AnalyzedQuestion.Kind;
import dragoman.retrieval.AnalyzedQuestion.Kindred;
import dragoman.retrieval.AnalyzedQuestion.Term;
import dragoman.retrieval.Names.Name;
import dragoman.article.Words.Word;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads from an English question what it asks for, by rules.
@Singleton
public class QuestionAnalyzer {

    private static final String SAY = "say|said|tell|told|warn|call|describe|argue|claim|declare|insist|stress|urge|remark|comment|"
            + "state|respond|reply|think|announce|express";
    /// The first rule that matches tells the kind.
    private static final Map<Pattern, Kind> RULES = new LinkedHashMap<>();

    static {
        rule("(?:who|which|what|list|name)\\b.*\\b(?:attend\\w*|t(?:ake|ook) part|participat\\w+|present at|were (?:there|at|present)|"
                + "was (?:there|at|present)|attendees|participants|gathered|joined the (?:summit|meeting|talks|conference))\\b.*", Kind.ATTENDEES);
        rule("(?:what|how) (?:did|does|do|has|have|was|were|is)\\b.*\\b(?:" + SAY + ")\\b.*", Kind.SAID);
        rule(".*\\bhow (?:much|many|large|big|high|long|far|old|often)\\b.*", Kind.AMOUNT);
        rule(".*\\b(?:what|which) (?:is |was |were |are |share |the )*(?:amount|sum|percentage|per cent|percent|number|price|cost|size|value|"
                + "total|figure|share|proportion|rate)\\b.*", Kind.AMOUNT);
        rule("what(?: has|'s|’s| is)? (?:happen(?:ed|ing|s)?|(?:the )?(?:latest|news|new|going on))\\b.*|(?:the )?(?:latest|news)\\b.*|tell me about\\b.*"
                + "|what about\\b.*", Kind.OVERVIEW);
        rule("what (?:did|does|do|has|have|had|was|were|is|are)\\b.*\\b(?:pledge\\w*|promise\\w*|offer\\w*|commit\\w*|contribut\\w+|donate\\w*)\\b.*", Kind.PLEDGED);
        rule("when\\b.*|since when\\b.*|.*\\b(?:what|which) (?:date|day|year|month|time|hour)\\b.*|(?:what|which) (?:is|was) the date\\b.*", Kind.WHEN);
        rule("where\\b.*|.*\\b(?:in|at|to|from) (?:what|which) (?:city|town|place|country|venue|location|capital|resort|hotel|palace|building)\\b.*"
                + "|(?:what|which) (?:city|town|venue|place|location|capital|resort)\\b.*", Kind.WHERE);
        rule("why\\b.*|for what reason\\b.*|what (?:is|was) the reason\\b.*", Kind.WHY);
        rule("(?:who|whom|whose|by whom|with whom|to whom)\\b.*|(?:what|which) (?:\\w+ )?(?:country|countries|nation|nations|leader|leaders|state|"
                + "states|minister|ministers|president|person|people|government|governments|organisation|organization|body|company)\\b.*", Kind.WHO);
        rule("(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)\\b.*", Kind.YES_NO);
        rule(".*", Kind.OTHER);
    }

    /// Words that a question of this kind is made of: they say what is wanted, not what about.
    private static final Map<Kind, Set<String>> ASKING = Map.of(
            Kind.ATTENDEES, words("attend attended attendee attendees take took taken part participate participated participant participants "
                    + "present there gather gathered join joined country countries nation nations leader leaders people person delegation"),
            Kind.SAID, words(SAY.replace('|', ' ') + " saying says"),
            Kind.AMOUNT, words("amount money sum percentage cent percent number price size value total figure share proportion rate large big high old often long far much many last lasted"),
            Kind.WHEN, words("date day year month time hour"),
            Kind.WHERE, words("city town place country venue location capital resort building"),
            Kind.WHY, words("reason"),
            Kind.OVERVIEW, words("happen happened happening happens latest news new going on tell"),
            Kind.WHO, words("country countries nation nations leader leaders state states minister ministers person people government "
                    + "governments organisation organization body company"));
    /// Verbs that say only that something was.
    private static final Set<String> LIGHT_VERBS = words("hold held take took taken place happen happened occur occurred come came go "
            + "made make get got become became");
    private static final Set<String> GOING = words("go come came");
    private static final Pattern EVENT_AFTER = Pattern.compile("^[’']?s?[ -](?:(?!the |a |an |at |to |of |on )\\w+ )?(?:summit|talks|meeting|conference|agreement|accord|"
            + "accords|declaration|treaty|deal|forum|gathering|statement|communique|communiqué|document|process|round|protocol)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern COUNTED = Pattern.compile("\\bhow many (?:[\\p{L}-]+ ){0,3}?([\\p{L}]+)(?= (?:did|do|does|will|would|were|was|are|is|has|have|had|can|"
            + "could|attended|took|voted|signed|joined|abstained|died)\\b|\\?|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEED = Pattern.compile("^(?:who|(?:which|what) (?:\\w+ ){1,2}?)\\s*(?:(?:will|would|has|have|had|also|first) )*(\\p{L}+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AUXILIARY = Pattern.compile(
            "\\b(?i:did|does|do|has|have|had|will|would|can|could|should|is|was|are|were) (?:the )?(?=\\p{Lu})");
    private static final Pattern PLACE_BEFORE = Pattern.compile(".*\\b(?:in|at|near|during|after) (?:the )?$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /// "Today" with a capital is a newspaper or a channel, except where it begins the question.
    private static final Pattern LATEST = Pattern.compile("(?i:\\b(?<!at (?:the )?)(?:latest|newest)\\b|\\b(?:most recent|most recently|recently|lately|current|currently|nowadays|presently|"
            + "at present|at the moment|these days|up to date|up-to-date|to date|until now|as things stand|as it stands)\\b"
            + "|\\brecent\\b(?! (?:days|weeks|months|years|decades|history|past))|(?<!\\b(?:from|just) )\\bnow\\b(?! that\\b|-)|\\bso far\\b(?!-| (?:away|as|apart|from|that)\\b)"
            + "|(?<!\\b(?:was|were|had|while|stand|standing) )\\bstill\\b|\\byet\\s*\\??$|\\bany ?more\\b|\\bany news\\b|^what(?: is|['’]s) new\\b|\\blast (?:time|thing)\\b)"
            + "|\\btoday\\b|^Today\\b");

    /// Words for people that countries and bodies go by as well.
    private static final Pattern ASKS_FOR_BODIES = Pattern.compile("(?:member|donor|partner|party|parties|ally|allies|mediator|neighbour|power|signator(?:y|ie)|host|backer|opponent|buyer|seller|lender|participant|side|people|"
            + "prisoner|hostage|captive|soldier|casualt(?:y|ie)|victim|troop|civilian|refugee|migrant|passenger|visitor)s?");
    private static final Pattern ASKING_FOR_HEAD = Pattern.compile("\\b(?:which|what|how many|whose) ", Pattern.CASE_INSENSITIVE);
    /// Parts of speech that may stand between the asking word and its noun.
    private static final Set<String> MODIFIERS = Set.of("ADJ", "NUM", "PROPN", "ADV", "DET", "PUNCT");

    /// What names a period, which articles are chosen by, and no word that they must have.
    private static final Set<String> CALENDAR = Stream.concat(Stream.of(Month.values()).map(month -> month.getDisplayName(TextStyle.FULL, Locale.ENGLISH)),
            Stream.of(DayOfWeek.values()).map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))).map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern ESCAPE = Pattern.compile("\\x1b\\[[0-9;]*[A-Za-z]");
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]{0,80}>");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}&&[^\u200d]]|(?![\\s])\\p{Cc}");
    private static final Pattern BLANKS = Pattern.compile("[\\s\u00a0]+");

    private final Names names = new Names();
    private final RelatedWords related = new RelatedWords();
    private final Thesaurus thesaurus = new Thesaurus();
    private final PartsOfSpeech partsOfSpeech = new PartsOfSpeech();

    private static void rule(String pattern, Kind kind) {
        RULES.put(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), kind);
    }

    /// Analyses any text; one that asks nothing has the kind {@link Kind#OTHER} and may have no terms.
    ///
    /// @param today the day on which it is asked, or as of which it is to be answered
    public AnalyzedQuestion analyze(String question, LocalDate today) {
        return analyze(question, today, () -> today);
    }

    /// The same where the articles end before today.
    ///
    /// @param reported the day up to which there are articles, asked for only where the question names a month or day without its year
    public AnalyzedQuestion analyze(String question, LocalDate today, Supplier<LocalDate> reported) {
        String text = plain(question);
        Kind kind = kind(text);
        Set<String> asking = ASKING.getOrDefault(kind, Set.of());
        List<Name> found = names.in(text);
        Optional<Period> period = QuestionPeriods.in(text, today, reported);
        Map<String, Term> terms = new LinkedHashMap<>();
        List<String> figures = new ArrayList<>();
        for (Word word : Words.of(text)) {
            boolean inName = found.stream().anyMatch(name -> name.span().contains(word.span()));
            if (word.isNumber()) {
                figures.add(word.text());
            } else if (period.isPresent() && CALENDAR.contains(word.lower())) {
                continue;
            } else if (!inName && !word.isFunctionWord() && word.text().length() > 1
                    && !asking.contains(word.lower()) && !isLight(kind, word)) {
                terms.putIfAbsent(word.stem(), term(word.text()));
            }
        }
        List<Tagged> tagged = partsOfSpeech.of(text);
        List<String> canonical = found.stream().map(name -> meant(name, text)).distinct().toList();
        Set<String> settings = found.stream().filter(name -> isSetting(name, text)).map(name -> meant(name, text)).collect(Collectors.toSet());
        boolean latest = LATEST.matcher(text).find();
        Optional<Term> head = head(text, tagged);
        return new AnalyzedQuestion(text, kind, canonical, settings, canonical.stream().flatMap(name -> names.aliases(name).stream()).toList(),
                List.copyOf(figures), List.copyOf(terms.values()), counted(text),
                deed(text, terms), verbs(text, tagged), head, head.filter(noun -> !ASKS_FOR_BODIES.matcher(noun.word()).matches() && thesaurus.isPerson(noun.word())).isPresent(), actor(found, text), period, latest, Dependence.of(text, found, period.isPresent() || latest),
                Offices.in(text, found), kindred(text, tagged, found, terms));
    }

    /// Nouns right before another noun, such as "dam" in "the dam accord", and verbs that stand for one, as in "the fishing treaty"; names are
    /// looked for by themselves.
    private List<Kindred> kindred(String text, List<Tagged> tagged, List<Name> names, Map<String, Term> terms) {
        List<Kindred> kindred = new ArrayList<>();
        for (int i = 0; i + 1 < tagged.size(); i++) {
            Span modifier = tagged.get(i).span();
            Span head = tagged.get(i + 1).span();
            Term term = terms.get(Words.stem(modifier.in(text)));
            boolean noun = tagged.get(i).tag().equals("NOUN") || tagged.get(i).tag().equals("VERB") && i > 0 && tagged.get(i - 1).tag().equals("DET");
            // "5 percent target" has a measure, and a misspelt word is none that an article could have
            boolean measure = i > 0 && tagged.get(i - 1).tag().equals("NUM");
            boolean compound = term != null && noun && !measure && thesaurus.isKnown(term.word()) && tagged.get(i + 1).tag().equals("NOUN")
                    && terms.containsKey(Words.stem(head.in(text))) && head.start() == modifier.end() + 1
                    && names.stream().noneMatch(name -> name.span().contains(modifier) || name.span().contains(head));
            if (compound) {
                kindred.add(new Kindred(term, text.substring(modifier.start(), head.end())));
            }
        }
        return List.copyOf(kindred);
    }

    /// The words without what cannot be seen: marks of direction, blanks of no width, hyphens that may be; composed characters, as articles
    /// have them.
    static String plain(String question) {
        String visible = ESCAPE.matcher(Normalizer.normalize(question, Normalizer.Form.NFC)).replaceAll(" ");
        return BLANKS.matcher(INVISIBLE.matcher(TAG.matcher(visible).replaceAll(" ")).replaceAll("")).replaceAll(" ").strip();
    }

    /// "London summit: who attended?" asks what stands behind the colon.
    private static Kind kind(String text) {
        String asked = text.substring(text.lastIndexOf(':') + 1).strip();
        String decisive = asked.isEmpty() ? text : asked;
        return RULES.entrySet().stream().filter(rule -> rule.getKey().matcher(decisive).matches()).findFirst().orElseThrow().getValue();
    }

    private Optional<Term> counted(String text) {
        Matcher matcher = COUNTED.matcher(text);
        return matcher.find() ? Optional.of(term(matcher.group(1))) : Optional.empty();
    }

    private static Optional<Term> deed(String text, Map<String, Term> terms) {
        Matcher matcher = DEED.matcher(text);
        return matcher.find() ? Optional.ofNullable(terms.get(Words.stem(matcher.group(1)))) : Optional.empty();
    }

    /// Whoever follows the auxiliary verb: "Did Russia accept …", "How much did the Dutch government pledge …".
    private static Optional<Name> actor(List<Name> found, String text) {
        Matcher auxiliary = AUXILIARY.matcher(text);
        return auxiliary.find() ? found.stream().filter(name -> name.span().start() == auxiliary.end() && !isSetting(name, text))
                .findFirst() : Optional.empty();
    }

    private Term term(String word) {
        String stem = Words.stem(word);
        return new Term(word.toLowerCase(Locale.ROOT), stem, related.of(stem), thesaurus.like(word));
    }

    private List<Term> verbs(String text, List<Tagged> tagged) {
        return Words.of(text).stream().filter(word -> !word.isFunctionWord() && !LIGHT_VERBS.contains(word.lower()))
                .filter(word -> tagged.stream().anyMatch(token -> token.tag().equals("VERB") && token.isOf(word))).map(word -> term(word.text())).distinct().toList();
    }

    /// The noun that "which", "what" or "how many" asks for.
    private Optional<Term> head(String text, List<Tagged> tagged) {
        Matcher asking = ASKING_FOR_HEAD.matcher(text);
        if (!asking.find()) {
            return Optional.empty();
        }
        String head = null;
        for (Tagged token : tagged.stream().filter(token -> token.span().start() >= asking.end()).toList()) {
            if (token.tag().equals("NOUN")) {
                head = token.span().in(text);
            } else if (head != null || !MODIFIERS.contains(token.tag())) {
                break;
            }
        }
        return Optional.ofNullable(head).map(this::term);
    }

    private static boolean isLight(Kind kind, Word word) {
        return (kind == Kind.WHEN || kind == Kind.WHERE || kind == Kind.ATTENDEES) && LIGHT_VERBS.contains(word.lower())
                && !(kind == Kind.WHERE && GOING.contains(word.lower()));
    }

    /// "Paris" is France where it acts, but only Paris where something takes place in it.
    private static String meant(Name name, String text) {
        boolean place = name.standIn() && isSetting(name, text);
        return place ? name.span().in(text) : name.canonical();
    }

    private static boolean isSetting(Name name, String text) {
        return EVENT_AFTER.matcher(text.substring(name.span().end())).matches()
                || PLACE_BEFORE.matcher(text.substring(0, name.span().start())).matches();
    }

    private static Set<String> words(String words) {
        return Set.copyOf(List.of(words.split(" ")));
    }
}
