package dragoman.answer;

import dragoman.answer.ReadArticle.Sentence;
import dragoman.evidence.Speakers;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.AnalyzedQuestion.Kind;
import dragoman.retrieval.AnalyzedQuestion.Term;
import dragoman.retrieval.Names;
import dragoman.retrieval.Names.Name;
import dragoman.retrieval.RelatedWords;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.evidence.Quantities;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a sentence must hold to answer a question of its kind: a place near to what happened, an amount of what is counted, a doer
/// who is not another one; or the words that this is not known.
final class KindGate {

    private static final Pattern NUMBER_WORD = Pattern.compile(
            "(?i)\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|dozens|twenty|thirty|forty|fifty|hundred|hundreds|"
                    + "thousand|thousands|million|billion|trillion|half|third|quarter|percent|per cent|double|twice)\\b");
    /// None is a number, too.
    private static final Pattern NONE = Pattern.compile("\\b(?:No|no|None|none)\\b(?! longer\\b| one\\b| doubt\\b)");
    private static final Pattern PLACE_BEFORE_NAME = Pattern.compile("\\b(?:in|at|to|near|outside|from) (?:[\\p{L}’'-]+ ){0,5}$");
    private static final Pattern CAUSE = Pattern.compile("(?i)\\b(?:because|since|due to|owing to|in order to|so that|to (?:ensure|avoid|prevent|protect|"
            + "allow|make|help|end|stop|secure|give)|citing|cited|reason|over|after|amid|as a result|in response to|therefore|aimed at|arguing|"
            + "accus\\w+|for|could not agree|dispute|disagree\\w*|quarrel|thanks to|said that|found)\\b");
    private static final Pattern NOT_KNOWN = Pattern.compile("(?i)\\b(?:(?:did|does|do|has|have|had|was|were) not (?:immediately )?(?:state|say|said|name|"
            + "named|disclose|disclosed|specify|specified|give|given|announce|announced|reveal|revealed|identify|identified|set out|publish|"
            + "published)|unclear|not known|no details|without (?:naming|saying|giving|specifying)|declined to (?:say|name|give details|comment)|"
            + "(?:would|will|could) not (?:yet )?be (?:announced|named|published|disclosed)|no (?:\\p{L}+ ){1,3}(?:was|were|has been|have been) (?:published|named|announced|given|set|agreed|disclosed)|"
            + "(?:can|could)(?:not|n[’']t) (?:tell|say|give|name))\\b");
    private static final Pattern ASKS_HOW_MUCH = Pattern.compile("(?i)\\bhow much\\b");
    private static final Pattern MEASURE = Pattern.compile("(?i)[£$€¥%]|\\b(?:per ?cent|percentage|euros?|dollars?|pounds?|yuan|yen|crowns?|francs?|r(?:o)?ubles?|"
            + "million|billion|trillion|half|third|quarter|tonn?e?s?|barrels?)\\b|\\d(?:bn|tn|m)\\b");
    private static final Pattern ASKS_DAY = Pattern.compile("(?i)\\b(?:what|which) (?:date|day)\\b");
    /// A time that is no date: an hour, or what must happen first.
    private static final Pattern TIME = Pattern.compile("(?i)\\b(?:midnight|noon|dawn|at night|\\d{1,2}(?:[.:]\\d{2})? ?(?:am|pm|o[’']clock)|\\d{1,2}:\\d{2}|once|upon|as soon as|until|only after|immediately|"
            + "\\d{1,2}(?:st|nd|rd|th) (?:and \\d{1,2}(?:st|nd|rd|th) )?centur(?:y|ies))\\b");
    private static final Set<String> MEASURES = Stream.of("minute", "hour", "day", "week", "month", "year", "decade", "century", "per", "mile", "kilometre", "metre", "time", "round", "point", "page")
            .map(Words::stem).collect(Collectors.toSet());
    /// What stands behind a figure without saying of what it is: "114 of the freed".
    private static final Set<String> ANYBODY = Stream.of("", "of", "people", "person", "men", "women", "other", "more", "in", "from", "are", "were", "have", "had", "will").map(Words::stem)
            .collect(Collectors.toSet());
    private static final int SHORT = 8;
    private static final Pattern DONE = Pattern.compile("(?i)\\b(?:did|was|were|has|have|had)\\b");
    /// Whoever agreed, agreed on something to come.
    private static final Pattern ON_WHAT_IS_TO_COME = Pattern.compile("(?i)\\b(?:agree\\w*|promise\\w*|pledge\\w*|announce\\w*|decide\\w*|plan\\w*|want\\w*|demand\\w*|call\\w*|say|said|tell|told|offer\\w*|commit\\w*|ask\\w*|propos\\w*|"
            + "hope\\w*|expect\\w*|intend\\w*|undertake\\w*|undertook|will|would|should|order\\w*|rule\\w*|refuse\\w*|threat\\w*|request\\w*|invit\\w*|allow\\w*)\\b");
    private static final Pattern NOT_YET = Pattern.compile("(?i)\\b(?:(?:is|are|was|were|intends?|plans?|planned|hopes?|hoped|expected|due|about|wants?|wanted) to|will|would|may|might|could|should)(?: \\p{L}+){0,2} $");
    private static final Pattern DOZENS = Pattern.compile("(?i)\\b(?:dozens?|hundreds|thousands|scores|several|a (?:few|handful|third|quarter)|half)\\b");
    private static final Pattern ASKS_DURATION = Pattern.compile("(?i)\\bhow long\\b");
    private static final Pattern DURATION = Pattern.compile("(?i)\\b(?:minute|hour|day|week|month|year|decade|centur|page|paragraph|point|word|mile|metre|kilomet(?:re|er))(?:s|y|ies)?\\b|\\b(?:until|till|indefinite\\w*|permanent\\w*)\\b");
    /// What a sentence must speak of to say that the thing asked for is not known.
    private static final Map<Kind, Pattern> WANTED = Map.of(
            Kind.WHO, Pattern.compile("(?i)\\b(?:who|whom|whose|which|nam(?:e|es|ed|ing)|identi\\w+)\\b"),
            Kind.ATTENDEES, Pattern.compile("(?i)\\b(?:who|whom|which|nam(?:e|es|ed|ing)|list)\\b"),
            Kind.AMOUNT, Pattern.compile("(?i)\\b(?:how|amounts?|numbers?|figures?|sums?|prices?|costs?|size)\\b"),
            Kind.WHEN, Pattern.compile("(?i)\\b(?:when|dates?|day|time|timetable|schedule)\\b"),
            Kind.WHERE, Pattern.compile("(?i)\\b(?:where|place|location|venue)\\b"),
            Kind.WHY, Pattern.compile("(?i)\\b(?:why|reasons?)\\b"),
            Kind.PLEDGED, Pattern.compile("(?i)\\b(?:what|how|whether|details)\\b"),
            Kind.SAID, Pattern.compile("(?i)\\bwhat\\b"),
            Kind.OTHER, Pattern.compile("(?i)\\b(?:what|how|which|whether|details)\\b"));
    private static final Pattern PLACE = Pattern.compile("\\b(?:in|at|to|near|outside|from) ");
    private static final Pattern TO_COME = Pattern.compile("(?i)\\b(?:will|would|may|might|could|can|should|going to|is to|are to|to be|plans?|planned|expects?|expected|wants?|wanted|hopes?|hoped|proposes?|proposed|"
            + "ready|prepared|intends?|due)\\b");
    private static final Set<String> HAPPENING = Set.of("received", "welcomed", "brought", "met", "meet", "meeting", "held", "place", "gathered",
            "convened", "signed", "summit", "talks", "talk", "arrived", "went", "hosted");
    private static final Set<String> ATTENDING = attending();
    /// A place further from what happened than this many words is the place of something else.
    private static final int FAR = 8;

