package dragoman.cli;

import com.sun.management.OperatingSystemMXBean;
import dragoman.evaluation.Bootstrap;
import dragoman.evaluation.EvaluationReport.Cell;
import dragoman.evaluation.EvaluationReport.Figure;
import dragoman.evaluation.EvaluationReport.Part;
import dragoman.evaluation.EvaluationReport.Prose;
import dragoman.evaluation.EvaluationReport.Row;
import dragoman.evaluation.EvaluationReport.Section;
import dragoman.evaluation.EvaluationReport.Table;
import dragoman.evaluation.EvaluationReport.Words;
import dragoman.evaluation.Separation;
import dragoman.reading.AnswerReader;
import dragoman.reading.Reading;
import dragoman.reading.ReaderModel.Temperatures;
import dragoman.reading.SentenceScore;
import dragoman.reading.Text;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Measures how well the sentence that answers is found, and whether it is known that there is none.
final class ReaderFinding {

    private static final int FIRST = 3;
    private static final int TIMED = 60;
    private static final int NANOS_OF_MILLI = 1_000_000;
    private static final Cell NONE = new Words("–");

    private final List<? extends AnswerReader> readers;
    private final ReaderRows rows;

    /// @param readers the first is the one that the others are compared with
    /// @param rows    takes what became of each question
    ReaderFinding(List<? extends AnswerReader> readers, ReaderRows rows) {
        this.readers = readers;
        this.rows = rows;
    }

    /// A question with what is read for it.
    ///
    /// @param answers    whether a sentence answers
    /// @param answerable whether there is an answer at all, be it in the texts or not
    record Asked(String id, String question, List<Text> texts, Predicate<String> answers, boolean answerable) {

        Asked {
            texts = List.copyOf(texts);
        }

        boolean hasAnswerInTexts() {
            return texts.stream().flatMap(text -> text.sentences().stream()).anyMatch(answers);
        }

        /// The same with nothing to read: whoever still knows the answer guesses from the question.
        Asked blank() {
            return new Asked(id, question, texts.stream().map(text -> new Text("", Collections.nCopies(text.sentences().size(), "")))
                    .toList(), answers, answerable);
        }
    }

    /// What somebody makes of a question.
    ///
    /// @param ranked     the sentences, the likeliest first
    /// @param confidence that there is an answer; comparable between questions
    /// @param best       how likely the likeliest sentence is; comparable between questions
    record Found(List<String> ranked, double confidence, double best) {

        Found {
            ranked = List.copyOf(ranked);
        }
    }

    /// Whoever finds sentences.
    @FunctionalInterface
    interface Finder {

        Found find(Asked asked);
    }

    /// Those who find, and what they found for each question.
    private record Result(String name, List<Found> found) {

        double[] confidences(List<Asked> asked, boolean answerable, ToDoubleFunction<Found> of) {
            return IntStream.range(0, asked.size()).filter(i -> asked.get(i).answerable == answerable)
                    .mapToDouble(i -> of.applyAsDouble(found.get(i))).toArray();
        }

        /// 1 for each answerable question with a right sentence among the first, or else 0.
        double[] right(List<Asked> asked, int among) {
            return IntStream.range(0, asked.size()).filter(i -> asked.get(i).answerable)
                    .mapToDouble(i -> found.get(i).ranked.stream().limit(among).anyMatch(asked.get(i).answers) ? 1 : 0).toArray();
        }
    }

