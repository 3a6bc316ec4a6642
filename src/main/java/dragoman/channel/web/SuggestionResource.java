package dragoman.channel.web;

import dragoman.answer.SuggestedQuestions;
import dragoman.load.Bounded;
import dragoman.newsroom.SiteAccess;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What could be asked.
@Path("/api/suggestions")
@Tag(name = "answers")
public class SuggestionResource {

    private final SuggestedQuestions suggestions;
    private final SiteAccess access;

    SuggestionResource(SuggestedQuestions suggestions, SiteAccess access) {
        this.suggestions = suggestions;
        this.access = access;
    }

    @Schema(name = "Suggestions")
    record SuggestionsJson(@Schema(description = "At most four, about the newest articles; each has an answer now") List<String> questions) {
    }

    /// Trying questions takes seconds when nothing has been asked yet: nobody need wait for it.
    @Scheduled(every = "5m", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void prepare() {
        suggestions.starters();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Bounded
    @Operation(summary = "Questions about the newest articles, each of which has an answer now")
    public SuggestionsJson get(@QueryParam("site") String site, @Context HttpServerRequest http) {
        return new SuggestionsJson(suggestions.starters(access.looking(site, http)));
    }
}
