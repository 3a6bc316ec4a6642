package dragoman.answer;

import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.answer.Editing.Insertion;
import dragoman.answer.ReadArticle.Sentence;
import dragoman.answer.SentenceEvidence.Feature;
import dragoman.answer.SentenceFinder.Found;
import dragoman.answer.SentenceFinder.Weighed;
import dragoman.article.DateExpression;
import dragoman.article.Span;
import dragoman.evidence.Quantities;
import dragoman.evidence.Quantity;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.AnalyzedQuestion.Kind;
import dragoman.retrieval.Names;
import dragoman.retrieval.RetrievedPassage;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Answers in the articles' own sentences.
///
/// A sentence answers if it speaks of everything the question names, holds the kind of thing it asks for, and shares enough of its
/// other words or meaning. How much is enough was measured on the golden questions; see `src/docs/evaluation.md`.
@ApplicationScoped
public class ExtractiveAnswerer {

    /// A question is answered if with this probability any sentence answers it, …
    private static final double LIKELY = 0.75;
    /// … and one of them does with this.
    private static final double STANDS_OUT = 0.3;
    /// The same for sentences that the rules take for an answer.
    private static final double LIKELY_BY_RULES = 0.4;
    private static final double STANDS_OUT_BY_RULES = 0.2;
    /// What belongs to the sentence before: without it that one would promise more than was kept.
    private static final Pattern TAKES_BACK = Pattern.compile("^(?:He|She|It|They|That|This|These|Neither|None|Nobody|Nothing|The [\\p{L} ]{3,40}?)\\b(?:(?![,;]).)*?\\b(?:not|never|no|nothing|neither)\\b.*", Pattern.DOTALL);
    /// A date without a word as near as this to the deed asked for is that of another.
    private static final double OTHER_DEED = 0.5;
    /// From here on the reader takes a sentence for an answer, …
    private static final double READ_AS_ANSWER = 0.6;
    /// … and here it is sure.
    private static final double READ_SURELY = 0.8;
    /// From here on it is believed more than a language model that found nothing. Set by hand, not calibrated yet.
    private static final double SURE_AGAINST_A_MODEL = 0.9;
    private static final int SHORT = 16;
    private static final int A_ROLL = 5;
    /// A further sentence is told if it is at least this share as likely as the best.
    private static final double CLOSE_TO_BEST = 0.3;
    /// Another article's other figure is told if it is at least this share as likely.
    private static final double DIFFERING = 0.1;

    private final SentenceFinder finder;

    ExtractiveAnswerer(SentenceFinder finder) {
        this.finder = finder;
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
        return answering(question, weighed).map(answering -> propose(question, select(question, answering)))
                .orElseGet(() -> Draft.nothing(Declining.why(question, read, weighed)));
    }

    /// The same where a language model found no answer in the passages: that is believed, unless the reader is sure of the sentence that answers.
    Draft answerIfSure(AnalyzedQuestion question, List<RetrievedPassage> passages) {
        List<Found> read = finder.read(passages);
        List<Weighed> weighed = finder.weigh(question, read);
        Optional<List<Weighed>> answering = answering(question, weighed);
        return answering.isPresent() && !isSure(answering.get().getFirst()) ? Draft.nothing(Lack.of(Lack.Kind.NOT_TOLD)) : answer(question, read, weighed);
    }

    private static boolean isSure(Weighed best) {
        return best.likelihoodRead() >= SURE_AGAINST_A_MODEL;
    }

    static boolean asksNothing(AnalyzedQuestion question) {
        return question.names().isEmpty() && question.terms().isEmpty() && question.figures().isEmpty() && question.kind() == Kind.OTHER;
    }

    /// Those that may be told, the likeliest first; none if it is more likely that nothing answers, or if no sentence stands out.
    private static Optional<List<Weighed>> answering(AnalyzedQuestion question, List<Weighed> weighed) {
        List<Weighed> left = weighed.stream().filter(one -> !isOutOfTheQuestion(question, one)).toList();
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
        if (Stream.of(Feature.NAMES_UNKNOWN, Feature.FIGURES_MISSING).anyMatch(feature -> one.evidence().value(feature) > 0) || isTooEarly(question, one)) {
            return true;
        }
        // who speaks is a matter of the words (rule E3)
        boolean spokenByAnother = question.kind() == Kind.SAID && one.evidence().value(Feature.KIND_HELD) == 0;
        return spokenByAnother || one.likelihoodRead() < READ_SURELY && guessedOut(question, one);
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
        return question.period().filter(period -> period.from().filter(published(one)::isBefore).isPresent()
                && one.sentence().dates().stream().noneMatch(date -> date.from().filter(period::contains).isPresent())).isPresent();
    }

