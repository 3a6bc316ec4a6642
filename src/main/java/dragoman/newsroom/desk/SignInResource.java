package dragoman.newsroom.desk;

import dragoman.newsroom.AdminToken;
import dragoman.newsroom.desk.Desk.DeskPage;
import dragoman.newsroom.desk.DeskSessions.EditorToken;
import dragoman.newsroom.desk.DeskSessions.Session;
import dragoman.newsroom.desk.Editor.Role;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// Signing in to the desk: with OpenID Connect where it is configured, and with the admin's or an editor's token.
@Path("/desk")
public class SignInResource {

    private final Desk desk;
    private final DeskSessions sessions;
    private final AdminToken admin;
    private final SecurityIdentity identity;
    private final boolean openId;
    private final String siteClaim;

    SignInResource(Desk desk, DeskSessions sessions, AdminToken admin, SecurityIdentity identity, @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean openId,
            @ConfigProperty(name = "dragoman.desk.site-claim") String siteClaim) {
        this.desk = desk;
        this.sessions = sessions;
        this.admin = admin;
        this.identity = identity;
        this.openId = openId;
        this.siteClaim = siteClaim;
    }

    @CheckedTemplate(basePath = "desk")
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance signIn(DeskPage page, boolean openId, String to, String problem);

        static native TemplateInstance signedIn(DeskPage page);
    }

    @GET
    @Path("/sign-in")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> form(@BeanParam Visit visit, @QueryParam("to") String to) {
        return Desk.html(Status.OK, Templates.signIn(DeskPage.outside("Sign in"), openId, inside(to), ""));
    }

    @POST
    @Path("/sign-in")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> signIn(@BeanParam Visit visit, @FormParam("token") String token, @FormParam("to") String to) {
        if (visit.comesFromElsewhere()) {
            return Desk.html(Status.FORBIDDEN, Templates.signIn(DeskPage.outside("Sign in"), openId, "/desk", "Sign in on this page, not from another site."));
        }
        String secret = token == null ? "" : token.strip();
        Optional<EditorToken> own = sessions.token(secret);
        Optional<Editor> editor = own.map(one -> new Editor(one.name(), one.role(), one.site()))
                .or(() -> Optional.of(new Editor("admin token", Role.ADMIN, Optional.empty())).filter(_ -> admin.isSecret(secret)));
        if (editor.isEmpty()) {
            return Desk.html(Status.UNAUTHORIZED, Templates.signIn(DeskPage.outside("Sign in"), openId, inside(to), "No one may sign in with this token. Look for missing characters, or ask an admin for a new one."));
        }
        Session session = sessions.begin(editor.get(), own.map(EditorToken::id), "by token");
        RestResponse<String> response = Desk.to(inside(to));
        response.getHeaders().add(HttpHeaders.SET_COOKIE, Desk.cookie(visit, session.secret(), (int) DeskSessions.LENGTH.toSeconds()));
        return response;
    }

    /// Where a provider of OpenID Connect sends the browser back to. Since that is another site, the browser would not yet send the desk's cookie
    /// along with a redirect: a page of ours goes on.
    @GET
    @Path("/sign-in/oidc")
    @Authenticated
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> openId(@BeanParam Visit visit) {
        Optional<Role> role = Optional.of(Role.ADMIN).filter(_ -> identity.hasRole("admin")).or(() -> Optional.of(Role.EDITOR).filter(_ -> identity.hasRole("editor")));
        if (role.isEmpty()) {
            return Desk.html(Status.FORBIDDEN, Templates.signIn(DeskPage.outside("Sign in"), false, "/desk",
                    "Your account may not use the desk: its provider gives it neither the role editor nor the role admin. Ask whoever runs the accounts."));
        }
        Optional<String> site = identity.getPrincipal() instanceof JsonWebToken token && token.getClaim(siteClaim) instanceof String claim && !claim.isBlank() ? Optional.of(claim)
                : Optional.empty();
        Session session = sessions.begin(new Editor(identity.getPrincipal().getName(), role.get(), role.get() == Role.ADMIN ? Optional.empty() : site), Optional.empty(),
                "by OpenID Connect");
        RestResponse<String> response = Desk.html(Status.OK, Templates.signedIn(DeskPage.outside("Signed in")));
        response.getHeaders().add(HttpHeaders.SET_COOKIE, Desk.cookie(visit, session.secret(), (int) DeskSessions.LENGTH.toSeconds()));
        return response;
    }

    @POST
    @Path("/sign-out")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> signOut(@BeanParam Visit visit, @FormParam("key") String key) {
        return desk.change(visit, key, session -> {
            sessions.end(session);
            RestResponse<String> response = Desk.to("/desk/sign-in");
            response.getHeaders().add(HttpHeaders.SET_COOKIE, Desk.cookie(visit, "", 0));
            return response;
        });
    }

    /// A page of the desk; nobody is sent anywhere else.
    private static String inside(String to) {
        return to != null && to.matches("/desk(?:/[A-Za-z0-9_/-]*)?") && !to.contains("//") ? to : "/desk";
    }
}
