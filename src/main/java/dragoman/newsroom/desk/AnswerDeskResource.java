package dragoman.newsroom.desk;

import dragoman.answer.Answer;
import dragoman.answer.AnswerService;
import dragoman.answer.Citation;
import dragoman.answer.EditorialRulings;
import dragoman.answer.EditorialRulings.Written;
import dragoman.answer.GivenAnswer;
import dragoman.answer.QuoteInContext;
import dragoman.answer.Ruling;
import dragoman.answer.RulingRefusedException;
import dragoman.answer.Statement;
import dragoman.newsroom.desk.Desk.DeskPage;
import dragoman.newsroom.desk.Desk.Section;
import dragoman.newsroom.desk.DeskRecords.Opinion;
import dragoman.newsroom.desk.DeskRecords.Question;
import dragoman.newsroom.desk.DeskSessions.Session;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// An answer as editors see it, and what they decide about it.
@Path("/desk/answers/{id}")
public class AnswerDeskResource {

    /// Rows of the form for a correction.
    private static final int ROWS = 4;

    private final Desk desk;
    private final DeskRecords records;
    private final AnswerService answers;
    private final EditorialRulings rulings;

    AnswerDeskResource(Desk desk, DeskRecords records, AnswerService answers, EditorialRulings rulings) {
        this.desk = desk;
        this.records = records;
        this.answers = answers;
        this.rulings = rulings;
    }

    @CheckedTemplate(basePath = "desk")
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance answer(DeskPage page, AnswerView view, String problem, List<Written> correction);
    }

    /// A citation with its passage.
    ///
    /// @param state what has become of the version it cites
    record CitationView(int number, String articleId, int version, String title, String publisher, String published, String before, String quote, String after, String state) {
    }

    /// @param checks what was proposed and withheld, and by which rules
    /// @param held   the ruling that holds on it, or that keeps it suppressed
    record AnswerView(String id, Question question, List<Statement> statements, List<CitationView> citations, String reason, String mode, String reader, String model, String prompts, String fallback,
            String checks, String note, List<Opinion> opinions, List<Ruling> rulings, List<Ruling> held, List<ArticleChoice> articles) {
    }

    /// An article that a correction may rest on.
    record ArticleChoice(String id, String title) {
    }

    @GET
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> show(@BeanParam Visit visit, @PathParam("id") String id) {
        return desk.show(visit, session -> page(session, id, "", List.of()));
    }

    @POST
    @Path("/pin")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> pin(@BeanParam Visit visit, @PathParam("id") String id, @FormParam("key") String key) {
        return rule(visit, id, key, List.of(), session -> rulings.pin(session.editor().actor(), id));
    }

    @POST
    @Path("/correct")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> correct(@BeanParam Visit visit, @PathParam("id") String id, @FormParam("key") String key, @FormParam("statement") List<String> statements,
            @FormParam("article") List<String> articles) {
        List<Written> written = statements == null || articles == null ? List.of() : IntStream.range(0, Math.min(statements.size(), articles.size()))
                .filter(i -> !statements.get(i).isBlank()).mapToObj(i -> new Written(statements.get(i), articles.get(i))).toList();
        return rule(visit, id, key, written, session -> rulings.correct(session.editor().actor(), id, written));
    }

    @POST
    @Path("/suppress")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> suppress(@BeanParam Visit visit, @PathParam("id") String id, @FormParam("key") String key, @FormParam("reason") String reason) {
        String why = reason == null ? "" : reason.strip();
        return rule(visit, id, key, List.of(), session -> rulings.suppress(session.editor().actor(), id, why.substring(0, Math.min(500, why.length()))));
    }

    private RestResponse<String> rule(Visit visit, String id, String key, List<Written> written, Consumer<Session> ruling) {
        return desk.change(visit, key, session -> {
            question(session, id);
            try {
                ruling.accept(session);
            } catch (RulingRefusedException e) {
                return Desk.html(Status.BAD_REQUEST, page(session, id, e.getMessage(), written));
            }
            return Desk.to("/desk/answers/" + id);
        });
    }

    private Question question(Session session, String id) {
        Editor editor = session.editor();
        return records.question(editor.scope(null), id).orElseThrow(() -> new NotFoundException("There is no such answer here, or it is older than questions are shown."));
    }

    private TemplateInstance page(Session session, String id, String problem, List<Written> written) {
        Question question = question(session, id);
        GivenAnswer given = answers.findEvenSuppressed(id).orElseThrow(() -> new NotFoundException("There is no such answer any more."));
        Answer answer = given.answer();
        Optional<Answer.Generation> generation = answer.heading().generation();
        List<String> withheld = answer.withheld().stream().map(Answer.Withheld::rule).toList();
        int byModel = generation.map(Answer.Generation::withheld).orElse(0);
        String checks = "%d of %d statements passed and are told".formatted(answer.statements().size(), answer.statements().size() + withheld.size() + byModel)
                + (withheld.isEmpty() ? "" : "; withheld by rule " + String.join(", ", withheld)) + (byModel == 0 ? "" : "; %d of the model’s withheld, because no sentence carries them".formatted(byModel)) + ".";
        List<Ruling> made = rulings.about(id);
        List<ArticleChoice> choices = Stream.concat(answer.citations().stream().map(one -> new ArticleChoice(one.articleId(), one.title())), answer.nearest().stream().map(one -> new ArticleChoice(one.articleId(), one.title()))).distinct().toList();
        List<Written> rows = new ArrayList<>(written);
        while (rows.size() < ROWS) {
            rows.add(new Written("", choices.isEmpty() ? "" : choices.getFirst().id()));
        }
        AnswerView view = new AnswerView(id, question, answer.statements(), answer.citations().stream().map(one -> citation(given, one)).toList(), question.reason(),
                answer.heading().mode().name().toLowerCase(Locale.ROOT),
                answer.heading().reader().map(reader -> "%s %s, %s…".formatted(reader.name(), reader.version(), reader.sha256().substring(0, 12))).orElse("–"), generation.map(Answer.Generation::model).orElse("none: the articles’ own sentences"),
                generation.map(Answer.Generation::prompts).orElse("–"), generation.flatMap(Answer.Generation::fallback).map(cause -> cause.words()).orElse("–"), checks, answer.note().orElse(""),
                records.opinions(id), made, made.stream().filter(ruling -> ruling.ended().isEmpty() || question.suppressed() && ruling.kind() == Ruling.Kind.SUPPRESSION).limit(1).toList(), choices);
        return Templates.answer(DeskPage.of("An answer", session, Section.QUESTIONS), view, problem, rows);
    }

    private CitationView citation(GivenAnswer given, Citation citation) {
        Optional<QuoteInContext> context = answers.quoteInContext(citation);
        return new CitationView(citation.number(), citation.articleId(), citation.version(), citation.title(), citation.publisher(), citation.published().toString(),
                context.map(QuoteInContext::before).orElse(""), citation.quote(), context.map(QuoteInContext::after).orElse(""),
                given.changes().stream().filter(change -> change.number() == citation.number()).map(change -> change.state().name()).findFirst().orElse("LIVE"));
    }
}
