package dragoman.evidence;

import dragoman.article.DateExpression;
import dragoman.article.Span;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.retrieval.Names;
import dragoman.retrieval.Names.Name;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Judges whether a statement is an abridgement of a sentence: it says no word that the sentence does not, says them in the sentence's order,
/// and leaves out nothing that made the rest what it is. A pure function of the two.
///
/// The {@link EvidenceChecker} looks for figures, names and dates wherever they stand; but "Canada pledged 9 million" holds nothing that "Canada
/// pledged 5 million and Britain 9 million" does not, and "relations are warming" holds neither figure nor name. So: every word that carries
/// meaning stands in the sentence, or a form of it does; between two that follow each other nothing was left out that begins another claim;
/// what limits a word, such as "if", "former" or "refused to", stays with it; who said it is said.
///
/// It is strict. Statements that say the same in quite other words do not pass.
public final class AbridgementChecker {

    private enum Kind {
        NAME, FIGURE, DATE, LINK, WORD
    }

    /// @param keys        what it can match: stems, a canonical name, a value
    /// @param preposition that governs it; empty where none does
    /// @param possessive  whether "’s" follows
    /// @param suffered    whether it stands behind a form of "be", as what is done to somebody does
    private record Token(Kind kind, Set<String> keys, String written, Span span, String preposition, boolean possessive, boolean suffered) {

        String key() {
            return keys.iterator().next();
        }
    }

