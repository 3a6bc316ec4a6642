package dragoman.newsroom.desk;

import dragoman.database.Database;
import dragoman.database.Rows;
import dragoman.ingestion.FeedStore;
import dragoman.newsroom.desk.Editor.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What the desk lists, as it lies in the database. Questions are shown without a trace of who asked, and only as long as conversations are kept.
@ApplicationScoped
class DeskRecords {

    private static final String UNREADABLE = "the desk's lists could not be read";

    private final Database database;
    private final FeedStore feeds;
    private final Clock clock;
    private final int keepDays;

    DeskRecords(Database database, FeedStore feeds, Clock clock, @ConfigProperty(name = "dragoman.conversation.keep-days") int keepDays) {
        this.database = database;
        this.feeds = feeds;
        this.clock = clock;
        this.keepDays = keepDays;
    }

    /// How many days questions are shown, at most.
    int keepDays() {
        return keepDays;
    }

    /// Today (UTC).
    LocalDate today() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }

    /// A question that was asked.
    ///
    /// @param outcome    ANSWERED, PARTIAL or DECLINED
    /// @param understood the question that was answered, where it is another; else empty
    /// @param reason     why it was not, or not wholly, answered; else empty
    record Question(String answerId, Instant asked, Optional<String> site, String question, String understood, String outcome, String reason, Optional<Integer> millis,
            int helpful, int disliked, boolean suppressed) {

        public String standalone() {
            return understood.isEmpty() ? question : understood;
        }
    }

    private static final String QUESTIONS = """
            select a.id, a.created_at, a.site, a.question, a.understood, a.outcome, a.reason, a.took_millis, a.suppressed_at is not null as suppressed,
                   (select count(*) from answer_feedback f where f.answer_id = a.id and f.helpful) as helpful,
                   (select count(*) from answer_feedback f where f.answer_id = a.id and not f.helpful) as disliked
              from answer a where a.created_at >= ? and\s""" + Scope.sql("a.site");

    /// Questions, the newest first.
    ///
    /// @param outcome of this outcome only; empty for all
    /// @param search  with these letters in them; empty for all
    List<Question> questions(Scope scope, int days, String outcome, String search, int skip, int most) {
        return list(QUESTIONS + """
                 and (? = '' or a.outcome = ?) and (? = '' or a.question ilike ? or a.understood ilike ?)
                 order by a.created_at desc, a.id offset ? limit ?""", select -> {
            int at = scope(select, scope, days);
            String like = "%" + search.replaceAll("([\\\\%_])", "\\\\$1") + "%";
            select.setString(at, outcome);
            select.setString(at + 1, outcome);
            select.setString(at + 2, search);
            select.setString(at + 3, like);
            select.setString(at + 4, like);
            select.setInt(at + 5, skip);
            select.setInt(at + 6, most);
        }, DeskRecords::question);
    }

    /// Questions that were not answered, or not wholly, the newest first.
    List<Question> unanswered(Scope scope, int days, int most) {
        return list(QUESTIONS + " and a.outcome <> 'ANSWERED' order by a.created_at desc, a.id limit ?", select -> select.setInt(scope(select, scope, days), most), DeskRecords::question);
    }

    /// One question with its answer's id; empty if it is none of the scope, or older than questions are shown.
    Optional<Question> question(Scope scope, String answerId) {
        return list(QUESTIONS + " and a.id = ?", select -> select.setString(scope(select, scope, keepDays), answerId), DeskRecords::question).stream().findFirst();
    }

    /// What a reader said of an answer.
    record Opinion(String answerId, Instant said, Optional<String> site, String question, String outcome, boolean helpful, String reason, String comment) {
    }

    /// What readers disliked, the newest first.
    List<Opinion> disliked(Scope scope, int days, int most) {
        return list("""
                select a.id, f.created_at, a.site, a.question, a.outcome, f.helpful, f.reason, f.comment from answer_feedback f join answer a on a.id = f.answer_id
                 where a.created_at >= ? and\s""" + Scope.sql("a.site") + " and not f.helpful order by f.created_at desc limit ?",
                select -> select.setInt(scope(select, scope, days), most), DeskRecords::opinion);
    }

    /// What readers said of one answer.
    List<Opinion> opinions(String answerId) {
        return list("""
                select a.id, f.created_at, a.site, a.question, a.outcome, f.helpful, f.reason, f.comment from answer_feedback f join answer a on a.id = f.answer_id
                 where a.id = ? order by f.created_at""", select -> select.setString(1, answerId), DeskRecords::opinion);
    }

    /// The figures of a day (UTC).
    ///
    /// @param median of the seconds that answers took; empty if none did
    record Day(LocalDate day, long answered, long partial, long declined, OptionalDouble median, OptionalDouble slow, long disliked) {

        public long asked() {
            return answered + partial + declined;
        }
    }

    /// The figures of the last days, today's last; days on which nothing was asked are there as well.
    List<Day> days(Scope scope, int days) {
        return list("""
                select d::date as day, count(a.id) filter (where a.outcome = 'ANSWERED') as answered, count(a.id) filter (where a.outcome = 'PARTIAL') as partial,
                       count(a.id) filter (where a.outcome = 'DECLINED') as declined,
                       percentile_cont(0.5) within group (order by a.took_millis) / 1000 as median, percentile_cont(0.95) within group (order by a.took_millis) / 1000 as slow,
                       coalesce(sum((select count(*) from answer_feedback f where f.answer_id = a.id and not f.helpful)), 0) as disliked
                  from generate_series(?::date::timestamp, ?::date::timestamp, interval '1 day') d
                  left join answer a on a.created_at >= d at time zone 'UTC' and a.created_at < (d + interval '1 day') at time zone 'UTC' and\s""" + Scope.sql("a.site")
                + " group by d order by d", select -> {
            LocalDate today = today();
            select.setObject(1, today.minusDays(shown(days) - 1L));
            select.setObject(2, today);
            select.setBoolean(3, scope.all());
            select.setString(4, scope.site().orElse(null));
        }, row -> new Day(row.getObject("day", LocalDate.class), row.getLong("answered"), row.getLong("partial"), row.getLong("declined"), number(row, "median"), number(row, "slow"),
                row.getLong("disliked")));
    }

    /// An article as it is now.
    record ArticleLine(String id, Optional<String> site, String title, String publisher, LocalDate published, String state, int versions, long cited, String copyOf) {
    }

    /// Articles, the newest first.
    List<ArticleLine> articles(Scope scope, String search, int skip, int most) {
        return list("""
                select v.article_id, a.site, v.title, v.publisher, v.published, v.state, v.version, v.copy_of,
                       (select count(distinct c.answer_id) from answer_citation c where c.article_id = a.id) as cited
                  from article a join lateral (select * from article_version w where w.article_id = a.id order by w.version desc limit 1) v on true
                 where\s""" + Scope.sql("a.site") + """
                 and (? = '' or v.title ilike ? or v.publisher ilike ?) order by v.published desc, v.article_id offset ? limit ?""", select -> {
            String like = "%" + search.replaceAll("([\\\\%_])", "\\\\$1") + "%";
            select.setBoolean(1, scope.all());
            select.setString(2, scope.site().orElse(null));
            select.setString(3, search);
            select.setString(4, like);
            select.setString(5, like);
            select.setInt(6, skip);
            select.setInt(7, most);
        }, row -> new ArticleLine(row.getString("article_id"), Optional.ofNullable(row.getString("site")), row.getString("title"), row.getString("publisher"),
                row.getObject("published", LocalDate.class), row.getString("state"), row.getInt("version"), row.getLong("cited"), text(row, "copy_of")));
    }

    /// A version of an article.
    record VersionLine(int version, String state, String title, String publisher, String url, LocalDate published, Instant stored, String correction, int length, String text) {
    }

    /// The versions of an article, the newest first; none if it is none of the scope.
    List<VersionLine> versions(Scope scope, String articleId) {
        return list("""
                select v.version, v.state, v.title, v.publisher, v.url, v.published, v.stored_at, v.correction, length(v.body) as length, v.body
                  from article_version v join article a on a.id = v.article_id where a.id = ? and\s""" + Scope.sql("a.site") + " order by v.version desc", select -> {
            select.setString(1, articleId);
            select.setBoolean(2, scope.all());
            select.setString(3, scope.site().orElse(null));
        }, row -> new VersionLine(row.getInt("version"), row.getString("state"), row.getString("title"), row.getString("publisher"), text(row, "url"),
                row.getObject("published", LocalDate.class), Rows.instant(row, "stored_at"), text(row, "correction"), row.getInt("length"), row.getString("body")));
    }

    /// A feed, as the desk lists it.
    record FeedLine(Optional<String> site, String url, Optional<Instant> heard, Optional<Instant> newest, int failures, String problem, boolean stalled, Duration lag) {
    }

    /// Feeds and their lag, those that lag most first.
    List<FeedLine> feeds(Scope scope) {
        Instant now = clock.instant();
        return feeds.all().stream().filter(feed -> scope.includes(feed.site())).map(feed -> new FeedLine(feed.site(), feed.address().toString(), feed.succeeded(), feed.newest(),
                feed.failures(), feed.problem().orElse(""), feed.isStalled(now), feed.lag(now))).sorted(Comparator.comparing(FeedLine::lag).reversed()).toList();
    }

    /// What a language model has read and written for a site on a day.
    record Usage(LocalDate day, String site, long tokens) {
    }

    /// The tokens of the last days, the newest first.
    List<Usage> usage(Scope scope, int days) {
        return list("select day, site, tokens from model_usage where day >= ? and (? or site = ?) order by day desc, site", select -> {
            select.setObject(1, today().minusDays(days - 1L));
            select.setBoolean(2, scope.all());
            select.setString(3, scope.site().orElse(""));
        }, row -> new Usage(row.getObject("day", LocalDate.class), row.getString("site").isEmpty() ? Scope.DEFAULT : row.getString("site"), row.getLong("tokens")));
    }

    /// How many questions were answered and asked, by site.
    record SiteCount(Optional<String> site, long asked, long answered) {
    }

    List<SiteCount> counts(Scope scope, int days) {
        return list("select a.site, count(*) as asked, count(*) filter (where a.outcome = 'ANSWERED') as answered from answer a where a.created_at >= ? and " + Scope.sql("a.site")
                + " group by a.site order by asked desc", select -> scope(select, scope, days),
                row -> new SiteCount(Optional.ofNullable(row.getString("site")), row.getLong("asked"), row.getLong("answered")));
    }

    private int shown(int days) {
        return Math.clamp(days, 1, keepDays);
    }

    /// Fills in the first three parameters.
    ///
    /// @return the number of the next one
    private int scope(PreparedStatement select, Scope scope, int days) throws SQLException {
        select.setObject(1, clock.instant().minus(Duration.ofDays(shown(days))).atOffset(ZoneOffset.UTC));
        select.setBoolean(2, scope.all());
        select.setString(3, scope.site().orElse(null));
        return 4;
    }

    @FunctionalInterface
    private interface Fill {
        void in(PreparedStatement select) throws SQLException;
    }

    @FunctionalInterface
    private interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String sql, Fill fill, Read<T> read) {
        return database.query(UNREADABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                fill.in(select);
                List<T> rows = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.add(read.from(row));
                    }
                }
                return rows;
            }
        });
    }

    private static Question question(ResultSet row) throws SQLException {
        int millis = row.getInt("took_millis");
        Optional<Integer> took = row.wasNull() ? Optional.empty() : Optional.of(millis);
        return new Question(row.getString("id"), Rows.instant(row, "created_at"), Optional.ofNullable(row.getString("site")), text(row, "question"), text(row, "understood"),
                row.getString("outcome"), text(row, "reason"), took, row.getInt("helpful"), row.getInt("disliked"), row.getBoolean("suppressed"));
    }

    private static Opinion opinion(ResultSet row) throws SQLException {
        return new Opinion(row.getString("id"), Rows.instant(row, "created_at"), Optional.ofNullable(row.getString("site")), text(row, "question"), row.getString("outcome"),
                row.getBoolean("helpful"), text(row, "reason"), text(row, "comment"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    private static OptionalDouble number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
