package dragoman.channel.web;

import dragoman.answer.Answer;
import dragoman.answer.AnswerRequest;
import dragoman.answer.AnswerService;
import dragoman.answer.Citation;
import dragoman.answer.GivenAnswer;
import dragoman.answer.InvalidQuestionException;
import dragoman.answer.MatterTimeline;
import dragoman.answer.MatterTimeline.Point;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.channel.web.PageView.AnswerView;
import dragoman.channel.web.PageView.Page;
import dragoman.channel.web.PageView.SourceView;
import dragoman.channel.web.Texts.Dictionary;
import dragoman.conversation.Conversations;
import dragoman.conversation.Conversations.Manner;
import dragoman.database.StorageException;
import dragoman.load.Bounded;
import dragoman.load.Bulkheads;
import dragoman.load.Bulkheads.Work;
import dragoman.load.BusyException;
import dragoman.newsroom.Site;
import dragoman.newsroom.SiteAccess;
import dragoman.newsroom.SiteStore;
import dragoman.newsroom.Visitors;
import io.quarkus.logging.Log;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The pages. What they show is complete as the server sends it, so that it can be read and asked without JavaScript; with it, the chat takes
/// its place.
@Path("/")
@Produces(PageResource.HTML)
public class PageResource {

    static final String HTML = MediaType.TEXT_HTML + ";charset=utf-8";
    private static final String NAME = "Dragoman";

    private final Conversations conversations;
    private final AnswerService answers;
    private final MatterTimeline timeline;
    private final SiteAccess access;
    private final SiteStore sites;
    private final SocialCard card;
    private final Visitors visitors;
    private final Bulkheads bulkheads;
    private final Texts texts;
    private final int keepDays;

    PageResource(Conversations conversations, AnswerService answers, MatterTimeline timeline, SiteAccess access, SiteStore sites, SocialCard card, Visitors visitors, Bulkheads bulkheads, Texts texts, @ConfigProperty(name = "dragoman.conversation.keep-days") int keepDays) {
        this.conversations = conversations;
        this.answers = answers;
        this.timeline = timeline;
        this.access = access;
        this.sites = sites;
        this.card = card;
        this.visitors = visitors;
        this.bulkheads = bulkheads;
        this.texts = texts;
        this.keepDays = keepDays;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance ask(Page page, String problem, String question);

        static native TemplateInstance answer(Page page, AnswerView view);

        static native TemplateInstance source(Page page, SourceView view);

        static native TemplateInstance embed(Page page, String site, String oembed);

        static native TemplateInstance missing(Page page, String message);
    }

    @GET
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> ask(@QueryParam("lang") String language, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Dictionary words = words(language, accepted);
        return html(Status.OK, words, Templates.ask(Page.of(words, keepDays, NAME, words.get("tagline")), "", ""));
    }

    @POST
    @Path("/ask")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> answer(@FormParam("question") String question, @FormParam("conversation") String conversation,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted, @Context HttpServerRequest http) {
        Dictionary words = words(null, accepted);
        try {
            access.asking(null, http);
            AnswerRequest request = new AnswerRequest(question, Optional.ofNullable(conversation).filter(id -> !id.isEmpty()), Optional.empty());
            BooleanSupplier left = () -> http.response().closed();
            Answer answer = bulkheads.run(Work.ANSWERS, left, () -> conversations.ask(request, Manner.NEXT, _ -> {
            }, left));
            return html(Status.OK, words, page(new GivenAnswer(answer, List.of()), answer.heading().conversation(), words, http));
        } catch (ClientErrorException e) {
            if (e.getResponse().getStatus() != Status.TOO_MANY_REQUESTS.getStatusCode()) {
                throw e;
            }
            String seconds = e.getResponse().getHeaderString(HttpHeaders.RETRY_AFTER);
            return html(Status.TOO_MANY_REQUESTS, words, Templates.ask(Page.of(words, keepDays, NAME, words.get("tagline")), words.get("tooMany", "seconds", seconds), question == null ? "" : question));
        } catch (BusyException | StorageException e) {
            Log.warnf("a question could not be answered in time: %s", e.getMessage());
            return withRetry(html(Status.SERVICE_UNAVAILABLE, words, Templates.ask(Page.of(words, keepDays, NAME, words.get("tagline")),
                    words.get("busy", "seconds", String.valueOf(BusyException.RETRY_AFTER)), question == null ? "" : question)));
        } catch (InvalidQuestionException e) {
            return html(Status.BAD_REQUEST, words, Templates.ask(Page.of(words, keepDays, NAME, words.get("tagline")), e.getMessage(), question == null ? "" : question));
        }
    }

    @GET
    @Path("/answers/{id}")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> permalink(@PathParam("id") String id, @QueryParam("lang") String language, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted, @Context HttpServerRequest http) {
        Dictionary words = words(language, accepted);
        return answers.find(id).map(given -> html(Status.OK, words, page(given, "", words, http))).orElseGet(() -> missing(id, words));
    }

