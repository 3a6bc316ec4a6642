package dragoman.answer;

import dragoman.answer.ReadArticle.Sentence;
import dragoman.evidence.Speakers;
import dragoman.article.DateExpression;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.AnalyzedQuestion.Kind;
import dragoman.retrieval.AnalyzedQuestion.Term;
import dragoman.retrieval.Names;
import dragoman.retrieval.Names.Name;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How well one sentence, read in its article, answers a question.
///
/// @param kind        the kind of the question
/// @param coverage    the share of the question's weight that the sentence and what stands around it speak of, 0 to 1
/// @param ownCoverage the same for the question's terms and the sentence alone
/// @param elsewhere   whether the article names the occasion asked about only in passing
record SentenceMatch(Kind kind, double coverage, double ownCoverage, boolean elsewhere) {

    private static final double MIN_COVERAGE = 0.5;
    private static final double MIN_OWN_COVERAGE = 0.3;
    private static final double MIN_SCORE = 0.46;
    private static final double UNRELATED = 0.4;
    private static final double SAME = 0.75;

    private static final double IN_SENTENCE = 1.0;
    private static final double RELATED = 0.85;
    private static final double NEARBY = 0.7;
    private static final double ALIKE = 0.6;
    private static final Pattern CLAUSE_END = Pattern.compile("[,;:–—“”]|\\b(?:and|but|while|who|which|that|after|before|when|since)\\b");
    private static final int CLAUSE = 5;
    private static final double IN_ARTICLE = 0.35;
    private static final double SETTING = 0.7;

    private static final Pattern CARRIES_ON = Pattern.compile("^[“\"]?(?:It|He|She|They|This|That|These|Those|Both|Neither|The (?:two|three|talks|meeting|summit|"
            + "text|agreement|statement|resolution|declaration|sum|sides|treaty|move|decision|announcement|step|deal|plan))\\b|\\b(?:he|she|they) (?:said|added|told)\\b");

    /// Parts of names that are left out where everybody knows what is meant.
    private static final Set<String> GENERIC = Set.of("islands", "island", "strip", "strait", "sea", "river", "city", "province", "region", "peninsula", "republic", "treaty",
            "agreement", "declaration", "summit", "conference", "forum");

    /// @param cover what the sentence speaks of
    /// @return empty if the sentence cannot answer: it lacks a name or figure of the question, or the kind of thing asked for.
    static Optional<SentenceMatch> of(AnalyzedQuestion question, Sentence sentence, Cover cover) {
        if (sentence.words().size() < 4 || sentence.isQuestion() || !KindGate.fits(question, sentence)
                || question.actor().map(actor -> KindGate.actsOtherwise(question, sentence, actor)).orElse(false)) {
            return Optional.empty();
        }
        if (cover.namesMissing > 0 || cover.figuresMissing > 0) {
            return Optional.empty();
        }
        boolean carriesOn = carriesOn(sentence);
        // a day or place stands with what happened, unless the sentence goes on with it
        boolean apart = (question.kind() == Kind.WHEN || question.kind() == Kind.WHERE) && !carriesOn && !question.terms().isEmpty()
                && question.terms().stream().noneMatch(term -> ownMatch(sentence, term) > 0)
                && (question.kind() == Kind.WHEN || sentence.words().stream().noneMatch(word -> KindGate.isHappening(word)));
        if (apart) {
            return Optional.empty();
        }
        return Optional.of(new SentenceMatch(question.kind(), cover.around, cover.inSetting, cover.elsewhere));
    }

    /// What of a question a sentence speaks of, whether or not it passes for an answer.
    ///
    /// @param own            share of the question's terms, by weight, that the sentence has or has a related word for, 0 to 1
    /// @param inSetting      as own, for kinds of question where what stands around tells on which occasion
    /// @param around         share of the weight of all that the question speaks of that is there or around, 0 to 1
    /// @param namesMissing   names that are neither there nor around
    /// @param namesHere      share of the names that the sentence itself has; 1 where the question has none
    /// @param figuresMissing figures that are neither there nor around
    /// @param elsewhere      whether the article names an occasion of the question only in passing
    record Cover(double own, double inSetting, double around, int namesMissing, double namesHere, int figuresMissing, boolean elsewhere) {
    }

