package dragoman.answer;

import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.answer.ReadArticle.Sentence;
import dragoman.answer.SentenceEvidence.Feature;
import dragoman.answer.SentenceFinder.Found;
import dragoman.answer.SentenceFinder.Weighed;
import dragoman.article.DateExpression;
import dragoman.article.Span;
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

/// Answers in the articles' own sentences.
///
/// A sentence answers if it speaks of everything the question names, holds the kind of thing it asks for, and shares enough of its
/// other words or meaning. How much is enough was measured on the golden questions; see `src/docs/evaluation.md`.
@ApplicationScoped
public class ExtractiveAnswerer {

    /// A sentence that does not pass the rules is taken if it answers with this probability.
    private static final double LIKELY = 0.2;
    /// What the probability is worth beside what the rules see.
    private static final double PROBABILITY = 0.3;
    /// What belongs to the sentence before: without it that one would promise more than was kept.
    private static final Pattern TAKES_BACK = Pattern.compile("^(?:He|She|It|They|That|This|These|Neither|None|Nobody|Nothing|The [\\p{L} ]{3,40}?)\\b(?:(?![,;]).)*?\\b(?:not|never|no|nothing|neither)\\b.*", Pattern.DOTALL);
    private static final int SHORT = 16;
    /// A further sentence is told if it scores at least this share of the best, and one of another article at least the second.
    private static final double CLOSE_TO_BEST = 0.8;
    private static final double CLOSE_ELSEWHERE = 0.9;

    private final SentenceFinder finder;

    ExtractiveAnswerer(SentenceFinder finder) {
        this.finder = finder;
    }

    /// A sentence that may answer.
    private record Candidate(ReadArticle article, Sentence sentence, double score) {
    }

    /// Proposes the sentences that answer, or says what is missing.
    ///
    /// @param passages as retrieved, best first
    Draft answer(AnalyzedQuestion question, List<RetrievedPassage> passages) {
        if (asksNothing(question)) {
            return Draft.nothing("This asks about nothing in particular. Name the event, person or country you want to know about.");
        }
        List<Found> read = finder.read(passages);
        return answer(question, read, finder.weigh(question, read));
    }

    /// The same of sentences that are weighed already.
    Draft answer(AnalyzedQuestion question, List<Found> read, List<Weighed> weighed) {
        weighed.forEach(one -> Log.debugf("%.2f %s %s: %s", one.probability(), Arrays.toString(one.evidence().values()), one.evidence().match(), one.sentence().text()));
        List<Candidate> answering = answering(question, weighed);
        if (answering.isEmpty()) {
            return Draft.nothing(whyNothing(question, read.stream().map(Found::article).toList()));
        }
        return propose(question, select(question, answering));
    }

    static boolean asksNothing(AnalyzedQuestion question) {
        return question.names().isEmpty() && question.terms().isEmpty() && question.figures().isEmpty() && question.kind() == Kind.OTHER;
    }

    private static List<Candidate> answering(AnalyzedQuestion question, List<Weighed> weighed) {
        List<Weighed> answering = new ArrayList<>(weighed.stream().filter(one -> one.passesRules() || one.probability() >= LIKELY && !isOutOfTheQuestion(question, one)).toList());
        // an article about the occasion knows better than one that mentions it
        if (answering.stream().anyMatch(one -> one.passesRules() && !isElsewhere(one))) {
            answering.removeIf(ExtractiveAnswerer::isElsewhere);
        }
        return answering.stream().map(one -> new Candidate(one.article(), one.sentence(), score(one)))
                .sorted(Comparator.comparingDouble(Candidate::score).reversed()).toList();
    }

    private static double score(Weighed one) {
        return one.passesRules() ? PROBABILITY * one.probability() + one.evidence().match().orElseThrow().score(one.evidence().value(Feature.MEANING), one.rank())
                : one.probability();
    }

    private static boolean isElsewhere(Weighed one) {
        return one.evidence().match().map(SentenceMatch::elsewhere).orElse(false);
    }

    /// What no likeness makes good.
    private static boolean isOutOfTheQuestion(AnalyzedQuestion question, Weighed one) {
        return one.evidence().value(Feature.ACTS_OTHERWISE) > 0 || one.evidence().value(Feature.FIGURES_MISSING) > 0
                || one.evidence().value(Feature.KIND_FITS) == 0 || !question.names().stream().allMatch(name -> isKnown(name, one.article()));
    }

    private static boolean isKnown(String name, ReadArticle article) {
        return article.titleNames().stream().anyMatch(other -> Names.same(name, other.canonical()))
                || article.sentences().stream().anyMatch(sentence -> SentenceMatch.mentions(sentence, name));
    }