    private KindGate() {
    }

    /// Whether the sentence holds what the question's kind asks for, or says that it is not known.
    static boolean fits(AnalyzedQuestion question, Sentence sentence) {
        if (saysItIsUnknown(question, sentence)) {
            return true;
        }
        return switch (question.kind()) {
            case ATTENDEES -> newNames(question, sentence) >= 2
                    && sentence.stems().stream().anyMatch(ATTENDING::contains);
            case WHO -> newNames(question, sentence) >= 1 && tellsTheDeed(question, sentence);
            case AMOUNT -> (holdsFigure(sentence) || NUMBER_WORD.matcher(sentence.text()).find())
                    && question.counted().map(term -> SentenceMatch.ownMatch(sentence, term) > 0).orElse(true)
                    && (!ASKS_HOW_MUCH.matcher(question.text()).find() || MEASURE.matcher(sentence.text()).find())
                    && (!ASKS_DURATION.matcher(question.text()).find() || DURATION.matcher(sentence.text()).find());
            case WHEN -> sentence.dates().stream().filter(date -> !Speakers.isQuoted(sentence.text(), date.span().start())).anyMatch(date -> date.day().isPresent() || !ASKS_DAY.matcher(question.text()).find());
            case WHERE -> placeDistance(question, sentence) <= FAR;
            case WHY -> CAUSE.matcher(sentence.text()).find();
            case SAID -> !question.names().isEmpty() || !sentence.speakers().isEmpty();
            case OVERVIEW -> sentence.index() <= 1;
            case PLEDGED, YES_NO, OTHER -> true;
        };
    }

