package dragoman.newsroom.desk;

import dragoman.load.Bounded;
import dragoman.audit.AuditEntry;
import dragoman.audit.AuditLog;
import dragoman.newsroom.desk.CoverageGaps.Gap;
import dragoman.newsroom.desk.DayPlot.Series;
import dragoman.newsroom.desk.Desk.DeskPage;
import dragoman.newsroom.desk.Desk.Section;
import dragoman.newsroom.desk.DeskRecords.ArticleLine;
import dragoman.newsroom.desk.DeskRecords.Day;
import dragoman.newsroom.desk.DeskRecords.FeedLine;
import dragoman.newsroom.desk.DeskRecords.Opinion;
import dragoman.newsroom.desk.DeskRecords.Question;
import dragoman.newsroom.desk.DeskRecords.SiteCount;
import dragoman.newsroom.desk.DeskRecords.Usage;
import dragoman.newsroom.desk.DeskRecords.VersionLine;
import dragoman.newsroom.desk.Editor.Scope;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// The lists of the desk, as pages and as files.
@Path("/desk")
public class ListsResource {

    private static final int PAGE = 50;
    /// Rows of a file at most.
    private static final int FILE = 10_000;
    private static final String USUAL_DAYS = "30";
    private static final Set<String> OUTCOMES = Set.of("ANSWERED", "PARTIAL", "DECLINED");

    private final Desk desk;
    private final DeskRecords records;
    private final CoverageGaps gaps;
    private final AuditLog audit;
    private final BigDecimal price;
    private final String currency;

    ListsResource(Desk desk, DeskRecords records, CoverageGaps gaps, AuditLog audit, @ConfigProperty(name = "dragoman.desk.price-per-million-tokens") BigDecimal price,
            @ConfigProperty(name = "dragoman.desk.currency") String currency) {
        this.desk = desk;
        this.records = records;
        this.gaps = gaps;
        this.audit = audit;
        this.price = price;
        this.currency = currency;
    }

    @CheckedTemplate(basePath = "desk")
    static final class Templates {

        private Templates() {
        }

        static native TemplateInstance overview(DeskPage page, Filter filter, List<Plot> plots, List<Day> days, List<Gap> gaps, Totals totals);

        static native TemplateInstance questions(DeskPage page, Filter filter, List<Question> questions);

        static native TemplateInstance gaps(DeskPage page, Filter filter, List<GapView> gaps, int questions, boolean cut);

        static native TemplateInstance disliked(DeskPage page, Filter filter, List<Opinion> opinions);

        static native TemplateInstance feeds(DeskPage page, Filter filter, List<FeedLine> feeds);

        static native TemplateInstance articles(DeskPage page, Filter filter, List<ArticleLine> articles);

        static native TemplateInstance article(DeskPage page, String id, List<VersionLine> versions);

        static native TemplateInstance usage(DeskPage page, Filter filter, List<UsageLine> usage, List<SiteCount> counts, String price, String plot);

        static native TemplateInstance audit(DeskPage page, List<AuditEntry> entries, String older);
    }

    /// What a list is narrowed to.
    ///
    /// @param scope of the sites that the editor sees
    /// @param site  as it was asked for
    /// @param skip  how many rows came on the pages before
    /// @param more  whether there may be further rows
    record Filter(Scope scope, String site, int days, int mostDays, String state, String search, int skip, boolean more) {

        /// As the query of an address.
        public String query() {
            return "?site=" + encoded(site) + "&days=" + days + "&state=" + encoded(state) + "&q=" + encoded(search);
        }

        public int next() {
            return skip + PAGE;
        }

        public int previous() {
            return Math.max(0, skip - PAGE);
        }

        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }

