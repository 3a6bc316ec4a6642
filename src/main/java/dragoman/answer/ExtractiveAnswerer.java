package dragoman.answer;

import dragoman.answer.ReadArticle.Sentence;
import dragoman.answer.SentenceEvidence.Feature;
import dragoman.answer.SentenceFinder.Found;
import dragoman.answer.SentenceFinder.Weighed;
import dragoman.article.PartsOfSpeech;
import dragoman.evidence.Quantities;
import dragoman.evidence.Quantity;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.AnalyzedQuestion.Kind;
import dragoman.retrieval.RetrievedPassage;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Answers in the articles' own sentences.
///
/// A sentence answers if it speaks of everything the question names, holds the kind of thing it asks for, and shares enough of its
/// other words or meaning. How much is enough was measured on the golden questions; see `src/docs/evaluation.md`.
@ApplicationScoped
public class ExtractiveAnswerer {

    /// A question is answered if with this probability any sentence answers it, …
    private static final double LIKELY = 0.6;
    /// … and one of them does with this.
    private static final double STANDS_OUT = 0.3;
    /// The same for sentences that the rules take for an answer.
    private static final double LIKELY_BY_RULES = 0.4;
    private static final double STANDS_OUT_BY_RULES = 0.2;
    /// A date without a word as near as this to the deed asked for is that of another.
    private static final double OTHER_DEED = 0.5;
    /// From here on the reader takes a sentence for an answer, …
    private static final double READ_AS_ANSWER = 0.6;
    /// … from here on rules that guess have no say, …
    private static final double READ_RATHER = 0.5;
    /// … and here it is sure.
    private static final double READ_SURELY = 0.8;
    /// From here on both are believed more than a language model that found nothing: what the reader says, and what all figures say. Set by
    /// hand (decision 35).
    private static final double SURE_AGAINST_A_MODEL = 0.9;
    private static final double LIKELY_AGAINST_A_MODEL = 0.5;
    private static final int A_ROLL = 5;
    private static final int INTRODUCTIONS = 3;
    private static final int LONGEST_LIST = 10;
    /// Of several matters that fit, the newest that are tried.
    private static final int MATTERS = 5;
    private static final double ABOUT_AS_WELL = 0.5;
    private static final int BESIDE_EACH_OTHER = 4;
    private static final Comparator<Chosen> NEWEST_FIRST = Comparator.comparing(Chosen::published).reversed()
            .thenComparing(chosen -> chosen.article().version().articleId()).thenComparing(chosen -> chosen.sentence().index());
    /// A further sentence is told if it stands behind the best by no more than this.
    private static final double CLOSE_TO_BEST = 1.2;
    /// The same for one of newer reporting, of which the reader is sure.
    private static final double NEWER = 3;
    /// Another article's other figure is told if it is at least this share as likely.
    private static final double DIFFERING = 0.1;

    private final SentenceFinder finder;
    private final QuestionForms forms;
    private final PartsOfSpeech partsOfSpeech = new PartsOfSpeech();

    ExtractiveAnswerer(SentenceFinder finder, QuestionForms forms) {
        this.finder = finder;
        this.forms = forms;
    }

    /// Proposes the sentences that answer, or says what is missing.
    ///
    /// @param passages as retrieved, best first
    Draft answer(AnalyzedQuestion question, List<RetrievedPassage> passages) {
        if (asksNothing(question)) {
            return Draft.nothing(Lack.of(Lack.Kind.NOTHING_ASKED));
        }
        List<Found> read = finder.read(passages);
        return answer(question, read, finder.weigh(question, read));
    }

    /// The same of sentences that are weighed already.
    Draft answer(AnalyzedQuestion question, List<Found> read, List<Weighed> weighed) {
        weighed.forEach(one -> Log.debugf("%.2f %s %s: %s", one.probability(), Arrays.toString(one.evidence().values()), one.evidence().match(), one.sentence().text()));
        Form form = forms.of(question);
        List<Chosen> chosen = switch (form) {
            case POINT -> List.of();
            case OVERVIEW -> overview(question, read, weighed);
            case LIST -> list(question, read);
            case COMPARISON -> comparison(question, read, weighed);
        };
        return chosen.isEmpty() ? point(question, read, weighed) : Proposals.of(question, form, chosen);
    }