    /// Words that only hold a sentence together for {@link Words}, but whose change changes what it says.
    private static final Set<String> LINKS = Set.of("before", "after", "until", "against", "without", "only", "all", "every", "both", "each", "most", "more", "less", "few",
            "during", "while", "because", "since", "if", "unless", "than", "between", "again", "through", "under", "above", "below", "over", "not", "no", "never", "nor", "neither", "none",
            "nobody", "nothing", "cannot", "will", "would", "shall", "should", "could", "may", "might", "can", "must");
    private static final Map<String, String> SAME_LINK = Map.of("would", "will", "could", "can", "might", "may", "cannot", "not");
    private static final Set<String> PREPOSITIONS = Set.of("in", "at", "on", "to", "from", "by", "with", "without", "of", "for", "against", "into", "near", "under", "over", "between",
            "before", "after", "about", "through", "during", "towards", "toward", "via", "upon", "off");
    /// Either of them in the other's place tells the contrary.
    private static final Set<String> CONTRARY = Set.of("to", "from", "by", "for", "against", "with", "without", "before", "after", "under", "over");
    private static final Set<String> NEVER_ADDED = Set.of("from", "by", "against", "without", "before", "after");
    private static final Set<String> BE = Set.of("be", "is", "are", "was", "were", "been", "being");
    private static final Pattern PARTICIPLE = Pattern.compile("(?i)\\w+(?:ed|en|wn)|sold|held|told|found|built|sent|paid|made|left|lost|won|shot|hit|caught|bought|brought|put|cut|set|read|led|met|struck|sought|kept|thought");
    private static final Pattern JOINT = Pattern.compile("(?i)\\b(?:and|or|but|nor|yet|while|whereas|as|after|before|until|because|since|although|though|when|where|who|whom|whose|which|"
            + "that|if|unless|than)\\b|[;:—–]");
    private static final Pattern LIST = Pattern.compile("\\s*+,?\\s*+(?:and|or)?\\s*+(?:the )?\\s*+");
    private static final Pattern COORDINATION = Pattern.compile("(?i)(?:and|or|but|nor|yet)\\b|;");
    private static final Pattern INVERTED = Pattern.compile("^(?:Had|Were|Should) ");
    private static final Pattern BEFORE_INFINITIVE = Pattern.compile("(?s)^\\s*+\\S.*\\bto\\s+$");
    private static final Pattern CLAUSE_BREAK = Pattern.compile("(?i)\\b(?:and|but|or|while|whereas|although|though)\\b|[,;:—–()]");
    private static final Pattern ASIDE = Pattern.compile("(?s)\\s*[,(—–].*[,)—–]\\s*(?:\\p{Ll}+\\s+){0,3}");
    private static final Pattern FRONT = Pattern.compile("(?s)^(?:In|At|On|After|Before|During|Under|For|With|Since|Until|By|From|Over|As of|Following)\\b[^,“”\"]{2,80},\\s+");
    private static final Pattern SPEECH = Pattern.compile("(?:said|says|told|added|stated|declared|announced|warned|argued|wrote|insisted|noted|stressed|explained|claimed|replied)");
    private static final Pattern SAYING = Pattern.compile("(?i)\\b(?:" + SPEECH.pattern() + "|say|claims?|alleged?|alleges|accused|accuses|according to|denied|denies|believes?|believed|thinks?|fears?|feared|called|described|"
            + "suggested|estimates?|estimated|reported|reports|accusing|saying|claiming|arguing)\\b");
    private static final Pattern SENTENCE_JOINT = Pattern.compile("(?i)\\b(?:and|but|while|whereas|although|though)\\b|[;:—–]");
    private static final Pattern FRAME_BEFORE = Pattern.compile("(?s)^(([\\p{L}’'. -]{2,80}?) (" + SPEECH + "))(?: that|:)? (.+)$");
    private static final Pattern FRAME_BEHIND = Pattern.compile("(?s)^(.{10,}?),?[”\"]?,? ((?:[\\p{L}’'. -]{2,80}) " + SPEECH + "|" + SPEECH + " (?:[\\p{L}’'. -]{2,80}))\\.$");
    private static final Pattern ACCORDING = Pattern.compile("(?s)^According to ([^,]{2,80}), (.+)$|^(.+?),? according to ([^,]{2,80})\\.$");
    private static final Pattern STARTS_WITH_PRONOUN = Pattern.compile("^[“\"]?(?:He|She|They|It|His|Her|Their|Its|This|These|Those|That|Both|The former|The latter)\\b");
    private static final Set<String> NEUTRAL = Set.of("also", "well");
    /// What limits or takes back what stands beside it, by stem: it may not be left out.
    private static final Set<String> LIMITS = stems("if unless whether reportedly allegedly apparently possibly perhaps likely unlikely probably supposedly purportedly rumoured so-called not never no "
            + "neither nor none nobody nothing hardly barely without cannot denied deny refused refuse refusing declined failed fail rejected unable unwilling stopped avoided dismissed false falsely fake hoax wrongly untrue "
            + "baseless alleged suspected former failed proposed planned draft supposed purported possible potential almost nearly attempted attempt tried try would could may might should consider considered considering discuss "
            + "discussed plan plans propose hope hopes hoped want wanted wants seek sought expect expected threaten threatened prepare prepared intend intended aim aims offer offered ask asked urge urged demand "
            + "demanded call called request requested invite invited order ordered agreed agree ready willing due scheduled some several few part partly partially mostly most only until pledged promised vowed will shall "
            + "partial limited conditional non-binding tentative provisional unconfirmed disputed self-proclaimed symbolic "
            + "allegation rumour suggestion myth notion idea possibility prospect fear fears threat risk chance prevent prevented block blocked ban banned forbid forbidden forbade bar barred cancel cancelled halt "
            + "halted postpone postponed suspend suspended delay delayed doubt doubted unclear false");
    /// Of those, the ones that count wherever they stand in the sentence.
    private static final Set<String> LIMIT_ALL = stems("if unless reportedly allegedly apparently supposedly purportedly rumoured hoax fake untrue false falsely baseless");
    private static final Map<String, Set<String>> STANDS_FOR = table();

    private final Names names;

    public AbridgementChecker(Names names) {
        this.names = names;
    }