    private static List<Weighed> select(AnalyzedQuestion question, List<Weighed> answering) {
        Weighed best = answering.getFirst();
        double least = best.probability() * CLOSE_TO_BEST;
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
                .filter(candidate -> candidate.probability() >= least || candidate.article() == best.article() && candidate.likelihoodRead() >= READ_AS_ANSWER)
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
        selected.sort(Comparator.<Weighed, LocalDate>comparing(ExtractiveAnswerer::published).reversed()
                .thenComparing(candidate -> candidate.article().version().articleId())
                .thenComparing(candidate -> candidate.sentence().index()));
        return selected;
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
        return Quantities.in(of.sentence().text(), published(of));
    }

    private static boolean asksForItems(AnalyzedQuestion question) {
        return question.text().toLowerCase(Locale.ROOT)
                .matches("(?s)(?:what|which) (?:are|were|is|was)?\\b.*\\b(?:points|steps|conditions|terms|demands|measures|goals|priorities|items|principles|elements)\\b.*");
    }

    private static Draft propose(AnalyzedQuestion question, List<Weighed> selected) {
        List<Proposal> proposals = new ArrayList<>();
        Optional<Lack> missing = Optional.empty();
        for (Weighed candidate : selected) {
            List<Span> items = candidate.sentence().announcesList() ? itemsAfter(candidate) : List.of();
            if (candidate.sentence().announcesList() && items.isEmpty()) {
                missing = Optional.of(Lack.of(Lack.Kind.LIST));
            }
            proposals.add(proposal(question, candidate, beginning(candidate, selected), proposals.isEmpty() ? "" : proposals.getLast().text()));
            takenBack(candidate).filter(next -> selected.stream().noneMatch(other -> other.article() == candidate.article() && other.sentence() == next))
                    .map(next -> new Evidence(candidate.article().version(), next.span()))
                    .ifPresent(evidence -> proposals.add(new Proposal(evidence.quote(), List.of(evidence), Optional.empty())));
            for (Span item : items) {
                Evidence evidence = new Evidence(candidate.article().version(), item);
                proposals.add(new Proposal(evidence.quote(), List.of(evidence), Optional.empty()));
            }
        }
        return new Draft(proposals, missing);
    }

    /// The next sentence, if it takes back or limits what this one says: "He did not explain which."
    private static Optional<Sentence> takenBack(Weighed candidate) {
        return candidate.article().sentences().stream().skip(candidate.sentence().index() + 1L).limit(1)
                .filter(next -> next.paragraph() == candidate.sentence().paragraph() && next.words().size() <= SHORT && TAKES_BACK.matcher(next.text()).matches()).findFirst();
    }

    private static List<Span> itemsAfter(Weighed announcing) {
        List<Sentence> sentences = announcing.article().sentences();
        return sentences.subList(announcing.sentence().index() + 1, sentences.size()).stream()
                .takeWhile(Sentence::isListItem).map(Sentence::span).toList();
    }

    private static LocalDate published(Weighed candidate) {
        return candidate.article().version().article().published();
    }

    /// Reporting of several publishers is told as theirs, and older reporting beside newer as older.
    private static String beginning(Weighed candidate, List<Weighed> selected) {
        Evidence evidence = new Evidence(candidate.article().version(), candidate.sentence().span());
        if (selected.stream().map(one -> one.article().version().article().publisher()).distinct().count() > 1) {
            return Editing.attributed(evidence);
        }
        return published(candidate).isBefore(published(selected.getFirst())) ? Editing.reported(evidence) : "";
    }

    /// @param told the statement before
    private static Proposal proposal(AnalyzedQuestion question, Weighed candidate, String beginning, String told) {
        Sentence sentence = candidate.sentence();
        Evidence evidence = new Evidence(candidate.article().version(), Clauses.toTell(question, sentence));
        String quote = evidence.quote();
        Optional<DateExpression> date = (question.kind() == Kind.WHEN ? SentenceMatch.nearestDate(question, sentence)
                : sentence.dates().size() == 1 ? Optional.of(sentence.dates().getFirst()) : Optional.<DateExpression>empty()).filter(one -> one.span().end() <= quote.length());
        List<Insertion> insertions = new ArrayList<>();
        if (question.kind() == Kind.WHEN) {
            date.ifPresent(one -> insertions.addAll(Editing.explained(one, quote)));
        }
        Editing.explained(candidate.article(), sentence).stream().filter(person -> !told.contains(person.words())).forEach(insertions::add);
        String cut = evidence.span().equals(sentence.span()) ? "" : Clauses.CUT;
        return new Proposal(beginning + Editing.insert(quote, insertions) + cut, List.of(evidence), date.flatMap(DateExpression::day));
    }
}
