package dragoman.answer;

import dragoman.answer.ReadArticle.Sentence;
import dragoman.article.DateExpression;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.AnalyzedQuestion.Kind;
import dragoman.retrieval.AnalyzedQuestion.Term;
import dragoman.retrieval.Names;
import dragoman.retrieval.Names.Name;
import dragoman.retrieval.RelatedWords;
import dragoman.retrieval.Words;
import dragoman.retrieval.Words.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// How well one sentence, read in its article, answers a question.
///
/// @param kind        the kind of the question
/// @param coverage    the share of the question's weight that the sentence and what stands around it speak of, 0 to 1
/// @param ownCoverage the same for the question's terms and the sentence alone
/// @param nearestDate for questions of time: the date nearest to the words of the question
/// @param elsewhere   whether the article names the occasion asked about only in passing
/// @param substance   how well it holds the kind of thing asked for, 0 to 1: for questions of time 1 where that date is next to the words
///                    of the question, for pledges 1 where there is a figure
record SentenceMatch(Kind kind, double coverage, double ownCoverage, Optional<DateExpression> nearestDate, double substance, boolean elsewhere) {

    /// A further statement is shown if it scores at least this share of the best.
    static final double CLOSE_TO_BEST = 0.86;

    /// The same for a statement of another article.
    static final double CLOSE_ELSEWHERE = 0.94;

    private static final double MIN_COVERAGE = 0.5;
    private static final double MIN_OWN_COVERAGE = 0.3;
    private static final double MIN_SCORE = 0.46;
    private static final double UNRELATED = 0.4;
    private static final double SAME = 0.75;

    /// A place further from what happened than this many words is the place of something else.
    private static final int FAR = 8;

    private static final double IN_SENTENCE = 1.0;
    private static final double RELATED = 0.85;
    private static final double NEARBY = 0.7;
    private static final double IN_ARTICLE = 0.35;

    private static final Pattern NUMBER_WORD = Pattern.compile(
            "(?i)\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|dozens|twenty|thirty|forty|fifty|hundred|hundreds|"
                    + "thousand|thousands|million|billion|trillion|half|third|quarter|percent|per cent|double|twice)\\b");
    private static final Pattern PLACE_BEFORE_NAME = Pattern.compile("\\b(?:in|at|to|near|outside|from) (?:[\\p{L}’'-]+ ){0,5}$");
    private static final Pattern CAUSE = Pattern.compile("(?i)\\b(?:because|since|due to|owing to|in order to|so that|to (?:ensure|avoid|prevent|protect|"
            + "allow|make|help|end|stop|secure|give)|citing|cited|reason|over|after|amid|as a result|in response to|therefore|aimed at|arguing|"
            + "accus\\w+|for)\\b");
    private static final Pattern NOT_KNOWN = Pattern.compile("(?i)\\b(?:(?:did|does|do|has|have|had|was|were) not (?:immediately )?(?:state|say|said|name|"
            + "named|disclose|disclosed|specify|specified|give|given|announce|announced|reveal|revealed|identify|identified|set out|publish|"
            + "published)|unclear|not known|no details|without (?:naming|saying|giving|specifying)|declined to (?:say|name|give details|comment))\\b");
    private static final Pattern ASKS_HOW_MUCH = Pattern.compile("(?i)\\bhow much\\b");
    private static final Pattern MEASURE = Pattern.compile("(?i)[£$€¥%]|\\b(?:per ?cent|percentage|euros?|dollars?|pounds?|yuan|yen|crowns?|francs?|r(?:o)?ubles?|"
            + "million|billion|trillion|half|third|quarter|tonn?e?s?|barrels?)\\b|\\d(?:bn|tn|m)\\b");
    private static final Pattern ASKS_DURATION = Pattern.compile("(?i)\\bhow long\\b");
    private static final Pattern DURATION = Pattern.compile("(?i)\\b(?:minute|hour|day|week|month|year|decade|centur)(?:s|y|ies)?\\b|\\b(?:until|till|indefinite\\w*|permanent\\w*)\\b");
    private static final Pattern CARRIES_ON = Pattern.compile("^[“\"]?(?:It|He|She|They|This|That|These|Those|Both|Neither|The (?:two|three|talks|meeting|summit|"
            + "text|agreement|statement|resolution|declaration|sum|sides|treaty))\\b|\\b(?:he|she|they) (?:said|added|told)\\b");
    /// What a sentence must speak of to say that the thing asked for is not known.
    private static final Map<Kind, Pattern> WANTED = Map.of(
            Kind.WHO, Pattern.compile("(?i)\\b(?:who|whom|whose|which|nam(?:e|es|ed|ing)|identi\\w+)\\b"),
            Kind.ATTENDEES, Pattern.compile("(?i)\\b(?:who|whom|which|nam(?:e|es|ed|ing)|list)\\b"),
            Kind.AMOUNT, Pattern.compile("(?i)\\b(?:how|amounts?|numbers?|figures?|sums?|prices?|costs?|size)\\b"),
            Kind.WHEN, Pattern.compile("(?i)\\b(?:when|dates?|day|time|timetable|schedule)\\b"),
            Kind.WHERE, Pattern.compile("(?i)\\b(?:where|place|location|venue)\\b"),
            Kind.WHY, Pattern.compile("(?i)\\b(?:why|reasons?)\\b"),
            Kind.PLEDGED, Pattern.compile("(?i)\\b(?:what|how|whether|details)\\b"),
            Kind.YES_NO, Pattern.compile("(?i)\\b(?:whether|if)\\b|."),
            Kind.SAID, Pattern.compile("(?i)\\bwhat\\b"),
            Kind.OTHER, Pattern.compile("(?i)\\b(?:what|how|which|whether|details)\\b"));
    private static final Set<String> HAPPENING = Set.of("received", "welcomed", "brought", "met", "meet", "meeting", "held", "place", "gathered", "convened", "signed", "summit", "talks",
            "talk", "arrived", "went", "hosted");
    private static final Set<String> ATTENDING = attending();