    /// What keeps a statement from being an abridgement of the sentence, in words for whoever is to mend it; empty if it is one.
    ///
    /// @param statement one sentence
    /// @param quote     the whole sentence that is to carry it
    public List<String> check(String statement, Quote quote) {
        if (STARTS_WITH_PRONOUN.matcher(statement).find() && !quote.text().startsWith(statement.replaceAll("[.]$", ""))) {
            return List.of("it does not say whom or what “" + statement.split("[ ,]")[0] + "” means");
        }
        if (quote.text().endsWith("?") != statement.endsWith("?")) {
            return List.of("the passage asks, and does not say so");
        }
        if (INVERTED.matcher(quote.text()).find() && !INVERTED.matcher(statement).find()) {
            return List.of("the passage says it on a condition");
        }
        Set<String> known = known(statement, quote);
        String said = withoutAccording(statement);
        Text there = new Text(quote.text(), known, quote.published());
        Text own = new Text(said, known, quote.published());
        List<String> foreign = own.tokens.stream().filter(token -> !NEUTRAL.contains(token.key())).filter(token -> there.tokens.stream().noneMatch(other -> means(token, other)))
                .map(token -> "“" + token.written + "” is not in the passage").distinct().toList();
        if (!foreign.isEmpty()) {
            return foreign;
        }
        List<String> reasons = new ArrayList<>();
        for (Text variant : variants(said, known, quote.published())) {
            List<List<Token>> orders = orders(variant);
            for (List<Token> order : orders) {
                Optional<int[]> places = align(order, there);
                if (places.isPresent()) {
                    Optional<String> left = limitLeftOut(variant, there, places.get()).or(() -> speakerLeftOut(own, there, places.get()));
                    if (left.isEmpty()) {
                        return List.of();
                    }
                    reasons.add("it leaves out “" + left.get() + "”");
                }
            }
        }
        return reasons.isEmpty() ? List.of("it puts words together that the passage says of different things, or turns them round") : List.of(reasons.getFirst());
    }

    /// "According to Carney, X" is the same as "Carney said X", and is checked as such.
    private static String withoutAccording(String statement) {
        Matcher matcher = ACCORDING.matcher(statement);
        if (!matcher.matches()) {
            return statement;
        }
        return matcher.group(1) != null ? matcher.group(1) + " said " + matcher.group(2) : matcher.group(4) + " said " + matcher.group(3) + ".";
    }

    /// The same statement in the orders in which the {@link EvidenceChecker} understands it: who said it before what, and what stands in front
    /// ("On Sunday, …") behind. It is carried if one of them is.
    public static List<String> wordings(String statement) {
        String said = withoutAccording(statement);
        Matcher front = FRONT.matcher(said);
        if (!front.find()) {
            return List.of(said);
        }
        String block = front.group().replaceFirst(",\\s+$", "");
        return List.of(said, said.substring(front.end()).replaceFirst("[.]$", "") + " " + block.substring(0, 1).toLowerCase(Locale.ROOT) + block.substring(1) + ".");
    }

    /// As written, and with who said it moved to the front.
    private List<Text> variants(String said, Set<String> known, LocalDate published) {
        List<Text> variants = new ArrayList<>(List.of(new Text(said, known, published)));
        Matcher behind = FRAME_BEHIND.matcher(said);
        if (behind.matches()) {
            variants.add(new Text(behind.group(2) + " that " + behind.group(1) + ".", known, published));
        }
        Matcher front = FRAME_BEFORE.matcher(said);
        if (front.matches()) {
            variants.add(new Text(front.group(4) + ", " + front.group(1) + ".", known, published));
            variants.add(new Text(front.group(4) + ", " + front.group(3) + " " + front.group(2) + ".", known, published));
        }
        return variants;
    }

    /// What stands in front up to the first comma ("On Sunday, …") may stand anywhere as a whole.
    private static List<List<Token>> orders(Text text) {
        List<List<Token>> orders = new ArrayList<>(List.of(text.tokens));
        Matcher front = FRONT.matcher(text.text);
        if (front.find()) {
            List<Token> block = text.tokens.stream().filter(token -> token.span.end() <= front.end()).toList();
            List<Token> rest = text.tokens.subList(block.size(), text.tokens.size());
            for (int at = rest.size(); at > 0 && !block.isEmpty(); at--) {
                List<Token> order = new ArrayList<>(rest.subList(0, at));
                order.addAll(block);
                order.addAll(rest.subList(at, rest.size()));
                orders.add(order);
            }
        }
        // "in Strelsau on Sunday" is the same as "on Sunday in Strelsau"
        int size = text.tokens.size();
        if (size > 3 && isWhenOrWhere(text.tokens.get(size - 1)) && isWhenOrWhere(text.tokens.get(size - 2))) {
            List<Token> order = new ArrayList<>(text.tokens);
            java.util.Collections.swap(order, size - 1, size - 2);
            orders.add(order);
        }
        return orders;
    }

