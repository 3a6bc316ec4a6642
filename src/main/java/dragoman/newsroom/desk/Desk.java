package dragoman.newsroom.desk;

import dragoman.newsroom.Secrets;
import dragoman.newsroom.desk.DeskSessions.Session;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response.Status;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// The door of the desk: nothing behind it is shown or changed but for those who have signed in, and changes only come from forms that were sent to
/// them.
@ApplicationScoped
class Desk {

    static final String COOKIE = "dragoman-desk";
    static final String HTML = MediaType.TEXT_HTML + ";charset=utf-8";
    static final String CSV = "text/csv;charset=utf-8";
    private static final String SIGN_IN = "/desk/sign-in";

    private final DeskSessions sessions;

    Desk(DeskSessions sessions) {
        this.sessions = sessions;
    }

    @CheckedTemplate(basePath = "desk")
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance refused(DeskPage page, String message);
    }

    /// The pages of the desk, in the order of its menu.
    enum Section {
        OVERVIEW("/desk", "Overview"), QUESTIONS("/desk/questions", "Questions"), GAPS("/desk/gaps", "Coverage gaps"), DISLIKED("/desk/disliked", "Disliked"),
        RULINGS("/desk/rulings", "Rulings"), EMBARGOES("/desk/embargoes", "Embargoes"), FEEDS("/desk/feeds", "Feeds"), ARTICLES("/desk/articles", "Articles"),
        USAGE("/desk/usage", "Usage"), SITES("/desk/sites", "Sites"), AUDIT("/desk/audit", "Audit log"),
        EDITORS("/desk/editors", "Editors");

        private final String address;
        private final String title;

        Section(String address, String title) {
            this.address = address;
            this.title = title;
        }

        String address() {
            return address;
        }

        String title() {
            return title;
        }

        boolean isFor(Editor editor) {
            return this != EDITORS || editor.isAdmin();
        }
    }

    record Link(String address, String title, boolean current) {
    }

    /// What every page has.
    ///
    /// @param editor  who reads it; empty before signing in
    /// @param formKey what its forms carry
    record DeskPage(String title, String editor, String role, String formKey, boolean admin, List<Link> links) {

        static DeskPage of(String title, Session session, Section section) {
            Editor editor = session.editor();
            return new DeskPage(title, editor.name(), editor.isAdmin() ? "admin of all sites" : "editor of " + editor.site().orElse("the default site"), session.formKey(), editor.isAdmin(),
                    Arrays.stream(Section.values()).filter(one -> one.isFor(editor)).map(one -> new Link(one.address, one.title, one == section)).toList());
        }

        static DeskPage outside(String title) {
            return new DeskPage(title, "", "", "", false, List.of());
        }
    }

    /// A page for whoever has signed in; others are led to where they can.
    RestResponse<String> show(Visit visit, Function<Session, TemplateInstance> page) {
        return inside(visit, session -> html(Status.OK, page.apply(session)));
    }

    /// A list as a file.
    RestResponse<String> file(Visit visit, String name, Function<Session, String> content) {
        return inside(visit, session -> ResponseBuilder.ok(content.apply(session)).header(HttpHeaders.CONTENT_TYPE, CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"").header(HttpHeaders.CACHE_CONTROL, "no-store").build());
    }

    private RestResponse<String> inside(Visit visit, Function<Session, RestResponse<String>> response) {
        Optional<Session> session = session(visit);
        if (session.isEmpty()) {
            return to(SIGN_IN + (visit.path().equals("/desk") ? "" : "?to=" + URLEncoder.encode(visit.path(), StandardCharsets.UTF_8)));
        }
        return guarded(session.get(), response);
    }

    /// A change by whoever has signed in, asked for by a form of ours.
    ///
    /// @param formKey as it came with the form
    RestResponse<String> change(Visit visit, String formKey, Function<Session, RestResponse<String>> change) {
        Optional<Session> session = session(visit);
        if (session.isEmpty()) {
            return refused(DeskPage.outside("Not signed in"), Status.UNAUTHORIZED, "You are not signed in any more. Sign in, and do it again.");
        }
        if (visit.comesFromElsewhere() || formKey == null || !Secrets.equal(formKey, session.get().formKey())) {
            return refused(DeskPage.of("Not done", session.get(), null), Status.FORBIDDEN, "This did not come from a form of your desk, so nothing was done. Open the page again and repeat it there.");
        }
        return guarded(session.get(), change);
    }

    /// The same for admins only.
    RestResponse<String> administer(Visit visit, String formKey, Function<Session, RestResponse<String>> change) {
        return change(visit, formKey, session -> {
            requireAdmin(session);
            return change.apply(session);
        });
    }

    static void requireAdmin(Session session) {
        if (!session.editor().isAdmin()) {
            throw new WebApplicationException("Only admins can see and change this.", Status.FORBIDDEN);
        }
    }

    private static RestResponse<String> guarded(Session session, Function<Session, RestResponse<String>> response) {
        try {
            return response.apply(session);
        } catch (WebApplicationException e) {
            return refused(DeskPage.of("Not done", session, null), Status.fromStatusCode(e.getResponse().getStatus()), e.getMessage());
        }
    }

    private static RestResponse<String> refused(DeskPage page, Status status, String message) {
        return html(status, Templates.refused(page, message));
    }

    Optional<Session> session(Visit visit) {
        return Optional.ofNullable(visit.secret).filter(secret -> !secret.isEmpty()).flatMap(sessions::find);
    }

    static RestResponse<String> html(Status status, TemplateInstance template) {
        return ResponseBuilder.create(status, template.render()).header(HttpHeaders.CONTENT_TYPE, HTML).header(HttpHeaders.CACHE_CONTROL, "no-store")
                // with "no-referrer", as elsewhere, browsers would not name the origin of our own forms
                .header("Referrer-Policy", "same-origin").build();
    }

    /// The browser goes on with GET.
    static RestResponse<String> to(String address) {
        return ResponseBuilder.<String>create(Status.SEE_OTHER).header(HttpHeaders.LOCATION, address).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    static NewCookie cookie(Visit visit, String secret, int seconds) {
        return new NewCookie.Builder(COOKIE).value(secret).path("/desk").httpOnly(true).sameSite(NewCookie.SameSite.STRICT).secure(visit.isEncrypted()).maxAge(seconds).build();
    }
}