    /// Whether the sentence holds a thing of the kind asked for, whatever it is said to have done.
    static boolean holdsKind(AnalyzedQuestion question, Sentence sentence) {
        if (saysSomethingIsUnknown(question, sentence) && (sentence.words().size() <= SHORT || question.terms().stream().anyMatch(term -> SentenceMatch.wideMatch(sentence, term) > 0))) {
            return true;
        }
        return switch (question.kind()) {
            case ATTENDEES, WHO -> question.asksForPerson() ? newPersons(question, sentence) >= 1 : newNames(question, sentence) >= 1;
            case WHERE -> newNames(question, sentence) >= 1 && PLACE.matcher(sentence.text()).find();
            case AMOUNT -> question.counted().map(term -> isCounted(term, sentence)).orElseGet(() -> holdsFigure(sentence) || NUMBER_WORD.matcher(sentence.text()).find())
                    || ASKS_DURATION.matcher(question.text()).find() && (DURATION.matcher(sentence.text()).find() || !sentence.dates().isEmpty());
            case WHEN -> fits(question, sentence) || TIME.matcher(sentence.text()).find();
            case SAID -> question.names().isEmpty() ? !sentence.speakers().isEmpty() : isSpokenBy(question.names().getFirst(), sentence);
            case OVERVIEW, WHY -> fits(question, sentence);
            case OTHER -> !question.asksForPerson() || newPersons(question, sentence) >= 1;
            case PLEDGED, YES_NO -> true;
        };
    }

    /// Whether the sentence has a figure that may be of what is counted: "within 90 days" is none of soldiers.
    private static boolean isCounted(Term term, Sentence sentence) {
        boolean none = NONE.matcher(sentence.text()).results().anyMatch(no -> Words.of(sentence.text().substring(no.end())).stream().limit(2)
                .anyMatch(word -> term.related().contains(word.stem())));
        return none || Quantities.in(sentence.text(), LocalDate.EPOCH).stream().anyMatch(quantity -> term.related().contains(quantity.counted())
                || quantity.unit().name().isEmpty() && (ANYBODY.contains(quantity.counted()) || !MEASURES.contains(quantity.counted()) && SentenceMatch.wideMatch(sentence, term) > 0) && sentence.dates().stream().noneMatch(date -> date.span().contains(quantity.span())))
                || DOZENS.matcher(sentence.text()).find();
    }

    /// Where the things of the kind asked for stand; none for kinds of question that ask for no such thing.
    static List<Integer> places(AnalyzedQuestion question, Sentence sentence) {
        return switch (question.kind()) {
            case WHEN -> sentence.dates().stream().map(date -> date.span().start()).filter(at -> !Speakers.isQuoted(sentence.text(), at)).toList();
            case AMOUNT -> Stream.concat(sentence.words().stream().filter(Word::isNumber).map(word -> word.span().start()),
                    NUMBER_WORD.matcher(sentence.text()).results().map(MatchResult::start)).toList();
            case WHO, ATTENDEES, WHERE -> sentence.names().stream().filter(name -> question.names().stream().noneMatch(asked -> Names.same(asked, name.canonical())))
                    .map(name -> name.span().start()).toList();
            case WHY -> CAUSE.matcher(sentence.text()).results().map(MatchResult::start).toList();
            case SAID, OVERVIEW, PLEDGED, YES_NO, OTHER -> List.of();
        };
    }

