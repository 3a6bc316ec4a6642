package dragoman.newsroom;

import com.fasterxml.jackson.annotation.JsonInclude;
import dragoman.article.Article;
import dragoman.article.ArticleDetails;
import dragoman.article.ArticleVersion;
import dragoman.article.Rights;
import dragoman.feed.ArticleFormat;
import dragoman.feed.Delivery;
import dragoman.feed.Stated;
import dragoman.feed.TextDecoder;
import dragoman.feed.UnreadableArticleException;
import dragoman.feed.WebAddress;
import dragoman.ingestion.ArticleIngestor;
import dragoman.ingestion.ArticleStore;
import dragoman.ingestion.Deliveries;
import dragoman.ingestion.Ingested;
import dragoman.load.Bounded;
import dragoman.load.Bulkheads.Work;
import dragoman.newsroom.ArticleAccess.Holder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// Articles over HTTP, for those who hold the admin token, or the token of a site for its own.
@Path("/api/articles")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "articles")
public class ArticleResource {

    private static final String ASYNCHRONOUS = "respond-async";

    private final Deliveries deliveries;
    private final ArticleIngestor ingestor;
    private final ArticleStore articles;
    private final ArticleAccess access;

    ArticleResource(Deliveries deliveries, ArticleIngestor ingestor, ArticleStore articles, ArticleAccess access) {
        this.deliveries = deliveries;
        this.ingestor = ingestor;
        this.articles = articles;
        this.access = access;
    }