    /// Asks everybody.
    ///
    /// @param program what the program as a whole finds, with its rules and words; empty where it cannot be asked
    Section measure(String set, String title, List<Asked> asked, Optional<Finder> program) {
        boolean several = asked.stream().anyMatch(one -> one.texts.size() > 1);
        List<Result> results = new ArrayList<>();
        List<Row> baselines = new ArrayList<>();
        List<Row> thresholds = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (AnswerReader reader : readers) {
            List<List<Reading>> readings = asked.parallelStream().map(one -> reader.readAll(one.question, one.texts)).toList();
            Result result = new Result(reader.model().name(), IntStream.range(0, asked.size())
                    .mapToObj(i -> found(asked.get(i), readings.get(i), reader, true)).toList());
            results.add(result);
            thresholds.addAll(thresholds(reader, asked, result, readings));
            if (several) {
                baselines.add(row(new Result(result.name + ", sentence alone",
                        IntStream.range(0, asked.size()).mapToObj(i -> found(asked.get(i), readings.get(i), reader, false)).toList()),
                                asked));
            }
            rows.found(set, reader.model().name(), asked, readings, result.found);
            if (results.size() > 1) {
                said.add(beside(asked, result, results.getFirst()));
            }
        }
        AnswerReader first = readers.getFirst();
        Result blank = new Result("question alone (chance)", asked.parallelStream().map(Asked::blank)
                .map(one -> found(one, first.readAll(one.question, one.texts), first, true)).toList());
        List<Row> all = new ArrayList<>();
        program.ifPresent(finder -> {
            Result result = new Result("the program", asked.stream().map(finder::find).toList());
            all.add(row(result, asked));
            all.add(new Row(results.getFirst().name + " − the program, paired",
                    new Figure(Bootstrap.meanDifference(results.getFirst().right(asked, 1), result.right(asked, 1))),
                    new Figure(Bootstrap.meanDifference(results.getFirst().right(asked, FIRST), result.right(asked, FIRST))), NONE, NONE));
        });
        results.forEach(result -> all.add(row(result, asked)));
        all.addAll(baselines);
        all.add(new Row(blank.name, NONE, NONE, auroc(blank, asked, Found::confidence), auroc(blank, asked, Found::best)));
        List<Part> parts = new ArrayList<>();
        long answerable = asked.stream().filter(Asked::answerable).count();
        parts.add(new Prose("%d questions, %d of them answerable; what is read holds the answer to %d of these.".formatted(asked.size(),
                answerable,
                asked.stream().filter(one -> one.answerable && one.hasAnswerInTexts()).count())));
        said.forEach(text -> parts.add(new Prose(text)));
        parts.add(new Table(title, "who reads", List.of("right sentence first", "among the first " + FIRST, "AUROC of declining",
                "AUROC by the likeliest sentence"), all));
        parts.add(new Table(title + ": at the model's thresholds", "reader and threshold",
                List.of("answerable told", "told rightly", "unanswerable told"), thresholds));
        if (several) {
            parts.add(new Prose(times(first, asked)));
        }
        return new Section(title, parts, List.of());
    }

