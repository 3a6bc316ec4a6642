package dragoman.cli;

import dragoman.audit.AuditLog;
import dragoman.settings.CannotStartException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The entry: reads the command line before anything is started, so that a mistake in it costs no time.
@QuarkusMain
@CommandLine.Command(name = "dragoman", mixinStandardHelpOptions = true, version = "dragoman 0.1.0",
        description = "Answers questions about current diplomacy from news articles, every statement cited to their exact words.",
        subcommands = {Dragoman.ServeOptions.class, Dragoman.AskOptions.class, Dragoman.IngestOptions.class, Dragoman.EvaluateOptions.class,
                Dragoman.TrainOptions.class, Dragoman.ReembedOptions.class, Dragoman.AuditOptions.class, SiteOptions.class})
public final class Dragoman implements Callable<Command> {

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";
    private static final int CARRIERS_A_PROCESSOR = 8;
    private static final int SPARE_CARRIERS = 8;

    /// Where {@link CommandRunner} finds what to do once the program is up.
    static volatile Command command = new Command.Serve();

    public static void main(String... args) {
        CommandLine line = new CommandLine(new Dragoman());
        int parsed = line.execute(args);
        Command wanted = selected(line);
        if (parsed != CommandLine.ExitCode.OK || wanted == null) {
            System.exit(parsed);
        }
        if (wanted instanceof Command.Evaluate evaluate && evaluate.onReader().only()) {
            System.exit(ReaderEvaluation.run(evaluate, System.out));
        }
        command = wanted;
        if (!(wanted instanceof Command.Serve)) {
            // the service may be running beside this command
            System.setProperty("quarkus.http.host-enabled", "false");
            // and does the work that waits
            System.setProperty("dragoman.ingestion.workers", "0");
            System.setProperty("dragoman.slack.workers", "0");
            System.setProperty("quarkus.scheduler.start-mode", "halted");
        }
        manyCarriers();
        Quarkus.run(CommandRunner.class, Dragoman::end, args);
    }

