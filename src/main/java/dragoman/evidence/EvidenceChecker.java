package dragoman.evidence;

import dragoman.article.DateExpression;
import dragoman.article.Span;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.evidence.Assertions.Asserted;
import dragoman.evidence.Assertions.Mode;
import dragoman.evidence.Quantity.Bound;
import dragoman.evidence.Quantity.Unit;
import dragoman.evidence.Unsupported.Kind;
import dragoman.evidence.WordAlignment.Gap;
import dragoman.retrieval.Names;
import dragoman.retrieval.Names.Name;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Judges what of a statement its quotes carry (rules E3 and E4). A pure function of the two: no model, no database, no clock.
///
/// Each kind of thing is looked for by itself, wherever it stands. Where a statement says nearly the words of a quote, both are also laid
/// side by side, and whatever stands in another's place is told.
public final class EvidenceChecker {

    /// From this share of common words on, in order, a statement is taken to repeat the quote.
    private static final double REPEATS = 0.6;
    private static final Pattern DATE_WORD = Pattern.compile("(?i:monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|tomorrow|tonight|january|february|april|june|"
            + "july|august|september|october|november|december)|March|May");
    private static final Pattern YEAR = Pattern.compile("(?:1[0-9]|20)\\d\\d");
    private static final Pattern BEFORE_YEAR = Pattern.compile("(?i)\\b(?:in|since|until|till|by|from|of|during|before|after|early|late|year|to|and|the)[ -]$");
    private static final Pattern NUMBERED = Pattern.compile("(?<![\\p{L}\\p{N}-])(\\p{L}+)-?(\\d+)(?![\\p{L}\\p{N}]|[.,:]\\d)");
    private static final Set<String> BOUNDS = Set.of("more", "less", "fewer", "least", "most", "over", "under", "above", "below", "nearly", "almost", "about", "around", "roughly",
            "approximately", "up", "exceeding", "estimated");
    private static final Set<String> MODALS = Set.of("will", "would", "shall", "should", "could", "may", "might", "can", "must", "if", "unless", "expected", "planned", "plans", "due", "hopes",
            "wants", "intends", "proposed", "considering", "reportedly", "allegedly", "possibly", "perhaps", "probably", "likely", "unlikely");
    /// The first word of a sentence is capitalised whatever it is; one that acts is taken for a name.
    private static final Pattern NAME_THAT_BEGINS = Pattern.compile("^[“\"]?(\\p{Lu}\\p{Ll}+(?<!s))(?= (?:said|says|told|added|warned|has|had|was|is|will|would|did|does)\\b)");
    private static final Pattern EDITORIAL = Pattern.compile("\\[([^\\]]{1,80})]");

    private final Names names;

    public EvidenceChecker(Names names) {
        this.names = names;
    }

    /// What of a statement the quotes do not carry, each thing once; empty if they carry everything that this can judge.
    ///
    /// @param statement one sentence or a few; words that an editor has put in are in square brackets
    /// @param quotes    at least one
    public List<Unsupported> check(String statement, List<Quote> quotes) {
        Statement said = new Statement(statement, quotes);
        Map<String, Unsupported> found = new LinkedHashMap<>();
        Stream.of(said.figures(), said.dates(), said.unknownNames(), said.quotations(), said.assertions(), said.replaced(), said.roles(), said.speakers())
                .flatMap(List::stream).forEach(one -> found.putIfAbsent(one.kind() + one.words().toLowerCase(Locale.ROOT), one));
        return List.copyOf(found.values());
    }

    private final class Statement {

        private final String text;
        private final List<Quote> quotes;
        private final List<Word> words;
        private final List<Name> ownNames;
        private final List<Name> quotedNames;
        private final List<Quantity> quoted = new ArrayList<>();
        private final LocalDate published;
        private final String allQuotes;
        /// Words that are names somewhere in the statement, its quotes or their articles.
        private final Set<String> known;

