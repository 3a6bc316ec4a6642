package dragoman.cli;

import dragoman.answer.Answer;
import dragoman.answer.AnswerRequest;
import dragoman.answer.AnswerService;
import dragoman.answer.InvalidQuestionException;
import dragoman.article.ArticleRepository;
import dragoman.audit.AuditLog;
import dragoman.ingestion.CorpusLoader;
import dragoman.ingestion.CorpusStartup;
import dragoman.ingestion.Ingested.Outcome;
import dragoman.ingestion.QuietProgress;
import dragoman.ingestion.Reembedding;
import dragoman.newsroom.DemoSite;
import dragoman.newsroom.InvalidSiteException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Does what the command line asked for, once the program is up.
class CommandRunner implements QuarkusApplication {

    private static final int FAILED = 1;
    private static final int NOT_ANSWERED = 3;

    private final AnswerService answers;
    private final ArticleRepository articles;
    private final CorpusLoader loader;
    private final CorpusStartup startup;
    private final Reembedding reembedding;
    private final Evaluation evaluation;
    private final Training training;
    private final IngestionStatus ingestion;
    private final SiteAdministration sites;
    private final AuditLog audit;
    private final DemoSite demo;
    private final int port;

    CommandRunner(AnswerService answers, ArticleRepository articles, CorpusLoader loader, CorpusStartup startup, Reembedding reembedding,
            Evaluation evaluation, Training training, IngestionStatus ingestion, SiteAdministration sites, AuditLog audit, DemoSite demo,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.answers = answers;
        this.articles = articles;
        this.loader = loader;
        this.startup = startup;
        this.reembedding = reembedding;
        this.evaluation = evaluation;
        this.training = training;
        this.ingestion = ingestion;
        this.sites = sites;
        this.audit = audit;
        this.demo = demo;
        this.port = port;
    }

    @Override
    public int run(String... args) {
        try {
            startup.await();
            return switch (Dragoman.command) {
                case Command.Serve _ -> serve();
                case Command.Ask ask -> ask(ask);
                case Command.Ingest ingest -> ingest(ingest);
                case Command.IngestionStatus status -> ingestion.tell(status.retry(), System.out);
                case Command.Sites site -> sites.run(site.what(), System.out);
                case Command.Evaluate evaluate -> evaluation.run(evaluate);
                case Command.Train train -> training.run(train);
                case Command.Reembed reembed -> reembed(reembed);
                case Command.Audit look -> audit(look);
            };
        } catch (NoSuchFileException e) {
            System.err.println("dragoman: there is no file or folder " + e.getFile());
            return FAILED;
        } catch (IOException | InvalidQuestionException | InvalidSiteException e) {
            System.err.println("dragoman: " + e.getMessage());
            return FAILED;
        }
    }

    private int serve() {
        System.out.printf("%nDragoman answers from %d articles at http://localhost:%d/%nCtrl-C stops it.%n",
                articles.summarize().articles(), port);
        if (demo.make(port)) {
            System.out.printf("A page of a made-up paper with the widget: http://localhost:%d/demo%n", port);
        }
        Quarkus.waitForExit();
        return 0;
    }

    private int ask(Command.Ask ask) {
        Answer answer = answers.answer(new AnswerRequest(ask.question(), Optional.empty(), ask.asOf()), _ -> {
        });
        print(answer, System.out);
        return answer instanceof Answer.NotFound ? NOT_ANSWERED : 0;
    }

    private static void print(Answer answer, PrintStream out) {
        answer.statements().forEach(statement -> {
            out.print(statement.text());
            statement.citations().forEach(number -> out.print(" [" + number + "]"));
            out.println();
        });
        switch (answer) {
            case Answer.Answered _ -> {
            }
            case Answer.Partial partial -> out.println(partial.reason());
            case Answer.NotFound notFound -> {
                out.println("Not answered. " + notFound.reason());
                notFound.nearest().forEach(near -> out.printf("  nearest: %s (%s)%n", near.title(), near.published()));
            }
        }
        answer.citations().forEach(citation -> {
            out.printf("%n[%d] %s, %s, %s%n", citation.number(), citation.title(), citation.publisher(), citation.published());
            out.printf("    “%s”%n", citation.quote());
            citation.url().ifPresent(url -> out.println("    " + url));
        });
        out.printf("%nAs of %s.%n", answer.asOf());
    }

    private int ingest(Command.Ingest ingest) throws IOException {
        CorpusLoader.Report report;
        try (QuietProgress progress = new QuietProgress()) {
            report = loader.load(ingest.paths(), progress);
        }
        report.problems().forEach(problem -> System.err.println("not taken in: " + problem));
        System.out.printf("%d new, %d changed, %d as before, %d copies of others, %d under embargo, %d withdrawn, %d not taken in%n",
                report.count(Outcome.CREATED), report.count(Outcome.UPDATED), report.count(Outcome.UNCHANGED) + report.count(Outcome.OUTDATED),
                report.count(Outcome.COPY), report.count(Outcome.EMBARGOED), report.count(Outcome.WITHDRAWN), report.problems().size());
        return report.problems().isEmpty() ? 0 : FAILED;
    }

    private int audit(Command.Audit look) {
        AuditLog.Verification seen = audit.verify(look.expected());
        return seen.problem().map(problem -> say("The audit log was tampered with. " + problem, FAILED))
                .orElseGet(() -> say("%d entries, none changed or missing.%nhead %d:%s".formatted(seen.entries(), seen.entries(), seen.head()), 0));
    }

    private int reembed(Command.Reembed reembed) {
        if (reembed.restart()) {
            reembedding.abandon();
        }
        try (QuietProgress progress = new QuietProgress()) {
            return switch (reembedding.run(progress)) {
                case SWITCHED -> say("All passages were made anew and are searched now.", 0);
                case AS_SET -> say("All passages are as the settings say; nothing was to be done.", 0);
                case OTHER_RUNNING -> say("Passages with other settings are being made, or that was interrupted. Wait for it, or give it up with reembed --restart.", FAILED);
            };
        }
    }

    private static int say(String what, int code) {
        System.out.println(what);
        return code;
    }
}
