package dragoman.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.answer.AnswerTrials;
import dragoman.answer.PassageReader;
import dragoman.answer.AnswerTrials.Fitted;
import dragoman.answer.AnswerTrials.Lesson;
import dragoman.answer.AnswerTrials.Trial;
import dragoman.answer.GoldenQuestion;
import dragoman.article.SentenceSplitter;
import dragoman.cli.EvaluationCorpora.Readable;
import dragoman.cli.EvaluationCorpora.Searchable;
import dragoman.evaluation.AnswerStrings;
import dragoman.evaluation.EvaluationSet;
import dragoman.evaluation.EvaluationSet.Query;
import dragoman.evaluation.EvaluationSets;
import dragoman.evaluation.ReadingSet;
import dragoman.evaluation.ReadingSets;
import dragoman.evaluation.Separation;
import dragoman.ingestion.QuietProgress;
import dragoman.ingestion.TokenEmbedder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Fits the weights by which sentences are judged, on sets of questions whose answers are known. Every set counts the same, and so does every
/// question of a set.
@ApplicationScoped
class Training {

    private static final int FOLDS = 5;
    /// Of both kinds of question.
    private static final int FEWEST = 20;
    /// Chosen once by cross-validation; the fit hardly depends on it.
    private static final double RIDGE = 3;

    private final AnswerTrials own;
    private final EvaluationCorpora corpora;
    private final SentenceSplitter sentences;
    private final TokenEmbedder embedder;
    private final PassageReader reader;
    private final ObjectMapper json;
    private final Clock clock;

    Training(AnswerTrials own, EvaluationCorpora corpora, SentenceSplitter sentences, TokenEmbedder embedder, PassageReader reader, ObjectMapper json, Clock clock) {
        this.own = own;
        this.json = json;
        this.clock = clock;
        this.corpora = corpora;
        this.sentences = sentences;
        this.embedder = embedder;
        this.reader = reader;
    }

    /// A question with its weighed sentences.
    ///
    /// @param group      questions of one group share their text and stay together when the fit is tried on what it has not seen
    /// @param answerable whether there is an answer at all
    private record Asked(String set, String group, boolean answerable, List<double[]> values, List<Boolean> answers) {
    }

    /// Fits on golden questions, which are asked of the articles that are there, and on the sets of folders; prints how well that foretells
    /// what it has not seen, and writes the weights.
    ///
    /// @return the exit code
    /// @throws IOException if a path cannot be read or holds nothing to learn from, or the file cannot be written
    int run(Command.Train train) throws IOException {
        OutputFile.prepare(train.weights());
        List<Asked> asked = new ArrayList<>();
        for (Path path : train.paths()) {
            int before = asked.size();
            if (Files.isDirectory(path)) {
                sets(path, asked);
            } else {
                golden(path, asked);
            }
            if (asked.size() == before) {
                throw new IOException(path + " holds nothing to learn from: neither golden questions nor squad2 or clapnq");
            }
        }
        long answered = asked.stream().filter(one -> one.answers.contains(true)).count();
        if (answered < FEWEST || asked.size() - answered < FEWEST) {
            throw new IOException("There is too little to learn from: %d questions with an answer in the articles that are there and %d without; at least %d of both are needed."
                    .formatted(answered, asked.size() - answered, FEWEST));
        }
        crossValidate(asked);
        Files.writeString(train.weights(), """
                # How likely a sentence answers a question. Fitted by deploy/dragoman train; see src/docs/evaluation.md.
                # figure                 mean  deviation  weight
                """ + fit(asked).text());
        System.out.println("The weights are in " + train.weights());
        return 0;
    }

    private void golden(Path file, List<Asked> asked) throws IOException {
        for (GoldenQuestion question : GoldenFile.read(file, json)) {
            List<String> wanted = question.evidence().isEmpty() ? question.all() : question.evidence();
            asked.add(asked(file.getFileName().toString(), question.id(), !question.status().equals("not_found"), own.ask(question.question(), LocalDate.now(clock)),
                    sentence -> wanted.stream().anyMatch(sentence::contains)));
        }
    }

