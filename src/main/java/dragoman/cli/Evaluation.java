package dragoman.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.answer.Answer;
import dragoman.answer.AnswerRequest;
import dragoman.answer.AnswerService;
import dragoman.answer.GoldenQuestion;
import dragoman.cli.EvaluationCorpora.Searchable;
import dragoman.evaluation.Bootstrap;
import dragoman.evaluation.ClaimSet;
import dragoman.evaluation.EvaluationReport;
import dragoman.evaluation.EvaluationReport.Fact;
import dragoman.evaluation.EvaluationReport.Figure;
import dragoman.evaluation.EvaluationReport.Prose;
import dragoman.evaluation.EvaluationReport.Row;
import dragoman.evaluation.EvaluationReport.Section;
import dragoman.evaluation.EvaluationReport.Table;
import dragoman.evaluation.EvaluationSet;
import dragoman.evaluation.EvaluationSets;
import dragoman.evaluation.ReadingSet;
import dragoman.evaluation.ReadingSets;
import dragoman.ingestion.PassageSettings;
import dragoman.ingestion.QuietProgress;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final PassageSettings settings;
    private final ObjectMapper json;
    private final Clock clock;

    Evaluation(AnswerService answers, EvaluationCorpora corpora, RetrievalEvaluation retrieval, AnswerEvaluation answering, EvidenceEvaluation evidence,
            ConversationEvaluation conversing, PassageSettings settings, ObjectMapper json, Clock clock) {
        this.answers = answers;
        this.corpora = corpora;
        this.retrieval = retrieval;
        this.answering = answering;
        this.evidence = evidence;
        this.conversing = conversing;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /// Prints the figures and writes the page.
    ///
    /// @return the exit code
    /// @throws IOException if a path cannot be read or holds nothing that is known, saying which
    int run(Command.Evaluate evaluate) throws IOException {
        OutputFile.prepare(evaluate.report());
        List<Section> sections = new ArrayList<>();
        for (Path path : evaluate.paths()) {
            if (!Files.isDirectory(path)) {
                sections.add(GoldenFile.holdsConversations(path, json) ? conversing.evaluate(path) : golden(path));
                continue;
            }
            int before = sections.size();
            try (QuietProgress progress = new QuietProgress()) {
                for (EvaluationSet set : EvaluationSets.read(path)) {
                    Searchable searchable = corpora.open(set, progress);
                    sections.add(retrieval.evaluate(searchable));
                    if (set.queries().stream().anyMatch(query -> !query.answers().isEmpty())) {
                        sections.add(answering.evaluate(searchable));
                    }
                    sections.add(evidence.tampering(set));
                }
                for (ReadingSet set : ReadingSets.read(path)) {
                    sections.add(answering.evaluate(corpora.open(set, progress)));
                }
            }
            ClaimSet.read(path).forEach(set -> sections.add(evidence.claims(set)));
            if (sections.size() == before) {
                throw new IOException(path + " holds none of the sets time1963, squad2, RealTimeQA, clapnq, wice and qags");
            }
        }
        EvaluationReport report = new EvaluationReport("Dragoman: evaluation", List.of(
                new Fact("Made", LocalDate.now(clock) + " by deploy/dragoman evaluate " + evaluate.paths().stream().map(Path::getFileName)
                        .map(Path::toString).collect(Collectors.joining(" "))),
                new Fact("Passages", "at most %d tokens, embedded by %s".formatted(settings.maxTokens(), settings.embeddingModel())),
                new Fact("Intervals", "95 %, percentile bootstrap over queries")), sections);
        report.print(System.out);
        report.write(evaluate.report());
        System.out.println("The page is " + evaluate.report());
        return 0;
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
