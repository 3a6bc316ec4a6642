package dragoman.newsroom;

import com.fasterxml.jackson.annotation.JsonInclude;
import dragoman.answer.generation.QuestionWriter;
import dragoman.article.ArticleRepository;
import dragoman.article.CorpusSummary;
import dragoman.article.CorpusSummary.Headline;
import dragoman.ingestion.CorpusStartup;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What can be asked about.
@Path("/api/corpus")
@Tag(name = "articles")
public class CorpusResource {

    private final ArticleRepository articles;
    private final SiteStore sites;
    private final SiteAccess access;
    private final CorpusStartup startup;
    private final QuestionWriter questions;
    private final Clock clock;
    private final int freshDays;

    CorpusResource(ArticleRepository articles, SiteStore sites, SiteAccess access, CorpusStartup startup, QuestionWriter questions, Clock clock, @ConfigProperty(name = "dragoman.newest-article.days") int freshDays) {
        this.articles = articles;
        this.sites = sites;
        this.access = access;
        this.startup = startup;
        this.questions = questions;
        this.clock = clock;
        this.freshDays = freshDays;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Corpus")
    record CorpusJson(long articles, LocalDate oldest, LocalDate newest, List<Headline> latest,
            @Schema(description = "Whether all articles of the corpus folder are in") boolean ready,
            @Schema(description = "Whether the newest article is older than it should be (DRAGOMAN_NEWEST_ARTICLE_DAYS)") boolean stale,
            @Schema(description = "Whether a language model reads questions in other languages than English") boolean anyLanguage) {
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "How many articles there are, from when, and the latest headlines")
    public CorpusJson get(@QueryParam("site") String site, @Context HttpServerRequest http) {
        CorpusSummary summary = articles.summarize(sites.viewOf(access.looking(site, http)));
        return new CorpusJson(summary.articles(), summary.oldest().orElse(null), summary.newest().orElse(null), summary.latest(),
                startup.isReady(), freshDays > 0 && summary.newest().filter(LocalDate.now(clock).minusDays(freshDays)::isAfter).isPresent(), questions.isConfigured());
    }
}