    private static List<Candidate> select(AnalyzedQuestion question, List<Candidate> answering) {
        Candidate best = answering.getFirst();
        Set<String> told = new HashSet<>();
        int most = switch (question.kind()) {
            case SAID, PLEDGED, OVERVIEW, OTHER -> 3;
            case ATTENDEES, WHO, YES_NO, WHY, AMOUNT -> 2;
            case WHEN, WHERE -> 2;
        };
        boolean oneEach = question.kind() == Kind.WHEN || question.kind() == Kind.WHERE;
        Set<ReadArticle> from = new HashSet<>();
        List<Candidate> selected = new ArrayList<>(answering.stream()
                .filter(candidate -> candidate.score() >= best.score() * (candidate.article() == best.article() ? CLOSE_TO_BEST : CLOSE_ELSEWHERE))
                .filter(candidate -> told.add(candidate.sentence().text()))
                .filter(candidate -> !oneEach || from.add(candidate.article()))
                .limit(most).toList());
        if (asksForItems(question)) {
            answering.stream().filter(candidate -> candidate.article() == best.article() && candidate.sentence().announcesList()
                    && !selected.contains(candidate)).findFirst().ifPresent(selected::add);
        }
        selected.sort(Comparator.<Candidate, LocalDate>comparing(ExtractiveAnswerer::published).reversed()
                .thenComparing(candidate -> candidate.article().version().articleId())
                .thenComparing(candidate -> candidate.sentence().index()));
        return selected;
    }

    private static boolean asksForItems(AnalyzedQuestion question) {
        return question.text().toLowerCase(Locale.ROOT)
                .matches("(?s)(?:what|which) (?:are|were|is|was)?\\b.*\\b(?:points|steps|conditions|terms|demands|measures|goals|priorities|items|principles|elements)\\b.*");
    }

    private static Draft propose(AnalyzedQuestion question, List<Candidate> selected) {
        List<Proposal> proposals = new ArrayList<>();
        Optional<String> missing = Optional.empty();
        for (Candidate candidate : selected) {
            List<Span> items = candidate.sentence().announcesList() ? itemsAfter(candidate) : List.of();
            if (candidate.sentence().announcesList() && items.isEmpty()) {
                missing = Optional.of("The article announces a list here, but its text as received does not hold the list.");
            }
            boolean older = published(candidate).isBefore(published(selected.getFirst()));
            proposals.add(proposal(question, candidate, older));
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
    private static Optional<Sentence> takenBack(Candidate candidate) {
        return candidate.article().sentences().stream().skip(candidate.sentence().index() + 1L).limit(1)
                .filter(next -> next.paragraph() == candidate.sentence().paragraph() && next.words().size() <= SHORT && TAKES_BACK.matcher(next.text()).matches()).findFirst();
    }

    private static List<Span> itemsAfter(Candidate announcing) {
        List<Sentence> sentences = announcing.article().sentences();
        return sentences.subList(announcing.sentence().index() + 1, sentences.size()).stream()
                .takeWhile(Sentence::isListItem).map(Sentence::span).toList();
    }

    private static LocalDate published(Candidate candidate) {
        return candidate.article().version().article().published();
    }

    /// @param older whether newer reporting stands before it, so that a reader must be told of when this is
    private static Proposal proposal(AnalyzedQuestion question, Candidate candidate, boolean older) {
        Sentence sentence = candidate.sentence();
        Evidence evidence = new Evidence(candidate.article().version(), sentence.span());
        String before = older ? EvidenceGate.reported(evidence) : "";
        Optional<DateExpression> date = question.kind() == Kind.WHEN ? SentenceMatch.nearestDate(question, sentence)
                : sentence.dates().size() == 1 ? Optional.of(sentence.dates().getFirst()) : Optional.empty();
        Optional<LocalDate> day = date.flatMap(DateExpression::day);
        if (question.kind() == Kind.WHEN && day.isPresent() && date.get().relative()) {
            int end = EvidenceGate.endOf(date.get(), sentence.text());
            String explained = sentence.text().substring(0, end) + " [" + EvidenceGate.INSERTED_DATE.format(day.get()) + "]"
                    + sentence.text().substring(end);
            return new Proposal(before + explained, List.of(evidence), day);
        }
        return new Proposal(before + sentence.text(), List.of(evidence), day);
    }

    private static String whyNothing(AnalyzedQuestion question, Iterable<ReadArticle> read) {
        for (String name : question.names()) {
            boolean known = false;
            for (ReadArticle article : read) {
                known |= isKnown(name, article);
            }
            if (!known) {
                return "No article found for this question mentions " + name + ".";
            }
        }
        return "The articles found for this question do not say.";
    }
}
