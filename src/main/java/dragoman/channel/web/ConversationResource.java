package dragoman.channel.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dragoman.conversation.Conversation;
import dragoman.conversation.Conversations;
import dragoman.conversation.Turn;
import dragoman.newsroom.SiteAccess;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

/// Conversations over HTTP, for those who know their id.
@Path("/api/conversations")
@Tag(name = "conversations")
public class ConversationResource {

    private final Conversations conversations;
    private final SiteAccess access;

    ConversationResource(Conversations conversations, SiteAccess access) {
        this.conversations = conversations;
        this.access = access;
    }

    @Schema(name = "Conversation")
    record ConversationJson(String id, List<TurnJson> turns, @Schema(description = "When it is deleted unless it is gone on with") Instant expires) {
        static ConversationJson of(Conversation conversation) {
            return new ConversationJson(conversation.id(), conversation.turns().stream().map(TurnJson::of).toList(), conversation.expires());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Turn")
    record TurnJson(String question, @Schema(description = "As it was answered, where that is another question") String understoodAs,
            @Schema(description = "The id of the answer") String answer, Instant asked) {
        static TurnJson of(Turn turn) {
            return new TurnJson(turn.question(), turn.understood().equals(turn.question()) ? null : turn.understood(), turn.answerId(), turn.asked());
        }
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @Operation(summary = "What was asked in a conversation")
    @APIResponse(responseCode = "404", description = "There is no such conversation, or not any more")
    public ConversationJson get(@PathParam("id") String id, @QueryParam("site") String site, @Context HttpServerRequest http) {
        return conversations.find(id, access.looking(site, http)).map(ConversationJson::of).orElseThrow(ConversationResource::unknown);
    }

    @DELETE
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(summary = "Delete a conversation with its answers", description = "Links to its answers lead nowhere from then on.")
    @APIResponse(responseCode = "204", description = "Deleted for good")
    @APIResponse(responseCode = "404", description = "There is no such conversation, or not any more")
    public void delete(@PathParam("id") String id, @QueryParam("site") String site, @Context HttpServerRequest http) {
        if (!conversations.delete(id, access.looking(site, http))) {
            throw unknown();
        }
    }

    private static NotFoundException unknown() {
        return new NotFoundException("There is no conversation with this id, or not any more.");
    }
}
