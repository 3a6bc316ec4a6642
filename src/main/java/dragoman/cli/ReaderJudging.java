package dragoman.cli;

import dragoman.article.SentenceSplitter;
import dragoman.evaluation.Bootstrap;
import dragoman.evaluation.ClaimSet;
import dragoman.evaluation.ClaimSet.Item;
import dragoman.evaluation.EvaluationReport.Figure;
import dragoman.evaluation.EvaluationReport.Part;
import dragoman.evaluation.EvaluationReport.Prose;
import dragoman.evaluation.EvaluationReport.Row;
import dragoman.evaluation.EvaluationReport.Section;
import dragoman.evaluation.EvaluationReport.Table;
import dragoman.evaluation.EvaluationReport.Words;
import dragoman.evaluation.Separation;
import dragoman.reading.EntailmentModel;
import dragoman.reading.Judgement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Measures how well statements that a text carries are told from others.
final class ReaderJudging {

    /// As large a share of the unfaithful statements may pass.
    private static final double MOST_UNFAITHFUL = 0.03;
    private static final double HALF = 0.5;
    private static final int NEAREST = 8;

    private final List<? extends EntailmentModel> readers;
    private final SentenceSplitter sentences;
    private final EvidenceEvaluation lexical;
    private final ReaderRows rows;

    /// @param readers the first is the one that the others are compared with
    /// @param rows    takes what became of each statement
    ReaderJudging(List<? extends EntailmentModel> readers, SentenceSplitter sentences, ReaderRows rows) {
        this.readers = readers;
        this.sentences = sentences;
        this.lexical = new EvidenceEvaluation(sentences);
        this.rows = rows;
    }

    /// @param probabilities that each statement is carried
    private record Result(String name, double[] probabilities) {

        double[] of(ClaimSet set, boolean supported) {
            return IntStream.range(0, probabilities.length).filter(i -> set.items().get(i).supported() == supported)
                    .mapToDouble(i -> probabilities[i]).toArray();
        }
    }

    /// Judges all statements of the set in every way.
    Section measure(ClaimSet set) {
        List<Result> results = new ArrayList<>();
        lexical.judgements(set).forEach((name, judged) -> results.add(new Result(name, judged.stream()
                .mapToDouble(carried -> carried ? 1 : 0).toArray())));
        int lexicals = results.size();
        List<Part> said = new ArrayList<>();
        List<Row> thresholds = new ArrayList<>();
        Result first = null;
        for (EntailmentModel reader : readers) {
            Result whole = judge(reader, reader.model().name(), set, item -> EvidenceEvaluation.premise(item, sentences));
            results.add(whole);
            results.add(judge(reader, reader.model().name() + ", %d nearest sentences".formatted(NEAREST), set,
                    item -> EvidenceEvaluation.nearestInOrder(item, NEAREST, sentences)));
            double threshold = reader.model().thresholds().supported();
            for (Result result : results.subList(results.size() - 2, results.size())) {
                thresholds.add(passed(set, result, threshold));
                thresholds.add(passed(set, result, Separation.bestThreshold(result.of(set, true), result.of(set, false))));
            }
            if (first == null) {
                first = whole;
            } else {
                said.add(new Prose("%s beside %s: AUROC differs by %+.4f.".formatted(whole.name, first.name,
                        Separation.auroc(whole.of(set, true), whole.of(set, false))
                                .mean() - Separation.auroc(first.of(set, true), first.of(set, false)).mean())));
            }
            rows.judged(set.name(), reader.model().name(), set.items(), whole.probabilities);
        }
        results.add(judge(readers.getFirst(), "statement alone (chance)", set, _ -> List.of("")));
        double threshold = readers.getFirst().model().thresholds().supported();
        List<Part> parts = new ArrayList<>();
        parts.add(new Prose("%d statements, %d of them carried.".formatted(set.items().size(), set.items().stream().filter(Item::supported)
                .count())));
        parts.addAll(said);
        parts.add(new Table(set.title() + ": telling carried statements from others", "judge",
                List.of("balanced accuracy at .5", "at %s".formatted(threshold), "at the best threshold", "AUROC",
                        "carried passed where ≤ %.0f %% of others pass".formatted(100 * MOST_UNFAITHFUL)),
                results.stream().map(result -> {
                    double[] yes = result.of(set, true);
                    double[] no = result.of(set, false);
                    return new Row(result.name, new Figure(Separation.balancedAccuracy(yes, no, HALF)),
                            new Figure(Separation.balancedAccuracy(yes, no, threshold)),
                            new Figure(Separation.bestBalancedAccuracy(yes, no)), new Figure(Separation.auroc(yes, no)),
                                    new Figure(Separation.passed(yes, no, MOST_UNFAITHFUL)));
                }).toList()));
        parts.add(new Table(set.title() + ": what passes", "judge and threshold", List.of("carried", "others"), thresholds));
        TreeSet<String> kinds = new TreeSet<>(set.items().stream().map(item -> (item.supported() ? "carried: " : "not: ") + item.kind())
                .toList());
        if (kinds.size() > 2) {
            Result best = results.get(lexicals);
            parts.add(new Table(set.title() + ": by kind, " + best.name, "kind", List.of("n", "mean probability", "passed at .5"),
                    kinds.stream().map(kind -> {
                double[] own = IntStream.range(0, set.items().size()).filter(i -> kind.equals((set.items().get(i).supported() ? "carried: "
                        : "not: ") + set.items().get(i).kind()))
                        .mapToDouble(i -> best.probabilities[i]).toArray();
                return new Row(kind, new Words(String.valueOf(own.length)), new Figure(Bootstrap.mean(own)),
                        new Figure(Bootstrap.mean(Arrays.stream(own).map(p -> p >= HALF ? 1 : 0).toArray())));
            }).toList()));
        }
        return new Section(set.title() + ": statements and texts", parts, List.of());
    }

    private static Result judge(EntailmentModel reader, String name, ClaimSet set, Function<Item, List<String>> premise) {
        return new Result(name, set.items().parallelStream().map(item -> reader.judge(premise.apply(item), item.statement()))
                .mapToDouble(Judgement::supported).toArray());
    }

    private static Row passed(ClaimSet set, Result result, double threshold) {
        return new Row("%s, ≥ %.3f".formatted(result.name, threshold), share(result.of(set, true), threshold),
                share(result.of(set, false), threshold));
    }

    private static Figure share(double[] probabilities, double threshold) {
        return new Figure(Bootstrap.mean(Arrays.stream(probabilities).map(p -> p >= threshold ? 1 : 0).toArray()));
    }
}