    private static boolean isWhenOrWhere(Token token) {
        return (token.kind == Kind.NAME || token.kind == Kind.DATE) && Set.of("in", "on", "at").contains(token.preposition);
    }

    /// The places of the tokens in the sentence, in order and without forbidden jumps.
    private static Optional<int[]> align(List<Token> tokens, Text there) {
        List<Token> order = tokens.stream().filter(token -> !NEUTRAL.contains(token.key())).toList();
        int[] places = new int[order.size()];
        return place(order, there, 0, -1, places, new HashSet<>()) ? Optional.of(places) : Optional.empty();
    }

    private static boolean place(List<Token> order, Text there, int i, int last, int[] places, Set<Long> dead) {
        if (i == order.size()) {
            return true;
        }
        long state = (long) i << 32 | last + 1;
        if (dead.contains(state)) {
            return false;
        }
        for (int p = last + 1; p < there.tokens.size(); p++) {
            if (means(order.get(i), there.tokens.get(p)) && isPlacedAlike(order, i, there, p) && (last < 0 || mayFollow(there, last, p))) {
                places[i] = p;
                if (place(order, there, i + 1, p, places, dead)) {
                    return true;
                }
            }
        }
        dead.add(state);
        return false;
    }

    /// Whether what governs the word, and what it modifies, is the same in both.
    private static boolean isPlacedAlike(List<Token> order, int i, Text there, int p) {
        Token own = order.get(i);
        Token other = there.tokens.get(p);
        String before = own.preposition;
        String beforeThere = other.preposition;
        if (CONTRARY.contains(before) && CONTRARY.contains(beforeThere) && !before.equals(beforeThere)) {
            return false;
        }
        if (NEVER_ADDED.contains(before) && !before.equals(beforeThere)) {
            return false;
        }
        if (own.kind == Kind.WORD && own.suffered != other.suffered) {
            return false;
        }
        // "members of the commission left" does not say that the commission left, nor "sold tanks to Zapt" that Zapt was sold
        boolean subjectHere = before.isEmpty() && i == 0;
        if (subjectHere && (own.kind == Kind.WORD || own.kind == Kind.NAME) && !beforeThere.isEmpty() || own.kind == Kind.FIGURE && beforeThere.equals("of") && !before.equals("of")) {
            return false;
        }
        if (own.kind != Kind.NAME) {
            return true;
        }
        if (own.possessive != other.possessive || !before.equals(beforeThere)) {
            return false;
        }
        // "British ministers left" does not say that Britain left
        boolean otherForm = !own.written.equalsIgnoreCase(other.written) && own.written.indexOf(' ') < 0 && other.written.indexOf(' ') < 0;
        boolean modifies = p + 1 < there.tokens.size() && there.between(p, p + 1).isBlank() && there.tokens.get(p + 1).kind == Kind.WORD;
        return !otherForm || !modifies || i + 1 < order.size() && means(order.get(i + 1), there.tokens.get(p + 1));
    }