    private static Set<String> attending() {
        return new RelatedWords().of(Words.stem("attend"));
    }

    /// Empty if the sentence cannot answer: it lacks a name or figure of the question, or the kind of thing asked for.
    static Optional<SentenceMatch> of(AnalyzedQuestion question, ReadArticle article, Sentence sentence, Map<String, Double> weights) {
        if (sentence.words().size() < 4 || sentence.isQuestion() || !fits(question, sentence)
                || question.actor().map(actor -> actsOtherwise(question, sentence, actor)).orElse(false)) {
            return Optional.empty();
        }
        double total = 0;
        double covered = 0;
        boolean elsewhere = false;
        for (String name : question.names()) {
            double found = nameMatch(question, article, sentence, name);
            if (found == 0) {
                return Optional.empty();
            }
            elsewhere |= found == IN_ARTICLE;
            total += weights.get(name);
            covered += weights.get(name) * found;
        }
        for (String figure : question.figures()) {
            double found = figureMatch(article, sentence, figure);
            if (found == 0) {
                return Optional.empty();
            }
            total += weights.get(figure);
            covered += weights.get(figure) * found;
        }
        boolean carriesOn = CARRIES_ON.matcher(sentence.text()).find();
        double ownTotal = 0;
        double ownCovered = 0;
        for (Term term : question.terms()) {
            double weight = weights.get(term.word());
            double own = ownMatch(sentence, term);
            ownTotal += weight;
            ownCovered += weight * own;
            total += weight;
            double around = nearby(article, sentence, term, carriesOn);
            covered += weight * Math.max(own, around);
            // where and what was said, the sentence before often tells on which occasion
            ownCovered += settingCounts(question.kind()) && own == 0 ? weight * around * 0.7 : 0;
        }
        // a day or place stands with what happened, unless the sentence goes on with it
        boolean apart = (question.kind() == Kind.WHEN || question.kind() == Kind.WHERE) && !carriesOn && !question.terms().isEmpty()
                && question.terms().stream().noneMatch(term -> ownMatch(sentence, term) > 0)
                && (question.kind() == Kind.WHEN || sentence.words().stream().noneMatch(word -> HAPPENING.contains(word.lower())));
        if (apart) {
            return Optional.empty();
        }
        Optional<DateExpression> date = question.kind() == Kind.WHEN ? nearestDate(question, sentence) : Optional.empty();
        double substance = switch (question.kind()) {
            case WHEN -> date.map(d -> 1.0 / (1 + distance(question, sentence, d) / 4.0)).orElse(0.0);
            // a pledge is as good as what it gives
            case PLEDGED -> holdsFigure(sentence) ? 1 : 0;
            case WHERE -> 1.0 / (1 + placeDistance(question, sentence) / 4.0);
            case ATTENDEES -> Math.min(1, newNames(question, sentence) / 6.0);
            case OVERVIEW -> 1.0 / (1 + sentence.index());
            case WHO -> saysItIsUnknown(question, sentence) || asksForPerson(question) && newPersons(question, sentence) > 0 ? 1 : 0;
            case AMOUNT, SAID, WHY, YES_NO, OTHER -> saysItIsUnknown(question, sentence) ? 1 : 0;
        };
        return Optional.of(new SentenceMatch(question.kind(), total == 0 ? 1 : covered / total, ownTotal == 0 ? 1 : ownCovered / ownTotal,
                date, substance, elsewhere));
    }

