package dragoman.newsroom;

import com.fasterxml.jackson.annotation.JsonInclude;
import dragoman.article.Article;
import dragoman.article.ArticleRepository;
import dragoman.article.ArticleVersion;
import dragoman.article.Rights;
import dragoman.feed.ArticleFormat;
import dragoman.feed.Delivery;
import dragoman.feed.TextDecoder;
import dragoman.feed.UnreadableArticleException;
import dragoman.ingestion.ArticleIngestor;
import dragoman.ingestion.Ingested;
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
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.LocalDate;
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

/// Articles over HTTP, for those who hold the admin token.
@Path("/api/articles")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "articles")
public class ArticleResource {

    private final ArticleIngestor ingestor;
    private final ArticleRepository articles;
    private final AdminToken admin;

    ArticleResource(ArticleIngestor ingestor, ArticleRepository articles, AdminToken admin) {
        this.ingestor = ingestor;
        this.articles = articles;
        this.admin = admin;
    }

    /// What became of a delivered article.
    @Schema(name = "IngestedArticle")
    record IngestedJson(String id, int version, String outcome) {
        static IngestedJson of(Ingested ingested) {
            return new IngestedJson(ingested.articleId(), ingested.version(), ingested.outcome().name().toLowerCase(Locale.ROOT));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Article")
    record ArticleJson(String id, int version, String state, String title, String publisher, String url, LocalDate published,
            String language, List<String> sources,
            @Schema(description = "The very text that start and end of citations count in, in UTF-16 code units") String text) {
        static ArticleJson of(ArticleVersion version) {
            Article article = version.article();
            return new ArticleJson(version.articleId(), version.number(), version.state().name().toLowerCase(Locale.ROOT), article.title(),
                    article.publisher().name(), article.url().map(URI::toString).orElse(null), article.published(), article.language(),
                    article.sources(), article.text());
        }
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RunOnVirtualThread
    @Operation(summary = "Deliver an article", description = "The body is the article as text/plain (as scraped), text/markdown (with "
            + "front matter) or text/html. What the content does not state can be given as query parameters, which win over the content. "
            + "The same article again changes nothing; other content under the same URL or id is a new version.")
    @APIResponse(responseCode = "201", description = "The article is new")
    @APIResponse(responseCode = "200", description = "The article was known: a new version, or nothing new")
    @APIResponse(responseCode = "409", description = "The article was withdrawn")
    @APIResponse(responseCode = "422", description = "The content is no article; the detail says what is missing")
    public RestResponse<IngestedJson> deliver(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            @Parameter(description = "An id that stays when the article is corrected") @QueryParam("id") String id,
            @QueryParam("title") String title, @QueryParam("publisher") String publisher,
            @Parameter(description = "Where the original can be read") @QueryParam("url") String url,
            @Parameter(description = "The day of publication, YYYY-MM-DD") @QueryParam("published") String published,
            byte[] body) {
        admin.require(authorization);
        MediaType type = mediaType(contentType);
        ArticleFormat format = ArticleFormat.ofMediaType(type.getType() + "/" + type.getSubtype())
                .orElseThrow(() -> new NotSupportedException("Send the article as text/plain, text/markdown or text/html."));
        Delivery delivery = new Delivery(decode(body, type), given(id), Optional.empty(), given(title), given(publisher),
                given(url).map(ArticleResource::address), given(published).map(ArticleResource::day));
        Ingested ingested;
        try {
            ingested = ingestor.ingest(format.reader().read(delivery));
        } catch (UnreadableArticleException e) {
            throw new ClientErrorException("This is no article yet: " + e.getMessage() + ".", 422);
        }
        return switch (ingested.outcome()) {
            case CREATED -> RestResponse.ResponseBuilder.create(Status.CREATED, IngestedJson.of(ingested))
                    .header(HttpHeaders.LOCATION, "/api/articles/" + ingested.articleId()).build();
            case UPDATED, UNCHANGED -> RestResponse.ok(IngestedJson.of(ingested));
            case WITHDRAWN -> throw new ClientErrorException(
                    "This article (%s) was withdrawn and is not brought back by delivering it again.".formatted(ingested.articleId()),
                    Status.CONFLICT);
        };
    }

    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(summary = "An article, or one version of it", description = "For those with the admin token, and for all where the "
            + "article's rights allow showing the whole text.")
    @APIResponse(responseCode = "404", description = "There is no such article or version")
    public ArticleJson get(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id,
            @Parameter(description = "The newest, if left out") @QueryParam("version") Integer version) {
        Optional<ArticleVersion> found = version == null ? articles.findNewest(id) : articles.find(id, version);
        boolean open = found.isPresent() && found.get().article().rights() == Rights.FULL_TEXT
                && found.get().state() != ArticleVersion.State.WITHDRAWN;
        if (!open) {
            admin.require(authorization);
        }
        return found.map(ArticleJson::of).orElseThrow(() -> new NotFoundException("There is no such article or version."));
    }

    @DELETE
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(summary = "Withdraw an article", description = "From now on no answer cites it; answers that did say so.")
    @APIResponse(responseCode = "404", description = "There is no such article")
    public IngestedJson withdraw(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id) {
        admin.require(authorization);
        return articles.withdraw(id)
                .map(version -> new IngestedJson(version.articleId(), version.number(), version.state().name().toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> new NotFoundException("There is no such article."));
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

    private static String decode(byte[] body, MediaType type) {
        String charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
        try {
            return charset == null || charset.equalsIgnoreCase("utf-8") ? TextDecoder.decode(body) : new String(body, Charset.forName(charset));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new BadRequestException("The charset of Content-Type is not known: " + charset + ". Send UTF-8.");
        }
    }

    private static URI address(String value) {
        try {
            return URI.create(value);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("\"url\" is not an address: " + value);
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