    /// Whether nothing was left out between the two places that begins another claim.
    private static boolean mayFollow(Text there, int from, int to) {
        List<Token> left = there.tokens.subList(from + 1, to);
        if (left.isEmpty()) {
            return true;
        }
        Token next = there.tokens.get(to);
        if (next.kind == Kind.FIGURE && left.stream().anyMatch(token -> token.kind == Kind.FIGURE)) {
            return false;
        }
        int start = there.tokens.get(from).span.end();
        String between = there.text.substring(start, next.span.start());
        List<Integer> joints = JOINT.matcher(between).results().map(result -> start + result.start()).toList();
        boolean whenOrWhere = left.stream().allMatch(token -> token.kind == Kind.DATE || isWhenOrWhere(token));
        if (!whenOrWhere && next.kind == Kind.WORD && there.tokens.get(from).kind == Kind.WORD && BEFORE_INFINITIVE.matcher(between).find()) {
            // "asked Zapt to leave" is not "asked to leave"
            return false;
        }
        if (left.stream().allMatch(token -> token.kind == Kind.NAME)) {
            // the last of a list, but not whoever does the next thing
            boolean acts = to + 1 < there.tokens.size() && there.tokens.get(to + 1).kind == Kind.WORD && there.between(to, to + 1).isBlank();
            return next.kind == Kind.NAME ? joints.isEmpty() || !acts : next.kind != Kind.WORD || !there.isObject(from);
        }
        if (ASIDE.matcher(between).matches()) {
            return true;
        }
        int comma = there.text.indexOf(',', start);
        if (comma >= 0 && comma < next.span.start() && left.stream().anyMatch(token -> token.kind == Kind.WORD && token.span.start() > comma && !Character.isUpperCase(token.written.charAt(0)))) {
            return false;
        }
        if (joints.isEmpty()) {
            boolean newSubject = next.kind == Kind.WORD && left.getLast().kind == Kind.NAME && left.stream().anyMatch(token -> token.kind == Kind.WORD);
            return !newSubject;
        }
        int lastJoint = joints.getLast();
        if (left.stream().anyMatch(token -> token.span.start() > lastJoint)) {
            return false;
        }
        // "Sapt praised Zapt, who left" does not say that Sapt left
        boolean only = left.stream().allMatch(token -> token.kind == Kind.DATE || token.kind == Kind.FIGURE || isWhenOrWhere(token));
        if (next.kind == Kind.WORD && !only && !COORDINATION.matcher(there.text.substring(lastJoint, next.span.start())).lookingAt()) {
            return false;
        }
        if (next.kind == Kind.NAME && !there.text.startsWith("that", lastJoint)) {
            return false;
        }
        // another subject came in before: its deeds are not the first one's
        return joints.size() == 1 || left.stream().noneMatch(token -> token.kind == Kind.NAME && token.span.start() > joints.getFirst());
    }

    /// A word that limits what was kept, and was not kept.
    private static Optional<String> limitLeftOut(Text own, Text there, int[] places) {
        Set<String> said = own.words.stream().flatMap(word -> Stream.of(word.lower(), word.stem())).collect(Collectors.toSet());
        List<Integer> kept = IntStream.of(places).sorted().boxed().toList();
        List<Span> spans = kept.stream().map(place -> there.tokens.get(place).span).toList();
        for (Word word : there.words) {
            boolean apostrophe = word.lower().equals("t") && word.span().start() > 1 && "’'".indexOf(there.text.charAt(word.span().start() - 1)) >= 0;
            boolean limits = LIMITS.contains(word.stem()) || apostrophe;
            if (!limits || said.contains(word.lower()) || said.contains(word.stem()) || there.isQuoted(word)) {
                continue;
            }
            if (LIMIT_ALL.contains(word.stem())) {
                return Optional.of(word.text());
            }
            Optional<Span> next = spans.stream().filter(span -> span.start() >= word.span().end()).findFirst();
            if (next.isPresent() && !CLAUSE_BREAK.matcher(there.text.substring(word.span().end(), next.get().start())).find()) {
                return Optional.of(word.text());
            }
        }
        return Optional.empty();
    }

    /// What was said by somebody is not told as if it were so: a word of saying that bears on what was kept, while the statement names no speaker.
    private static Optional<String> speakerLeftOut(Text own, Text there, int[] places) {
        if (!new Speakers().of(own.text, own.found).isEmpty()) {
            return Optional.empty();
        }
        List<Span> kept = IntStream.of(places).sorted().mapToObj(place -> there.tokens.get(place).span).toList();
        if (own.text.indexOf('“') < 0 && own.text.indexOf('"') < 0 && kept.stream().anyMatch(span -> Speakers.isQuoted(there.text, span.start()))) {
            return Optional.of("who said it");
        }
        Set<String> said = own.words.stream().map(Word::lower).collect(Collectors.toSet());
        Matcher saying = SAYING.matcher(there.text);
        while (saying.find()) {
            if (Speakers.isQuoted(there.text, saying.start()) || said.contains(saying.group().toLowerCase(Locale.ROOT))) {
                continue;
            }
            boolean bearsOnNext = kept.stream().filter(span -> span.start() >= saying.end()).findFirst()
                    .filter(span -> !SENTENCE_JOINT.matcher(there.text.substring(saying.end(), span.start())).find()).isPresent();
            boolean bearsOnLast = kept.stream().filter(span -> span.end() <= saying.start()).reduce((_, second) -> second)
                    .filter(span -> there.text.substring(span.end(), saying.start()).indexOf(',') >= 0 && !SENTENCE_JOINT.matcher(there.text.substring(span.end(), saying.start())).find()).isPresent();
            if (bearsOnNext || bearsOnLast) {
                return Optional.of(saying.group());
            }
        }
        return Optional.empty();
    }