    private Draft point(AnalyzedQuestion question, List<Found> read, List<Weighed> weighed) {
        Optional<List<Weighed>> answering = answering(question, weighed);
        Optional<Draft> newest = answering.isEmpty() || isDivided(answering.get()) ? onNewestMatter(question, read) : Optional.empty();
        return reason(question, read, weighed).or(() -> newest).or(() -> answering.map(likely -> told(question, likely)))
                .orElseGet(() -> Draft.nothing(Declining.why(question, read, weighed)));
    }

    /// The same where a language model found no answer in the passages: that is believed, unless the reader is sure of the sentence that answers.
    Draft answerIfSure(AnalyzedQuestion question, List<RetrievedPassage> passages) {
        List<Found> read = finder.read(passages);
        List<Weighed> weighed = finder.weigh(question, read);
        Optional<Weighed> best = answering(question, weighed).map(List::getFirst);
        return best.filter(ExtractiveAnswerer::isSure).map(_ -> answer(question, read, weighed))
                .orElseGet(() -> Draft.nothing(best.map(_ -> Lack.of(Lack.Kind.NOT_TOLD)).orElseGet(() -> Declining.why(question, read, weighed))));
    }

    private static boolean isSure(Weighed best) {
        return best.likelihoodRead() >= SURE_AGAINST_A_MODEL && best.probability() >= LIKELY_AGAINST_A_MODEL;
    }

    /// Whether another article answers about as well.
    private static boolean isDivided(List<Weighed> answering) {
        Weighed best = answering.getFirst();
        return answering.stream().anyMatch(one -> one.article() != best.article() && one.probability() >= best.probability() * ABOUT_AS_WELL);
    }

    private static Draft told(AnalyzedQuestion question, List<Weighed> answering) {
        return Proposals.of(question, Form.POINT, select(question, answering).stream().map(Weighed::chosen).toList());
    }

    /// Of a question why: the sentence of which the reader is sure, the one behind it, and what else answers in that article. The reader is sure of the
    /// sentence that tells what was done, and the reason is in it or follows it; nothing where none of them holds a reason.
    private Optional<Draft> reason(AnalyzedQuestion question, List<Found> read, List<Weighed> weighed) {
        if (question.kind() != Kind.WHY) {
            return Optional.empty();
        }
        List<Found> nearest = finder.matters(question, read).nearest(read);
        return weighed.stream().filter(one -> one.likelihoodRead() >= READ_SURELY && isIn(nearest, one) && !isOutOfAnyQuestion(question, one)
                && one.evidence().value(Feature.NAMES_MISSING) == 0).max(Comparator.comparingDouble(Weighed::likelihoodRead)).map(one -> {
                    Stream<Chosen> further = answering(question, weighed).stream().flatMap(likely -> select(question, likely).stream()).map(Weighed::chosen)
                            .filter(chosen -> chosen.article() == one.article());
                    return Stream.concat(withItsNeighbours(one).stream(), further).distinct().sorted(NEWEST_FIRST).toList();
                }).filter(told -> told.stream().anyMatch(chosen -> KindGate.fits(question, chosen.sentence()))).map(told -> Proposals.of(question, Form.POINT, told));
    }

    private static boolean isIn(List<Found> articles, Weighed one) {
        return articles.stream().anyMatch(found -> found.article() == one.article());
    }

    private List<Chosen> withItsNeighbours(Weighed one) {
        int at = one.sentence().index();
        int first = at > 0 && Overview.goesOn(one.article(), one.sentence(), partsOfSpeech) ? at - 1 : at;
        return one.article().sentences().subList(first, Math.min(at + 2, one.article().sentences().size())).stream()
                .filter(sentence -> sentence.paragraph() == one.sentence().paragraph() && !sentence.isQuestion() && !sentence.forMachines())
                .map(sentence -> new Chosen(one.article(), sentence)).toList();
    }

