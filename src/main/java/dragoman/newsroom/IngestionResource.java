package dragoman.newsroom;

import com.fasterxml.jackson.annotation.JsonInclude;
import dragoman.ingestion.IngestionQueue;
import dragoman.ingestion.IngestionQueue.Job;
import dragoman.ingestion.IngestionQueue.State;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The ingestion queue, for those who hold the admin token.
@Path("/api/ingestion")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ingestion")
public class IngestionResource {

    private static final int MOST = 200;

    private final IngestionQueue queue;
    private final AdminToken admin;
    private final Clock clock;

    IngestionResource(IngestionQueue queue, AdminToken admin, Clock clock) {
        this.queue = queue;
        this.admin = admin;
        this.clock = clock;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "IngestionStatus")
    record StatusJson(long waiting, long running, long dead,
            @Schema(description = "For how many seconds the job that is due for the longest time has been waiting") Long lagSeconds) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "IngestionJob")
    record JobJson(long id, String kind, String subject, String state, int attempts, Instant due,
            @Schema(description = "Why the last attempt failed") String reason, Long feed, Instant created) {
        static JobJson of(Job job) {
            return new JobJson(job.id(), lower(job.kind()), job.subject(), lower(job.state()), job.attempts(), job.due(), job.reason().orElse(null),
                    job.feed().orElse(null), job.created());
        }
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "How the queue stands")
    public StatusJson status(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        admin.require(authorization);
        IngestionQueue.Status status = queue.status();
        return new StatusJson(status.counts().get(State.WAITING), status.counts().get(State.RUNNING), status.counts().get(State.DEAD),
                status.oldest().map(oldest -> Duration.between(oldest, clock.instant()).toSeconds()).orElse(null));
    }

    @GET
    @Path("/jobs")
    @RunOnVirtualThread
    @Operation(summary = "The jobs in a state, at most 200", description = "The dead ones are those that failed for good: look at the reason, then retry or drop them.")
    public List<JobJson> jobs(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @Parameter(description = "waiting, running or dead") @QueryParam("state") @DefaultValue("dead") String state) {
        admin.require(authorization);
        State wanted = Arrays.stream(State.values()).filter(one -> lower(one).equals(state)).findFirst()
                .orElseThrow(() -> new BadRequestException("\"state\" must be waiting, running or dead."));
        return queue.list(wanted, MOST).stream().map(JobJson::of).toList();
    }

    @GET
    @Path("/jobs/{id}")
    @RunOnVirtualThread
    @Operation(summary = "A job that is not done yet")
    @APIResponse(responseCode = "404", description = "There is no such job, or it is done")
    public JobJson job(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") long id) {
        admin.require(authorization);
        return queue.find(id).map(JobJson::of).orElseThrow(() -> new NotFoundException("There is no such job; what is done is not kept."));
    }

    @POST
    @Path("/jobs/{id}/retry")
    @RunOnVirtualThread
    @Operation(summary = "Try a job again at once")
    @APIResponse(responseCode = "409", description = "The job is running")
    public JobJson retry(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") long id) {
        admin.require(authorization);
        JobJson known = job(authorization, id);
        if (!queue.retry(id)) {
            throw new ClientErrorException("The job is being done right now.", Status.CONFLICT);
        }
        return queue.find(id).map(JobJson::of).orElse(known);
    }

    @DELETE
    @Path("/jobs/{id}")
    @RunOnVirtualThread
    @Operation(summary = "Drop a job that is not to be done")
    @APIResponse(responseCode = "204", description = "It is gone")
    public void drop(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") long id) {
        admin.require(authorization);
        job(authorization, id);
        if (!queue.drop(id)) {
            throw new ClientErrorException("The job is being done right now.", Status.CONFLICT);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
