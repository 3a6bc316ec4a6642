package dragoman.cli;

import dragoman.cli.EvaluationCorpora.Searchable;
import dragoman.evaluation.AnswerStrings;
import dragoman.evaluation.Bootstrap;
import dragoman.evaluation.EvaluationReport.Bar;
import dragoman.evaluation.EvaluationReport.Bars;
import dragoman.evaluation.EvaluationReport.Cell;
import dragoman.evaluation.EvaluationReport.Figure;
import dragoman.evaluation.EvaluationReport.Lines;
import dragoman.evaluation.EvaluationReport.Part;
import dragoman.evaluation.EvaluationReport.Point;
import dragoman.evaluation.EvaluationReport.Prose;
import dragoman.evaluation.EvaluationReport.Row;
import dragoman.evaluation.EvaluationReport.Scale;
import dragoman.evaluation.EvaluationReport.Section;
import dragoman.evaluation.EvaluationReport.Series;
import dragoman.evaluation.EvaluationReport.Table;
import dragoman.evaluation.EvaluationSet;
import dragoman.evaluation.EvaluationSet.Document;
import dragoman.evaluation.EvaluationSet.Query;
import dragoman.evaluation.RankingMetrics;
import dragoman.retrieval.Candidate;
import dragoman.retrieval.PassageRanking.Ranked;
import dragoman.retrieval.PassageStore;
import dragoman.retrieval.QuestionAnalyzer;
import dragoman.retrieval.SeparateCorpus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Measures retrieval on sets of documents and queries.
@ApplicationScoped
class RetrievalEvaluation {

    private static final int DEPTH = 20;

    /// The ways of ranking that are compared; all order the same passages.
    private enum Ranking {
        MEANING("by meaning (cosine)"),
        WORDS("by words (BM25)"),
        FUSION("reciprocal rank fusion of both"),
        OURS("all features");

        private final String title;

        Ranking(String title) {
            this.title = title;
        }
    }

    /// What a ranking is worth: a value between 0 and 1 for a query.
    private record Measure(String name, ToDoubleFunction<Found> of) {
    }

    /// What was found for a query.
    ///
    /// @param documents the documents of the passages found, best first, each once
    /// @param firstRight the place of the first right passage among the first 20, from 1; beyond them if there is none
    private record Found(Query query, List<String> documents, int firstRight) {
    }

    private record Asked(Query query, List<Ranked> candidates, List<Ranked> selected, double millis) {
    }

    /// Asks the queries and reports.
    Section evaluate(Searchable searchable) {
        QuestionAnalyzer analyzer = new QuestionAnalyzer();
        List<Asked> asked = searchable.set().queries().stream().map(query -> ask(query, Searchable.until(query), analyzer, searchable.corpus())).toList();
        return report(searchable.set(), searchable.byArticle(), asked);
    }

    private static Asked ask(Query query, LocalDate until, QuestionAnalyzer analyzer, SeparateCorpus corpus) {
        long began = System.nanoTime();
        List<Ranked> selected = corpus.retriever().rank(analyzer.analyze(query.text(), until), until, 5 * DEPTH);
        double millis = (System.nanoTime() - began) / 1e6;
        return new Asked(query, corpus.retriever().candidates(analyzer.analyze(query.text(), until), until), selected, millis);
    }

    private static List<Candidate> order(Ranking ranking, Asked asked) {
        List<Candidate> candidates = asked.candidates.stream().map(Ranked::candidate).toList();
        return switch (ranking) {
            case MEANING -> sorted(candidates, Candidate::cosine);
            case WORDS -> sorted(candidates.stream().filter(candidate -> candidate.bm25() > 0).toList(), Candidate::bm25);
            case FUSION -> {
                Map<Long, Double> scores = new HashMap<>();
                for (Ranking one : List.of(Ranking.MEANING, Ranking.WORDS)) {
                    List<Candidate> ordered = order(one, asked);
                    IntStream.range(0, ordered.size()).forEach(rank -> scores.merge(ordered.get(rank).id(), 1.0 / (PassageStore.FUSION + rank + 1), Double::sum));
                }
                yield sorted(candidates, candidate -> scores.getOrDefault(candidate.id(), 0.0));
            }
            case OURS -> asked.selected.stream().map(Ranked::candidate).toList();
        };
    }

    private static List<Candidate> sorted(List<Candidate> candidates, ToDoubleFunction<Candidate> by) {
        return candidates.stream().sorted(Comparator.comparingDouble(by).reversed().thenComparing(Candidate::id)).toList();
    }

