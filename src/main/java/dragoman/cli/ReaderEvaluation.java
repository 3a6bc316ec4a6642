package dragoman.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dragoman.article.SentenceSplitter;
import dragoman.cli.ReaderFinding.Asked;
import dragoman.cli.ReaderFinding.Finder;
import dragoman.evaluation.AnswerStrings;
import dragoman.evaluation.ClaimSet;
import dragoman.evaluation.EvaluationReport.Fact;
import dragoman.evaluation.EvaluationReport.Section;
import dragoman.evaluation.EvaluationSet;
import dragoman.evaluation.EvaluationSet.Document;
import dragoman.evaluation.EvaluationSet.Query;
import dragoman.evaluation.EvaluationSets;
import dragoman.evaluation.GrowingReport;
import dragoman.evaluation.ReadingSet;
import dragoman.evaluation.ReadingSets;
import dragoman.onnx.InvalidModelException;
import dragoman.reading.OnnxReader;
import dragoman.reading.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Measures readers, without a database where they are measured alone: on questions that come with their text, on golden questions and the
/// passages found for them, and on statements.
final class ReaderEvaluation {

    /// As many passages of those found are read.
    static final int PASSAGES = 8;

    /// Questions in readers' own words, in a folder of sets.
    static final String READERS = "readers/questions.jsonl";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<OnnxReader> readers;
    private final SentenceSplitter sentences;
    private final Command.OnReader how;
    private final ReaderFinding finding;
    private final ReaderJudging judging;

    /// @throws IOException           if a reader's file cannot be read
    /// @throws InvalidModelException if it is none
    ReaderEvaluation(Command.OnReader how, SentenceSplitter sentences) throws IOException {
        this.how = how;
        this.sentences = sentences;
        List<OnnxReader> loaded = new ArrayList<>();
        for (Path file : how.files()) {
            loaded.add(OnnxReader.load(file));
        }
        this.readers = loaded.isEmpty() ? List.of(OnnxReader.bundled()) : List.copyOf(loaded);
        ReaderRows rows = new ReaderRows(how.rows());
        this.finding = new ReaderFinding(readers, rows);
        this.judging = new ReaderJudging(readers, sentences, rows);
    }

    /// Measures readers alone.
    ///
    /// @return the exit code
    static int run(Command.Evaluate evaluate, PrintStream out) {
        try {
            OutputFile.prepare(evaluate.report());
            return new ReaderEvaluation(evaluate.onReader(), new SentenceSplitter()).measure(evaluate, out);
        } catch (NoSuchFileException e) {
            System.err.println("dragoman: there is no file or folder " + e.getFile());
        } catch (IOException | InvalidModelException e) {
            System.err.println("dragoman: " + e.getMessage());
        }
        return 1;
    }

    private int measure(Command.Evaluate evaluate, PrintStream out) throws IOException {
        GrowingReport report = new GrowingReport("Dragoman: readers", facts(evaluate), evaluate.report(), out);
        for (Path path : evaluate.paths()) {
            if (!Files.isDirectory(path)) {
                if (how.wants(path.getFileName().toString())) {
                    report.add(path.toString(), () -> golden(path));
                }
                continue;
            }
            int before = report.size();
            for (EvaluationSet set : EvaluationSets.read(path)) {
                if (how.wants(set.name()) && !set.unanswerable().isEmpty()) {
                    report.add(set.title(), () -> given(set, Optional.empty()));
                }
            }
            for (ReadingSet set : ReadingSets.read(path)) {
                if (how.wants(set.name())) {
                    report.add(set.title(), () -> given(set, Optional.empty()));
                }
            }
            if (how.wants("readers") && Files.exists(path.resolve(READERS))) {
                report.add(READERS, () -> golden(path.resolve(READERS)));
            }
            for (ClaimSet set : ClaimSet.read(path)) {
                if (how.wants(set.name())) {
                    report.add(set.title(), () -> claims(set));
                }
            }
            if (report.size() == before) {
                throw new IOException(path
                        + " holds none of the sets squad2, clapnq, readers, wice, qags and statements, or none that is wanted");
            }
        }
        out.println("The page is " + evaluate.report());
        return report.hasFailed() ? 1 : 0;
    }