    private void sets(Path folder, List<Asked> asked) throws IOException {
        try (QuietProgress progress = new QuietProgress()) {
            for (EvaluationSet set : EvaluationSets.read(folder)) {
                if (set.unanswerable().isEmpty()) {
                    continue;
                }
                Searchable searchable = corpora.open(set, progress);
                AnswerTrials answers = AnswerTrials.over(searchable.corpus(), sentences, embedder, reader);
                set.queries().forEach(query -> asked.add(asked(set.name(), query, answers, searchable, true)));
                set.unanswerable().forEach(query -> asked.add(asked(set.name(), query, answers, searchable, false)));
            }
            for (ReadingSet set : ReadingSets.read(folder)) {
                Readable readable = corpora.open(set, progress);
                AnswerTrials answers = AnswerTrials.over(readable.corpus(), sentences, embedder, reader);
                set.items().forEach(item -> asked.add(asked(set.name(), item.id(), !item.chosen().isEmpty(), answers.ask(item.question(), readable.articleIds().get(item.id())),
                        sentence -> item.chosen().stream().anyMatch(chosen -> chosen.contains(sentence.strip()) || sentence.contains(chosen.strip())))));
            }
        }
    }

    private static Asked asked(String set, Query query, AnswerTrials answers, Searchable searchable, boolean answerable) {
        Set<String> relevant = searchable.byArticle().entrySet().stream().filter(entry -> query.relevant().contains(entry.getValue().id())).map(Map.Entry::getKey).collect(Collectors.toSet());
        Trial trial = answers.ask(query.text(), Searchable.until(query));
        return new Asked(set, String.join(" ", query.relevant()), answerable, trial.sentences().stream().map(AnswerTrials.Weighing::values).toList(),
                trial.sentences().stream().map(sentence -> relevant.contains(sentence.articleId())
                        && query.answers().stream().anyMatch(answer -> AnswerStrings.holds(sentence.text(), answer))).toList());
    }

    private static Asked asked(String set, String group, boolean answerable, Trial trial, Predicate<String> answers) {
        return new Asked(set, group, answerable, trial.sentences().stream().map(AnswerTrials.Weighing::values).toList(),
                trial.sentences().stream().map(sentence -> answers.test(sentence.text())).toList());
    }

    private static Fitted fit(List<Asked> asked) {
        Map<String, Long> questions = asked.stream().collect(Collectors.groupingBy(Asked::set, Collectors.counting()));
        List<Lesson> lessons = new ArrayList<>();
        for (Asked one : asked) {
            // an answer that was not found among the sentences teaches nothing
            if (one.answerable && !one.answers.contains(true)) {
                continue;
            }
            // nor does one without sentences
            if (!one.values.isEmpty()) {
                lessons.add(new Lesson(one.values, one.answerable ? one.answers : one.answers.stream().map(_ -> false).toList(),
                        (double) asked.size() / questions.get(one.set) / questions.size()));
            }
        }
        return AnswerTrials.fit(lessons, RIDGE);
    }

    private static void crossValidate(List<Asked> asked) {
        Map<Asked, List<Double>> foretold = new HashMap<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            Fitted fitted = fit(asked.stream().filter(one -> fold(one) != held).toList());
            asked.stream().filter(one -> fold(one) == held).forEach(one -> foretold.put(one, Arrays.stream(fitted.probabilities(one.values)).boxed().toList()));
        }
        for (String set : new TreeSet<>(asked.stream().map(Asked::set).toList())) {
            List<Asked> of = asked.stream().filter(one -> one.set.equals(set)).toList();
            double[] with = of.stream().filter(Asked::answerable).mapToDouble(one -> sum(foretold.get(one))).toArray();
            double[] without = of.stream().filter(one -> !one.answerable).mapToDouble(one -> sum(foretold.get(one))).toArray();
            double best = of.stream().filter(Asked::answerable).mapToDouble(one -> {
                List<Double> p = foretold.get(one);
                return !p.isEmpty() && one.answers.get(p.indexOf(highest(p))) ? 1 : 0;
            }).average().orElse(0);
            System.out.printf("%s, not seen when fitted: AUROC of declining %s, the likeliest sentence answers %.3f of the answerable%n", set, Separation.auroc(with, without), best);
        }
    }

    private static int fold(Asked one) {
        return Math.floorMod((one.set + one.group).hashCode(), FOLDS);
    }

    private static double sum(List<Double> of) {
        return of.stream().mapToDouble(p -> p).sum();
    }

    private static double highest(List<Double> of) {
        return of.stream().mapToDouble(p -> p).max().orElse(0);
    }
}