    private static List<Measure> measures(EvaluationSet set) {
        boolean documentsAreKnown = set.queries().stream().anyMatch(query -> !query.relevant().isEmpty());
        if (!documentsAreKnown) {
            return IntStream.of(1, 5, 10, 20).mapToObj(k -> new Measure("answer @" + k, found -> found.firstRight <= k ? 1 : 0)).toList();
        }
        boolean oneEach = set.queries().stream().allMatch(query -> query.relevant().size() == 1);
        return oneEach
                ? IntStream.of(1, 5).mapToObj(k -> new Measure("R@" + k, found -> RankingMetrics.recall(found.documents, found.query.relevant(), k))).toList()
                : List.of(new Measure("nDCG@10", found -> RankingMetrics.ndcg(found.documents, found.query.relevant(), 10)),
                        new Measure("R@10", found -> RankingMetrics.recall(found.documents, found.query.relevant(), 10)),
                        new Measure("MAP", found -> RankingMetrics.averagePrecision(found.documents, found.query.relevant())));
    }

    private static Section report(EvaluationSet set, Map<String, Document> byArticle, List<Asked> asked) {
        List<Measure> measures = measures(set);
        Map<Ranking, List<Found>> found = new LinkedHashMap<>();
        Map<Ranking, List<double[]>> values = new LinkedHashMap<>();
        for (Ranking ranking : Ranking.values()) {
            found.put(ranking, asked.stream().map(one -> found(one.query, order(ranking, one), byArticle)).toList());
            values.put(ranking, measures.stream().map(measure -> found.get(ranking).stream().mapToDouble(measure.of).toArray()).toList());
        }
        List<String> names = measures.stream().map(Measure::name).toList();
        List<Row> rows = new ArrayList<>();
        values.forEach((ranking, of) -> rows.add(new Row(ranking.title, of.stream().map(Bootstrap::mean).<Cell>map(Figure::new).toList())));
        rows.add(new Row("all features − fusion, paired", IntStream.range(0, measures.size()).mapToObj(i -> Bootstrap.meanDifference(
                values.get(Ranking.OURS).get(i), values.get(Ranking.FUSION).get(i))).<Cell>map(Figure::new).toList()));
        List<Part> parts = new ArrayList<>();
        parts.add(new Prose("%,d documents, %,d queries. Retrieval took %.1f ms at the median and %.1f ms at the 95th percentile, embedding of the query included."
                .formatted(set.documents().size(), asked.size(), percentile(asked, 0.5), percentile(asked, 0.95))));
        parts.add(new Table(set.title() + ": rankings compared, with 95 % bootstrap intervals", "ranking", names, rows));
        parts.add(new Bars(set.title() + ": " + names.getFirst(), names.getFirst(), values.entrySet().stream()
                .map(entry -> new Bar(entry.getKey().title, Bootstrap.mean(entry.getValue().getFirst()))).toList()));
        parts.add(new Lines(set.title() + ": queries with a right passage among the first k", "k", "share of queries", Scale.LINEAR,
                found.entrySet().stream().map(entry -> new Series(entry.getKey().title, IntStream.rangeClosed(1, DEPTH).mapToObj(k -> new Point(k,
                        entry.getValue().stream().mapToInt(one -> one.firstRight <= k ? 1 : 0).average().orElse(0))).toList())).toList()));
        return new Section(set.title(), parts, List.of());
    }

    private static Found found(Query query, List<Candidate> ordered, Map<String, Document> byArticle) {
        int firstRight = 1;
        for (Candidate candidate : ordered) {
            if (firstRight > DEPTH || isRight(query, candidate, byArticle.get(candidate.articleId()))) {
                break;
            }
            firstRight++;
        }
        return new Found(query, ordered.stream().map(candidate -> byArticle.get(candidate.articleId()).id()).distinct().toList(),
                firstRight > ordered.size() ? DEPTH + 1 : firstRight);
    }

    /// Of a relevant document, or, where none are stated, one that holds an answer.
    private static boolean isRight(Query query, Candidate candidate, Document document) {
        String passage = candidate.span().in(document.text());
        return query.relevant().isEmpty() ? query.answers().stream().anyMatch(answer -> AnswerStrings.holds(passage, answer))
                : query.relevant().contains(document.id());
    }

    private static double percentile(List<Asked> asked, double share) {
        double[] sorted = asked.stream().mapToDouble(Asked::millis).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
