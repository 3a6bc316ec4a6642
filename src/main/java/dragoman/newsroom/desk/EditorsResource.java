package dragoman.newsroom.desk;

import dragoman.newsroom.SiteStore;
import dragoman.newsroom.desk.Desk.DeskPage;
import dragoman.newsroom.desk.Desk.Section;
import dragoman.newsroom.desk.DeskSessions.EditorToken;
import dragoman.newsroom.desk.DeskSessions.Session;
import dragoman.newsroom.desk.Editor.Role;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// The tokens that editors sign in with, for admins.
@Path("/desk/editors")
public class EditorsResource {

    private static final int LONGEST_NAME = 80;

    private final Desk desk;
    private final DeskSessions sessions;
    private final SiteStore sites;

    EditorsResource(Desk desk, DeskSessions sessions, SiteStore sites) {
        this.desk = desk;
        this.sessions = sessions;
        this.sites = sites;
    }

    @CheckedTemplate(basePath = "desk")
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance editors(DeskPage page, List<EditorToken> tokens, List<String> sites, String secret, String problem);
    }

    @GET
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> list(@BeanParam Visit visit) {
        return desk.show(visit, session -> {
            Desk.requireAdmin(session);
            return page(session, "", "");
        });
    }

    @POST
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> make(@BeanParam Visit visit, @FormParam("key") String key, @FormParam("name") String name, @FormParam("role") String role, @FormParam("site") String site) {
        return desk.administer(visit, key, session -> {
            String who = name == null ? "" : name.strip();
            Optional<String> where = Optional.ofNullable(site).map(String::strip).filter(id -> !id.isEmpty() && !id.equals(Scope.DEFAULT));
            if (who.isEmpty() || who.length() > LONGEST_NAME || who.chars().anyMatch(Character::isISOControl)) {
                return Desk.html(Status.BAD_REQUEST, page(session, "", "Give the name of the one who gets the token, at most %d characters.".formatted(LONGEST_NAME)));
            }
            if (where.isPresent() && sites.find(where.get()).isEmpty()) {
                return Desk.html(Status.BAD_REQUEST, page(session, "", "There is no site %s. Choose one of the list.".formatted(where.get())));
            }
            Role as = "ADMIN".equals(role) ? Role.ADMIN : Role.EDITOR;
            return Desk.html(Status.OK, page(session, sessions.makeToken(session.editor(), who, as, as == Role.ADMIN ? Optional.empty() : where), ""));
        });
    }

    @POST
    @Path("/{id}/end")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> end(@BeanParam Visit visit, @PathParam("id") long id, @FormParam("key") String key) {
        return desk.administer(visit, key, session -> {
            if (!sessions.endToken(session.editor(), id)) {
                throw new NotFoundException("There is no such token, or it has ended.");
            }
            return Desk.to("/desk/editors");
        });
    }

    private TemplateInstance page(Session session, String secret, String problem) {
        return Templates.editors(DeskPage.of("Editors", session, Section.EDITORS), sessions.tokens(), sites.all().stream().map(site -> site.id()).toList(), secret, problem);
    }
}