    @GET
    @Path("/answers/{id}/card.png")
    @Produces("image/png")
    @Bounded
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<byte[]> card(@PathParam("id") String id) {
        return answers.find(id).filter(_ -> card.isPossible()).map(given -> RestResponse.ResponseBuilder.ok(card.of(given.answer())).header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600").build())
                .orElseGet(() -> RestResponse.status(Status.NOT_FOUND));
    }

    @GET
    @Path("/answers/{id}/sources/{number}")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> source(@PathParam("id") String id, @PathParam("number") int number, @QueryParam("lang") String language,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Dictionary words = words(language, accepted);
        Optional<Citation> citation = answers.find(id).stream().flatMap(given -> given.answer().citations().stream()).filter(one -> one.number() == number).findFirst();
        return passage(id, citation, words);
    }

    /// Where {@link #point} shows a point of an answer's timeline.
    static String pageOf(String answer, Citation point) {
        return "/answers/%s/timeline/%s/%d/%d#quote".formatted(answer, URLEncoder.encode(point.articleId(), StandardCharsets.UTF_8).replace("+", "%20"), point.version(), point.start());
    }

    /// A point of the timeline of an answer, in its article. Only what is on that timeline is shown, so that nobody reads on from there.
    @GET
    @Path("/answers/{id}/timeline/{article}/{version}/{start}")
    @Bounded
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> point(@PathParam("id") String id, @PathParam("article") String article, @PathParam("version") int version, @PathParam("start") int start,
            @QueryParam("lang") String language, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Dictionary words = words(language, accepted);
        Optional<Citation> point = answers.find(id).stream().flatMap(given -> timeline.of(given.answer()).stream()).map(Point::citation)
                .filter(one -> one.articleId().equals(article) && one.version() == version && one.start() == start).findFirst();
        return passage(id, point, words);
    }

    private RestResponse<String> passage(String id, Optional<Citation> citation, Dictionary words) {
        Optional<ArticleVersion> version = citation.flatMap(answers::citedVersion);
        if (version.isEmpty()) {
            return missing(id, words);
        }
        if (version.get().state() == State.WITHDRAWN) {
            return missing(Status.GONE, words, "withdrawnArticle");
        }
        SourceView view = SourceView.of(id, citation.get(), version.get(), words);
        return html(Status.OK, words, Templates.source(Page.of(words, keepDays, view.title(), citation.get().quote()), view));
    }

    /// A site's chat as a page of its own, to be framed where a script cannot be put into a page.
    @GET
    @Path("/embed/{site}")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> embed(@PathParam("site") String id, @QueryParam("lang") String language, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted,
            @Context HttpServerRequest http) {
        Optional<Site> site = sites.find(id);
        Dictionary words = words(language == null ? site.flatMap(one -> one.languages().stream().findFirst()).orElse(null) : language, accepted);
        if (site.isEmpty()) {
            return missing(Status.NOT_FOUND, words, "missing");
        }
        String oembed = UriBuilder.fromUri(visitors.base(http)).path("oembed").queryParam("url", visitors.base(http).resolve("/embed/" + id)).build().toString();
        RestResponse<String> page = html(Status.OK, words, Templates.embed(Page.of(words, keepDays, site.get().name(), words.get("tagline")), id, oembed));
        page.getHeaders().putSingle(ResponseHeaders.POLICY_NAME, ResponseHeaders.policy(site.get().origins()));
        return page;
    }

    private TemplateInstance page(GivenAnswer given, String conversation, Dictionary words, HttpServerRequest http) {
        Answer answer = given.answer();
        String address = visitors.base(http).resolve("/answers/" + answer.heading().id()).toString();
        return Templates.answer(Page.of(words, keepDays, answer.heading().standalone(), PageView.description(answer, words)),
                AnswerView.of(given, address, card.isPossible(), conversation, words));
    }

    @ServerExceptionMapper
    RestResponse<String> busy(BusyException e, HttpHeaders headers) {
        return unavailable(headers);
    }

    @ServerExceptionMapper
    RestResponse<String> storage(StorageException e, HttpHeaders headers) {
        Log.errorf("a page could not be shown: %s (%s)", e.getMessage(), e.getCause());
        return unavailable(headers);
    }

    private RestResponse<String> unavailable(HttpHeaders headers) {
        Dictionary words = words(null, headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        String message = words.get("busy", "seconds", String.valueOf(BusyException.RETRY_AFTER));
        RestResponse<String> page = withRetry(html(Status.SERVICE_UNAVAILABLE, words,
                Templates.missing(Page.of(words, keepDays, words.get("missing"), message), message)));
        page.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, HTML);
        return page;
    }

    private static RestResponse<String> withRetry(RestResponse<String> page) {
        page.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, BusyException.RETRY_AFTER);
        return page;
    }

    private Dictionary words(String language, String accepted) {
        return texts.choose(Optional.ofNullable(language), accepted);
    }

    private RestResponse<String> missing(String answer, Dictionary words) {
        return answers.isSuppressed(answer) ? missing(Status.GONE, words, "suppressedAnswer") : missing(Status.NOT_FOUND, words, "missingAnswer");
    }

    private RestResponse<String> missing(Status status, Dictionary words, String message) {
        return html(status, words, Templates.missing(Page.of(words, keepDays, words.get("missing"), words.get(message)), words.get(message)));
    }

    private static RestResponse<String> html(Status status, Dictionary words, TemplateInstance template) {
        return RestResponse.ResponseBuilder.create(status, template.render()).header(HttpHeaders.CONTENT_LANGUAGE, words.language())
                .header(HttpHeaders.CACHE_CONTROL, "no-store").header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE).build();
    }
}