    /// Whether a word of the statement may stand for one of the sentence.
    private static boolean means(Token own, Token other) {
        if (own.kind == Kind.NAME || other.kind == Kind.NAME) {
            return own.kind == other.kind ? own.keys.stream().anyMatch(name -> other.keys.stream().anyMatch(there -> Names.same(name, there)))
                    : own.keys.stream().anyMatch(key -> key.equalsIgnoreCase(other.written)) || other.keys.stream().anyMatch(key -> key.equalsIgnoreCase(own.written))
                    || own.kind == Kind.WORD && Words.of(other.written).stream().map(Word::stem).anyMatch(own.keys::contains);
        }
        if (own.kind == Kind.FIGURE || other.kind == Kind.FIGURE || own.kind == Kind.DATE || other.kind == Kind.DATE) {
            return own.kind == other.kind && own.keys.stream().anyMatch(other.keys::contains);
        }
        if (own.kind == Kind.LINK || other.kind == Kind.LINK) {
            return own.kind == other.kind && own.key().equals(other.key());
        }
        return own.keys.stream().anyMatch(key -> other.keys.contains(key) || STANDS_FOR.getOrDefault(key, Set.of()).stream().anyMatch(other.keys::contains));
    }

    private static Set<String> known(String statement, Quote quote) {
        return Stream.of(quote.text(), statement).flatMap(text -> Words.of(text).stream().skip(1)).filter(Word::isCapitalised).map(Word::text).collect(Collectors.toSet());
    }

    /// A text taken apart.
    private final class Text {

        private final String text;
        private final List<Word> words;
        private final List<Name> found;
        private final List<Token> tokens = new ArrayList<>();

        Text(String text, Set<String> known, LocalDate published) {
            this.text = text;
            this.words = Words.of(text);
            this.found = names.in(text, known);
            List<Span> taken = new ArrayList<>();
            DateExpression.in(text, published).forEach(date -> add(Kind.DATE, date.day().map(day -> Set.of(day.toString(), date.span().in(text).toLowerCase(Locale.ROOT)))
                    .orElseGet(() -> Set.of(date.span().in(text).toLowerCase(Locale.ROOT))), date.span(), taken));
            found.forEach(name -> add(Kind.NAME, namesOf(name), name.span(), taken));
            Quantities.in(text, published).forEach(figure -> {
                if (!isOne(figure)) {
                    add(Kind.FIGURE, Set.of(figure.value().stripTrailingZeros().toPlainString()), figure.span(), taken);
                }
            });
            for (Word word : words) {
                if (taken.stream().anyMatch(span -> span.start() < word.span().end() && word.span().start() < span.end())) {
                    continue;
                }
                boolean shortNot = word.lower().equals("t") && word.span().start() > 0 && "’'".indexOf(text.charAt(word.span().start() - 1)) >= 0;
                boolean link = LINKS.contains(word.lower()) || shortNot;
                if (link || !word.isFunctionWord()) {
                    add(link ? Kind.LINK : Kind.WORD, link ? Set.of(shortNot ? "not" : SAME_LINK.getOrDefault(word.lower(), word.lower())) : keys(word), word.span(), taken);
                }
            }
            tokens.sort((one, other) -> Integer.compare(one.span.start(), other.span.start()));
            for (int i = 0; i < tokens.size(); i++) {
                tokens.set(i, placed(i));
                tokens.set(i, governed(i));
            }
        }