    /// "The summit" without a name is any of several, and their sentences stand in each other's way: then the newest one that answers is taken.
    private Optional<Draft> onNewestMatter(AnalyzedQuestion question, List<Found> read) {
        if (!question.names().isEmpty() || !question.figures().isEmpty()) {
            return Optional.empty();
        }
        Matters matters = finder.matters(question, read);
        if (!matters.isNamed()) {
            return Optional.empty();
        }
        List<Found> fitting = matters.among(read);
        return fitting.size() < 2 ? Optional.empty() : fitting.stream().limit(MATTERS)
                .map(one -> answering(question, finder.weigh(question, List.of(one))).map(answering -> told(question, answering).on(one.article())))
                .flatMap(Optional::stream).findFirst();
    }

    /// The key facts of the newest matter that fits; of a person or body, what says who or what it is.
    private List<Chosen> overview(AnalyzedQuestion question, List<Found> read, List<Weighed> weighed) {
        Matters matters = finder.matters(question, read);
        List<Found> onTheMatter = matters.among(read);
        if (question.kind() == Kind.WHO) {
            return introductions(question, onTheMatter, weighed);
        }
        return onTheMatter.stream().findFirst().map(Found::article)
                .map(article -> new Overview(matters, finder.readWhole(question, article), partsOfSpeech).of(article)).orElse(List.of());
    }

    /// What says who somebody is.
    private static List<Chosen> introductions(AnalyzedQuestion question, List<Found> onTheMatter, List<Weighed> weighed) {
        return weighed.stream().filter(one -> question.names().stream().allMatch(name -> SentenceMatch.mentions(one.sentence(), name)))
                .filter(one -> onTheMatter.stream().anyMatch(found -> found.article() == one.article()))
                .sorted(Comparator.comparingDouble(Weighed::likelihoodRead).reversed()).limit(INTRODUCTIONS).map(Weighed::chosen)
                .sorted(NEWEST_FIRST).toList();
    }

    /// Of each article that reports on one of those asked for, the sentence that tells it; the newest first.
    private List<Chosen> list(AnalyzedQuestion question, List<Found> read) {
        Matters matters = finder.matters(question, read);
        return matters.isNamed() ? matters.among(read).stream().limit(LONGEST_LIST).map(found -> best(question, matters, found.article()))
                .flatMap(Optional::stream).toList() : List.of();
    }

    /// What is said of each of the sides that a question names; nothing if one of them is not spoken of. The sides may stand in different articles.
    private List<Chosen> comparison(AnalyzedQuestion question, List<Found> read, List<Weighed> weighed) {
        Matters matters = finder.matters(question, read);
        List<Found> onTheMatter = matters.among(read);
        List<Weighed> left = weighed.stream().filter(one -> one.evidence().value(Feature.FIGURES_MISSING) == 0)
                .sorted(Comparator.comparingDouble((Weighed one) -> one.likelihoodRead() + one.probability() + matters.share(one.sentence())).reversed()).toList();
        Set<Chosen> chosen = new LinkedHashSet<>();
        for (String name : question.names()) {
            Optional<Chosen> side = left.stream().filter(one -> SentenceMatch.mentions(one.sentence(), name)).map(Weighed::chosen).findFirst()
                    .or(() -> side(question, matters, name, read));
            if (side.isEmpty()) {
                return List.of();
            }
            chosen.add(side.get());
        }
        left.stream().filter(one -> isIn(onTheMatter, one)).map(Weighed::chosen).filter(one -> !chosen.contains(one))
                .limit(Math.max(1, BESIDE_EACH_OTHER - chosen.size())).forEach(chosen::add);
        return chosen.stream().sorted(NEWEST_FIRST).toList();
    }

    /// The sentence that tells most of one side, in the article that is most about it.
    private Optional<Chosen> side(AnalyzedQuestion question, Matters matters, String name, List<Found> read) {
        return read.stream().map(Found::article).filter(article -> Matters.isAbout(article, name)).max(Comparator.comparingDouble(matters::share))
                .flatMap(article -> best(question, matters, article));
    }

