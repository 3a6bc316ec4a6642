package dragoman.answer;

import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.answer.Editing.Insertion;
import dragoman.answer.ReadArticle.Sentence;
import dragoman.article.DateExpression;
import dragoman.article.Span;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.AnalyzedQuestion.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes proposals of sentences: with what an editor would put in brackets, with what belongs to them, and with whose reporting it is.
final class Proposals {

    /// What belongs to the sentence before: without it that one would promise more than was kept.
    private static final Pattern TAKES_BACK = Pattern.compile("^(?:He|She|It|They|That|This|These|Neither|None|Nobody|Nothing|The [\\p{L} ]{3,40}?)\\b(?:(?![,;]).)*?\\b(?:not|never|no|nothing|neither)\\b.*", Pattern.DOTALL);
    private static final int SHORT = 16;

    private Proposals() {
    }

    /// @param selected in the order in which they are told
    /// @param form     of the answer
    static Draft of(AnalyzedQuestion question, Form form, List<Chosen> selected) {
        List<Proposal> proposals = new ArrayList<>();
        Optional<Lack> missing = Optional.empty();
        for (Chosen candidate : selected) {
            List<Span> items = candidate.sentence().announcesList() ? itemsAfter(candidate) : List.of();
            if (candidate.sentence().announcesList() && items.isEmpty()) {
                missing = Optional.of(Lack.of(Lack.Kind.LIST));
            }
            proposals.add(proposal(question, form, candidate, beginning(candidate, selected), proposals.isEmpty() ? "" : proposals.getLast().text()));
            takenBack(candidate).filter(next -> selected.stream().noneMatch(other -> other.article() == candidate.article() && other.sentence() == next))
                    .map(next -> new Evidence(candidate.article().version(), next.span()))
                    .ifPresent(evidence -> proposals.add(new Proposal(evidence.quote(), List.of(evidence), Optional.empty())));
            for (Span item : items) {
                Evidence evidence = new Evidence(candidate.article().version(), item);
                proposals.add(new Proposal(evidence.quote(), List.of(evidence), Optional.empty()));
            }
        }
        return new Draft(proposals, missing, Optional.of(form), Optional.empty());
    }

    /// The next sentence, if it takes back or limits what this one says: "He did not explain which."
    private static Optional<Sentence> takenBack(Chosen candidate) {
        return candidate.article().sentences().stream().skip(candidate.sentence().index() + 1L).limit(1)
                .filter(next -> next.paragraph() == candidate.sentence().paragraph() && next.words().size() <= SHORT && TAKES_BACK.matcher(next.text()).matches()).findFirst();
    }

    private static List<Span> itemsAfter(Chosen announcing) {
        List<Sentence> sentences = announcing.article().sentences();
        return sentences.subList(announcing.sentence().index() + 1, sentences.size()).stream()
                .takeWhile(Sentence::isListItem).map(Sentence::span).toList();
    }

    /// Reporting of several publishers is told as theirs, and older reporting beside newer as older.
    private static String beginning(Chosen candidate, List<Chosen> selected) {
        Evidence evidence = new Evidence(candidate.article().version(), candidate.sentence().span());
        if (selected.stream().map(one -> one.article().version().article().publisher()).distinct().count() > 1) {
            return Editing.attributed(evidence);
        }
        return candidate.published().isBefore(selected.getFirst().published()) ? Editing.reported(evidence) : "";
    }

    /// @param told the statement before
    private static Proposal proposal(AnalyzedQuestion question, Form form, Chosen candidate, String beginning, String told) {
        Sentence sentence = candidate.sentence();
        Evidence evidence = new Evidence(candidate.article().version(), Clauses.toTell(question, sentence));
        String quote = evidence.quote();
        Optional<DateExpression> date = (question.kind() == Kind.WHEN ? SentenceMatch.nearestDate(question, sentence)
                : sentence.dates().size() == 1 ? Optional.of(sentence.dates().getFirst()) : Optional.<DateExpression>empty()).filter(one -> one.span().end() <= quote.length());
        List<Insertion> insertions = new ArrayList<>();
        if (question.kind() == Kind.WHEN || form != Form.POINT) {
            date.ifPresent(one -> insertions.addAll(Editing.explained(one, quote)));
        }
        Editing.explained(candidate.article(), sentence).stream().filter(person -> !told.contains(person.words())).forEach(insertions::add);
        String cut = evidence.span().equals(sentence.span()) ? "" : Clauses.CUT;
        return new Proposal(beginning + Editing.insert(quote, insertions) + cut, List.of(evidence), date.flatMap(DateExpression::day));
    }
}
