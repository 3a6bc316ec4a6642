package dragoman.conversation;

import dragoman.answer.Answer;
import dragoman.answer.Citation;
import dragoman.answer.Statement;
import dragoman.answer.Topic;
import dragoman.article.Span;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.Message;
import dragoman.retrieval.Names;
import dragoman.retrieval.Names.Name;
import dragoman.retrieval.QuestionAnalyzer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Understands follow-ups by rules, without a language model: what is left out is taken over from the question before, a pronoun stands for
/// whom or what that question or its answer named, "since then" for the day that was spoken of.
@ApplicationScoped
@Typed(RuleBasedInterpreter.class)
class RuleBasedInterpreter implements FollowUpInterpreter {

    private static final int READINGS = 8;
    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private static final String AUXILIARIES = "did|does|do|has|have|had|will|would|can|could|should|is|was|are|were|may|might|must";
    private static final Pattern OPENER = Pattern.compile("^(?:(?:and|but|so|or|then|ok|okay|well|also|what about|how about)[, ]+)+", Pattern.CASE_INSENSITIVE);
    private static final Pattern SENTENCE = Pattern.compile("\\b(?:" + AUXILIARIES + "|who|whom|whose|what|when|where|why|how|which)\\b", Pattern.CASE_INSENSITIVE);
    /// "Why?", "For how long?"
    private static final Pattern ASKS_ONLY = Pattern.compile("(?:exactly )?(?:(?:for|since|until|till|by|with|to|from|on|in|at) )?(?:why|when|where|who|whom|how|how much|how many|how long|how often|how so|how come|what|"
            + "which day|what day|which city|why not|what for)(?: exactly| precisely)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern AUXILIARY = Pattern.compile("\\b(?:" + AUXILIARIES + ")\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ONE = Pattern.compile("^(?:the |that |those )?(?<which>.+?) ones?(?<rest> .+)?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_PREPOSITION = Pattern.compile("^(?<preposition>in|at|on|for|from|to|with|during|after|before|since|until|between|under|about|against) .+", Pattern.CASE_INSENSITIVE);
    private static final String MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December";
    private static final Pattern DATED = Pattern.compile("\\b(?:in|on|since|during|before|after|until) (?:early |late |mid-)?(?:\\d{1,2} )?(?:(?<month>" + MONTHS + ")(?: (?<year>\\d{4}))?|(?<only>\\d{4}))\\b");
    private static final Pattern YEAR_BEFORE = Pattern.compile("(?:in )?(?:the (?:previous |last )?year(?: before)?|the year before|a year (?:before|earlier|ago)|last year)", Pattern.CASE_INSENSITIVE);

    private static final Pattern TITLED = Pattern.compile("\\b(?:[Pp]resident|[Mm]inister|[Ss]ecretary|Secretary of State|Treasury|[Aa]dvis[eo]r|[Cc]hancellor|[Aa]mbassador|[Ee]nvoy|[Cc]hief|[Ll]eader|King|Pope|"
            + "[Cc]ommissioner|[Ss]pokes(?:man|woman|person)|[Pp]remier|[Rr]epresentative|[Ee]mir|[Jj]udge|[Jj]ournalist|[Pp]olitician|[Gg]eneral|[Dd]irector|[Hh]ead|[Ss]peaker|[Aa]ide|[Ss]ecretary-[Gg]eneral|Representative) (?=\\p{Lu})");
    private static final Pattern ROLE = Pattern.compile("\\b(?:president|minister|premier|chancellor|government|ambassador|envoy|leader|king|spokes\\w+|secretary|opposition|parliament|foreign ministry|army|delegation)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> GROUPS = Set.of("leaders", "allies", "members", "ministers", "governments", "government", "states", "countries", "nations", "troops", "forces", "delegation", "delegations",
            "officials", "president", "presidents", "donors", "negotiators", "soldiers");

    private static final Pattern PERSON = Pattern.compile("\\b(?:he|she|him)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern OF_PERSON = Pattern.compile("\\b(?:his|hers|her)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern THEY = Pattern.compile("\\b(?:they|them)\\b|\\b(?:the two|both) (?:countries|sides|states|governments|leaders|presidents|parties|men)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern THEIR = Pattern.compile("\\btheir\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ITS = Pattern.compile("\\bits (?<what>[\\p{L} -]+?)(?= (?:" + AUXILIARIES + "|\\p{Ll}+(?:s|ed|d))\\b|[?.,]|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern IT = Pattern.compile("\\bit\\b|\\b(?:this|that)(?=[?.,]|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NEXT_ONE = Pattern.compile("\\b(?:the )?(?<which>next|last|first|second|third|previous|other) ones?\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern THERE = Pattern.compile("(?<!\\b(?:is|are|was|were|be|been|will|has|have) )\\bthere\\b(?! (?:is|are|was|were|be|been|will|has|have|any|a)\\b)|(?<=\\b(?:was|were|is|are) [\\p{L} ]{2,40} )there\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SINCE = Pattern.compile("\\b(?:since|after) (?:then|that)\\b|\\bsince(?=\\s*[?.!]*$)|\\b(?:next|later|thereafter|in the meantime)(?=\\s*[?.!]*$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEFORE_THAT = Pattern.compile("\\b(?:before|until|till) (?:then|that)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern THAT_DAY = Pattern.compile("\\b(?:on )?(?:that|the same) day\\b", Pattern.CASE_INSENSITIVE);

    private final QuestionAnalyzer analyzer;
    private final Names names = new Names();

    RuleBasedInterpreter(QuestionAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    @Override
    public List<Reading> readings(String question, List<Exchange> before, Asking asking) {
        LocalDate today = asking.today();
        if (before.isEmpty()) {
            return List.of(new Reading(question, Scope.ANY));
        }
        Light light = new Light(before.reversed(), today);
        String asked = question.strip().replaceAll("\\s+", " ");
        Matcher opener = OPENER.matcher(asked);
        String rest = strip(opener.find() ? asked.substring(opener.end()) : asked);
        List<Reading> readings = new ArrayList<>();
        if (Message.isRequest(rest) && standsAlone(rest, today)) {
            return List.of(new Reading(question, Scope.ANY));
        }
        if (ASKS_ONLY.matcher(rest).matches()) {
            light.askAgain(rest).forEach(reading -> readings.add(new Reading(reading, Scope.RATHER_THOSE_BEFORE)));
        } else if (!SENTENCE.matcher(rest).find() || asked.matches("(?i)(?:and |but )?(?:what|how) about .*")) {
            light.instead(rest).forEach(reading -> readings.add(new Reading(reading, Scope.RATHER_THOSE_BEFORE)));
            if (light.isAnotherMatter(rest)) {
                readings.add(new Reading("What is the latest on " + rest, Scope.ANY));
            }
        } else {
            readings.addAll(light.complete(rest));
        }
        boolean whole = SENTENCE.matcher(rest).find() && !ASKS_ONLY.matcher(rest).matches();
        if (readings.isEmpty() || whole && !analyzer.analyze(asked, today).needsConversation()) {
            readings.add(new Reading(question, Scope.ANY));
        }
        Set<String> told = new HashSet<>();
        return readings.stream().map(reading -> new Reading(tidy(reading.question()), reading.scope())).filter(reading -> told.add(reading.question() + (reading.scope() == Scope.ONLY_THOSE_BEFORE))).limit(READINGS).toList();
    }

    /// "Explain the treaty of Strelsau", not "explain that".
    private boolean standsAlone(String request, LocalDate today) {
        AnalyzedQuestion asked = analyzer.analyze(request, today);
        return !asked.needsConversation() && (!asked.names().isEmpty() || asked.period().isPresent());
    }

    private static String strip(String text) {
        return text.replaceAll("[?.! ]+$", "").strip();
    }

    private static String tidy(String text) {
        String bare = text.replaceAll("\\s+", " ").strip();
        String first = bare.substring(0, 1).toUpperCase(Locale.ROOT) + bare.substring(1);
        return first.matches("(?s).*[?.!]$") ? first : first + "?";
    }

    /// A question read in the light of what was said before.
    private final class Light {

        /// The newest first.
        private final List<Exchange> before;
        private final LocalDate today;
        /// What stands before the colon of the question before: a matter or a headline.
        private final String prefix;
        private final String former;
        private final AnalyzedQuestion formerAsked;
        private final List<Name> formerNames;
        private final Answer answer;

        Light(List<Exchange> newestFirst, LocalDate today) {
            this.before = newestFirst;
            this.today = today;
            String understood = strip(newestFirst.getFirst().understood());
            int colon = understood.indexOf(": ") + 1;
            this.prefix = understood.substring(0, colon);
            this.former = understood.substring(colon).strip();
            this.formerAsked = analyzer.analyze(former, today);
            this.formerNames = names.in(former);
            this.answer = newestFirst.getFirst().answer();
        }

        // ---- "Why?" ----

        private List<String> askAgain(String asked) {
            boolean not = asked.toLowerCase(Locale.ROOT).endsWith("why not");
            String word = not ? "why" : asked.toLowerCase(Locale.ROOT);
            List<String> readings = new ArrayList<>();
            Matcher auxiliary = AUXILIARY.matcher(former);
            if (auxiliary.find()) {
                String tail = former.substring(auxiliary.start());
                String clause = tail.substring(0, 1).toLowerCase(Locale.ROOT) + tail.substring(1);
                String whole = " " + (not ? negated(clause) : clause);
                readings.add(prefix + " " + word + whole);
                // "by when" asks for a day as "when" does
                readings.add(prefix + " " + word.replaceFirst("^(?:by|until|till|since) when", "when") + whole);
            }
            if (readings.isEmpty()) {
                thing().ifPresent(thing -> readings.add(thing + ": " + word));
            }
            // a reason stands nowhere near the words of a headline
            if (readings.isEmpty() || !word.startsWith("why")) {
                headlines().map(headline -> headline + ": " + word).forEach(readings::add);
            }
            return readings;
        }

        private boolean wasShort() {
            return ASKS_ONLY.matcher(strip(OPENER.matcher(answer.heading().question()).replaceFirst(""))).matches();
        }

        private String negated(String clause) {
            List<Name> in = names.in(clause);
            int blank = clause.indexOf(' ') + 1;
            return in.stream().filter(name -> name.span().start() == blank).findFirst()
                    .map(name -> clause.substring(0, name.span().end()) + " not" + clause.substring(name.span().end())).orElse(clause.replaceFirst(" ", " not "));
        }

        // ---- "And Italy?" ----

        private List<String> instead(String fragment) {
            List<String> readings = new ArrayList<>();
            Matcher one = ONE.matcher(fragment);
            if (one.matches()) {
                insteadOfOne(one).ifPresent(readings::add);
            }
            if (YEAR_BEFORE.matcher(fragment).matches()) {
                yearBefore(fragment).forEach(readings::add);
            }
            if (WITH_PREPOSITION.matcher(fragment).matches()) {
                insteadOfPhrase(fragment).ifPresent(readings::add);
            }
            // a capital at the beginning of a sentence says nothing; behind another word it does
            List<Name> fresh = names.in("and " + fragment);
            if (!fresh.isEmpty() && readings.isEmpty()) {
                // "And Spain?" behind "By when?" is more likely about what was asked before that
                before.stream().skip(1).limit(wasShort() ? 1 : 0).map(earlier -> new Light(List.of(earlier), today)).flatMap(earlier -> earlier.insteadOfName(fragment, fresh.getFirst()).stream()).forEach(readings::add);
                readings.addAll(insteadOfName(fragment, fresh.getFirst()));
            }
            if (readings.isEmpty()) {
                thing().ifPresent(thing -> readings.add(thing + ": " + fragment));
                readings.add(former + ": " + fragment);
                headlines().map(headline -> headline + ": " + fragment).forEach(readings::add);
            }
            return readings;
        }

        /// "The prisoners in Ostania" after a question on a treaty: a name that was not spoken of and what is asked about it.
        private boolean isAnotherMatter(String fragment) {
            AnalyzedQuestion asked = analyzer.analyze("what about " + fragment, today);
            boolean fresh = !asked.names().isEmpty() && asked.names().stream().noneMatch(formerAsked.names()::contains);
            return fresh && !ROLE.matcher(fragment).find() && asked.terms().stream().anyMatch(term -> !GROUPS.contains(term.word()));
        }

        /// "The Iranian delegation" and "the American one".
        private Optional<String> insteadOfOne(Matcher one) {
            for (Name name : formerNames) {
                Matcher noun = Pattern.compile("^ (\\p{Ll}+)").matcher(former.substring(name.span().end()));
                if (name.listed() && noun.find()) {
                    String replaced = former.substring(0, name.span().start()) + one.group("which") + former.substring(name.span().end());
                    String rest = one.group("rest");
                    if (rest != null) {
                        String preposition = rest.strip().split(" ", 2)[0];
                        replaced = replaced.replaceFirst("\\b" + Pattern.quote(preposition) + " .+?(?= (?:after|at|in|on|for|of|since|during|under)\\b|$)", Matcher.quoteReplacement(rest.strip()));
                    }
                    return Optional.of(replaced);
                }
            }
            return Optional.empty();
        }

        private List<String> yearBefore(String words) {
            Matcher dated = DATED.matcher(former);
            if (!dated.find()) {
                return List.of(former + " a year earlier");
            }
            String year = dated.group("year") != null ? dated.group("year") : dated.group("only");
            String without = (former.substring(0, dated.start()) + former.substring(dated.end())).replaceAll("\\s+", " ").strip();
            List<String> readings = new ArrayList<>();
            if (year != null) {
                readings.add(former.substring(0, dated.start()) + dated.group().replace(year, String.valueOf(Integer.parseInt(year) - 1)) + former.substring(dated.end()));
            }
            readings.add(without + " a year earlier");
            readings.add(without + " a year ago");
            return readings;
        }

        /// "In March", "in Doha": in place of what had the same preposition.
        private Optional<String> insteadOfPhrase(String fragment) {
            Matcher dated = DATED.matcher(former);
            if (DATED.matcher(fragment).find() && dated.find()) {
                Optional<String> year = Optional.ofNullable(dated.group("year")).or(() -> year(fragment));
                String written = year.isPresent() && !fragment.matches(".*\\d{4}.*") ? fragment + " " + year.get() : fragment;
                return Optional.of(former.substring(0, dated.start()) + written + former.substring(dated.end()));
            }
            Matcher preposition = WITH_PREPOSITION.matcher(fragment);
            if (!preposition.matches()) {
                return Optional.empty();
            }
            Matcher same = Pattern.compile("\\b" + preposition.group("preposition") + " (?:the )?\\p{Lu}\\p{L}*(?: \\p{Lu}\\p{L}*)*+", Pattern.CASE_INSENSITIVE).matcher(former);
            return Optional.of(same.find() ? former.substring(0, same.start()) + fragment + former.substring(same.end()) : former + " " + fragment);
        }

        /// Of a month beside one that was asked about: the year in which it comes nearest to what was answered.
        private Optional<String> year(String fragment) {
            Matcher dated = DATED.matcher(fragment);
            if (!dated.find() || dated.group("month") == null) {
                return Optional.empty();
            }
            int month = Month.valueOf(dated.group("month").toUpperCase(Locale.ROOT)).getValue();
            return answer.citations().stream().map(Citation::published).max(Comparator.naturalOrder()).map(YearMonth::from)
                    .map(answered -> Stream.of(-1, 0, 1)
                    .map(years -> YearMonth.of(answered.getYear() + years, month))
                    .min(Comparator.comparing(one -> Math.abs(answered.until(one, ChronoUnit.MONTHS)))).orElseThrow())
                    .map(one -> String.valueOf(one.getYear()));
        }

        private List<String> insteadOfName(String fragment, Name fresh) {
            boolean person = !fresh.listed() || ROLE.matcher(fragment).find();
            List<Name> slots = formerNames.stream().filter(name -> !isSetting(name))
                    .sorted(Comparator.<Name, Boolean>comparing(name -> name.listed() == person)
                            .thenComparing(name -> !formerAsked.actor().map(actor -> actor.span().equals(name.span())).orElse(false))
                            .thenComparing(name -> name.span().start())).toList();
            List<String> readings = new ArrayList<>();
            for (Name slot : slots) {
                if (slot.canonical().equals(fresh.canonical())) {
                    continue;
                }
                readings.add(replace(slot, fragment));
            }
            return readings;
        }

        /// The name, with "the" and the group that it describes: "the EU leaders".
        private String replace(Name slot, String by) {
            int start = slot.span().start();
            int end = slot.span().end();
            Matcher group = Pattern.compile("^ (\\p{Ll}+)").matcher(former.substring(end));
            boolean adjective = group.find();
            boolean wholeGroup = adjective && GROUPS.contains(group.group(1));
            if (wholeGroup) {
                end += group.end();
            }
            String head = former.substring(0, start);
            if (head.endsWith("the ") && (wholeGroup || !by.startsWith("the "))) {
                head = head.substring(0, head.length() - 4);
            }
            String auxiliary = wholeGroup ? head.replaceFirst("\\bdo $", "does ").replaceFirst("\\bare $", "is ").replaceFirst("\\bhave $", "has ").replaceFirst("\\bwere $", "was ") : head;
            return prefix + " " + auxiliary + by + former.substring(end);
        }

        private boolean isSetting(Name name) {
            return formerAsked.settings().contains(name.canonical()) || formerAsked.settings().contains(name.span().in(former))
                    || former.substring(0, name.span().start()).matches(".*\\b(?:in|at|near|on|of|to) (?:the )?$");
        }

        // ---- "What did he say?" ----

        private List<Reading> complete(String asked) {
            AnalyzedQuestion analyzed = analyzer.analyze(asked, today);
            List<String> resolved = resolve(asked);
            boolean changed = !resolved.equals(List.of(asked));
            if (!changed && !analyzed.needsConversation() && !isLeaning(analyzed, asked)) {
                return List.of(new Reading(asked, Scope.ANY));
            }
            List<Reading> readings = new ArrayList<>();
            if (SINCE.matcher(asked).find()) {
                for (String one : resolved) {
                    Reading alone = new Reading(one, Scope.OTHERS);
                    Optional<Reading> joined = lasting().map(thing -> new Reading(thing + ": " + lower(one), Scope.OTHERS));
                    boolean named = names.in(one).size() > 1;
                    (named ? Stream.concat(Stream.of(alone), joined.stream()) : Stream.concat(joined.stream(), Stream.of(alone))).forEach(readings::add);
                }
                return readings;
            }
            for (String one : resolved) {
                readings.add(new Reading(one, Scope.ONLY_THOSE_BEFORE));
                joined(one, analyzed).ifPresent(joined -> readings.add(new Reading(joined, Scope.RATHER_THOSE_BEFORE)));
            }
            for (String one : resolved) {
                boolean complete = !Topic.of(one).bare();
                if (complete) {
                    readings.add(new Reading(one, Scope.RATHER_THOSE_BEFORE));
                }
            }
            if (topic().isEmpty()) {
                headlines().forEach(headline -> readings.add(new Reading(headline + ": " + lower(resolved.getFirst()), Scope.RATHER_THOSE_BEFORE)));
            }
            return readings;
        }

        /// With the matter of the questions before it.
        private Optional<String> joined(String question, AnalyzedQuestion analyzed) {
            if (thing().filter(question::contains).isPresent()) {
                return Optional.empty();
            }
            Optional<String> place = topic().flatMap(Topic::place).filter(joined -> !question.contains(joined)).map(joined -> question + " " + joined);
            Optional<String> thing = thing().filter(one -> !question.contains(one))
                    .map(one -> analyzed.kind() == AnalyzedQuestion.Kind.SAID && !question.contains(" about ") ? question + " about " + one : one + ": " + lower(question));
            return place.or(() -> thing);
        }

        /// What goes on beyond the occasion: without sums, which change.
        private Optional<String> lasting() {
            return thing().map(Light::withoutSum).filter(thing -> !thing.matches("(?i).*\\b(?:summit|conference|talks|meeting|negotiations|forum)\\b.*"));
        }

        /// Whether it says too little of itself to be about something else.
        private boolean isLeaning(AnalyzedQuestion asked, String text) {
            Topic own = Topic.of(text);
            return own.bare() && asked.period().isEmpty() && asked.figures().isEmpty() && asked.names().size() <= 1 && asked.terms().size() <= 5;
        }

        /// All pronouns replaced; more than one where a pronoun may stand for several.
        private List<String> resolve(String asked) {
            String text = asked;
            text = NEXT_ONE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(head().map(head -> "the " + match.group(1).toLowerCase(Locale.ROOT) + " " + head).orElse(match.group())));
            Optional<String> date = date();
            if (date.isPresent()) {
                text = SINCE.matcher(text).replaceAll("after " + date.get());
                text = BEFORE_THAT.matcher(text).replaceAll("before " + date.get());
            }
            Optional<String> day = day();
            if (day.isPresent()) {
                text = THAT_DAY.matcher(text).replaceAll("on " + day.get());
            }
            Matcher its = ITS.matcher(text);
            if (its.find()) {
                String what = its.group("what");
                Optional<String> owner = ROLE.matcher(what).find() ? country().map(country -> country + "'s " + what) : thing().map(thing -> "the " + what + " of " + thing);
                if (owner.isPresent()) {
                    text = text.substring(0, its.start()) + owner.get() + text.substring(its.end());
                }
            }
            Optional<String> thing = done().or(this::thing);
            if (thing.isPresent() && !isExpletive(text)) {
                text = IT.matcher(text).replaceAll(Matcher.quoteReplacement(thing.get()));
            }
            Optional<String> place = place();
            if (place.isPresent()) {
                text = THERE.matcher(text).replaceAll(Matcher.quoteReplacement(place.get()));
            }
            Optional<String> all = both();
            if (all.isPresent()) {
                text = THEY.matcher(text).replaceAll(Matcher.quoteReplacement(all.get()));
                text = THEIR.matcher(text).replaceAll(Matcher.quoteReplacement(possessive(all.get())));
            }
            if (PERSON.matcher(text).find() || OF_PERSON.matcher(text).find()) {
                List<String> variants = new ArrayList<>();
                for (String person : persons()) {
                    variants.add(OF_PERSON.matcher(PERSON.matcher(text).replaceAll(Matcher.quoteReplacement(person))).replaceAll(Matcher.quoteReplacement(possessive(person))));
                }
                return variants.isEmpty() ? List.of(text) : variants.stream().limit(3).toList();
            }
            String withoutSum = withoutSum(text);
            return withoutSum.equals(text) || withoutSum.equals(withoutSum(asked)) ? List.of(text) : List.of(text, withoutSum);
        }

        /// Sums change while the matter goes on.
        private static String withoutSum(String text) {
            return text.replaceAll(" of [\\d.,]+(?: billion| million)? (?:euros|dollars|pounds|francs|crowns)", "");
        }

        private static boolean isExpletive(String text) {
            return text.matches("(?i).*\\bit (?:true|clear|possible|likely|known|take|takes|took|mean|means) .*|.*\\bit that\\b.*");
        }

        private static String possessive(String name) {
            return name.endsWith("s") ? name + "'" : name + "'s";
        }

        /// Whom "he" or "she" may mean, the likeliest first.
        private List<String> persons() {
            boolean askedWho = formerAsked.kind() == AnalyzedQuestion.Kind.WHO || formerAsked.kind() == AnalyzedQuestion.Kind.ATTENDEES;
            List<String> inAnswer = answer.statements().stream().map(Statement::text).flatMap(this::titled).toList();
            List<String> inQuestions = before.stream().map(exchange -> strip(exchange.understood())).flatMap(this::personsIn).toList();
            // "And Trump?" puts him before everybody else
            Stream<String> put = personsIn("Of " + strip(OPENER.matcher(answer.heading().question()).replaceFirst(""))).filter(_ -> !SENTENCE.matcher(answer.heading().question()).find());
            List<String> fresh = inAnswer.stream().filter(person -> inQuestions.stream().noneMatch(other -> Names.same(person, other))).toList();
            Stream<String> order = Stream.concat(put, askedWho ? Stream.of(fresh.stream().limit(1), inQuestions.stream().limit(1), fresh.stream(), inQuestions.stream()).flatMap(one -> one)
                    : Stream.concat(inQuestions.stream(), inAnswer.stream()));
            return order.distinct().toList();
        }

        private Stream<String> personsIn(String question) {
            AnalyzedQuestion asked = analyzer.analyze(question, today);
            Stream<String> roles = asked.offices().stream().map(office -> "the " + office.title() + " of " + office.body());
            return Stream.concat(names.in(question).stream().filter(name -> !name.listed() && !asked.settings().contains(name.canonical()) && isPersonal(question, name))
                    .map(name -> name.span().in(question)), roles);
        }

        /// Not "the White House", "Global Fund", "in Jeddah".
        private boolean isPersonal(String question, Name name) {
            String head = question.substring(0, name.span().start());
            String behind = question.substring(name.span().end());
            return !head.matches("(?s).*\\b(?:[Tt]he|in|at|under|of) $") && !behind.matches("(?s)^(?:-| (?:summit|conference|talks|agreement|treaty|meeting|package)\\b).*");
        }

        /// Names behind the title of an office: "Secretary of State Marco Rubio".
        private Stream<String> titled(String text) {
            List<Name> found = names.in(text);
            Matcher title = TITLED.matcher(text);
            List<String> persons = new ArrayList<>();
            while (title.find()) {
                int at = title.end();
                found.stream().filter(name -> !name.listed() && name.span().contains(new Span(at, at + 1))).findFirst().ifPresent(name -> persons.add(text.substring(at, name.span().end())));
            }
            found.stream().filter(name -> !name.listed() && name.span().in(text).matches("\\p{Lu}\\p{L}+ .*")
                    && (text.substring(0, name.span().start()).endsWith(" said ") || text.substring(name.span().end())
                    .matches("(?s)^,? (?:said|told|warned|called|described|spoke|wrote|signed|led|represented).*")))
                    .map(name -> name.span().in(text)).forEach(persons::add);
            return persons.stream();
        }

        private Optional<String> both() {
            for (Exchange exchange : before) {
                String question = strip(exchange.understood());
                List<Name> found = names.in(question);
                for (int i = 0; i + 1 < found.size(); i++) {
                    if (question.substring(found.get(i).span().end(), found.get(i + 1).span().start()).matches(" and (?:the )?")) {
                        int start = found.get(i).span().start();
                        return Optional.of(question.substring(question.startsWith("the ", start - 4) ? start - 4 : start, found.get(i + 1).span().end()));
                    }
                }
                List<String> bodies = found.stream().filter(Name::listed).filter(name -> !isPlaceIn(question, name)).map(Name::canonical).distinct().toList();
                if (bodies.size() == 2) {
                    return Optional.of(withArticle(bodies.get(0)) + " and " + withArticle(bodies.get(1)));
                }
                List<String> people = analyzer.analyze(question, today).kind() == AnalyzedQuestion.Kind.WHO
                        ? exchange.answer().statements().stream().map(Statement::text).flatMap(this::titled).distinct().limit(3).toList() : List.of();
                if (people.size() == 2) {
                    return Optional.of(people.get(0) + " and " + people.get(1));
                }
            }
            return Optional.empty();
        }

        private boolean isPlaceIn(String question, Name name) {
            return question.substring(0, name.span().start()).matches("(?s).*\\b(?:in|at|near) (?:the )?$");
        }

        private static String withArticle(String country) {
            return country.startsWith("United ") || country.equals("Netherlands") || country.equals("Philippines") || country.equals("European Union") ? "the " + country : country;
        }

        /// Whose prime minister "its prime minister" is.
        private Optional<String> country() {
            return formerNames.stream().filter(Name::listed).sorted(Comparator.comparing(name -> !formerAsked.actor().map(actor -> actor.span().equals(name.span())).orElse(false)))
                    .map(name -> name.span().in(former)).findFirst();
        }

        private Optional<String> thing() {
            List<Topic> topics = before.stream().map(exchange -> Topic.of(exchange.understood())).filter(topic -> topic.thing().isPresent()).toList();
            return topics.stream().filter(topic -> !topic.bare()).findFirst().or(() -> topics.stream().findFirst()).flatMap(Topic::thing);
        }

        /// What was done, where the question before asked for it: "What did Ukraine accept?"
        private Optional<String> done() {
            boolean asksWhat = former.toLowerCase(Locale.ROOT).matches("what (?:did|does|do|has|have|will|is|was|were|are) .*") && formerAsked.kind() != AnalyzedQuestion.Kind.SAID;
            return asksWhat ? answer.statements().stream().findFirst().flatMap(statement -> Topic.of(statement.text()).thing())
                    .map(thing -> thing.replaceFirst(" on \\p{L}+day$", "")).filter(thing -> thing.length() < 80) : Optional.empty();
        }

        /// "The next one": what it is one of, with its name but without where it was.
        private Optional<String> head() {
            return thing().map(thing -> thing.replaceFirst("^the ", "").replaceAll(" (?:in|at|on|for|of|between|with|from) .*$", ""));
        }

        private Optional<String> place() {
            List<Topic> topics = before.stream().map(exchange -> Topic.of(exchange.understood())).toList();
            return topics.stream().flatMap(topic -> topic.place().stream()).filter(phrase -> phrase.matches("(?i)(?:at|in) .*")).findFirst()
                    .or(() -> thing().map(thing -> "at " + thing));
        }

        /// The newest question that says what it is about.
        private Optional<Topic> topic() {
            List<Topic> topics = before.stream().map(exchange -> Topic.of(exchange.understood())).filter(topic -> topic.place().isPresent() || topic.thing().isPresent()).toList();
            return topics.stream().filter(topic -> !topic.bare()).findFirst().or(() -> topics.stream().findFirst());
        }

        /// The day of the newest reporting that the answer cites.
        private Optional<String> date() {
            return before.stream().flatMap(exchange -> exchange.answer().citations().stream().map(Citation::published).max(Comparator.naturalOrder()).stream()).findFirst().map(DAY::format);
        }

        /// The day of what the answer tells.
        private Optional<String> day() {
            return before.stream().flatMap(exchange -> exchange.answer().statements().stream().flatMap(statement -> statement.eventDate().stream())).findFirst().map(DAY::format).or(this::date);
        }

        /// Of what the last answer that had any cites, the first first.
        private Stream<String> headlines() {
            return before.stream().map(exchange -> exchange.answer().citations().stream().map(Citation::title).distinct().limit(2).toList())
                    .filter(titles -> !titles.isEmpty()).findFirst().stream().flatMap(List::stream);
        }

        private static String lower(String question) {
            List<Word> words = Words.of(question);
            boolean name = !words.isEmpty() && !words.getFirst().isFunctionWord() && words.getFirst().isCapitalised();
            return name ? question : question.substring(0, 1).toLowerCase(Locale.ROOT) + question.substring(1);
        }
    }
}