        Filter with(boolean furtherRows) {
            return new Filter(scope, site, days, mostDays, state, search, skip, furtherRows);
        }
    }

    /// A picture, complete as SVG.
    record Plot(String title, String svg) {
    }

    /// The sums of the days shown.
    record Totals(long asked, long answered, long partial, long declined, long disliked) {

        public String share(long part) {
            return asked == 0 ? "–" : Math.round(100.0 * part / asked) + " %";
        }
    }

    record GapView(Gap gap, String spark) {
    }

    record UsageLine(LocalDate day, String site, long tokens, String cost) {
    }

    /// The parameters that lists share.
    static class Narrowing {

        @QueryParam("site")
        @DefaultValue("")
        String site;

        @QueryParam("days")
        @DefaultValue(USUAL_DAYS)
        int days;

        @QueryParam("state")
        @DefaultValue("")
        String state;

        @QueryParam("q")
        @DefaultValue("")
        String search;

        @QueryParam("skip")
        @DefaultValue("0")
        int skip;
    }

    private Filter filter(Editor editor, Narrowing asked) {
        String search = asked.search.strip().replace("\0", "");
        return new Filter(editor.scope(asked.site), asked.site, Math.clamp(asked.days, 1, records.keepDays()), records.keepDays(), OUTCOMES.contains(asked.state) ? asked.state : "",
                search.substring(0, Math.min(200, search.length())), Math.clamp(asked.skip, 0, 1_000_000), false);
    }

    /// A list as a page, narrowed as was asked.
    private RestResponse<String> page(Visit visit, Narrowing narrowing, String title, Section section, BiFunction<DeskPage, Filter, TemplateInstance> content) {
        return desk.show(visit, session -> content.apply(DeskPage.of(title, session, section), filter(session.editor(), narrowing)));
    }

    /// The same as a file.
    private RestResponse<String> file(Visit visit, Narrowing narrowing, String name, Function<Filter, String> content) {
        return desk.file(visit, name, session -> content.apply(filter(session.editor(), narrowing)));
    }

    @GET
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> overview(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return page(visit, narrowing, "Overview", Section.OVERVIEW, (page, filter) -> {
            List<Day> days = records.days(filter.scope, filter.days);
            List<LocalDate> dates = days.stream().map(Day::day).toList();
            List<Plot> plots = List.of(
                    new Plot("Questions a day", DayPlot.columns("asked", "Questions a day", dates, List.of(counts("answered", days, Day::answered), counts("partly answered", days, Day::partial),
                            counts("declined", days, Day::declined)))),
                    new Plot("Seconds to an answer", DayPlot.lines("took", "Seconds to an answer", dates, List.of(new Series("median", days.stream().map(Day::median).toList()),
                            new Series("95 of 100 within", days.stream().map(Day::slow).toList())))),
                    new Plot("Dislikes a day", DayPlot.columns("disliked", "Dislikes a day", dates, List.of(counts("dislikes", days, Day::disliked)))));
            List<Gap> largest = gaps.find(filter.scope, filter.days).stream().limit(5).toList();
            return Templates.overview(page, filter, plots, days.reversed(), largest, new Totals(sum(days, Day::asked), sum(days, Day::answered), sum(days, Day::partial),
                    sum(days, Day::declined), sum(days, Day::disliked)));
        });
    }

    private static Series counts(String name, List<Day> days, ToLongFunction<Day> count) {
        return new Series(name, days.stream().map(day -> OptionalDouble.of(count.applyAsLong(day))).toList());
    }

    private static long sum(List<Day> days, ToLongFunction<Day> count) {
        return days.stream().mapToLong(count).sum();
    }

    @GET
    @Path("/overview.csv")
    @Bounded
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> overviewFile(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return file(visit, narrowing, "days", filter -> Csv.of(List.of("day", "answered", "partial", "declined", "median seconds", "95 of 100 within seconds", "dislikes"),
                records.days(filter.scope, filter.days).stream()
                        .map(day -> List.<Object>of(day.day(), day.answered(), day.partial(), day.declined(), text(day.median()), text(day.slow()), day.disliked())).toList()));
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? String.valueOf(value.getAsDouble()) : "";
    }

    @GET
    @Path("/questions")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> questions(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return page(visit, narrowing, "Questions", Section.QUESTIONS, (page, filter) -> {
            List<Question> rows = records.questions(filter.scope, filter.days, filter.state, filter.search, filter.skip, PAGE + 1);
            return Templates.questions(page, filter.with(rows.size() > PAGE), rows.stream().limit(PAGE).toList());
        });
    }

    @GET
    @Path("/questions.csv")
    @Bounded
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> questionsFile(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return file(visit, narrowing, "questions", filter -> Csv.of(List.of("asked", "site", "question", "understood as", "outcome", "reason", "milliseconds", "helpful", "disliked", "answer"),
                records.questions(filter.scope, filter.days, filter.state, filter.search, 0, FILE).stream()
                        .map(one -> List.<Object>of(one.asked(), DeskFormat.siteName(one.site()), one.question(), one.understood(), one.outcome(), one.reason(),
                                one.millis().map(String::valueOf).orElse(""), one.helpful(), one.disliked(), one.answerId())).toList()));
    }

    @GET
    @Path("/gaps")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> gaps(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return page(visit, narrowing, "Coverage gaps", Section.GAPS, (page, filter) -> {
            List<Gap> found = gaps.find(filter.scope, filter.days);
            int questions = found.stream().mapToInt(Gap::count).sum();
            return Templates.gaps(page, filter.with(found.size() > filter.skip + PAGE), found.stream().skip(filter.skip).limit(PAGE)
                    .map(gap -> new GapView(gap, DayPlot.spark("%d in %d days".formatted(gap.count(), filter.days), gap.days()))).toList(), questions, questions == CoverageGaps.MOST);
        });
    }

    @GET
    @Path("/gaps.csv")
    @Bounded
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> gapsFile(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return file(visit, narrowing, "coverage-gaps", filter -> {
            List<Gap> found = gaps.find(filter.scope, filter.days);
            return Csv.of(List.of("group", "questions in group", "trend", "label", "asked", "site", "question", "outcome", "reason", "answer"),
                    IntStream.range(0, found.size()).boxed().flatMap(i -> found.get(i).questions().stream().map(one -> List.<Object>of(i + 1, found.get(i).count(), DeskFormat.word(found.get(i).trend()),
                            found.get(i).label(), one.asked(), DeskFormat.siteName(one.site()), one.standalone(), one.outcome(), one.reason(), one.answerId()))).toList());
        });
    }

    @GET
    @Path("/disliked")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> disliked(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return page(visit, narrowing, "Disliked answers", Section.DISLIKED, (page, filter) -> Templates.disliked(page, filter, records.disliked(filter.scope, filter.days, 200)));
    }

    @GET
    @Path("/disliked.csv")
    @Bounded
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> dislikedFile(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return file(visit, narrowing, "disliked", filter -> Csv.of(List.of("said", "site", "question", "outcome", "reason", "comment", "answer"),
                records.disliked(filter.scope, filter.days, FILE).stream()
                        .map(one -> List.<Object>of(one.said(), DeskFormat.siteName(one.site()), one.question(), one.outcome(), one.reason(), one.comment(), one.answerId())).toList()));
    }

    @GET
    @Path("/feeds")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> feeds(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return page(visit, narrowing, "Feeds", Section.FEEDS, (page, filter) -> Templates.feeds(page, filter, records.feeds(filter.scope)));
    }

    @GET
    @Path("/feeds.csv")
    @Bounded
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> feedsFile(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return file(visit, narrowing, "feeds", filter -> Csv.of(List.of("feed", "site", "last heard", "lag in seconds", "stalled", "newest article", "failures", "problem"),
                records.feeds(filter.scope).stream().map(one -> List.<Object>of(one.url(), DeskFormat.siteName(one.site()), one.heard().map(Object::toString).orElse(""),
                        one.lag().toSeconds(), one.stalled(), one.newest().map(Object::toString).orElse(""), one.failures(), one.problem())).toList()));
    }

    @GET
    @Path("/articles")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> articles(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return page(visit, narrowing, "Articles", Section.ARTICLES, (page, filter) -> {
            List<ArticleLine> rows = records.articles(filter.scope, filter.search, filter.skip, PAGE + 1);
            return Templates.articles(page, filter.with(rows.size() > PAGE), rows.stream().limit(PAGE).toList());
        });
    }

    @GET
    @Path("/articles.csv")
    @Bounded
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> articlesFile(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return file(visit, narrowing, "articles", filter -> Csv.of(List.of("article", "site", "title", "publisher", "published", "state", "versions", "answers citing it", "copy of"),
                records.articles(filter.scope, filter.search, 0, FILE).stream().map(one -> List.<Object>of(one.id(), DeskFormat.siteName(one.site()), one.title(), one.publisher(),
                        one.published(), one.state(), one.versions(), one.cited(), one.copyOf())).toList()));
    }

    @GET
    @Path("/articles/{id}")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> article(@BeanParam Visit visit, @PathParam("id") String id) {
        return desk.show(visit, session -> {
            List<VersionLine> versions = records.versions(session.editor().scope(null), id);
            if (versions.isEmpty()) {
                throw new NotFoundException("There is no such article here.");
            }
            return Templates.article(DeskPage.of(versions.getFirst().title(), session, Section.ARTICLES), id, versions);
        });
    }

    @GET
    @Path("/usage")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> usage(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return page(visit, narrowing, "Usage and cost", Section.USAGE, (page, filter) -> {
            List<Usage> usage = records.usage(filter.scope, filter.days);
            LocalDate today = records.today();
            List<LocalDate> days = IntStream.range(0, filter.days).mapToObj(i -> today.minusDays(filter.days - 1L - i)).toList();
            List<Series> series = usage.stream().map(Usage::site).distinct().sorted().limit(3).map(site -> new Series(site, days.stream().map(day -> OptionalDouble.of(
                    usage.stream().filter(one -> one.site().equals(site) && one.day().equals(day)).mapToLong(Usage::tokens).sum())).toList())).toList();
            return Templates.usage(page, filter, usage.stream().map(this::line).toList(), records.counts(filter.scope, filter.days),
                    price.signum() == 0 ? "" : price.toPlainString() + " " + currency, series.isEmpty() ? "" : DayPlot.columns("tokens", "Tokens a day", days, series));
        });
    }

    private UsageLine line(Usage usage) {
        return new UsageLine(usage.day(), usage.site(), usage.tokens(), price.signum() == 0 ? "" : "%.4f".formatted(price.multiply(BigDecimal.valueOf(usage.tokens())).movePointLeft(6)) + " " + currency);
    }

    @GET
    @Path("/usage.csv")
    @Bounded
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> usageFile(@BeanParam Visit visit, @BeanParam Narrowing narrowing) {
        return file(visit, narrowing, "usage", filter -> Csv.of(List.of("day", "site", "tokens", "cost"), records.usage(filter.scope, filter.days).stream().map(this::line)
                .map(one -> List.<Object>of(one.day(), one.site(), one.tokens(), one.cost())).toList()));
    }

    @GET
    @Path("/audit")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> audit(@BeanParam Visit visit, @QueryParam("before") @DefaultValue("9223372036854775807") long before) {
        return desk.show(visit, session -> {
            List<AuditEntry> entries = entries(session.editor(), before, PAGE);
            return Templates.audit(DeskPage.of("Audit log", session, Section.AUDIT), entries, entries.size() < PAGE ? "" : String.valueOf(entries.getLast().number()));
        });
    }

    @GET
    @Path("/audit.csv")
    @Bounded
    @RunOnVirtualThread
    @Operation(hidden = true)
    public RestResponse<String> auditFile(@BeanParam Visit visit) {
        return desk.file(visit, "audit", session -> Csv.of(List.of("number", "at", "who", "role", "site", "what", "to", "detail", "hash"), entries(session.editor(), Long.MAX_VALUE, FILE).stream()
                .map(one -> List.<Object>of(one.number(), one.at(), one.deed().actor().name(), one.deed().actor().role(), DeskFormat.siteName(one.deed().site()), one.deed().action(),
                        one.deed().subject(), one.deed().detail(), one.hash())).toList()));
    }

    private List<AuditEntry> entries(Editor editor, long before, int most) {
        Scope scope = editor.scope(null);
        return Stream.iterate(audit.newest(before, most), page -> !page.isEmpty(), page -> audit.newest(page.getLast().number(), most)).flatMap(List::stream)
                .filter(entry -> scope.includes(entry.deed().site())).limit(most).toList();
    }
}
