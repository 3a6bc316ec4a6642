package dragoman.channel.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dragoman.channel.slack.SlackStore.SiteChoice;
import dragoman.newsroom.AdminToken;
import dragoman.newsroom.SiteStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Which workspaces have the app, and whose articles they are answered from.
@Path("/api/slack/workspaces")
@Tag(name = "Slack")
@Produces(MediaType.APPLICATION_JSON)
public class SlackWorkspaceResource {

    private static final String AUTHORIZATION = "Authorization";

    private final Installations installations;
    private final SlackStore store;
    private final SiteStore sites;
    private final AdminToken admin;

    SlackWorkspaceResource(Installations installations, SlackStore store, SiteStore sites, AdminToken admin) {
        this.installations = installations;
        this.store = store;
        this.sites = sites;
        this.admin = admin;
    }

    @Schema(name = "SlackWorkspaces")
    record WorkspacesJson(@Schema(description = "Workspaces that have installed the app") List<InstalledJson> installed, @Schema(description = "Where not all articles are seen") List<SiteJson> sites) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SlackInstallation")
    record InstalledJson(String team, String enterprise, Instant since) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SlackSite")
    record SiteJson(String team, @Schema(description = "Absent for the whole workspace") String channel, String site) {
    }

    @Schema(name = "SlackSiteChoice")
    record ChoiceJson(@Schema(required = true, description = "The id of a site") String site) {
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "Workspaces that have the Slack app, and which site's articles they see")
    @APIResponse(responseCode = "200", description = "All of them, without their tokens")
    @APIResponse(responseCode = "401", description = "The admin token is missing")
    public WorkspacesJson list(@HeaderParam(AUTHORIZATION) String authorization) {
        admin.require(authorization);
        return new WorkspacesJson(installations.all().stream().map(one -> new InstalledJson(one.team(), one.enterprise().isEmpty() ? null : one.enterprise(), one.since())).toList(),
                store.sites().stream().map(one -> new SiteJson(one.team(), one.channel().orElse(null), one.site())).toList());
    }

    @PUT
    @Path("/{team}/site")
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "Choose the site whose articles a workspace sees")
    @APIResponse(responseCode = "204", description = "From the next question on")
    public void choose(@HeaderParam(AUTHORIZATION) String authorization, @PathParam("team") String team, ChoiceJson choice) {
        choose(authorization, team, Optional.empty(), choice);
    }

    @PUT
    @Path("/{team}/channels/{channel}/site")
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "Choose the site whose articles a channel sees")
    @APIResponse(responseCode = "204", description = "From the next question on")
    public void choose(@HeaderParam(AUTHORIZATION) String authorization, @PathParam("team") String team, @PathParam("channel") String channel, ChoiceJson choice) {
        choose(authorization, team, Optional.of(channel), choice);
    }

    @DELETE
    @Path("/{team}/site")
    @RunOnVirtualThread
    @Operation(summary = "Let a workspace see all articles again")
    @APIResponse(responseCode = "204", description = "From the next question on")
    @APIResponse(responseCode = "404", description = "It does already")
    public void drop(@HeaderParam(AUTHORIZATION) String authorization, @PathParam("team") String team) {
        drop(authorization, team, Optional.empty());
    }

    @DELETE
    @Path("/{team}/channels/{channel}/site")
    @RunOnVirtualThread
    @Operation(summary = "Let a channel see what its workspace sees again")
    @APIResponse(responseCode = "204", description = "From the next question on")
    @APIResponse(responseCode = "404", description = "It does already")
    public void drop(@HeaderParam(AUTHORIZATION) String authorization, @PathParam("team") String team, @PathParam("channel") String channel) {
        drop(authorization, team, Optional.of(channel));
    }

    private void choose(String authorization, String team, Optional<String> channel, ChoiceJson choice) {
        admin.require(authorization);
        if (choice == null || choice.site == null || choice.site.isBlank()) {
            throw new BadRequestException("Send {\"site\": \"…\"} with the id of a site.");
        }
        if (sites.find(choice.site).isEmpty()) {
            throw new BadRequestException("There is no site with this id; /api/sites lists them.");
        }
        store.chooseSite(new SiteChoice(team, channel, choice.site));
    }

    private void drop(String authorization, String team, Optional<String> channel) {
        admin.require(authorization);
        if (!store.dropSite(team, channel)) {
            throw new NotFoundException("No site is chosen there.");
        }
    }
}