    private List<Fact> facts(Command.Evaluate evaluate) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Made", LocalDate.now() + " by deploy/dragoman evaluate --only reader "
                + evaluate.paths().stream().map(Path::getFileName).map(Path::toString).collect(Collectors.joining(" "))));
        facts.addAll(readerFacts());
        if (how.share() < 1) {
            facts.add(new Fact("Asked", "a share of %s of each set".formatted(how.share())));
        }
        facts.add(new Fact("Intervals", "95 %, percentile bootstrap over questions or statements"));
        return facts;
    }

    /// Which readers are measured.
    List<Fact> readerFacts() {
        return readers.stream().map(OnnxReader::model).map(model -> new Fact("Reader",
                "%s, version %s, SHA-256 %s; thresholds: answer %s, sure %s, supported %s".formatted(model.name(),
                model.version(), model.sha256(), model.thresholds().answer(), model.thresholds().sure(), model.thresholds().supported())))
                        .toList();
    }

    /// Questions on paragraphs, each with its own to be read.
    ///
    /// @param program what the program as a whole finds
    Section given(EvaluationSet set, Optional<Finder> program) {
        Map<String, List<String>> split = set.documents().stream().collect(Collectors.toMap(Document::id,
                document -> split(document.text())));
        List<Asked> asked = Stream.concat(set.queries().stream().map(query -> asked(query, split, true)), set.unanswerable().stream()
                .map(query -> asked(query, split, false)))
                // where no sentence holds an answer, none can be right
                .filter(one -> !one.answerable() || one.hasAnswerInTexts()).toList();
        return finding.measure(set.name(), set.title() + ": the paragraph given", shared(asked), program);
    }

    private static Asked asked(Query query, Map<String, List<String>> split, boolean answerable) {
        return new Asked(query.id(), query.text(), List.of(new Text("", split.get(query.relevant().iterator().next()))),
                sentence -> query.answers().stream().anyMatch(answer -> AnswerStrings.holds(sentence, answer)), answerable);
    }

    /// Questions that come with a passage.
    Section given(ReadingSet set, Optional<Finder> program) {
        return finding.measure(set.name(), set.title() + ": the passage given",
                shared(set.items().stream().map(item -> new Asked(item.id(), item.question(),
                List.of(new Text(item.title(), item.sentences())), item.chosen()::contains, !item.chosen().isEmpty())).toList()), program);
    }

    /// Statements and texts.
    Section claims(ClaimSet set) {
        return judging.measure(new ClaimSet(set.name(), set.title(), shared(set.items())));
    }

    /// Golden questions, on passages that Lucene finds in the folder of articles.
    private Section golden(Path file) throws IOException {
        FolderSearch search = FolderSearch.of(how.articles(), sentences);
        return golden(file, question -> search.find(question, PASSAGES), Optional.empty());
    }

    /// Golden questions, on the passages found for them. Those that do not stand alone are left out.
    ///
    /// @param search finds passages, the best first
    Section golden(Path file, Function<String, List<Text>> search, Optional<Finder> program) throws IOException {
        List<ReaderQuestion> questions = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            try {
                if (!lines.get(i).isBlank()) {
                    questions.add(JSON.readValue(lines.get(i), ReaderQuestion.class));
                }
            } catch (JsonProcessingException e) {
                throw new IOException("%s, line %d: %s".formatted(file, i + 1, e.getOriginalMessage()), e);
            }
        }
        List<Asked> asked = shared(questions.stream().filter(ReaderQuestion::standsAlone).toList()).stream()
                .map(one -> new Asked(one.id(), one.question(), search.apply(one.question()), one::isAnsweredBy, one.isAnswerable()))
                .toList();
        String name = file.getFileName().toString();
        return finding.measure(name, "%s: %d passages found for each question".formatted(name.equals("questions.jsonl")
                && file.getParent() != null
                ? file.getParent().getFileName() + "/" + name : name, PASSAGES), asked, program);
    }

    /// Questions asked of a corpus, on the passages found for them.
    Section found(EvaluationSet set, Function<Query, List<Text>> search, Finder program) {
        List<Asked> asked = Stream.concat(set.queries().stream().map(query -> Map.entry(query, true)), set.unanswerable().stream()
                .map(query -> Map.entry(query, false)))
                .map(entry -> new Asked(entry.getKey().id(), entry.getKey().text(), search.apply(entry.getKey()),
                        sentence -> entry.getKey().answers().stream().anyMatch(answer -> AnswerStrings.holds(sentence, answer)),
                                entry.getValue())).toList();
        return finding.measure(set.name(), set.title() + ": %d passages found for each question".formatted(PASSAGES), shared(asked),
                Optional.of(program));
    }

    private List<String> split(String text) {
        return sentences.split(text).stream().map(span -> span.in(text)).toList();
    }

    /// A passage that was found, cut into its sentences.
    Text text(String headline, String passage) {
        return new Text(headline, split(passage));
    }

    /// The share that is asked, evenly spread.
    private <T> List<T> shared(List<T> all) {
        return IntStream.range(0, all.size()).filter(i -> Math.floor((i + 1) * how.share() + 1e-9) > Math.floor(i * how.share() + 1e-9))
                .mapToObj(all::get).toList();
    }
}
