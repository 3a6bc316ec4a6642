package dragoman.newsroom;

import com.fasterxml.jackson.annotation.JsonInclude;
import dragoman.article.CorpusView.Policy;
import dragoman.newsroom.SiteToken.Made;
import dragoman.newsroom.SiteToken.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// The newsrooms' sites, for those who hold the admin token.
@Path("/api/sites")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sites")
public class SiteResource {

    private final SiteStore sites;
    private final AdminToken admin;
    private final Clock clock;

    SiteResource(SiteStore sites, AdminToken admin, Clock clock) {
        this.sites = sites;
        this.admin = admin;
        this.clock = clock;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Site")
    record SiteJson(@Schema(description = "Small letters, digits and hyphens; public", examples = "courier") String id, @Schema(description = "What readers are shown") String name,
            @Schema(description = "Of the pages where the widget may stand; none means nowhere", examples = "https://www.example.org") List<String> origins,
            @Schema(description = "Which articles answer: own, own_first (the shared ones where its own do not answer) or all") String corpus,
            @Schema(description = "Of its pages, the usual one first") List<String> languages, @Schema(description = "A line under the widget") String attribution,
            @Schema(description = "Questions to begin with; none has them made of the newest articles") List<String> welcome,
            @Schema(description = "Questions a minute of all readers together (600)") Integer questionsAMinute,
            @Schema(description = "Questions a minute of one reader (12)") Integer readerQuestions,
            @Schema(description = "Tokens a day that a language model may read and write for it; -1 for no limit of its own") Long tokensADay,
            @Schema(description = "Who is told when an answer cites something that is no longer so; empty for nobody") String webhook,
            @Schema(description = "Signs what is told there (Standard Webhooks); made with the webhook") String webhookSecret, Instant created, Instant changed) {
        static SiteJson of(Site site) {
            return new SiteJson(site.id(), site.name(), site.origins(), lower(site.corpus()), site.languages(), site.attribution().orElse(null), site.welcome(),
                    site.questionsAMinute(), site.readerQuestions(), site.tokensADay().isPresent() ? site.tokensADay().getAsLong() : null,
                    site.webhook().map(URI::toString).orElse(null), site.webhookSecret().orElse(null), site.created(), site.changed());
        }

        /// The site with what is given here.
        Site on(Site site) {
            return new SiteChanges(Optional.ofNullable(name), Optional.ofNullable(origins), Optional.ofNullable(corpus).map(SiteResource::policy), Optional.ofNullable(languages),
                    Optional.ofNullable(attribution), Optional.ofNullable(welcome), Optional.ofNullable(questionsAMinute), Optional.ofNullable(readerQuestions),
                    Optional.ofNullable(tokensADay), Optional.ofNullable(webhook).map(SiteResource::address)).on(site);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SiteToken")
    record TokenJson(Long id, @Schema(description = "Who holds it") String name, @Schema(description = "articles: put in, correct and withdraw the site's own articles, and its feeds") String role,
            @Schema(description = "Shown this once") String secret, Instant created, Instant revoked) {
        static TokenJson of(SiteToken token, String secret) {
            return new TokenJson(token.id(), token.name(), lower(token.role()), secret, token.created(), token.revoked().orElse(null));
        }
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "All sites")
    public List<SiteJson> all(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        admin.require(authorization);
        return sites.all().stream().map(SiteJson::of).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "Set up a site", description = "With an id and a name; what is left out is as usual. It stands nowhere until origins are named.")
    @APIResponse(responseCode = "201", description = "The site")
    @APIResponse(responseCode = "409", description = "There is a site with this id")
    public RestResponse<SiteJson> add(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, SiteJson json) {
        admin.require(authorization);
        if (json == null || json.id == null || json.name == null) {
            throw new BadRequestException("Send {\"id\": \"courier\", \"name\": \"The Courier\", \"origins\": [\"https://www.example.org\"]}.");
        }
        if (!sites.add(json.on(Site.named(json.id, json.name, clock.instant())))) {
            throw new ClientErrorException("There is a site with this id already. Change it with PATCH /api/sites/%s.".formatted(json.id), Status.CONFLICT);
        }
        return RestResponse.ResponseBuilder.create(Status.CREATED, get(authorization, json.id)).header(HttpHeaders.LOCATION, "/api/sites/" + json.id).build();
    }

    @GET
    @Path("/{site}")
    @RunOnVirtualThread
    @Operation(summary = "A site")
    @APIResponse(responseCode = "404", description = "There is no such site")
    public SiteJson get(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("site") String id) {
        admin.require(authorization);
        return SiteJson.of(find(id));
    }

    @PATCH
    @Path("/{site}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "Change a site", description = "What is left out stays as it is. Takes effect at once, on other instances within two seconds.")
    @APIResponse(responseCode = "404", description = "There is no such site")
    public SiteJson change(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("site") String id, SiteJson json) {
        admin.require(authorization);
        if (json == null) {
            throw new BadRequestException("Send what is to be changed, such as {\"origins\": [\"https://www.example.org\"]}.");
        }
        sites.change(json.on(find(id)));
        return SiteJson.of(find(id));
    }

    @DELETE
    @Path("/{site}")
    @RunOnVirtualThread
    @Operation(summary = "Remove a site for good", description = "With its articles, feeds, answers, conversations and tokens.")
    @APIResponse(responseCode = "404", description = "There is no such site")
    public void remove(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("site") String id) {
        admin.require(authorization);
        if (!sites.remove(id)) {
            throw none();
        }
    }

    @GET
    @Path("/{site}/tokens")
    @RunOnVirtualThread
    @Operation(summary = "The tokens of a site, without their secrets")
    public List<TokenJson> tokens(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("site") String id) {
        admin.require(authorization);
        return sites.tokens(find(id).id()).stream().map(token -> TokenJson.of(token, null)).toList();
    }

    @POST
    @Path("/{site}/tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "Make a token for a site", description = "Its secret is shown this once. It touches the articles and feeds of its site and no others.")
    public TokenJson addToken(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("site") String id, TokenJson json) {
        admin.require(authorization);
        if (json == null || json.name == null || json.name.isBlank()) {
            throw new BadRequestException("Send {\"name\": \"…\"}: who is going to hold the token.");
        }
        Made made = sites.addToken(id, json.role == null ? Role.ARTICLES : role(json.role), json.name.strip()).orElseThrow(SiteResource::none);
        return TokenJson.of(made.token(), made.secret());
    }

    @DELETE
    @Path("/{site}/tokens/{token}")
    @RunOnVirtualThread
    @Operation(summary = "Make a token void")
    @APIResponse(responseCode = "404", description = "There is no such token, or it is void already")
    public void revoke(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("site") String id, @PathParam("token") long token) {
        admin.require(authorization);
        if (!sites.revoke(id, token)) {
            throw new NotFoundException("The site has no such token that is not void already.");
        }
    }

    private Site find(String id) {
        return sites.find(id).orElseThrow(SiteResource::none);
    }

    private static NotFoundException none() {
        return new NotFoundException("There is no site with this id.");
    }

    private static Policy policy(String name) {
        return Policy.named(name).orElseThrow(() -> new BadRequestException("\"corpus\" is own, own_first or all."));
    }

    private static Role role(String name) {
        return Arrays.stream(Role.values()).filter(one -> lower(one).equals(name)).findFirst().orElseThrow(() -> new BadRequestException("\"role\" is articles."));
    }

    private static URI address(String value) {
        try {
            return URI.create(value.strip());
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("\"webhook\" is no address: " + value);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