        Statement(String text, List<Quote> quotes) {
            this.text = text;
            this.quotes = quotes;
            this.words = Words.of(text);
            this.known = Stream.of(quotes.stream().map(Quote::text).flatMap(EvidenceChecker::capitalised), capitalised(text),
                    quotes.stream().flatMap(quote -> quote.earlier().stream()).flatMap(name -> Words.of(name).stream()).map(Word::text),
                    NAME_THAT_BEGINS.matcher(text).results().map(match -> match.group(1))).flatMap(names -> names).collect(Collectors.toSet());
            this.ownNames = names.in(text, known);
            this.quotedNames = quotes.stream().flatMap(quote -> names.in(quote.text(), known).stream()).toList();
            quotes.forEach(quote -> quoted.addAll(Quantities.in(quote.text(), quote.published())));
            this.published = quotes.getFirst().published();
            this.allQuotes = quotes.stream().map(Quote::text).collect(Collectors.joining(" \n "));
        }

        List<Unsupported> figures() {
            List<Unsupported> found = new ArrayList<>();
            for (Quantity own : Quantities.in(text, published)) {
                String written = Quantities.written(own, text);
                List<Quantity> same = quoted.stream().filter(own::isSameAmount).toList();
                if (same.isEmpty() && own.unit().equals(Unit.ORDINAL)) {
                    same = quoted.stream().filter(other -> other.value().compareTo(own.value()) == 0 && other.unit().equals(Unit.COUNT)).toList();
                }
                if (same.isEmpty() && isOne(own) || allQuotes.toLowerCase(Locale.ROOT).contains(written) && same.isEmpty() && standsAlone(written)) {
                    continue;
                }
                if (same.isEmpty()) {
                    found.add(new Unsupported(isYear(own, written) ? Kind.DATE : Kind.FIGURE, written, quoted.isEmpty() ? "the quotes have no figure" : "the quotes have "
                            + quotes.stream().flatMap(quote -> Quantities.in(quote.text(), quote.published()).stream().map(other -> Quantities.written(other, quote.text())))
                            .distinct().limit(6).collect(Collectors.joining(", "))));
                    continue;
                }
                List<Quantity> ofTheSame = same.stream().filter(other -> own.counted().isEmpty() || other.counted().isEmpty() || other.counted().equals(own.counted())).toList();
                if (ofTheSame.isEmpty() && own.unit().equals(Unit.COUNT) && isIn(own.counted())) {
                    found.add(new Unsupported(Kind.FIGURE, written + " " + own.counted(), "the quotes count something else by that figure"));
                } else if (same.stream().noneMatch(other -> other.bound() == own.bound() || own.bound() == Bound.ABOUT)) {
                    found.add(new Unsupported(Kind.COMPARISON, written, "the quotes give it as " + same.getFirst().bound().name().toLowerCase(Locale.ROOT) + ", the statement as "
                            + own.bound().name().toLowerCase(Locale.ROOT)));
                }
            }
            found.addAll(numbered());
            return found;
        }