    /// The sentence of an article that answers best.
    private Optional<Chosen> best(AnalyzedQuestion question, Matters matters, ReadArticle article) {
        Map<Sentence, ReadSentence> says = finder.readWhole(question, article);
        return article.sentences().stream().filter(sentence -> !sentence.isQuestion() && !sentence.forMachines())
                .max(Comparator.comparingDouble(sentence -> says.getOrDefault(sentence, ReadSentence.UNREAD).likelihood()
                        + matters.share(sentence) + 1.0 / (1 + sentence.index())))
                .map(sentence -> new Chosen(article, sentence));
    }

    static boolean asksNothing(AnalyzedQuestion question) {
        return question.names().isEmpty() && question.terms().isEmpty() && question.figures().isEmpty() && question.kind() == Kind.OTHER;
    }

    /// Those that may be told, the ones that stand best first; none if it is more likely that nothing answers, or if no sentence stands out.
    private static Optional<List<Weighed>> answering(AnalyzedQuestion question, List<Weighed> weighed) {
        List<Weighed> left = weighed.stream().filter(one -> !isOutOfTheQuestion(question, one)).sorted(Comparator.comparingDouble(Weighed::standing).reversed()).toList();
        double any = left.stream().mapToDouble(Weighed::probability).sum();
        if (!left.isEmpty() && any >= LIKELY && (left.getFirst().probability() >= STANDS_OUT || left.getFirst().likelihoodRead() >= READ_AS_ANSWER)) {
            return Optional.of(left);
        }
        // a short question ("What did Hentzau say?") fits many sentences, so that none stands out
        List<Weighed> plain = left.stream().filter(Weighed::passesRules).toList();
        return !plain.isEmpty() && any >= LIKELY_BY_RULES && plain.getFirst().probability() >= STANDS_OUT_BY_RULES ? Optional.of(plain) : Optional.empty();
    }

    /// What no likeness makes good. Where the reader is sure, rules that guess at meaning have no say.
    private static boolean isOutOfTheQuestion(AnalyzedQuestion question, Weighed one) {
        if (isOutOfAnyQuestion(question, one)) {
            return true;
        }
        boolean spokenByAnother = question.kind() == Kind.SAID && one.evidence().value(Feature.KIND_HELD) == 0 && !speaksThere(question, one);
        return spokenByAnother || one.likelihoodRead() < READ_RATHER && guessedOut(question, one);
    }

    /// Whether the reader is sure, and the one asked about is named there (rule E3: who speaks is a matter of reading).
    private static boolean speaksThere(AnalyzedQuestion question, Weighed one) {
        return one.likelihoodRead() >= READ_SURELY && question.names().stream().limit(1).allMatch(name -> SentenceMatch.mentions(one.sentence(), name));
    }

    private static boolean isOutOfAnyQuestion(AnalyzedQuestion question, Weighed one) {
        return Stream.of(Feature.NAMES_UNKNOWN, Feature.FIGURES_MISSING).anyMatch(feature -> one.evidence().value(feature) > 0) || isTooEarly(question, one)
                // another treaty than the one asked about
                || !question.kindred().stream().allMatch(kindred -> one.article().speaksOf(kindred.modifier()));
    }

    private static boolean guessedOut(AnalyzedQuestion question, Weighed one) {
        return one.evidence().value(Feature.ACTS_OTHERWISE) > 0
                || one.evidence().value(Feature.KIND_HELD) == 0
                || KindGate.isOnlyExpected(question, one.sentence())
                || question.kind() == Kind.WHEN && one.evidence().value(Feature.VERBS) == 0 && one.evidence().value(Feature.VERBS_ALIGNED) < OTHER_DEED
                        && !KindGate.saysSomethingIsUnknown(question, one.sentence());
    }

    /// What was published before the days asked about does not report on them, unless it names one of them.
    private static boolean isTooEarly(AnalyzedQuestion question, Weighed one) {
        return question.period().filter(period -> period.from().filter(one.chosen().published()::isBefore).isPresent()
                && one.sentence().dates().stream().noneMatch(date -> date.from().filter(period::contains).isPresent())).isPresent();
    }