    /// What became of a delivered article.
    @Schema(name = "IngestedArticle")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record IngestedJson(String id, Integer version,
            @Schema(description = "created, updated, unchanged, embargoed, copy (another article speaks for it), outdated, withdrawn or queued") String outcome,
            @Schema(description = "Of several items: what became of each") List<IngestedJson> items,
            @Schema(description = "Of a queued delivery: its job under /api/ingestion/jobs") Long job,
            @Schema(description = "Of a withdrawn article: those that say the same; none of them answers while it is withdrawn, unless it is released")
            List<String> copies) {
        static IngestedJson of(Ingested ingested) {
            return new IngestedJson(ingested.articleId(), ingested.version(), ingested.outcome().name().toLowerCase(Locale.ROOT), null, null, null);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Article")
    record ArticleJson(String id, int version, String state, String title, String publisher, String url, LocalDate published,
            Instant modified, String section, String author, String rights,
            @Schema(description = "What was corrected, in the publisher's words") String correction,
            @Schema(description = "Before that moment it is not used") Instant embargo,
            @Schema(description = "The article that says the same and speaks for this one") String copyOf, String language, List<String> sources,
            @Schema(description = "The very text that start and end of citations count in, in UTF-16 code units") String text) {
        static ArticleJson of(ArticleVersion version, Optional<String> copyOf) {
            Article article = version.article();
            ArticleDetails details = article.details();
            return new ArticleJson(version.articleId(), version.number(), version.state().name().toLowerCase(Locale.ROOT), article.title(),
                    article.publisher().name(), article.url().map(URI::toString).orElse(null), article.published(), details.modified().orElse(null),
                    details.section().orElse(null), details.author().orElse(null), details.rightsNotice().orElse(null), details.correction().orElse(null),
                    details.embargo().orElse(null), copyOf.orElse(null), article.language(), article.sources(), article.text());
        }
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RunOnVirtualThread
    @Bounded(Work.DELIVERIES)
    @Operation(summary = "Deliver an article", description = "The body is the article as text/plain (as scraped), text/markdown (with front matter), "
            + "text/html, application/pdf, IPTC ninjs (application/vnd.iptc.ninjs+json) or NewsML-G2 (application/vnd.iptc.g2.newsitem+xml). What the content "
            + "does not state can be given as query parameters, which win over the content. The same article again changes nothing; other content under the "
            + "same URL or id is a new version. What an agency cancels is withdrawn. With Prefer: respond-async the answer comes at once, and the work is "
            + "done by the queue.")
    @APIResponse(responseCode = "201", description = "The article is new")
    @APIResponse(responseCode = "200", description = "The article was known: a new version, or nothing new; or several items were delivered")
    @APIResponse(responseCode = "202", description = "The delivery waits in the queue and will not be lost")
    @APIResponse(responseCode = "409", description = "The article was withdrawn")
    @APIResponse(responseCode = "422", description = "The content is no article; the detail says what is missing")
    public RestResponse<IngestedJson> deliver(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            @Parameter(description = "respond-async: answer at once, and leave the work to the queue") @HeaderParam("Prefer") String prefer,
            @Parameter(description = "An id that stays when the article is corrected") @QueryParam("id") String id,
            @QueryParam("title") String title, @QueryParam("publisher") String publisher,
            @Parameter(description = "Where the original can be read") @QueryParam("url") String url,
            @Parameter(description = "The day of publication, YYYY-MM-DD") @QueryParam("published") String published,
            @Parameter(description = "A moment such as 2025-03-03T10:00:00Z, before which the article is not used") @QueryParam("embargo") String embargo,
            @Parameter(description = "What is corrected, in words for readers") @QueryParam("correction") String correction,
            @Parameter(description = "Where the publisher is at home, such as Europe/Vienna") @QueryParam("zone") String zone,
            @Parameter(description = "Whose article it is, for those who hold the admin token; a site's token says so itself") @QueryParam("site") String site, byte[] body) {
        Holder holder = access.require(authorization, site);
        MediaType type = mediaType(contentType);
        ArticleFormat format = ArticleFormat.ofMediaType(type.getType() + "/" + type.getSubtype())
                .orElseThrow(() -> new NotSupportedException("Send the article as " + ArticleFormat.mediaTypeNames() + "."));
        Stated stated = Stated.NOTHING.withId(given(id)).withTitle(given(title)).withPublisher(given(publisher))
                .withUrl(given(url).map(ArticleResource::address)).withPublished(given(published).map(ArticleResource::day), Optional.empty())
                .withEmbargo(given(embargo).map(ArticleResource::moment)).withCorrection(given(correction)).withZone(given(zone).map(ArticleResource::zone));
        Delivery delivery = new Delivery(body == null ? new byte[0] : body, charset(type), stated, Stated.NOTHING);
        if (prefer != null && prefer.toLowerCase(Locale.ROOT).contains(ASYNCHRONOUS)) {
            String subject = stated.url().map(URI::toString).or(stated::id).or(stated::title).orElseGet(() -> Article.contentKey(TextDecoder.decode(delivery.bytes())));
            long job = deliveries.enqueue(subject, format, delivery, Optional.empty(), holder.site());
            return RestResponse.ResponseBuilder.create(Status.ACCEPTED, new IngestedJson(null, null, "queued", null, job, null))
                    .header(HttpHeaders.LOCATION, "/api/ingestion/jobs/" + job).build();
        }
        List<Ingested> ingested;
        try {
            ingested = deliveries.take(format, delivery, holder.site());
        } catch (UnreadableArticleException e) {
            throw new ClientErrorException("This is no article yet: " + e.getMessage() + ".", 422);
        }
        return ingested.size() == 1 ? answer(ingested.getFirst(), format)
                : RestResponse.ok(new IngestedJson(null, null, "several", ingested.stream().map(IngestedJson::of).toList(), null, null));
    }

    private static RestResponse<IngestedJson> answer(Ingested ingested, ArticleFormat format) {
        IngestedJson json = IngestedJson.of(ingested);
        RestResponse.ResponseBuilder<IngestedJson> created = RestResponse.ResponseBuilder.create(Status.CREATED, json)
                .header(HttpHeaders.LOCATION, "/api/articles/" + ingested.articleId());
        return switch (ingested.outcome()) {
            case CREATED -> created.build();
            case EMBARGOED, COPY -> ingested.isNew() ? created.build() : RestResponse.ok(json);
            case UPDATED, UNCHANGED, OUTDATED -> RestResponse.ok(json);
            case WITHDRAWN -> {
                // these can say themselves that they take an article back
                if (format == ArticleFormat.NINJS || format == ArticleFormat.NEWSML) {
                    yield RestResponse.ok(json);
                }
                throw new ClientErrorException("This article (%s) was withdrawn and is not brought back by delivering it again.".formatted(ingested.articleId()),
                        Status.CONFLICT);
            }
        };
    }

    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(summary = "An article, or one version of it", description = "For those with the admin token or that of its site, and for all where it "
            + "is of the shared corpus and its rights allow showing the whole text.")
    @APIResponse(responseCode = "404", description = "There is no such article or version")
    public ArticleJson get(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id,
            @Parameter(description = "The newest, if left out") @QueryParam("version") Integer version) {
        Optional<ArticleVersion> newest = version == null ? articles.findNewest(id) : articles.find(id, version);
        Optional<Holder> holder = access.holder(authorization, null).filter(one -> newest.filter(article -> !one.mayTouch(article.article().site())).isEmpty());
        // a version that waits for its time is nothing that others may know of
        Optional<ArticleVersion> found = newest.filter(one -> one.state() == ArticleVersion.State.EMBARGOED && version == null && holder.isEmpty())
                .flatMap(_ -> articles.findLive(id)).or(() -> newest);
        if (holder.isEmpty() && found.filter(ArticleResource::isOpen).isEmpty()) {
            // to those who may not touch it, the article of another site is not there
            access.require(authorization, null);
            throw none();
        }
        return found.map(one -> ArticleJson.of(one, articles.speakerOf(id))).orElseThrow(ArticleResource::none);
    }

    @DELETE
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(summary = "Withdraw an article", description = "From now on no answer cites it; answers that did say so.")
    @APIResponse(responseCode = "404", description = "There is no such article")
    public IngestedJson withdraw(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id) {
        requireOwn(authorization, id);
        return articles.withdraw(id)
                .map(version -> new IngestedJson(version.articleId(), version.number(), version.state().name().toLowerCase(Locale.ROOT), null, null,
                        articles.copiesOf(id)))
                .orElseThrow(() -> new NotFoundException("There is no such article."));
    }

    @POST
    @Path("/{id}/release")
    @Bounded(Work.DELIVERIES)
    @RunOnVirtualThread
    @Operation(summary = "Let an article speak for itself", description = "For one that was taken for a copy of another, or whose original was withdrawn.")
    @APIResponse(responseCode = "409", description = "The article speaks for itself already, or is not live")
    public IngestedJson release(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id) {
        ArticleVersion version = requireOwn(authorization, id);
        if (!ingestor.letSpeak(id)) {
            throw new ClientErrorException("This article is no copy that another one speaks for.", Status.CONFLICT);
        }
        return new IngestedJson(id, version.number(), "released", null, null, null);
    }

    private ArticleVersion requireOwn(String authorization, String id) {
        Holder holder = access.require(authorization, null);
        return articles.findNewest(id).filter(version -> holder.mayTouch(version.article().site())).orElseThrow(() -> new NotFoundException("There is no such article."));
    }

    private static NotFoundException none() {
        return new NotFoundException("There is no such article or version.");
    }

    /// What belongs to a site is for its own readers, who see what answers quote.
    private static boolean isOpen(ArticleVersion version) {
        return version.article().site().isEmpty() && version.article().rights() == Rights.FULL_TEXT && switch (version.state()) {
            case LIVE, SUPERSEDED -> true;
            case EMBARGOED, WITHDRAWN -> false;
        };
    }

    private static Optional<String> given(String parameter) {
        return Optional.ofNullable(parameter).filter(value -> !value.isBlank());
    }

    private static MediaType mediaType(String contentType) {
        try {
            return contentType == null ? MediaType.APPLICATION_OCTET_STREAM_TYPE : MediaType.valueOf(contentType);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("The header Content-Type is not a media type: " + contentType);
        }
    }

    private static Optional<Charset> charset(MediaType type) {
        Optional<String> name = Optional.ofNullable(type.getParameters().get(MediaType.CHARSET_PARAMETER));
        Optional<Charset> charset = name.flatMap(TextDecoder::charset);
        if (name.isPresent() && charset.isEmpty()) {
            throw new BadRequestException("The charset of Content-Type is not known: " + name.get() + ". Send UTF-8.");
        }
        return charset;
    }

    private static URI address(String value) {
        return WebAddress.of(value).orElseThrow(() -> new BadRequestException("\"url\" is no address of http or https: " + value));
    }

    private static Instant moment(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw new BadRequestException("\"embargo\" must be a moment with its zone, such as 2025-03-03T10:00:00Z.");
        }
    }

    private static ZoneId zone(String value) {
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw new BadRequestException("\"zone\" must be a time zone such as Europe/Vienna.");
        }
    }

    private static LocalDate day(String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw new BadRequestException("\"published\" must be a date such as 2025-03-03.");
        }
    }
}