        /// The number of what is told from others by it: "Covid-19" is not "Covid-17".
        private List<Unsupported> numbered() {
            String carried = quotes.stream().map(quote -> quote.text() + " " + quote.titled() + " " + String.join(" ", quote.earlier())).collect(Collectors.joining(" "));
            Set<String> there = NUMBERED.matcher(carried).results().map(match -> (match.group(1) + match.group(2)).toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
            return NUMBERED.matcher(text).results().filter(match -> !YEAR.matcher(match.group(2)).matches() && !there.contains((match.group(1) + match.group(2)).toLowerCase(Locale.ROOT)))
                    .map(match -> new Unsupported(Kind.FIGURE, match.group(), "the quotes do not have that number")).toList();
        }

        /// A year that no month goes with is told from a count by what stands before it.
        private boolean isYear(Quantity own, String written) {
            return YEAR.matcher(written).matches() && BEFORE_YEAR.matcher(text.substring(0, own.span().start())).find();
        }

        /// "One" is mostly no figure.
        private static boolean isOne(Quantity own) {
            return own.value().compareTo(java.math.BigDecimal.ONE) == 0 && own.unit().equals(Unit.COUNT) || own.unit().equals(Unit.ORDINAL) && own.value().compareTo(java.math.BigDecimal.ONE) == 0;
        }

        private boolean standsAlone(String written) {
            return Pattern.compile("(?<![\\p{L}\\p{N}.,])" + Pattern.quote(written) + "(?![\\p{L}\\p{N}]|[.,]\\d)", Pattern.CASE_INSENSITIVE).matcher(allQuotes).find();
        }

        private boolean isIn(String stem) {
            return !stem.isEmpty() && Words.of(allQuotes).stream().anyMatch(word -> word.stem().equals(stem));
        }

        List<Unsupported> dates() {
            List<Unsupported> found = new ArrayList<>();
            for (DateExpression own : DateExpression.in(text, published)) {
                String written = own.span().in(text);
                boolean carried = quotes.stream().anyMatch(quote -> carries(quote, written));
                if (!carried) {
                    found.add(new Unsupported(Kind.DATE, written, "the quotes " + quotes.stream().flatMap(quote -> DateExpression.in(quote.text(), quote.published()).stream()
                            .map(date -> date.span().in(quote.text()))).distinct().limit(5).collect(Collectors.collectingAndThen(Collectors.joining(", "),
                                    dates -> dates.isEmpty() ? "name no date" : "have " + dates))));
                }
            }
            return found;
        }

        /// A day is carried by the day itself, however written, or by the day of publication; a year or month by any day in it.
        private boolean carries(Quote quote, String written) {
            List<DateExpression> there = DateExpression.in(quote.text(), quote.published());
            // a relative day in the statement is meant as in the article
            Optional<DateExpression> meant = DateExpression.in(contextOf(written), quote.published()).stream().findFirst();
            boolean literally = there.stream().anyMatch(other -> other.span().in(quote.text()).equalsIgnoreCase(written));
            if (literally) {
                return true;
            }
            return meant.filter(own -> own.day().isPresent() ? own.day().get().equals(quote.published()) && !written.matches("(?i).*day")
                    : own.isYear() && (own.holds(quote.published()) || quote.titled().contains(written))).isPresent()
                    || meant.isPresent() && there.stream().anyMatch(meant.get()::holds);
        }

        private String contextOf(String written) {
            int at = text.indexOf(written);
            return text.substring(Math.max(0, at), Math.min(text.length(), at + written.length()));
        }

        List<Unsupported> unknownNames() {
            String titled = quotes.stream().map(Quote::titled).collect(Collectors.joining(" "));
            List<Name> metadata = names.in(titled);
            List<Unsupported> found = new ArrayList<>();
            for (Name own : ownNames) {
                boolean editorial = isEditorial(own.span());
                // a capital may be told as its country, but not the country as its capital
                boolean known = Stream.concat(quotedNames.stream(), metadata.stream()).anyMatch(other -> Names.same(own.canonical(), other.canonical())
                        && (!own.standIn() || other.standIn()))
                        || holdsWords(allQuotes, own) || holdsWords(titled, own)
                        || editorial && quotes.stream().anyMatch(quote -> quote.earlier().stream().anyMatch(other -> Names.same(own.canonical(), other)))
                        || isMadeOfKnownParts(own);
                if (!known && !DATE_WORD.matcher(own.span().in(text)).matches()) {
                    found.add(new Unsupported(Kind.NAME, own.span().in(text), "the quotes do not name it"));
                }
            }
            return found;
        }

        private boolean isEditorial(Span span) {
            var matcher = EDITORIAL.matcher(text);
            while (matcher.find()) {
                if (matcher.start() <= span.start() && span.end() <= matcher.end()) {
                    return true;
                }
            }
            return false;
        }

        /// Each word of the name stands in the quotes as part of a name.
        private boolean holdsWords(String where, Name own) {
            List<String> there = Words.of(where).stream().filter(word -> word.isCapitalised() || word.shouted()).map(Word::lower).toList();
            return Words.of(own.span().in(text)).stream().filter(Word::isCapitalised).allMatch(word -> there.contains(word.lower()));
        }

        /// "Keir Starmer" where the quote has "Starmer" and the article the whole name.
        private boolean isMadeOfKnownParts(Name own) {
            return quotes.stream().anyMatch(quote -> quote.earlier().stream().anyMatch(whole -> whole.equalsIgnoreCase(own.canonical())
                    && names.in(quote.text(), known).stream().anyMatch(part -> Names.same(part.canonical(), whole))));
        }

        List<Unsupported> quotations() {
            List<Unsupported> found = new ArrayList<>();
            for (Span span : Quotations.in(text)) {
                String own = Quotations.plain(span.in(text));
                boolean carried = own.isEmpty() || quotes.stream().anyMatch(quote -> Quotations.in(quote.text()).stream()
                        .anyMatch(there -> Quotations.plain(there.in(quote.text())).contains(own)) || isWithinQuotation(quote, own));
                if (!carried) {
                    found.add(new Unsupported(Kind.QUOTATION, span.in(text), "the quotes do not have these words in quotation marks"));
                }
            }
            return found;
        }

        /// A quote may begin within a quotation, so that it has only the closing mark.
        private static boolean isWithinQuotation(Quote quote, String own) {
            int close = quote.text().indexOf('”');
            int open = quote.text().indexOf('“');
            return close >= 0 && (open < 0 || close < open) && Quotations.plain(quote.text().substring(0, close)).contains(own);
        }

        /// Denied or planned here, and neither there, or the other way round.
        List<Unsupported> assertions() {
            Map<String, List<Asserted>> there = quotes.stream().flatMap(quote -> Assertions.in(quote.text()).stream()).collect(Collectors.groupingBy(Asserted::stem));
            List<Unsupported> found = new ArrayList<>();
            for (Asserted own : Assertions.in(text)) {
                List<Asserted> same = there.getOrDefault(own.stem(), List.of());
                if (same.isEmpty()) {
                    continue;
                }
                if (same.stream().noneMatch(other -> other.denied() == own.denied())) {
                    found.add(new Unsupported(Kind.NEGATION, own.word(), own.denied() ? "the quotes do not deny it" : "the quotes deny it"));
                } else if (same.stream().noneMatch(other -> other.mode() == own.mode())) {
                    found.add(new Unsupported(Kind.MODALITY, own.word(), "the quotes tell it as %s, the statement as %s".formatted(told(same.getFirst().mode()), told(own.mode()))));
                }
            }
            return found;
        }

        private static String told(Mode mode) {
            return switch (mode) {
                case FACT -> "fact";
                case PLANNED -> "planned or wanted";
                case POSSIBLE -> "possible";
            };
        }

        /// Where the statement nearly repeats a quote: what stands in another's place.
        List<Unsupported> replaced() {
            List<Unsupported> found = new ArrayList<>();
            for (Quote quote : quotes) {
                List<Word> there = Words.of(quote.text());
                WordAlignment alignment = WordAlignment.of(words, there);
                if (alignment.shared() < REPEATS) {
                    continue;
                }
                for (Gap gap : alignment.gaps()) {
                    gapOf(gap, there).ifPresent(other -> {
                        found.add(other);
                        if (other.kind() == Kind.NAME) {
                            displacedSpeaker(gap, quote).ifPresent(speaker -> found.add(new Unsupported(Kind.SPEAKER, other.words(), "the words there are those of " + speaker)));
                        }
                    });
                }
            }
            return found;
        }

        /// Whoever speaks in the quote, if another stands in their place.
        private Optional<String> displacedSpeaker(Gap gap, Quote quote) {
            List<String> displaced = names.in(joined(gap.quoted()), known).stream().map(Name::canonical).toList();
            return new Speakers().of(quote.text(), names.in(quote.text(), known)).stream().filter(speaker -> displaced.stream().anyMatch(name -> Names.same(speaker, name))).findFirst();
        }

        private Optional<Unsupported> gapOf(Gap gap, List<Word> there) {
            String said = joined(gap.said());
            String had = joined(gap.quoted());
            String why = had.isEmpty() ? "the quote does not say it" : "the quote has “" + had + "” there";
            if (isEditorialGap(gap)) {
                return Optional.empty();
            }
            if (negations(words, gap.at(), gap.said().size()) != negations(there, gap.quotedAt(), gap.quoted().size())
                    && (gap.inside() || negations(words, gap.at(), gap.said().size()) > 0)) {
                return Optional.of(new Unsupported(Kind.NEGATION, said.isEmpty() ? had : said, why));
            }
            if (!datesCarried(gap) && exchanged(gap, word -> YEAR.matcher(word.text()).matches())) {
                return Optional.of(new Unsupported(Kind.DATE, said, why));
            }
            if (exchanged(gap, Word::isNumber) || exchanged(gap, EvidenceChecker::isNumberWord)) {
                return Optional.of(new Unsupported(Kind.FIGURE, said, why));
            }
            if (!datesCarried(gap) && (exchanged(gap, word -> DATE_WORD.matcher(word.text()).matches())
                    || gap.said().stream().anyMatch(word -> DATE_WORD.matcher(word.text()).matches()) && !isSaid(gap.said()))) {
                return Optional.of(new Unsupported(Kind.DATE, said, why));
            }
            if (exchanged(gap, word -> word.isCapitalised() && !DATE_WORD.matcher(word.text()).matches()) && !sameNames(gap)) {
                return Optional.of(new Unsupported(Kind.NAME, said, why));
            }
            boolean bounds = gap.said().stream().anyMatch(word -> BOUNDS.contains(word.lower())) != gap.quoted().stream().anyMatch(word -> BOUNDS.contains(word.lower()));
            if (bounds && gap.inside() && isBeforeNumber(gap)) {
                return Optional.of(new Unsupported(Kind.COMPARISON, said.isEmpty() ? had : said, why));
            }
            boolean modals = gap.said().stream().anyMatch(word -> MODALS.contains(word.lower())) != gap.quoted().stream().anyMatch(word -> MODALS.contains(word.lower()));
            if (modals && gap.inside() && gap.said().size() + gap.quoted().size() <= 4) {
                return Optional.of(new Unsupported(Kind.MODALITY, said.isEmpty() ? had : said, why));
            }
            return Optional.empty();
        }

        /// Whether a whole date that stands there is the day that the quotes mean by other words.
        private boolean datesCarried(Gap gap) {
            if (gap.said().isEmpty()) {
                return false;
            }
            Span stretch = new Span(gap.said().getFirst().span().start(), gap.said().getLast().span().end());
            List<DateExpression> there = DateExpression.in(text, published).stream().filter(date -> date.span().start() < stretch.end() && stretch.start() < date.span().end()).toList();
            return !there.isEmpty() && there.stream().allMatch(date -> date.day().isPresent() && !date.relative() && quotes.stream().anyMatch(quote -> carries(quote, date.span().in(text))));
        }

        private boolean isEditorialGap(Gap gap) {
            return !gap.said().isEmpty() && gap.said().stream().allMatch(word -> isEditorial(word.span()));
        }

        private boolean isBeforeNumber(Gap gap) {
            int next = gap.at() + gap.said().size();
            return next < words.size() && (words.get(next).isNumber() || isNumberWord(words.get(next)));
        }

        private boolean isSaid(List<Word> said) {
            return said.stream().filter(word -> DATE_WORD.matcher(word.text()).matches())
                    .allMatch(word -> quotes.stream().anyMatch(quote -> Words.of(quote.text()).stream().anyMatch(other -> other.lower().equals(word.lower()))));
        }

        private static boolean exchanged(Gap gap, Predicate<Word> kind) {
            List<String> said = gap.said().stream().filter(kind).map(Word::lower).toList();
            List<String> quoted = gap.quoted().stream().filter(kind).map(Word::lower).toList();
            return !said.isEmpty() && !quoted.isEmpty() && gap.quoted().size() <= gap.said().size() + 6 && said.stream().noneMatch(quoted::contains);
        }

        /// Whether what stands there are other words for the same.
        private boolean sameNames(Gap gap) {
            List<String> said = namesWithin(ownNames, gap.said());
            List<String> had = names.in(joined(gap.quoted()), known).stream().map(Name::canonical).toList();
            return !said.isEmpty() && said.stream().allMatch(name -> had.stream().anyMatch(other -> Names.same(name, other)));
        }

        private static List<String> namesWithin(List<Name> names, List<Word> words) {
            Span stretch = new Span(words.getFirst().span().start(), words.getLast().span().end());
            return names.stream().filter(name -> name.span().start() < stretch.end() && stretch.start() < name.span().end()).map(Name::canonical).toList();
        }

        /// "A does it to B" where the quotes have "B does it to A" and never the other.
        List<Unsupported> roles() {
            List<Unsupported> found = new ArrayList<>();
            Set<String> own = deeds(text, ownNames);
            for (Quote quote : quotes) {
                Set<String> there = deeds(quote.text(), names.in(quote.text(), known));
                for (String deed : own) {
                    String[] parts = deed.split("\t");
                    if (!parts[0].equals(parts[2]) && !there.contains(deed) && there.contains(parts[2] + "\t" + parts[1] + "\t" + parts[0])) {
                        found.add(new Unsupported(Kind.ROLES, parts[0] + " … " + parts[2], "the quotes have it the other way round"));
                    }
                }
            }
            return found;
        }

        /// Who stands before and behind a word that carries meaning, in one clause; a passive is turned round.
        private static Set<String> deeds(String text, List<Name> names) {
            Set<String> deeds = new java.util.HashSet<>();
            List<Word> words = Words.of(text);
            for (int i = 0; i < words.size(); i++) {
                Word word = words.get(i);
                if (word.isFunctionWord() || word.isCapitalised() || word.isNumber()) {
                    continue;
                }
                int start = word.span().start();
                int end = word.span().end();
                Optional<Name> before = names.stream().filter(name -> name.span().end() <= start).reduce((_, second) -> second)
                        .filter(name -> !text.substring(name.span().end(), start).matches("(?s).*[,;:.“”].*"));
                Optional<Name> behind = names.stream().filter(name -> name.span().start() >= end).findFirst()
                        .filter(name -> !text.substring(end, name.span().start()).matches("(?s).*[,;:.“”].*"));
                if (before.isPresent() && behind.isPresent()) {
                    boolean passive = i + 1 < words.size() && words.get(i + 1).lower().equals("by");
                    String one = before.get().canonical();
                    String other = behind.get().canonical();
                    deeds.add(passive ? other + "\t" + word.stem() + "\t" + one : one + "\t" + word.stem() + "\t" + other);
                }
            }
            return deeds;
        }

        /// Whoever is said to have said it has said it there.
        List<Unsupported> speakers() {
            Set<String> own = new Speakers().of(text, ownNames);
            if (own.isEmpty()) {
                return List.of();
            }
            Set<String> there = quotes.stream().flatMap(quote -> Stream.concat(quote.speakers().stream(), new Speakers().of(quote.text(), names.in(quote.text(), known)).stream()))
                    .collect(Collectors.toSet());
            return own.stream().filter(speaker -> there.stream().noneMatch(other -> Names.same(speaker, other)))
                    .map(speaker -> new Unsupported(Kind.SPEAKER, speaker, there.isEmpty() ? "the quotes report nobody's words" : "the words there are those of " + String.join(", ", there)))
                    .toList();
        }

        private static int negations(List<Word> all, int from, int count) {
            return (int) IntStream.range(from, from + count).filter(i -> Assertions.isNegation(all, i)).count();
        }

        private static String joined(List<Word> words) {
            return words.stream().map(Word::text).collect(Collectors.joining(" "));
        }
    }

    private static Stream<String> capitalised(String text) {
        return Words.of(text).stream().skip(1).filter(Word::isCapitalised).map(Word::text);
    }

    private static boolean isNumberWord(Word word) {
        return !Quantities.in(word.text(), LocalDate.EPOCH).isEmpty();
    }
}