        /// At the beginning of a sentence a title is taken for a part of the name: "Mediator Bianca Wagner".
        private static Set<String> namesOf(Name name) {
            String[] parts = name.canonical().split(" ");
            Set<String> keys = new java.util.LinkedHashSet<>(List.of(name.canonical()));
            if (!name.listed() && parts.length > 2) {
                keys.add(parts[parts.length - 2] + " " + parts[parts.length - 1]);
            }
            return keys;
        }

        /// "One" is mostly no figure.
        private boolean isOne(Quantity figure) {
            return figure.value().compareTo(java.math.BigDecimal.ONE) == 0 && figure.unit().name().isEmpty();
        }

        private void add(Kind kind, Set<String> keys, Span span, List<Span> taken) {
            if (taken.stream().noneMatch(other -> other.start() < span.end() && span.start() < other.end())) {
                taken.add(span);
                tokens.add(new Token(kind, keys, span.in(text).strip(), span, "", false, false));
            }
        }

        private static Set<String> keys(Word word) {
            Set<String> keys = new java.util.LinkedHashSet<>(List.of(word.stem()));
            if (word.text().contains("-")) {
                for (String part : word.text().split("-")) {
                    keys.add(Words.stem(part));
                }
            }
            return keys;
        }

        private Token placed(int i) {
            Token token = tokens.get(i);
            int from = i == 0 ? 0 : tokens.get(i - 1).span.end();
            List<Word> before = Words.of(text.substring(from, token.span.start()));
            String preposition = before.stream().map(Word::lower).filter(PREPOSITIONS::contains).reduce((_, second) -> second).orElse("");
            boolean possessive = text.startsWith("’s", token.span.end()) || text.startsWith("'s", token.span.end());
            return new Token(token.kind, token.keys, token.written, token.span, i > 0 && tokens.get(i - 1).kind == Kind.LINK && preposition.isEmpty() ? tokens.get(i - 1).key() : preposition, possessive,
                    before.stream().map(Word::lower).anyMatch(BE::contains) && PARTICIPLE.matcher(token.written).matches());
        }

        /// With what governs it through a list of names: "with Britain and Canada".
        private Token governed(int i) {
            Token token = tokens.get(i);
            boolean listed = token.preposition.isEmpty() && isListed(i);
            return listed ? new Token(token.kind, token.keys, token.written, token.span, tokens.get(i - 1).preposition, token.possessive, token.suffered) : token;
        }

        /// Whether a name follows its verb: then no list of subjects begins with it.
        boolean isObject(int i) {
            return i > 0 && tokens.get(i).kind == Kind.NAME && tokens.get(i).preposition.isEmpty() && tokens.get(i - 1).kind == Kind.WORD
                    && !Character.isUpperCase(tokens.get(i - 1).written.charAt(0)) && between(i - 1, i).matches("\\s*(?:the |an? )?");
        }

        /// Whether it goes on with a list of names that ends with "and" or "or".
        private boolean isListed(int i) {
            if (i == 0 || i >= tokens.size() || tokens.get(i).kind != Kind.NAME || tokens.get(i - 1).kind != Kind.NAME || !LIST.matcher(between(i - 1, i)).matches()) {
                return false;
            }
            return between(i - 1, i).matches(".*\\b(?:and|or)\\b.*") || isListed(i + 1);
        }

        String between(int from, int to) {
            return text.substring(tokens.get(from).span.end(), tokens.get(to).span.start());
        }

        boolean isQuoted(Word word) {
            return Speakers.isQuoted(text, word.span().start());
        }
    }

    private static Set<String> stems(String words) {
        return Stream.of(words.split(" ")).map(Words::stem).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new HashMap<>();
        try (InputStream in = AbridgementChecker.class.getResourceAsStream("same-words.txt")) {
            if (in == null) {
                throw new IllegalStateException("missing from the classpath: same-words.txt");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] halves = line.toLowerCase(Locale.ROOT).split("<");
                Set<String> there = stems(halves[halves.length - 1].strip());
                for (String own : stems(halves[0].strip())) {
                    table.computeIfAbsent(own, _ -> new HashSet<>()).addAll(there);
                }
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