    static Cover cover(AnalyzedQuestion question, ReadArticle article, Sentence sentence, Map<String, Double> weights) {
        double total = 0;
        double covered = 0;
        int namesMissing = 0;
        int namesHere = 0;
        boolean elsewhere = false;
        for (String name : question.names()) {
            double found = nameMatch(question, article, sentence, name);
            namesMissing += found == 0 ? 1 : 0;
            elsewhere |= found == IN_ARTICLE;
            namesHere += mentions(sentence, name) ? 1 : 0;
            total += weights.get(name);
            covered += weights.get(name) * found;
        }
        int figuresMissing = 0;
        for (String figure : question.figures()) {
            double found = figureMatch(article, sentence, figure);
            figuresMissing += found == 0 ? 1 : 0;
            total += weights.get(figure);
            covered += weights.get(figure) * found;
        }
        boolean carriesOn = carriesOn(sentence);
        double ownTotal = 0;
        double ownCovered = 0;
        double setting = 0;
        for (Term term : question.terms()) {
            double weight = weights.get(term.word());
            double own = ownMatch(sentence, term);
            double around = nearby(article, sentence, term, carriesOn);
            ownTotal += weight;
            ownCovered += weight * own;
            total += weight;
            covered += weight * Math.max(own, around);
            // where and what was said, the sentence before often tells on which occasion
            setting += settingCounts(question.kind()) && own == 0 ? weight * around * SETTING : 0;
        }
        return new Cover(ownTotal == 0 ? 1 : ownCovered / ownTotal, ownTotal == 0 ? 1 : (ownCovered + setting) / ownTotal,
                total == 0 ? 1 : covered / total, namesMissing, question.names().isEmpty() ? 1 : (double) namesHere / question.names().size(),
                figuresMissing, elsewhere);
    }

    /// @param similarity cosine of the question's and the sentence's embedding
    boolean suffices(double similarity) {
        boolean aboutIt = kind == Kind.SAID || ownCoverage >= MIN_OWN_COVERAGE;
        return aboutIt && coverage >= MIN_COVERAGE && likeness(similarity) >= MIN_SCORE;
    }

    private double likeness(double similarity) {
        double meaning = Math.clamp((similarity - UNRELATED) / (SAME - UNRELATED), 0, 1);
        return 0.4 * coverage + 0.2 * ownCoverage + 0.4 * meaning;
    }

    static boolean mentions(Sentence sentence, String name) {
        if (sentence.names().stream().anyMatch(other -> Names.same(name, other.canonical()))) {
            return true;
        }
        List<Word> wanted = Words.of(name);
        return !wanted.isEmpty() && wanted.stream().filter(word -> word.isCapitalised() && !GENERIC.contains(word.lower()) || wanted.size() == 1)
                .allMatch(word -> sentence.words().stream().anyMatch(other -> Words.plain(other.text()).equals(Words.plain(word.text()))));
    }

    private static double nameMatch(AnalyzedQuestion question, ReadArticle article, Sentence sentence, String name) {
        boolean speakerWanted = question.kind() == Kind.SAID && question.names().getFirst().equals(name);
        if (speakerWanted) {
            return sentence.speakers().stream().anyMatch(speaker -> Names.same(name, speaker)) ? IN_SENTENCE : 0;
        }
        if (mentions(sentence, name)) {
            boolean standIn = sentence.names().stream().filter(other -> Names.same(name, other.canonical())).allMatch(Name::standIn);
            return standIn && sentence.names().stream().anyMatch(other -> Names.same(name, other.canonical())) ? RELATED : IN_SENTENCE;
        }
        boolean occasion = question.settings().contains(name);
        boolean lead = article.sentences().stream().limit(occasion ? 3 : 1).anyMatch(other -> mentions(other, name));
        boolean title = article.titleNames().stream().anyMatch(other -> Names.same(name, other.canonical()))
                || Words.plain(article.version().article().title()).contains(Words.plain(name));
        if (title && occasion) {
            return IN_SENTENCE;
        }
        boolean carriesOn = carriesOn(sentence);
        if (carriesOn && before(article, sentence).stream().anyMatch(other -> mentions(other, name))) {
            return RELATED;
        }
        // a person who acts is named or meant by a pronoun; a country may be meant by whoever speaks for it
        Optional<Name> actor = question.actor().filter(acting -> acting.canonical().equals(name));
        if (actor.isPresent() && !actor.get().listed()) {
            return title ? NEARBY : 0;
        }
        if (occasion) {
            return lead ? NEARBY : article.sentences().stream().anyMatch(other -> mentions(other, name)) ? IN_ARTICLE : 0;
        }
        if (title || lead && actor.isEmpty() || before(article, sentence).stream().anyMatch(other -> mentions(other, name))) {
            return NEARBY;
        }
        return 0;
    }

