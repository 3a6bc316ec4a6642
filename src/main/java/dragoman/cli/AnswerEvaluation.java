package dragoman.cli;

import dragoman.answer.AnswerTrials;
import dragoman.answer.PassageReader;
import dragoman.answer.AnswerTrials.Trial;
import dragoman.answer.AnswerTrials.Weighing;
import dragoman.article.SentenceSplitter;
import dragoman.article.Words;
import dragoman.cli.EvaluationCorpora.Readable;
import dragoman.cli.EvaluationCorpora.Searchable;
import dragoman.cli.ReaderFinding.Finder;
import dragoman.cli.ReaderFinding.Found;
import dragoman.evaluation.AnswerStrings;
import dragoman.evaluation.Bootstrap;
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
import dragoman.evaluation.EvaluationSet.Query;
import dragoman.evaluation.ReadingSet.Item;
import dragoman.evaluation.Separation;
import dragoman.ingestion.TokenEmbedder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Measures answers: whether what is right stands in what is cited, and whether the program knows when to keep silent.
@ApplicationScoped
class AnswerEvaluation {

    /// A quote of more words is no answer but a page to read.
    private static final int LONGEST_QUOTE = 40;
    private static final int POINTS = 20;

    private final SentenceSplitter sentences;
    private final TokenEmbedder embedder;
    private final PassageReader reader;

    AnswerEvaluation(SentenceSplitter sentences, TokenEmbedder embedder, PassageReader reader) {
        this.sentences = sentences;
        this.embedder = embedder;
        this.reader = reader;
    }

    /// @param right whether the best sentence answers, whether or not it was told
    private record Outcome(double confidence, boolean right) {
    }

    /// Sets whose queries have answer strings.
    Section evaluate(Searchable searchable) {
        AnswerTrials answers = AnswerTrials.over(searchable.corpus(), sentences, embedder, reader);
        List<Query> queries = searchable.set().queries();
        List<Trial> answerable = queries.stream().map(query -> answers.ask(query.text(), Searchable.until(query))).toList();
        List<Trial> unanswerable = searchable.set().unanswerable().stream().map(query -> answers.ask(query.text(), Searchable.until(query))).toList();
        double[] told = IntStream.range(0, queries.size()).mapToDouble(i -> answerable.get(i).quotes().stream()
                .anyMatch(quote -> words(quote) <= LONGEST_QUOTE && holdsAnswer(quote, queries.get(i))) ? 1 : 0).toArray();
        double[] best = IntStream.range(0, queries.size()).mapToDouble(i -> answerable.get(i).sentences().stream().limit(1)
                .anyMatch(sentence -> holdsAnswer(sentence.text(), queries.get(i))) ? 1 : 0).toArray();
        double[] lengths = answerable.stream().flatMap(trial -> trial.quotes().stream()).mapToDouble(AnswerEvaluation::words).toArray();
        List<Row> rows = new ArrayList<>(List.of(
                new Row("right answer in a cited quote of at most %d words".formatted(LONGEST_QUOTE), new Figure(Bootstrap.mean(told))),
                new Row("right answer in the likeliest sentence, told or not", new Figure(Bootstrap.mean(best))),
                new Row("declined", new Figure(Bootstrap.mean(declined(answerable))))));
        if (lengths.length > 0) {
            rows.add(new Row("words in a quote", new Figure(Bootstrap.mean(lengths))));
        }
        String title = searchable.set().title() + ": answers";
        List<Part> parts = new ArrayList<>();
        parts.add(new Table(title, "of the answerable questions", List.of("share"), rows));
        if (!unanswerable.isEmpty()) {
            parts.add(declining(title, answerable, unanswerable));
        }
        List<Outcome> outcomes = Stream.concat(IntStream.range(0, queries.size()).mapToObj(i -> new Outcome(answerable.get(i).confidence(), best[i] == 1)),
                unanswerable.stream().map(trial -> new Outcome(trial.confidence(), false))).toList();
        parts.add(riskCoverage(title, outcomes));
        return new Section(title, parts, List.of());
    }

    /// Sets whose questions come with a passage.
    Section evaluate(Readable readable) {
        AnswerTrials answers = AnswerTrials.over(readable.corpus(), sentences, embedder, reader);
        List<Item> items = readable.set().items();
        List<Trial> trials = items.stream().map(item -> answers.ask(item.question(), readable.articleIds().get(item.id()))).toList();
        List<Integer> answerable = IntStream.range(0, items.size()).filter(i -> !items.get(i).chosen().isEmpty()).boxed().toList();
        List<Trial> with = answerable.stream().map(trials::get).toList();
        List<Trial> without = IntStream.range(0, items.size()).filter(i -> items.get(i).chosen().isEmpty()).mapToObj(trials::get).toList();
        List<Row> rows = List.of(
                new Row("what the program tells", f1(answerable, i -> f1(items.get(i), trials.get(i).quotes()))),
                new Row("the likeliest sentence", f1(answerable, i -> f1(items.get(i), trials.get(i).sentences().stream().limit(1).map(Weighing::text).toList()))),
                new Row("first sentence", f1(answerable, i -> f1(items.get(i), items.get(i).sentences().subList(0, 1)))),
                new Row("most similar sentence (cosine)", f1(answerable, i -> f1(items.get(i), trials.get(i).sentences().stream()
                        .max(Comparator.comparingDouble(sentence -> sentence.values()[0])).map(Weighing::text).stream().toList()))));
        String title = readable.set().title() + ": sentences chosen";
        List<Outcome> outcomes = IntStream.range(0, items.size()).mapToObj(i -> new Outcome(trials.get(i).confidence(), trials.get(i).sentences().stream().limit(1)
                .anyMatch(sentence -> isChosen(items.get(i), sentence.text())))).toList();
        return new Section(title, new Table(title, "of the answerable questions", List.of("F1 of words"), rows), declining(title, with, without), riskCoverage(title, outcomes));
    }

