package dragoman.newsroom.desk;

import dragoman.load.Bounded;
import dragoman.answer.EditorialRulings;
import dragoman.answer.Ruling;
import dragoman.answer.RulingRefusedException;
import dragoman.answer.TopicEmbargo;
import dragoman.newsroom.desk.Desk.DeskPage;
import dragoman.newsroom.desk.Desk.Section;
import dragoman.newsroom.desk.DeskSessions.Session;
import dragoman.newsroom.desk.Editor.Scope;
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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// What editors have decided, and topics under embargo.
@Path("/desk")
public class RulingResource {

    private static final int MOST = 500;

    private final Desk desk;
    private final EditorialRulings rulings;
    private final Clock clock;

    RulingResource(Desk desk, EditorialRulings rulings, Clock clock) {
        this.desk = desk;
        this.rulings = rulings;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "desk")
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance rulings(DeskPage page, List<Ruling> rulings);

        static native TemplateInstance embargoes(DeskPage page, List<EmbargoLine> embargoes, String problem, String topic);
    }

    /// @param state holds, over or ended
    record EmbargoLine(TopicEmbargo embargo, String where, String until, String state, boolean mayEnd) {
    }

    @GET
    @Path("/rulings")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> rulings(@BeanParam Visit visit) {
        return desk.show(visit, session -> Templates.rulings(DeskPage.of("Rulings", session, Section.RULINGS), list(session)));
    }

    @GET
    @Path("/rulings.csv")
    @Bounded
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> rulingsFile(@BeanParam Visit visit) {
        return desk.file(visit, "rulings", session -> Csv.of(List.of("ruling", "kind", "site", "question", "says", "made by", "made", "ended", "why", "answer"), list(session).stream()
                .map(one -> List.<Object>of(one.id(), one.kind().name().toLowerCase(Locale.ROOT), DeskFormat.siteName(one.site()), one.question(), DeskFormat.words(one), one.madeBy(), one.made(),
                        one.ended().map(Object::toString).orElse(""), one.endedWhy(), one.answerId())).toList()));
    }

    private List<Ruling> list(Session session) {
        Scope scope = session.editor().scope(null);
        return rulings.list(scope.all(), scope.site(), MOST);
    }

    @POST
    @Path("/rulings/{id}/lift")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> lift(@BeanParam Visit visit, @PathParam("id") long id, @FormParam("key") String key) {
        return desk.change(visit, key, session -> {
            Ruling ruling = rulings.find(id).filter(one -> session.editor().sees(one.site())).orElseThrow(() -> new NotFoundException("There is no such ruling here."));
            rulings.lift(session.editor().actor(), ruling);
            return Desk.to("/desk/rulings");
        });
    }

    @GET
    @Path("/embargoes")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> embargoes(@BeanParam Visit visit) {
        return desk.show(visit, session -> page(session, "", ""));
    }

    @GET
    @Path("/embargoes.csv")
    @Bounded
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> embargoesFile(@BeanParam Visit visit) {
        return desk.file(visit, "embargoes", session -> Csv.of(List.of("embargo", "where", "topic", "until", "state", "made by", "made"), lines(session).stream()
                .map(one -> List.<Object>of(one.embargo.id(), one.where, one.embargo.topic(), one.until, one.state, one.embargo.madeBy(), one.embargo.made())).toList()));
    }

    /// @param until a moment in UTC, as forms send it; empty for none
    @POST
    @Path("/embargoes")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> embargo(@BeanParam Visit visit, @FormParam("key") String key, @FormParam("topic") String topic, @FormParam("until") String until,
            @FormParam("site") String site, @FormParam("everywhere") String everywhere) {
        return desk.change(visit, key, session -> {
            Editor editor = session.editor();
            try {
                Optional<Instant> end = Optional.ofNullable(until).filter(text -> !text.isBlank()).map(RulingResource::moment);
                boolean all = editor.isAdmin() && everywhere != null;
                Optional<String> where = editor.isAdmin() ? Optional.ofNullable(site).map(String::strip).filter(text -> !text.isEmpty() && !text.equals(Scope.DEFAULT)) : editor.site();
                rulings.embargo(editor.actor(), where, all, topic == null ? "" : topic, end);
            } catch (RulingRefusedException e) {
                return Desk.html(Status.BAD_REQUEST, page(session, e.getMessage(), topic == null ? "" : topic));
            } catch (DateTimeParseException e) {
                return Desk.html(Status.BAD_REQUEST, page(session, "Write the end as a day and time in UTC, such as 2026-03-01T18:00, or leave it out.", topic == null ? "" : topic));
            }
            return Desk.to("/desk/embargoes");
        });
    }

    @POST
    @Path("/embargoes/{id}/end")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> endEmbargo(@BeanParam Visit visit, @PathParam("id") long id, @FormParam("key") String key) {
        return desk.change(visit, key, session -> {
            TopicEmbargo embargo = lines(session).stream().filter(line -> line.mayEnd && line.embargo.id() == id).map(EmbargoLine::embargo).findFirst()
                    .orElseThrow(() -> new NotFoundException("There is no such embargo here that you can end."));
            rulings.endEmbargo(session.editor().actor(), embargo);
            return Desk.to("/desk/embargoes");
        });
    }

    private TemplateInstance page(Session session, String problem, String topic) {
        return Templates.embargoes(DeskPage.of("Embargoes", session, Section.EMBARGOES), lines(session), problem, topic);
    }

    private List<EmbargoLine> lines(Session session) {
        Scope scope = session.editor().scope(null);
        Instant now = clock.instant();
        return rulings.listEmbargoes(scope.all(), scope.site()).stream().map(one -> new EmbargoLine(one, one.everywhere() ? "everywhere" : DeskFormat.siteName(one.site()),
                one.until().map(DeskFormat::moment).orElse("it is ended"), one.holds(now) ? "holds" : one.ended().isPresent() ? "ended" : "over",
                one.holds(now) && (session.editor().isAdmin() || !one.everywhere()))).toList();
    }

    private static Instant moment(String text) {
        return LocalDateTime.parse(text.strip().replace("Z", "")).toInstant(ZoneOffset.UTC);
    }
}