    private static List<Weighed> select(AnalyzedQuestion question, List<Weighed> answering) {
        Weighed best = answering.getFirst();
        double least = best.standing() - CLOSE_TO_BEST;
        Set<String> told = new HashSet<>();
        int most = switch (question.kind()) {
            case OVERVIEW -> 6;
            case OTHER -> 5;
            case SAID, PLEDGED -> 3;
            case ATTENDEES, WHO, YES_NO, WHY, AMOUNT -> 2;
            case WHEN, WHERE -> 2;
        };
        boolean oneEach = question.kind() == Kind.WHEN || question.kind() == Kind.WHERE;
        Set<ReadArticle> from = new HashSet<>();
        List<Weighed> selected = new ArrayList<>(answering.stream()
                .filter(candidate -> candidate.standing() >= least
                        || candidate.likelihoodRead() >= READ_AS_ANSWER && (candidate.article() == best.article()
                                || isNewer(candidate, best) && candidate.standing() >= best.standing() - NEWER))
                // that something else is not known is no part of an answer that is
                .filter(candidate -> candidate == best || isUnknown(question, best) || !isUnknown(question, candidate))
                .filter(candidate -> told.add(candidate.sentence().text()))
                .filter(candidate -> !oneEach || from.add(candidate.article()))
                .limit(most).toList());
        if (asksForItems(question)) {
            answering.stream().filter(candidate -> candidate.article() == best.article() && candidate.sentence().announcesList()
                    && !selected.contains(candidate)).findFirst().ifPresent(selected::add);
        }
        if (question.kind() == Kind.ATTENDEES) {
            // the roll is often told in several sentences
            answering.stream().filter(one -> one.article() == best.article() && carriesOnTheRoll(question, best, one) && one.passesRules() && one.evidence().value(Feature.KIND_FITS) == 1 && !selected.contains(one))
                    .forEach(selected::add);
        }
        if (question.kind() == Kind.AMOUNT) {
            answering.stream().filter(one -> differs(best, one) && !selected.contains(one)).findFirst().ifPresent(selected::add);
        }
        selected.sort(Comparator.comparing(Weighed::chosen, NEWEST_FIRST));
        return selected;
    }

    /// Newer reporting outranks older.
    private static boolean isNewer(Weighed one, Weighed other) {
        return one.chosen().published().isAfter(other.chosen().published());
    }

    private static boolean isUnknown(AnalyzedQuestion question, Weighed one) {
        return KindGate.saysSomethingIsUnknown(question, one.sentence());
    }

    private static boolean carriesOnTheRoll(AnalyzedQuestion question, Weighed best, Weighed other) {
        return Math.abs(other.sentence().index() - best.sentence().index()) == 1 || KindGate.newNames(question, other.sentence()) >= A_ROLL;
    }

    /// Whether another article has another figure of the same kind for the same matter.
    private static boolean differs(Weighed best, Weighed other) {
        if (other.article() == best.article() || other.probability() < best.probability() * DIFFERING || other.evidence().value(Feature.NAMES_MISSING) > 0) {
            return false;
        }
        List<Quantity> mine = quantities(best);
        List<Quantity> theirs = quantities(other);
        return theirs.stream().anyMatch(one -> mine.stream().anyMatch(own -> own.unit().equals(one.unit()) && own.counted().equals(one.counted())))
                && theirs.stream().noneMatch(one -> mine.stream().anyMatch(own -> own.unit().equals(one.unit()) && own.value().compareTo(one.value()) == 0));
    }

    private static List<Quantity> quantities(Weighed of) {
        return Quantities.in(of.sentence().text(), of.chosen().published());
    }

    private static boolean asksForItems(AnalyzedQuestion question) {
        return question.text().toLowerCase(Locale.ROOT)
                .matches("(?s)(?:what|which) (?:are|were|is|was)?\\b.*\\b(?:points|steps|conditions|terms|demands|measures|goals|priorities|items|principles|elements)\\b.*");
    }
}