    /// @param similarity cosine of the question's and the sentence's embedding
    boolean suffices(double similarity) {
        boolean aboutIt = kind == Kind.SAID || ownCoverage >= MIN_OWN_COVERAGE;
        return aboutIt && coverage >= MIN_COVERAGE && likeness(similarity) >= MIN_SCORE;
    }

    /// @param similarity cosine of the question's and the sentence's embedding
    /// @param rank       of the article among those found, 1 for the first
    double score(double similarity, double rank) {
        return likeness(similarity) + 0.06 * rank + 0.2 * substance;
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
        return !wanted.isEmpty() && wanted.stream().filter(word -> word.isCapitalised() || wanted.size() == 1)
                .allMatch(word -> sentence.words().stream().anyMatch(other -> other.lower().equals(word.lower())));
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
                || article.version().article().title().toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
        if (title && occasion) {
            return IN_SENTENCE;
        }
        boolean carriesOn = CARRIES_ON.matcher(sentence.text()).find();
        if (carriesOn && before(article, sentence).stream().anyMatch(other -> mentions(other, name))) {
            return RELATED;
        }
        // a person who acts is named or meant by a pronoun; a country may be meant by whoever speaks for it
        boolean person = question.actor().filter(actor -> !actor.listed() && actor.canonical().equals(name)).isPresent();
        if (person) {
            return title ? NEARBY : 0;
        }
        if (occasion) {
            return lead ? NEARBY : article.sentences().stream().anyMatch(other -> mentions(other, name)) ? IN_ARTICLE : 0;
        }
        if (title || lead || before(article, sentence).stream().anyMatch(other -> mentions(other, name))) {
            return NEARBY;
        }
        return 0;
    }

