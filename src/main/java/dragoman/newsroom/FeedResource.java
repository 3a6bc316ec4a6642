package dragoman.newsroom;

import com.fasterxml.jackson.annotation.JsonInclude;
import dragoman.feed.WebAddress;
import dragoman.ingestion.Feed;
import dragoman.ingestion.FeedStore;
import dragoman.newsroom.ArticleAccess.Holder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// The feeds and sitemaps that are polled, for those who hold the admin token, or the token of a site for its own.
@Path("/api/feeds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ingestion")
public class FeedResource {

    private static final int USUAL_MINUTES = 5;
    private static final int MOST_MINUTES = 7 * 24 * 60;

    private final FeedStore feeds;
    private final ArticleAccess access;
    private final Clock clock;

    FeedResource(FeedStore feeds, ArticleAccess access, Clock clock) {
        this.feeds = feeds;
        this.access = access;
        this.clock = clock;
    }

    /// A subscription.
    @Schema(name = "Subscription")
    record SubscriptionJson(@Schema(required = true, description = "An RSS or Atom feed, or a sitemap", examples = "https://example.org/feed.xml") String url,
            @Schema(description = "For articles that do not say who published them") String publisher,
            @Schema(description = "Where the publisher is at home: times without a zone are meant there", examples = "Europe/Vienna") String zone,
            @Schema(description = "For articles that do not say theirs") String language,
            @Schema(description = "Minutes between two polls, 1 to 10080 (5)") Integer everyMinutes,
            @Schema(description = "The publisher has agreed, so that a reservation of text and data mining does not count") Boolean licensed) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Feed")
    record FeedJson(long id, @Schema(description = "The site whose articles are in it") String site, String url, String publisher, String zone, String language, long everyMinutes, boolean licensed, Instant due, Instant polled,
            Instant succeeded, @Schema(description = "When the newest article in it appeared") Instant newest,
            @Schema(description = "For how many seconds nothing was heard of it") long lagSeconds,
            @Schema(description = "Whether several polls in a row brought nothing") boolean stalled, int failures,
            @Schema(description = "Why the last poll failed") String problem) {
        static FeedJson of(Feed feed, Instant now) {
            return new FeedJson(feed.id(), feed.site().orElse(null), feed.address().toString(), feed.publisher().orElse(null), feed.zone().map(ZoneId::getId).orElse(null),
                    feed.language().orElse(null), feed.every().toMinutes(), feed.licensed(), feed.due(), feed.polled().orElse(null), feed.succeeded().orElse(null),
                    feed.newest().orElse(null), feed.lag(now).toSeconds(), feed.isStalled(now), feed.failures(), feed.problem().orElse(null));
        }
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "All feeds, and how they do")
    public List<FeedJson> all(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        Holder holder = access.require(authorization, null);
        return feeds.all().stream().filter(feed -> holder.mayTouch(feed.site())).map(feed -> FeedJson.of(feed, clock.instant())).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "Subscribe to a feed, or change a subscription", description = "It is polled within a second or two, and then on its own schedule.")
    @APIResponse(responseCode = "201", description = "The subscription")
    public RestResponse<FeedJson> subscribe(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @Parameter(description = "Whose feed it is, for those who hold the admin token; a site's token says so itself") @QueryParam("site") String site, SubscriptionJson subscription) {
        Holder holder = access.require(authorization, site);
        if (subscription == null || subscription.url == null) {
            throw new BadRequestException("Send {\"url\": \"https://…\"} with the address of an RSS or Atom feed or of a sitemap.");
        }
        URI address = WebAddress.of(subscription.url).orElseThrow(() -> new BadRequestException("\"url\" is no address of http or https: " + subscription.url));
        int minutes = subscription.everyMinutes == null ? USUAL_MINUTES : subscription.everyMinutes;
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new BadRequestException("\"everyMinutes\" must be a number from 1 to %d.".formatted(MOST_MINUTES));
        }
        Feed feed = feeds.subscribe(address, given(subscription.publisher), given(subscription.zone).map(FeedResource::zone), given(subscription.language),
                Duration.ofMinutes(minutes), Boolean.TRUE.equals(subscription.licensed), holder.site());
        return RestResponse.ResponseBuilder.create(Status.CREATED, FeedJson.of(feed, clock.instant())).header(HttpHeaders.LOCATION, "/api/feeds/" + feed.id()).build();
    }

    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(summary = "A feed, and how it does")
    @APIResponse(responseCode = "404", description = "There is no such feed")
    public FeedJson get(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") long id) {
        Holder holder = access.require(authorization, null);
        return feeds.find(id).filter(feed -> holder.mayTouch(feed.site())).map(feed -> FeedJson.of(feed, clock.instant())).orElseThrow(FeedResource::none);
    }

    @POST
    @Path("/{id}/poll")
    @RunOnVirtualThread
    @Operation(summary = "Poll a feed at once")
    @APIResponse(responseCode = "404", description = "There is no such feed")
    public FeedJson poll(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") long id) {
        get(authorization, id);
        if (!feeds.hasten(id)) {
            throw none();
        }
        return get(authorization, id);
    }

    @DELETE
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(summary = "Unsubscribe from a feed", description = "Its articles stay.")
    @APIResponse(responseCode = "404", description = "There is no such feed")
    public void unsubscribe(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") long id) {
        get(authorization, id);
        if (!feeds.unsubscribe(id)) {
            throw none();
        }
    }

    private static NotFoundException none() {
        return new NotFoundException("There is no feed with this id.");
    }

    private static Optional<String> given(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    private static ZoneId zone(String value) {
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw new BadRequestException("\"zone\" must be a time zone such as Europe/Vienna.");
        }
    }
}
