package dragoman.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.answer.Answer;
import dragoman.answer.AnswerRequest;
import dragoman.answer.AnswerService;
import dragoman.answer.AnswerTrials;
import dragoman.answer.GoldenQuestion;
import dragoman.article.SentenceSplitter;
import dragoman.cli.EvaluationCorpora.Readable;
import dragoman.cli.EvaluationCorpora.Searchable;
import dragoman.cli.ReaderFinding.Found;
import dragoman.evaluation.Bootstrap;
import dragoman.evaluation.ClaimSet;
import dragoman.evaluation.EvaluationReport.Fact;
import dragoman.evaluation.EvaluationReport.Figure;
import dragoman.evaluation.EvaluationReport.Prose;
import dragoman.evaluation.EvaluationReport.Row;
import dragoman.evaluation.EvaluationReport.Section;
import dragoman.evaluation.EvaluationReport.Table;
import dragoman.evaluation.EvaluationSet;
import dragoman.evaluation.EvaluationSet.Query;
import dragoman.evaluation.EvaluationSets;
import dragoman.evaluation.GrowingReport;
import dragoman.evaluation.ReadingSet;
import dragoman.evaluation.ReadingSets;
import dragoman.ingestion.PassageSettings;
import dragoman.ingestion.QuietProgress;
import dragoman.reading.Text;
import dragoman.retrieval.HybridContentRetriever;
import dragoman.retrieval.QuestionAnalyzer;
import dragoman.retrieval.RetrievedPassage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Measures what it is given: answers to golden questions, and retrieval on sets of documents and queries.
@ApplicationScoped
class Evaluation {

    private final AnswerService answers;
    private final EvaluationCorpora corpora;
    private final RetrievalEvaluation retrieval;
    private final AnswerEvaluation answering;
    private final EvidenceEvaluation evidence;
    private final ConversationEvaluation conversing;
    private final AnswerTrials trials;
    private final HybridContentRetriever retriever;
    private final QuestionAnalyzer analyzer;
    private final SentenceSplitter sentences;
    private final PassageSettings settings;
    private final ObjectMapper json;
    private final Clock clock;