    private static double figureMatch(ReadArticle article, Sentence sentence, String figure) {
        if (sentence.words().stream().anyMatch(word -> word.text().equalsIgnoreCase(figure))) {
            return IN_SENTENCE;
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

    private static double ownMatch(Sentence sentence, Term term) {
        if (sentence.stems().contains(term.stem())) {
            return IN_SENTENCE;
        }
        return term.related().stream().anyMatch(sentence.stems()::contains) ? RELATED : 0;
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

    private static boolean saysItIsUnknown(AnalyzedQuestion question, Sentence sentence) {
        return NOT_KNOWN.matcher(sentence.text()).find() && WANTED.getOrDefault(question.kind(), NOT_KNOWN).matcher(sentence.text()).find()
                && tellsTheDeed(question, sentence);
    }

    private static boolean tellsTheDeed(AnalyzedQuestion question, Sentence sentence) {
        return question.deed().map(deed -> ownMatch(sentence, deed) > 0).orElse(true);
    }

    private static boolean fits(AnalyzedQuestion question, Sentence sentence) {
        if (saysItIsUnknown(question, sentence)) {
            return true;
        }
        return switch (question.kind()) {
            case ATTENDEES -> newNames(question, sentence) >= 2
                    && sentence.stems().stream().anyMatch(ATTENDING::contains);
            case WHO -> newNames(question, sentence) >= 1 && tellsTheDeed(question, sentence);
            case AMOUNT -> (holdsFigure(sentence) || NUMBER_WORD.matcher(sentence.text()).find())
                    && question.counted().map(term -> ownMatch(sentence, term) > 0).orElse(true)
                    && (!ASKS_HOW_MUCH.matcher(question.text()).find() || MEASURE.matcher(sentence.text()).find())
                    && (!ASKS_DURATION.matcher(question.text()).find() || DURATION.matcher(sentence.text()).find());
            case WHEN -> !sentence.dates().isEmpty();
            case WHERE -> placeDistance(question, sentence) <= FAR;
            case WHY -> CAUSE.matcher(sentence.text()).find();
            case SAID -> !question.names().isEmpty() || !sentence.speakers().isEmpty();
            case OVERVIEW -> sentence.index() <= 1;
            case PLEDGED, YES_NO, OTHER -> true;
        };
    }

    /// Whether somebody else of the same kind does what the question says was done, and the actor comes in only afterwards: "Ukraine
    /// agreed to accept the truce if Russia does" does not tell whether Russia accepted.
    private static boolean actsOtherwise(AnalyzedQuestion question, Sentence sentence, Name actor) {
        Optional<Name> own = sentence.names().stream().filter(name -> Names.same(actor.canonical(), name.canonical())).findFirst();
        OptionalInt done = sentence.words().stream().filter(word -> question.terms().stream().anyMatch(term -> term.related().contains(word.stem())))
                .mapToInt(word -> word.span().start()).min();
        boolean somebodyElse = done.isPresent() && sentence.names().stream().anyMatch(name -> name.span().end() < done.getAsInt()
                && name.listed() == actor.listed() && question.names().stream().noneMatch(asked -> Names.same(asked, name.canonical())));
        return somebodyElse && (own.isEmpty() || own.get().span().start() > done.getAsInt() && !isAgent(question, sentence, own.get()));
    }

    /// "a proposal by Putin", where a word of the question stands before "by".
    private static boolean isAgent(AnalyzedQuestion question, Sentence sentence, Name name) {
        List<Word> before = sentence.words().stream().filter(word -> word.span().end() <= name.span().start()).toList();
        return before.size() >= 2 && before.getLast().lower().equals("by")
                && question.terms().stream().anyMatch(term -> term.related().contains(before.get(before.size() - 2).stem()));
    }

    private static boolean holdsFigure(Sentence sentence) {
        return sentence.words().stream().anyMatch(word -> word.isNumber()
                && sentence.dates().stream().noneMatch(date -> date.span().contains(word.span())));
    }

    private static boolean asksForPerson(AnalyzedQuestion question) {
        return question.text().regionMatches(true, 0, "who", 0, 3);
    }

    private static long newPersons(AnalyzedQuestion question, Sentence sentence) {
        return sentence.names().stream().filter(name -> !name.listed())
                .filter(name -> question.names().stream().noneMatch(asked -> Names.same(asked, name.canonical()))).count();
    }

    private static long newNames(AnalyzedQuestion question, Sentence sentence) {
        return sentence.names().stream().map(Name::canonical).distinct()
                .filter(name -> question.names().stream().noneMatch(asked -> Names.same(asked, name))).count();
    }

    /// Words, names and titles not counted, between the nearest new name that follows a preposition of place and the nearest word of the question or of happening.
    private static int placeDistance(AnalyzedQuestion question, Sentence sentence) {
        List<Word> words = sentence.words();
        int nearest = words.size();
        for (Name name : sentence.names()) {
            boolean asked = question.names().stream().anyMatch(other -> Names.same(other, name.canonical()));
            if (asked || isSomebodys(sentence, name) || !PLACE_BEFORE_NAME.matcher(sentence.text().substring(0, name.span().start())).find()) {
                continue;
            }
            for (int i = 0; i < words.size() && words.get(i).span().start() < name.span().start(); i++) {
                Word word = words.get(i);
                if (HAPPENING.contains(word.lower()) || question.terms().stream().anyMatch(term -> term.related().contains(word.stem()))) {
                    int between = (int) words.stream().filter(w -> w.span().start() > word.span().start() && w.span().end() < name.span().start()
                            && !w.isCapitalised()).count();
                    nearest = Math.min(nearest, between);
                }
            }
        }
        return nearest;
    }

    /// "in Anwar’s presence" is no place, "at Anwar’s residence" is.
    private static boolean isSomebodys(Sentence sentence, Name name) {
        return sentence.text().substring(name.span().end()).matches("(?s)[’']s .*") && sentence.text().substring(0, name.span().start()).endsWith("in ");
    }

    private static Optional<DateExpression> nearestDate(AnalyzedQuestion question, Sentence sentence) {
        return sentence.dates().stream().min(Comparator.comparingInt(date -> distance(question, sentence, date)));
    }

    /// Words between a date and the nearest word of the question.
    private static int distance(AnalyzedQuestion question, Sentence sentence, DateExpression date) {
        int at = 0;
        for (Word word : sentence.words()) {
            if (word.span().start() >= date.span().start()) {
                break;
            }
            at++;
        }
        int nearest = sentence.words().size();
        for (int i = 0; i < sentence.words().size(); i++) {
            String stem = sentence.words().get(i).stem();
            if (question.terms().stream().anyMatch(term -> term.related().contains(stem))) {
                nearest = Math.min(nearest, Math.abs(i - at));
            }
        }
        return nearest;
    }
}
