package dragoman.channel.widget;

import com.fasterxml.jackson.annotation.JsonInclude;
import dragoman.answer.SuggestedQuestions;
import dragoman.newsroom.ReaderTokens;
import dragoman.newsroom.Site;
import dragoman.newsroom.SiteAccess;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

/// What a widget needs to begin.
@Path("/api/sites")
@Tag(name = "sites")
public class SessionResource {

    private final SiteAccess access;
    private final SuggestedQuestions suggestions;

    SessionResource(SiteAccess access, SuggestedQuestions suggestions) {
        this.access = access;
        this.suggestions = suggestions;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Session")
    record SessionJson(@Schema(description = "For the header Dragoman-Token") String token, @Schema(description = "For how many seconds the token is good") long seconds,
            @Schema(description = "The site's name") String name, List<String> languages, @Schema(description = "A line for readers, under what the widget shows") String attribution,
            @Schema(description = "Questions to begin with") List<String> welcome) {
    }

    @POST
    @Path("/{site}/session")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @Operation(summary = "Let a page of a site ask", description = "Gives a token of some minutes to pages of the origins that the site allows. It goes with every request "
            + "that names the site (?site=ID), in the header Dragoman-Token.")
    @APIResponse(responseCode = "200", description = "The token, and what the site has readers shown")
    @APIResponse(responseCode = "403", description = "The site does not allow pages of that origin")
    @APIResponse(responseCode = "404", description = "There is no such site")
    public SessionJson open(@PathParam("site") String id, @Context HttpServerRequest request) {
        SiteAccess.Session session = access.open(id, request);
        Site site = session.site();
        return new SessionJson(session.token(), ReaderTokens.GOOD.toSeconds(), site.name(), site.languages(), site.attribution().orElse(null),
                site.welcome().isEmpty() ? suggestions.starters(Optional.of(site.id())) : site.welcome());
    }
}