    private static boolean isSpokenBy(String name, Sentence sentence) {
        return sentence.speakers().stream().anyMatch(speaker -> Names.same(name, speaker));
    }

    /// Whether the question asks what was done and the sentence tells the same only as what is to be done: "It is to vote on Wednesday" does not
    /// say how it voted.
    static boolean isOnlyExpected(AnalyzedQuestion question, Sentence sentence) {
        if (question.kind() == Kind.SAID || question.kind() == Kind.YES_NO || !DONE.matcher(question.text()).find() || ON_WHAT_IS_TO_COME.matcher(question.text()).find()) {
            return false;
        }
        List<Word> told = sentence.words().stream().filter(word -> question.verbs().stream().anyMatch(verb -> verb.related().contains(word.stem()))).toList();
        return !told.isEmpty() && told.stream().allMatch(word -> NOT_YET.matcher(sentence.text().substring(0, word.span().start())).find());
    }

    /// Whether something is asked as done and told as to come or only possible, or the other way round.
    static boolean isOfOtherMood(AnalyzedQuestion question, Sentence sentence) {
        return TO_COME.matcher(question.text()).find() != TO_COME.matcher(sentence.text()).find();
    }

    /// Whether the sentence says that just what is asked for was not stated: then that is the answer.
    static boolean saysItIsUnknown(AnalyzedQuestion question, Sentence sentence) {
        return saysSomethingIsUnknown(question, sentence) && tellsTheDeed(question, sentence);
    }

    static boolean saysSomethingIsUnknown(AnalyzedQuestion question, Sentence sentence) {
        return NOT_KNOWN.matcher(sentence.text()).find() && WANTED.getOrDefault(question.kind(), NOT_KNOWN).matcher(sentence.text()).find();
    }

    private static boolean tellsTheDeed(AnalyzedQuestion question, Sentence sentence) {
        return question.deed().map(deed -> SentenceMatch.ownMatch(sentence, deed) > 0).orElse(true);
    }

    /// Whether somebody else of the same kind does what the question says was done, and the actor comes in only afterwards: "Ukraine
    /// agreed to accept the truce if Russia does" does not tell whether Russia accepted.
    static boolean actsOtherwise(AnalyzedQuestion question, Sentence sentence, Name actor) {
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

    static boolean holdsFigure(Sentence sentence) {
        return NONE.matcher(sentence.text()).find() || sentence.words().stream().anyMatch(word -> word.isNumber()
                && sentence.dates().stream().noneMatch(date -> date.span().contains(word.span())));
    }

    static long newPersons(AnalyzedQuestion question, Sentence sentence) {
        return sentence.names().stream().filter(name -> !name.listed())
                .filter(name -> question.names().stream().noneMatch(asked -> Names.same(asked, name.canonical()))).count();
    }

    static long newNames(AnalyzedQuestion question, Sentence sentence) {
        return sentence.names().stream().map(Name::canonical).distinct()
                .filter(name -> question.names().stream().noneMatch(asked -> Names.same(asked, name))).count();
    }

    /// Words, names and titles not counted, between the nearest new name that follows a preposition of place and the nearest word of the question or of happening.
    static int placeDistance(AnalyzedQuestion question, Sentence sentence) {
        List<Word> words = sentence.words();
        int nearest = words.size();
        for (Name name : sentence.names()) {
            boolean asked = question.names().stream().anyMatch(other -> Names.same(other, name.canonical()));
            if (asked || isSomebodys(sentence, name) || !PLACE_BEFORE_NAME.matcher(sentence.text().substring(0, name.span().start())).find()) {
                continue;
            }
            for (int i = 0; i < words.size() && words.get(i).span().start() < name.span().start(); i++) {
                Word word = words.get(i);
                if (isHappening(word) || question.terms().stream().anyMatch(term -> term.related().contains(word.stem()))) {
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

    private static Set<String> attending() {
        return new RelatedWords().of(Words.stem("attend"));
    }

    /// Whether the word says that people came together or that something took place.
    static boolean isHappening(Word word) {
        return HAPPENING.contains(word.lower());
    }
}