    Evaluation(AnswerService answers, EvaluationCorpora corpora, RetrievalEvaluation retrieval, AnswerEvaluation answering, EvidenceEvaluation evidence,
            ConversationEvaluation conversing, AnswerTrials trials, HybridContentRetriever retriever, QuestionAnalyzer analyzer, SentenceSplitter sentences,
            PassageSettings settings, ObjectMapper json, Clock clock) {
        this.answers = answers;
        this.corpora = corpora;
        this.retrieval = retrieval;
        this.answering = answering;
        this.evidence = evidence;
        this.conversing = conversing;
        this.trials = trials;
        this.retriever = retriever;
        this.analyzer = analyzer;
        this.sentences = sentences;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /// Prints the figures and writes the page, set by set. What cannot be measured costs no other set its figures.
    ///
    /// @return the exit code
    /// @throws IOException if a path cannot be read or holds nothing that is known, saying which
    int run(Command.Evaluate evaluate) throws IOException {
        OutputFile.prepare(evaluate.report());
        ReaderEvaluation reader = new ReaderEvaluation(evaluate.onReader(), sentences);
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("Made", LocalDate.now(clock) + " by deploy/dragoman evaluate " + evaluate.paths().stream().map(Path::getFileName)
                        .map(Path::toString).collect(Collectors.joining(" "))),
                new Fact("Passages", "at most %d tokens, embedded by %s".formatted(settings.maxTokens(), settings.embeddingModel()))));
        facts.addAll(reader.readerFacts());
        facts.add(new Fact("Intervals", "95 %, percentile bootstrap over queries"));
        for (Path path : evaluate.paths()) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
        }
        GrowingReport report = new GrowingReport("Dragoman: evaluation", facts, evaluate.report(), System.out);
        for (Path path : evaluate.paths()) {
            if (Files.isDirectory(path)) {
                folder(path, evaluate.onReader(), reader, report);
            } else if (GoldenFile.holdsConversations(path, json)) {
                report.add(path.toString(), () -> conversing.evaluate(path));
            } else {
                report.add(path.toString(), () -> golden(path));
                report.add(path.toString(), () -> reader.golden(path, question -> passages(reader, question), Optional.of(this::program)));
            }
        }
        System.out.println("The page is " + evaluate.report());
        return report.hasFailed() ? 1 : 0;
    }

    private void folder(Path folder, Command.OnReader wanted, ReaderEvaluation reader, GrowingReport report) throws IOException {
        int before = report.size();
        try (QuietProgress progress = new QuietProgress()) {
            for (EvaluationSet set : EvaluationSets.read(folder)) {
                if (!wanted.wants(set.name())) {
                    continue;
                }
                Supplier<Searchable> searchable = once(() -> corpora.open(set, progress));
                report.add(set.title(), () -> retrieval.evaluate(searchable.get()));
                if (set.queries().stream().anyMatch(query -> !query.answers().isEmpty())) {
                    report.add(set.title(), () -> answering.evaluate(searchable.get()));
                    report.add(set.title(), () -> reader.found(set, query -> passages(searchable.get(), reader, query), answering.program(searchable.get())));
                }
                if (!set.unanswerable().isEmpty()) {
                    report.add(set.title(), () -> reader.given(set, Optional.of(answering.programGiven(searchable.get()))));
                }
                report.add(set.title(), () -> evidence.tampering(set));
            }
            for (ReadingSet set : ReadingSets.read(folder)) {
                if (wanted.wants(set.name())) {
                    Supplier<Readable> readable = once(() -> corpora.open(set, progress));
                    report.add(set.title(), () -> answering.evaluate(readable.get()));
                    report.add(set.title(), () -> reader.given(set, Optional.of(answering.program(readable.get()))));
                }
            }
        }
        if (wanted.wants("readers") && Files.exists(folder.resolve(ReaderEvaluation.READERS))) {
            report.add(ReaderEvaluation.READERS, () -> reader.golden(folder.resolve(ReaderEvaluation.READERS), question -> passages(reader, question), Optional.of(this::program)));
        }
        for (ClaimSet set : ClaimSet.read(folder)) {
            if (wanted.wants(set.name())) {
                report.add(set.title(), () -> reader.claims(set));
            }
        }
        if (report.size() == before) {
            throw new IOException(folder + " holds none of the sets time1963, squad2, RealTimeQA, clapnq, readers, wice, qags and statements, or none that is wanted");
        }
    }

    private static <T> Supplier<T> once(Supplier<T> make) {
        List<T> made = new ArrayList<>();
        return () -> {
            if (made.isEmpty()) {
                made.add(make.get());
            }
            return made.getFirst();
        };
    }

    private List<Text> passages(ReaderEvaluation reader, String question) {
        LocalDate today = LocalDate.now(clock);
        return texts(reader, retriever.retrieve(analyzer.analyze(question, today), today));
    }

    private List<Text> passages(Searchable searchable, ReaderEvaluation reader, Query query) {
        LocalDate until = Searchable.until(query);
        return texts(reader, searchable.corpus().retriever().retrieve(analyzer.analyze(query.text(), until), until));
    }

    private static List<Text> texts(ReaderEvaluation reader, List<RetrievedPassage> passages) {
        return passages.stream().limit(ReaderEvaluation.PASSAGES).map(passage -> reader.text(passage.title(), passage.text())).toList();
    }

    private Found program(ReaderFinding.Asked asked) {
        return AnswerEvaluation.found(trials.ask(asked.question(), LocalDate.now(clock)));
    }

    private record Asked(GoldenQuestion question, Answer answer, Optional<String> fault, long millis) {
    }

    private Section golden(Path file) throws IOException {
        List<Asked> asked = new ArrayList<>();
        for (GoldenQuestion question : GoldenFile.read(file, json)) {
            long began = System.nanoTime();
            Answer answer = answers.answer(new AnswerRequest(question.question(), Optional.empty(), Optional.empty()), _ -> {
            });
            asked.add(new Asked(question, answer, question.fault(answer), (System.nanoTime() - began) / 1_000_000));
        }
        List<Asked> wrong = asked.stream().filter(one -> one.fault.isPresent()).toList();
        wrong.forEach(one -> System.out.printf("%s %s%n    %s: %s%n", one.question.id(), one.question.question(), one.fault.get(), one.answer.text()));
        String name = file.getFileName().toString();
        double[] right = asked.stream().mapToDouble(one -> one.fault.isEmpty() ? 1 : 0).toArray();
        double[] declined = asked.stream().filter(one -> one.question.status().equals("not_found"))
                .mapToDouble(one -> one.answer instanceof Answer.NotFound ? 1 : 0).toArray();
        List<Row> rows = new ArrayList<>(List.of(new Row("right", new Figure(Bootstrap.mean(right)))));
        if (declined.length > 0) {
            rows.add(new Row("unanswerable ones declined", new Figure(Bootstrap.mean(declined))));
        }
        long median = asked.stream().mapToLong(Asked::millis).sorted().skip(asked.size() / 2).findFirst().orElse(0);
        return new Section("Golden questions: " + name, new Prose("%d of %d right, median %d ms".formatted(asked.size() - wrong.size(), asked.size(), median)),
                new Table(name, "of the questions", List.of("share"), rows));
    }
}
