package dragoman.channel.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.util.SlackRequestParser;
import com.slack.api.bolt.util.SlackRequestParser.HttpRequest;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Where Slack sends events, commands and presses of buttons, and those who install the app.
@Path("/slack")
@Tag(name = "Slack")
public class SlackResource {

    private final SlackApp slack;

    SlackResource(SlackApp slack) {
        this.slack = slack;
    }

    @POST
    @Path("/events")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
    @RunOnVirtualThread
    @Operation(summary = "What Slack sends", description = "The request URL of the Slack app, for events, interactivity and the command /diplomacy. Only requests that Slack has "
            + "signed within five minutes are taken, of workspaces that have the app; what is to be done is kept before the request is answered.")
    @APIResponse(responseCode = "200", description = "It is kept, or is nothing to be done")
    @APIResponse(responseCode = "401", description = "It is not signed as it must be")
    @APIResponse(responseCode = "403", description = "The workspace does not have the app")
    @APIResponse(responseCode = "503", description = "No Slack app is configured")
    public Response receive(@Context HttpHeaders headers, @Context UriInfo uri, String body) {
        return slack.takesRequests() ? run(headers, uri, body)
                : toResponse(problem(503, "No Slack app is configured. Set DRAGOMAN_SLACK_SIGNING_SECRET and DRAGOMAN_SLACK_BOT_TOKEN and start again."));
    }

    @GET
    @Path("/install")
    @RunOnVirtualThread
    @Operation(summary = "Install the app in a Slack workspace")
    @APIResponse(responseCode = "200", description = "A page with the way to Slack")
    @APIResponse(responseCode = "503", description = "No Slack app that many workspaces may install is configured")
    public Response install(@Context HttpHeaders headers, @Context UriInfo uri) {
        return run(headers, uri, "");
    }

    @GET
    @Path("/oauth_redirect")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response installed(@Context HttpHeaders headers, @Context UriInfo uri) {
        return run(headers, uri, "");
    }

    private Response run(HttpHeaders headers, UriInfo uri, String body) {
        Optional<App> app = slack.app();
        if (app.isEmpty() || body.isEmpty() && !app.get().config().isOAuthInstallPathEnabled()) {
            return toResponse(problem(503, "No Slack app that workspaces may install is configured. Set DRAGOMAN_SLACK_CLIENT_ID and what goes with it, and start again."));
        }
        try {
            HttpRequest request = HttpRequest.builder().requestUri(uri.getRequestUri().getPath()).queryString(uri.getQueryParameters()).requestBody(body)
                    .headers(new RequestHeaders(headers.getRequestHeaders())).build();
            return toResponse(app.get().run(new SlackRequestParser(app.get().config()).parse(request)));
        } catch (Exception e) {
            // Slack tries again
            Log.error("a request of Slack's could not be taken", e);
            return toResponse(problem(503, "Something failed on our side. Send it again."));
        }
    }

    /// RFC 9457 problem details, as Bolt answers.
    static com.slack.api.bolt.response.Response problem(int status, String detail) {
        return com.slack.api.bolt.response.Response.builder().statusCode(status).contentType("application/problem+json")
                .body("{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}".formatted(Response.Status.fromStatusCode(status).getReasonPhrase(), status, detail)).build();
    }

    private static Response toResponse(com.slack.api.bolt.response.Response answer) {
        Response.ResponseBuilder response = Response.status(answer.getStatusCode());
        if (answer.getBody() != null && !answer.getBody().isEmpty()) {
            response.entity(answer.getBody()).type(answer.getContentType() == null ? MediaType.TEXT_PLAIN : answer.getContentType());
        }
        if (answer.getHeaders() != null) {
            answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.header(name, value)));
        }
        return response.build();
    }
}