    private static double figureMatch(ReadArticle article, Sentence sentence, String figure) {
        if (sentence.words().stream().anyMatch(word -> word.text().equalsIgnoreCase(figure))) {
            return IN_SENTENCE;
        }
        // "until January", where the question says "until January 2026"
        boolean dated = sentence.dates().stream().flatMap(date -> Stream.concat(date.from().stream(), date.until().stream()))
                .anyMatch(day -> figure.equals(String.valueOf(day.getYear())));
        if (dated) {
            return RELATED;
        }
        LocalDateParts published = new LocalDateParts(article);
        boolean around = published.matches(figure) || article.sentences().stream().limit(3)
                .anyMatch(other -> other.words().stream().anyMatch(word -> word.text().equals(figure))) || article.version().article().title().contains(figure)
                || before(article, sentence).stream().anyMatch(other -> other.words().stream().anyMatch(word -> word.text().equals(figure)));
        return around ? NEARBY : 0;
    }

    /// The year of an article, and the day of its month or the day before, date what it tells without being told.
    private record LocalDateParts(ReadArticle article) {
        boolean matches(String figure) {
            var published = article.version().article().published();
            return figure.equals(String.valueOf(published.getYear())) || figure.equals(String.valueOf(published.getDayOfMonth()))
                    || figure.equals(String.valueOf(published.minusDays(1).getDayOfMonth()));
        }
    }

    static double ownMatch(Sentence sentence, Term term) {
        if (sentence.stems().contains(term.stem())) {
            return IN_SENTENCE;
        }
        return term.related().stream().anyMatch(sentence.stems()::contains) ? RELATED : 0;
    }

    /// As ownMatch, with words of like meaning counting somewhat.
    static double wideMatch(Sentence sentence, Term term) {
        double own = ownMatch(sentence, term);
        return own > 0 || term.like().stream().noneMatch(sentence.stems()::contains) ? own : ALIKE;
    }

    /// Whether the sentence goes on with what was before: "It …", "The talks …", "he said".
    static boolean carriesOn(Sentence sentence) {
        return CARRIES_ON.matcher(sentence.text()).find();
    }

    /// How far what stands around the sentence speaks of the term: more where the sentence goes on with what was before.
    private static double nearby(ReadArticle article, Sentence sentence, Term term, boolean carriesOn) {
        if (before(article, sentence).stream().anyMatch(other -> ownMatch(other, term) > 0)) {
            return carriesOn ? 0.8 : 0.5;
        }
        return article.titleStems().contains(term.stem()) ? NEARBY : article.sentences().getFirst().stems().contains(term.stem()) ? 0.5 : 0;
    }

    private static boolean settingCounts(Kind kind) {
        return switch (kind) {
            case WHERE, WHEN, SAID, WHY, ATTENDEES, OVERVIEW -> true;
            case WHO, AMOUNT, PLEDGED, YES_NO, OTHER -> false;
        };
    }

    /// The sentences a reader still has in mind: those before in the same paragraph, and the last one before it.
    private static List<Sentence> before(ReadArticle article, Sentence sentence) {
        List<Sentence> before = new ArrayList<>();
        for (int i = sentence.index() - 1; i >= 0; i--) {
            Sentence other = article.sentences().get(i);
            if (other.paragraph() != sentence.paragraph() && i < sentence.index() - 1) {
                break;
            }
            before.add(other);
        }
        return before;
    }

    /// The date nearest to the words of the question.
    static Optional<DateExpression> nearestDate(AnalyzedQuestion question, Sentence sentence) {
        // a day within a quotation is the speaker's, who may have spoken on another
        return sentence.dates().stream().filter(date -> !Speakers.isQuoted(sentence.text(), date.span().start())).min(Comparator.comparingInt(date -> distance(question, sentence, date)));
    }

    /// Words between a date and the nearest verb of the question, or else its nearest word; a clause's end in between counts as several.
    private static int distance(AnalyzedQuestion question, Sentence sentence, DateExpression date) {
        List<Word> words = sentence.words();
        List<Word> deeds = words.stream().filter(word -> question.verbs().stream().anyMatch(verb -> verb.related().contains(word.stem()) || verb.like().contains(word.stem()))).toList();
        List<Word> from = deeds.isEmpty() ? words.stream().filter(word -> question.terms().stream().anyMatch(term -> term.related().contains(word.stem()))).toList() : deeds;
        return from.stream().mapToInt(word -> {
            int start = Math.min(word.span().end(), date.span().end());
            int end = Math.max(word.span().start(), date.span().start());
            String between = end > start ? sentence.text().substring(start, end) : "";
            return Words.of(between).size() + CLAUSE * (int) CLAUSE_END.matcher(between).results().count();
        }).min().orElse(words.size());
    }
}
