package dragoman.channel.web;

import dragoman.answer.SuggestedQuestions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
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

    SuggestionResource(SuggestedQuestions suggestions) {
        this.suggestions = suggestions;
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
    @Operation(summary = "Questions about the newest articles, each of which has an answer now")
    public SuggestionsJson get() {
        return new SuggestionsJson(suggestions.starters());
    }
}