    /// @param withAnswerable whether a sentence counts for more in a text that is likelier to answer
    private static Found found(Asked asked, List<Reading> readings, AnswerReader reader, boolean withAnswerable) {
        record Scored(String sentence, double score, double logit) {
        }
        Temperatures temperatures = reader.model().temperatures();
        List<Scored> scored = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            double answerable = withAnswerable ? logarithm(reading.answerable().logit() / temperatures.answerable()) : 0;
            for (SentenceScore sentence : reading.sentences()) {
                scored.add(new Scored(asked.texts.get(i).sentences().get(sentence.index()), answerable
                        + logarithm(sentence.logit() / temperatures.sentence()), sentence.logit()));
            }
        }
        scored.sort(Comparator.comparingDouble(Scored::score).reversed());
        return new Found(scored.stream().map(Scored::sentence).toList(), readings.stream()
                .mapToDouble(reading -> reading.answerable().logit()).max().orElse(Double.NEGATIVE_INFINITY),
                scored.stream().mapToDouble(Scored::logit).max().orElse(Double.NEGATIVE_INFINITY));
    }

    /// Of the probability.
    private static double logarithm(double logit) {
        return logit < 0 ? logit - Math.log1p(Math.exp(logit)) : -Math.log1p(Math.exp(-logit));
    }

    private static Row row(Result result, List<Asked> asked) {
        return new Row(result.name, mean(result.right(asked, 1)), mean(result.right(asked, FIRST)), auroc(result, asked, Found::confidence),
                auroc(result, asked, Found::best));
    }

    private static Cell auroc(Result result, List<Asked> asked, ToDoubleFunction<Found> of) {
        double[] with = result.confidences(asked, true, of);
        double[] without = result.confidences(asked, false, of);
        return with.length == 0 || without.length == 0 ? NONE : new Figure(Separation.auroc(with, without));
    }

    private static List<Row> thresholds(AnswerReader reader, List<Asked> asked, Result result, List<List<Reading>> readings) {
        double[] probabilities = readings.stream().mapToDouble(of -> of.stream().mapToDouble(reading -> reading.answerable().probability())
                .max().orElse(0)).toArray();
        var thresholds = reader.model().thresholds();
        return List.of(Map.entry("answer", thresholds.answer()), Map.entry("sure", thresholds.sure())).stream().map(entry -> {
            double threshold = entry.getValue();
            return new Row("%s, %s ≥ %s".formatted(result.name, entry.getKey(), threshold),
                    mean(IntStream.range(0, asked.size()).filter(i -> asked.get(i).answerable)
                            .mapToDouble(i -> probabilities[i] >= threshold ? 1 : 0).toArray()),
                    mean(IntStream.range(0, asked.size()).filter(i -> asked.get(i).answerable)
                            .mapToDouble(i -> probabilities[i] >= threshold && result.found.get(i).ranked.stream().limit(1)
                            .anyMatch(asked.get(i).answers) ? 1 : 0).toArray()),
                    mean(IntStream.range(0, asked.size()).filter(i -> !asked.get(i).answerable)
                            .mapToDouble(i -> probabilities[i] >= threshold ? 1 : 0).toArray()));
        }).toList();
    }

    private static Cell mean(double[] values) {
        return values.length == 0 ? NONE : new Figure(Bootstrap.mean(values));
    }

    private static String beside(List<Asked> asked, Result result, Result first) {
        double same = IntStream.range(0, asked.size()).filter(i -> !first.found.get(i).ranked.isEmpty())
                .mapToDouble(i -> first.found.get(i).ranked.getFirst().equals(result.found.get(i).ranked.getFirst()) ? 1 : 0).average()
                .orElse(1);
        double[] with = result.confidences(asked, true, Found::confidence);
        double[] without = result.confidences(asked, false, Found::confidence);
        String text = "%s beside %s: the same likeliest sentence in %.4f".formatted(result.name, first.name, same);
        return with.length == 0 || without.length == 0 ? text + "." : text + ", AUROC of declining differs by %+.4f.".formatted(
                Separation.auroc(with, without).mean() - Separation.auroc(first.confidences(asked, true, Found::confidence),
                        first.confidences(asked, false, Found::confidence)).mean());
    }

    /// One question after the other, all that is found for it at once. The processor time tells the cost where the machine is not quiet.
    private static String times(AnswerReader reader, List<Asked> asked) {
        List<Asked> timed = asked.stream().limit(TIMED).toList();
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long used = machine.getProcessCpuTime();
        double[] millis = timed.stream().mapToDouble(one -> {
            long began = System.nanoTime();
            reader.readAll(one.question, one.texts);
            return (double) (System.nanoTime() - began) / NANOS_OF_MILLI;
        }).sorted().toArray();
        return String.format(Locale.ROOT,
                "Reading what was found for a question (%.1f texts), one question at a time: p50 %.0f ms, p95 %.0f ms; processor time %.0f ms each.",
                timed.stream().mapToInt(one -> one.texts.size()).average().orElse(0), millis[millis.length / 2],
                        millis[Math.min(millis.length - 1, millis.length * 95 / 100)],
                (double) (machine.getProcessCpuTime() - used) / NANOS_OF_MILLI / millis.length);
    }
}