    /// Answering computes, and on the carriers of virtual threads (one for each processor) it would keep those from running who refuse what is
    /// too much. There are more of them than may compute at once, and the operating system shares the processors among them.
    private static void manyCarriers() {
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(CARRIERS, String.valueOf(SPARE_CARRIERS + CARRIERS_A_PROCESSOR * Runtime.getRuntime().availableProcessors()));
        }
    }

    /// One line for people; the whole story is in the log.
    private static void end(int exitCode, Throwable failure) {
        if (failure != null) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            if (!(root instanceof CannotStartException)) {
                Logger.getLogger(Dragoman.class).info("the program could not start or failed", failure);
            }
            System.err.println("dragoman: " + (root instanceof QuarkusBindException
                    ? "the port is taken by another program; stop that one or set QUARKUS_HTTP_PORT to another port"
                    : String.valueOf(root.getMessage())));
        }
        System.exit(exitCode);
    }

    private static Command selected(CommandLine line) {
        CommandLine.ParseResult result = line.getParseResult();
        CommandLine last = line;
        while (result.hasSubcommand()) {
            result = result.subcommand();
            last = result.commandSpec().commandLine();
        }
        return last.getExecutionResult();
    }

    @Override
    public Command call() {
        return new Command.Serve();
    }

    @CommandLine.Command(name = "serve", mixinStandardHelpOptions = true, description = "Answer over HTTP until stopped (the default).")
    static final class ServeOptions implements Callable<Command> {
        @Override
        public Command call() {
            return new Command.Serve();
        }
    }

    @CommandLine.Command(name = "ask", mixinStandardHelpOptions = true, description = "Answer one question.")
    static final class AskOptions implements Callable<Command> {
        @Parameters(arity = "1..*", paramLabel = "QUESTION", description = "The question.")
        List<String> words;

        @Option(names = "--as-of", paramLabel = "DATE", description = "Answer as if it were the end of this day (YYYY-MM-DD).")
        LocalDate asOf;

        @Override
        public Command call() {
            return new Command.Ask(String.join(" ", words), Optional.ofNullable(asOf));
        }
    }

    @CommandLine.Command(name = "ingest", mixinStandardHelpOptions = true,
            description = "Take in articles: files ending in .txt, .md, .html, .ninjs, .newsml or .pdf, and folders of them; or tell how articles come in by themselves.")
    static final class IngestOptions implements Callable<Command> {
        @Parameters(arity = "0..*", paramLabel = "PATH", description = "Files and folders.")
        List<Path> paths = List.of();

        @Option(names = "--status", description = "Tell how the queue and the feeds stand, and what failed.")
        boolean status;

        @Option(names = "--retry", description = "Try again what failed for good.")
        boolean retry;

        @Spec
        CommandSpec spec;

        @Override
        public Command call() {
            if (paths.isEmpty() != (status || retry)) {
                throw new CommandLine.ParameterException(spec.commandLine(), "Give files and folders, or --status or --retry.");
            }
            return paths.isEmpty() ? new Command.IngestionStatus(retry) : new Command.Ingest(paths);
        }
    }

    @CommandLine.Command(name = "evaluate", mixinStandardHelpOptions = true,
            description = {"Measure, print the figures and write a page with plots.", "A file of golden questions, such as corpus/questions.jsonl, is asked of "
                    + "the articles that are there; wrong answers are named. So are conversations, such as corpus/conversations.jsonl.", "In a folder, the sets time1963, squad2, RealTimeQA, clapnq, wice and qags are "
                    + "looked for; each is a corpus of its own. With the reader, so are readers and statements.", "Each set's figures are printed and written as soon as they are there."})
    static final class EvaluateOptions implements Callable<Command> {
        @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files with one JSON object a line (id, question, status, all, none, evidence), and "
                + "folders of sets.")
        List<Path> paths;

        @Option(names = "--report", paramLabel = "FILE", defaultValue = "target/evaluation.html", description = "Where the page goes (${DEFAULT-VALUE}).")
        Path report;

        @Option(names = "--only", paramLabel = "PART", description = "Only this part: reader. It is measured without a database, golden questions on passages that "
                + "Lucene finds.")
        String only;

        @Option(names = "--reader", paramLabel = "FILE", description = "Another reader's ONNX file in the place of the one that is part of the program; given several "
                + "times, each is compared with the first.")
        List<Path> readers = List.of();

        @Option(names = "--set", paramLabel = "NAME", description = "Only this set, such as squad2 or questions.jsonl; may be given several times.")
        List<String> sets = List.of();

        @Option(names = "--share", paramLabel = "SHARE", defaultValue = "1", description = "With --only: this part of each set's questions, 0 to 1, evenly spread (${DEFAULT-VALUE}).")
        double share;

        @Option(names = "--articles", paramLabel = "FOLDER", defaultValue = "corpus", description = "With --only: the articles that golden questions are asked of (${DEFAULT-VALUE}).")
        Path articles;

        @Option(names = "--rows", paramLabel = "FILE", description = "Write what the reader made of each question and statement, one JSON object a line.")
        Path rows;

        @Spec
        CommandSpec spec;

        @Override
        public Command call() {
            if (only != null && !only.equals("reader")) {
                throw new CommandLine.ParameterException(spec.commandLine(), "--only is reader.");
            }
            if (!(share > 0 && share <= 1)) {
                throw new CommandLine.ParameterException(spec.commandLine(), "--share is more than 0 and at most 1.");
            }
            return new Command.Evaluate(paths, report, new Command.OnReader(only != null, readers, sets, share, articles, Optional.ofNullable(rows)));
        }
    }

    @CommandLine.Command(name = "train", mixinStandardHelpOptions = true,
            description = {"Fit the weights by which the program judges how likely a sentence answers, and say how well they do on what they have not seen.",
                    "A file of golden questions is asked of the articles that are there. In a folder, squad2 and clapnq are looked for.",
                    "The weights take effect when the program is built with them."})
    static final class TrainOptions implements Callable<Command> {
        @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files of golden questions, and folders of sets.")
        List<Path> paths;

        @Option(names = "--weights", paramLabel = "FILE", defaultValue = "src/main/resources/dragoman/answer/sentence-model.txt",
                description = "Where they go (${DEFAULT-VALUE}).")
        Path weights;

        @Override
        public Command call() {
            return new Command.Train(paths, weights);
        }
    }

    @CommandLine.Command(name = "audit", mixinStandardHelpOptions = true,
            description = {"Look through the audit log of the desk: whether an entry was changed or is missing.", "It prints how many entries there are and the hash of the last. Keep both elsewhere: "
                    + "given later as --head, they tell whether entries were taken off the end."})
    static final class AuditOptions implements Callable<Command> {
        @Option(names = "--verify", required = true, description = "Look through the whole log.")
        boolean verify;

        @Option(names = "--head", paramLabel = "NUMBER:HASH", description = "An entry that must be there.")
        String head;

        @Spec
        CommandSpec spec;

        @Override
        public Command call() {
            if (head != null && !head.matches("\\d{1,18}:[0-9a-f]{64}")) {
                throw new CommandLine.ParameterException(spec.commandLine(), "--head is a number and a hash as this command prints them, such as 12:4f…");
            }
            return new Command.Audit(Optional.ofNullable(head).map(text -> new AuditLog.Head(Long.parseLong(text.split(":")[0]), text.split(":")[1])));
        }
    }

    @CommandLine.Command(name = "reembed", mixinStandardHelpOptions = true,
            description = {"Make all passages anew with the embedding model and the size of passages that are now set "
                    + "(DRAGOMAN_PASSAGES_EMBEDDING_MODEL, DRAGOMAN_PASSAGES_MAX_TOKENS).", "Those before go on to answer until it is done; a run that was "
                    + "interrupted is gone on with."})
    static final class ReembedOptions implements Callable<Command> {
        @Option(names = "--restart", description = "Give up first what an interrupted run has made, perhaps with other settings.")
        boolean restart;

        @Override
        public Command call() {
            return new Command.Reembed(restart);
        }
    }
}