    /// What the program finds in the set, among all its documents.
    Finder program(Searchable searchable) {
        AnswerTrials answers = AnswerTrials.over(searchable.corpus(), sentences, embedder, reader);
        Map<String, Query> byId = byId(searchable);
        return asked -> found(answers.ask(asked.question(), Searchable.until(byId.get(asked.id()))));
    }

    /// The same in the document that the question is on.
    Finder programGiven(Searchable searchable) {
        AnswerTrials answers = AnswerTrials.over(searchable.corpus(), sentences, embedder, reader);
        Map<String, Query> byId = byId(searchable);
        Map<String, String> articles = searchable.byArticle().entrySet().stream().collect(Collectors.toMap(entry -> entry.getValue().id(), Map.Entry::getKey));
        return asked -> found(answers.ask(asked.question(), articles.get(byId.get(asked.id()).relevant().iterator().next())));
    }

    private static Map<String, Query> byId(Searchable searchable) {
        return Stream.concat(searchable.set().queries().stream(), searchable.set().unanswerable().stream()).collect(Collectors.toMap(Query::id, query -> query));
    }

    /// The same in the passage that comes with the question.
    Finder program(Readable readable) {
        AnswerTrials answers = AnswerTrials.over(readable.corpus(), sentences, embedder, reader);
        return asked -> {
            // the program cuts sentences itself; the set's own are those that are told right or wrong
            List<String> own = asked.texts().getFirst().sentences();
            Found found = found(answers.ask(asked.question(), readable.articleIds().get(asked.id())));
            return new Found(found.ranked().stream().flatMap(sentence -> own.stream().filter(other -> isSame(sentence, other)).limit(1)).distinct().toList(),
                    found.confidence(), found.best());
        };
    }

    private static boolean isSame(String sentence, String other) {
        Set<String> words = new HashSet<>(lower(sentence).toList());
        Set<String> others = new HashSet<>(lower(other).toList());
        return others.containsAll(words) || words.containsAll(others);
    }

    static Found found(Trial trial) {
        return new Found(trial.sentences().stream().map(Weighing::text).toList(), trial.confidence(), trial.sentences().stream().mapToDouble(Weighing::probability).max().orElse(0));
    }

    private static Figure f1(List<Integer> items, ToDoubleFunction<Integer> of) {
        return new Figure(Bootstrap.mean(items.stream().mapToDouble(of).toArray()));
    }

    /// F1 of the words told and the words of the sentences that annotators chose.
    private static double f1(Item item, List<String> told) {
        List<String> wanted = item.chosen().stream().flatMap(AnswerEvaluation::lower).toList();
        List<String> given = told.stream().flatMap(AnswerEvaluation::lower).toList();
        var left = wanted.stream().collect(Collectors.groupingBy(word -> word, Collectors.counting()));
        long shared = given.stream().filter(word -> left.merge(word, -1L, Long::sum) >= 0).count();
        return shared == 0 ? 0 : 2.0 * shared / (wanted.size() + given.size());
    }

    private static Stream<String> lower(String text) {
        return Words.of(text).stream().map(Words.Word::lower);
    }

    private static boolean isChosen(Item item, String sentence) {
        Set<String> words = new HashSet<>(lower(sentence).toList());
        return item.chosen().stream().anyMatch(chosen -> {
            Set<String> wanted = new HashSet<>(lower(chosen).toList());
            return wanted.containsAll(words) || words.containsAll(wanted);
        });
    }

    private static Table declining(String title, List<Trial> answerable, List<Trial> unanswerable) {
        return new Table(title + ": keeping silent", "measure", List.of("value"), List.of(
                new Row("AUROC of the confidence", new Figure(Separation.auroc(answerable.stream().mapToDouble(Trial::confidence).toArray(),
                        unanswerable.stream().mapToDouble(Trial::confidence).toArray()))),
                new Row("answerable ones declined", new Figure(Bootstrap.mean(declined(answerable)))),
                new Row("unanswerable ones declined", new Figure(Bootstrap.mean(declined(unanswerable))))));
    }

    /// How often the best sentence is wrong among those questions that are answered, by how many are answered, the surest first.
    private static Lines riskCoverage(String title, List<Outcome> outcomes) {
        List<Outcome> surest = outcomes.stream().sorted(Comparator.comparingDouble(Outcome::confidence).reversed()).toList();
        List<Point> points = IntStream.rangeClosed(1, POINTS).mapToObj(i -> {
            int taken = Math.max(1, surest.size() * i / POINTS);
            return new Point((double) i / POINTS, surest.subList(0, taken).stream().mapToDouble(outcome -> outcome.right ? 0 : 1).average().orElseThrow());
        }).toList();
        return new Lines(title + ": risk and coverage", "share of questions answered", "share of those answered wrongly", Scale.LINEAR, List.of(new Series("program", points)));
    }

    private static double[] declined(List<Trial> trials) {
        return trials.stream().mapToDouble(trial -> trial.quotes().isEmpty() ? 1 : 0).toArray();
    }

    private static boolean holdsAnswer(String text, Query query) {
        return query.answers().stream().anyMatch(answer -> AnswerStrings.holds(text, answer));
    }

    private static int words(String quote) {
        return quote.strip().split("\\s+").length;
    }
}
