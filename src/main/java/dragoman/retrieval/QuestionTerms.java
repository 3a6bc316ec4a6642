package dragoman.retrieval;

import dragoman.article.Words;
import dragoman.ingestion.PassageGeneration;
import dragoman.ingestion.PassageTerms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The stems of a question as the passages know them, with how much each tells.
///
/// @param sequence the question's own stems, in order
/// @param weights  inverse document frequency by number, for the question's own stems and, somewhat less, for those of other spellings of
///                 its names
/// @param holding  by number, in how many passages the stem stands
/// @param concepts what a passage should speak of: a stem, or a name in any of its spellings
record QuestionTerms(List<Integer> sequence, Map<Integer, Float> weights, Map<Integer, Double> holding, List<Concept> concepts) {

    private static final double OTHER_SPELLING = 0.5;

    /// One of the things a question speaks of.
    ///
    /// @param spellings each a group of stems that must all be there
    /// @param weight    how much it tells
    record Concept(List<List<Integer>> spellings, double weight) {

        boolean isIn(Set<Integer> passage) {
            return spellings.stream().anyMatch(passage::containsAll);
        }
    }

    static QuestionTerms of(AnalyzedQuestion question, Names names, TermStatistics statistics, PassageGeneration generation) {
        List<Integer> sequence = Words.of(question.text()).stream().filter(word -> !word.isFunctionWord())
                .map(word -> PassageTerms.number(word.stem())).toList();
        Map<List<Integer>, List<List<Integer>>> spellingsByName = new LinkedHashMap<>();
        for (Names.Name name : names.in(question.text())) {
            List<Integer> asked = TermWeights.numbers(name.span().in(question.text()));
            if (!asked.isEmpty()) {
                Set<List<Integer>> spellings = new LinkedHashSet<>(List.of(asked));
                names.aliases(name.canonical()).stream().map(TermWeights::numbers).filter(numbers -> !numbers.isEmpty()).forEach(spellings::add);
                spellingsByName.put(asked, List.copyOf(spellings));
            }
        }
        Set<Integer> all = new LinkedHashSet<>(sequence);
        spellingsByName.values().forEach(spellings -> spellings.forEach(all::addAll));
        List<Integer> numbers = List.copyOf(all);
        TermStatistics.Counts counts = statistics.counts(generation, numbers.stream().map(List::of).toList());
        Map<Integer, Double> holding = new HashMap<>();
        Map<Integer, Float> weights = new HashMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            double n = counts.holding().get(i);
            double weight = TermWeights.inverseDocumentFrequency(counts.passages(), n);
            holding.put(numbers.get(i), n);
            weights.put(numbers.get(i), (float) (sequence.contains(numbers.get(i)) ? weight : weight * OTHER_SPELLING));
        }
        return new QuestionTerms(sequence, weights, holding, concepts(sequence, spellingsByName, weights));
    }

    private static List<Concept> concepts(List<Integer> sequence, Map<List<Integer>, List<List<Integer>>> spellingsByName,
            Map<Integer, Float> weights) {
        List<Concept> concepts = new ArrayList<>();
        Set<Integer> inNames = new LinkedHashSet<>();
        spellingsByName.forEach((asked, spellings) -> {
            concepts.add(new Concept(spellings, asked.stream().mapToDouble(weights::get).max().orElseThrow()));
            inNames.addAll(asked);
        });
        sequence.stream().distinct().filter(number -> !inNames.contains(number))
                .forEach(number -> concepts.add(new Concept(List.of(List.of(number)), weights.get(number))));
        return concepts;
    }

    /// The stems that a passage must hold one of to be a candidate by words: the rarest, as many as together stand in no more passages
    /// than the budget; those that stand nowhere do not matter.
    ///
    /// @return empty if even the rarest stands in more passages
    List<Integer> rarest(double budget) {
        List<Integer> chosen = new ArrayList<>();
        double passages = 0;
        for (int number : byRarity()) {
            passages += holding.get(number);
            if (passages > budget) {
                break;
            }
            chosen.add(number);
        }
        return chosen;
    }

    /// The question's own stems that stand somewhere, the rarest first.
    List<Integer> ownByRarity() {
        return byRarity().stream().filter(sequence::contains).toList();
    }

    private List<Integer> byRarity() {
        return holding.keySet().stream().filter(number -> holding.get(number) > 0)
                .sorted(Comparator.<Integer, Double>comparing(holding::get).thenComparing(Comparator.naturalOrder())).toList();
    }
}
