package dragoman.newsroom.desk;

import dragoman.load.Bounded;
import dragoman.article.CorpusView;
import dragoman.audit.AuditLog;
import dragoman.audit.Deed;
import dragoman.newsroom.InvalidSiteException;
import dragoman.newsroom.Site;
import dragoman.newsroom.SiteStore;
import dragoman.newsroom.SiteToken;
import dragoman.newsroom.desk.Desk.DeskPage;
import dragoman.newsroom.desk.Desk.Section;
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
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// The newsrooms' sites: editors see their own, admins change them all.
@Path("/desk/sites")
public class SitesResource {

    private final Desk desk;
    private final SiteStore sites;
    private final AuditLog audit;
    private final Clock clock;

    SitesResource(Desk desk, SiteStore sites, AuditLog audit, Clock clock) {
        this.desk = desk;
        this.sites = sites;
        this.audit = audit;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "desk")
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance sites(DeskPage page, List<Site> sites, String problem);

        static native TemplateInstance site(DeskPage page, SiteForm form, List<SiteToken> tokens, String secret, String problem);
    }

    /// A site as a form writes it: lists have a line for each.
    record SiteForm(String id, String name, String origins, String corpus, String languages, String attribution, String welcome, String questions, String readerQuestions, String tokens) {

        static SiteForm of(Site site) {
            return new SiteForm(site.id(), site.name(), String.join("\n", site.origins()), site.corpus().name(), String.join(" ", site.languages()), site.attribution().orElse(""),
                    String.join("\n", site.welcome()), String.valueOf(site.questionsAMinute()), String.valueOf(site.readerQuestions()),
                    site.tokensADay().isPresent() ? String.valueOf(site.tokensADay().getAsLong()) : "");
        }

        /// @throws InvalidSiteException with words for the editor
        Site changing(Site before) {
            try {
                return new Site(before.id(), name.strip(), split(origins, "\\s+"), CorpusView.Policy.valueOf(corpus), split(languages, "[\\s,]+"), Optional.of(attribution.strip()).filter(line -> !line.isEmpty()),
                        split(welcome, "\\R"), Integer.parseInt(questions.strip()), Integer.parseInt(readerQuestions.strip()),
                        tokens.isBlank() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(tokens.strip())), before.webhook(), before.webhookSecret(), before.created(), before.changed());
            } catch (NumberFormatException e) {
                throw new InvalidSiteException("Limits are whole numbers.");
            } catch (IllegalArgumentException e) {
                throw new InvalidSiteException("Choose which articles answer.");
            }
        }

        private static List<String> split(String text, String by) {
            return Arrays.stream(text.strip().split(by)).map(String::strip).filter(one -> !one.isEmpty()).toList();
        }
    }

    /// The fields of the form.
    static class Fields {

        @FormParam("name")
        String name;
        @FormParam("origins")
        String origins;
        @FormParam("corpus")
        String corpus;
        @FormParam("languages")
        String languages;
        @FormParam("attribution")
        String attribution;
        @FormParam("welcome")
        String welcome;
        @FormParam("questions")
        String questions;
        @FormParam("readerQuestions")
        String readerQuestions;
        @FormParam("tokens")
        String tokens;

        SiteForm form(String id) {
            return new SiteForm(id, given(name), given(origins), given(corpus), given(languages), given(attribution), given(welcome), given(questions), given(readerQuestions), given(tokens));
        }

        private static String given(String value) {
            return value == null ? "" : value;
        }
    }

    @GET
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> list(@BeanParam Visit visit) {
        return desk.show(visit, session -> Templates.sites(DeskPage.of("Sites", session, Section.SITES), visible(session), ""));
    }

    @GET
    @Path("/sites.csv")
    @Bounded
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> file(@BeanParam Visit visit) {
        return desk.file(visit, "sites", session -> Csv.of(List.of("site", "name", "origins", "articles", "languages", "attribution", "questions a minute", "of one reader", "tokens a day"),
                visible(session).stream().map(one -> List.<Object>of(one.id(), one.name(), String.join(" ", one.origins()), one.corpus().name().toLowerCase(Locale.ROOT), String.join(" ", one.languages()),
                        one.attribution().orElse(""), one.questionsAMinute(), one.readerQuestions(), one.tokensADay().isPresent() ? one.tokensADay().getAsLong() : "")).toList()));
    }

    private List<Site> visible(Session session) {
        return sites.all().stream().filter(site -> session.editor().sees(Optional.of(site.id()))).toList();
    }

    @POST
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> add(@BeanParam Visit visit, @FormParam("key") String key, @FormParam("id") String id, @FormParam("name") String name) {
        return desk.administer(visit, key, session -> {
            try {
                Site site = Site.named(id == null ? "" : id.strip(), name == null ? "" : name.strip(), clock.instant());
                if (!sites.add(site)) {
                    return Desk.html(Status.CONFLICT, Templates.sites(DeskPage.of("Sites", session, Section.SITES), visible(session), "There is a site %s already.".formatted(site.id())));
                }
                log(session, site.id(), "site.add", site.name());
                return Desk.to("/desk/sites/" + site.id());
            } catch (InvalidSiteException e) {
                return Desk.html(Status.BAD_REQUEST, Templates.sites(DeskPage.of("Sites", session, Section.SITES), visible(session), e.getMessage()));
            }
        });
    }

    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> show(@BeanParam Visit visit, @PathParam("id") String id) {
        return desk.show(visit, session -> page(session, SiteForm.of(site(session, id)), "", ""));
    }

    @POST
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> change(@BeanParam Visit visit, @PathParam("id") String id, @FormParam("key") String key, @BeanParam Fields fields) {
        return desk.administer(visit, key, session -> {
            Site before = site(session, id);
            SiteForm form = fields.form(id);
            try {
                Site after = form.changing(before);
                sites.change(after);
                log(session, id, "site.change", changes(SiteForm.of(before), SiteForm.of(after)));
                return Desk.to("/desk/sites/" + id);
            } catch (InvalidSiteException e) {
                return Desk.html(Status.BAD_REQUEST, page(session, form, "", e.getMessage()));
            }
        });
    }

    @POST
    @Path("/{id}/tokens")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> makeToken(@BeanParam Visit visit, @PathParam("id") String id, @FormParam("key") String key, @FormParam("name") String name) {
        return desk.administer(visit, key, session -> {
            Site site = site(session, id);
            String who = name == null ? "" : name.strip();
            if (who.isEmpty() || who.length() > 80) {
                return Desk.html(Status.BAD_REQUEST, page(session, SiteForm.of(site), "", "Give the name of the one who gets the token, at most 80 characters."));
            }
            String secret = sites.addToken(id, SiteToken.Role.ARTICLES, who).orElseThrow(() -> new NotFoundException("There is no such site here.")).secret();
            log(session, id, "site.token.make", who);
            return Desk.html(Status.OK, page(session, SiteForm.of(site), secret, ""));
        });
    }

    @POST
    @Path("/{id}/tokens/{token}/revoke")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> revoke(@BeanParam Visit visit, @PathParam("id") String id, @PathParam("token") long token, @FormParam("key") String key) {
        return desk.administer(visit, key, session -> {
            if (!sites.revoke(site(session, id).id(), token)) {
                throw new NotFoundException("There is no such token, or it is void already.");
            }
            log(session, id, "site.token.revoke", String.valueOf(token));
            return Desk.to("/desk/sites/" + id);
        });
    }

    private Site site(Session session, String id) {
        return sites.find(id).filter(_ -> session.editor().sees(Optional.of(id))).orElseThrow(() -> new NotFoundException("There is no such site here."));
    }

    private TemplateInstance page(Session session, SiteForm form, String secret, String problem) {
        return Templates.site(DeskPage.of("Site " + form.id, session, Section.SITES), form, sites.tokens(form.id), secret, problem);
    }

    private void log(Session session, String site, String action, String detail) {
        audit.append(new Deed(session.editor().actor(), Optional.of(site), action, site, detail));
    }

    private static String changes(SiteForm before, SiteForm after) {
        return Arrays.stream(SiteForm.class.getRecordComponents()).map(part -> {
            try {
                Object was = part.getAccessor().invoke(before);
                Object is = part.getAccessor().invoke(after);
                return was.equals(is) ? "" : "%s: %s".formatted(part.getName(), is.toString().replace("\n", ", "));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }).filter(change -> !change.isEmpty()).collect(Collectors.joining("; "));
    }
}
