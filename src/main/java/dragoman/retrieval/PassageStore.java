package dragoman.retrieval;

import com.pgvector.PGhalfvec;
import dev.langchain4j.data.embedding.Embedding;
import dragoman.article.CorpusView;
import dragoman.article.Span;
import dragoman.database.Database;
import dragoman.ingestion.CorpusCondition;
import dragoman.ingestion.PassageGeneration;
import dragoman.ingestion.PassagePartitions;
import dragoman.ingestion.PassageTerms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The passages of live articles, searched by meaning (pgvector, HNSW, cosine) and by words (BM25).
@ApplicationScoped
public class PassageStore {

    /// Constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009).
    public static final int FUSION = 60;
    /// So many of the candidates that both searches place best are taken for relevant (pseudo-relevance feedback after Rocchio, 1971).
    private static final int BEST = 5;
    /// From the days that a question names come a third as many further candidates: few days in a large partition are slow to search.
    private static final int FURTHER = 3;
    private static final int FEW_DAYS = 10;
    private static final int A_MONTH = 31;
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final String UNSEARCHABLE = "the passages could not be searched";

    private final Database database;
    private final PassagePartitions partitions;

    public PassageStore(Database database, PassagePartitions partitions) {
        this.database = database;
        this.partitions = partitions;
    }

    /// What to search for.
    ///
    /// @param embedding of the question
    /// @param until     nothing published later is found
    /// @param period    days of publication from which further candidates are taken, nearest in meaning
    /// @param terms     what BM25 counts each stem, by its number
    /// @param needed    a passage is found by words if it holds one of these stems; empty finds none by words
    /// @param together  whether it must hold all of them
    /// @param limit     candidates of each search; a third of them from the period
    /// @param view      nothing else is found
    record Search(Embedding embedding, LocalDate until, Optional<Period> period, Map<Integer, Float> terms, Collection<Integer> needed,
            boolean together, int limit, CorpusView view) {

        Search {
            // days to come have no passages yet
            period = period.filter(named -> named.from().filter(until::isBefore).isEmpty());
        }

        /// Whether the period is so short that passages which tell of it are worth a search of their own.
        boolean namesDays() {
            return period.filter(named -> named.from().isPresent() && named.until().isPresent()
                    && ChronoUnit.DAYS.between(named.from().get(), named.until().get()) <= A_MONTH).isPresent();
        }

        /// The days of the period as a `datemultirange`; none where it is longer.
        String days() {
            return namesDays() ? "{[%s,%s]}".formatted(period.get().from().get(), period.get().until().get()) : "{}";
        }
    }

    /// The union of what is nearest in meaning and what matches best by words, in no particular order; both figures are exact for every
    /// candidate, whichever search found it.
    List<Candidate> candidates(PassageGeneration generation, Search search) {
        return database.query(UNSEARCHABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql(generation, search))) {
                int i = 0;
                select.setObject(++i, new PGhalfvec(search.embedding.vector()));
                select.setObject(++i, PassageTerms.sparse(search.terms));
                select.setString(++i, search.days());
                select.setObject(++i, search.until);
                if (search.period.isPresent()) {
                    select.setObject(++i, search.period.get().from().orElse(FIRST_DAY));
                    select.setObject(++i, earlier(search.period.get().until(), search.until));
                    if (search.namesDays()) {
                        select.setObject(++i, search.until);
                    }
                }
                if (!search.needed.isEmpty()) {
                    select.setArray(++i, array(connection, search.needed));
                    select.setObject(++i, search.until);
                }
                select.setInt(++i, generation.id());
                return readAll(select);
            }
        });
    }

    /// The limits stand in the statement, because a plan that is kept must know them.
    private String sql(PassageGeneration generation, Search search) {
        String found = "select id, article_id, version, ordinal, start_offset, end_offset, published, events, embedding, terms, weights from "
                + generation.table();
        String asked = "(select embedding from question)";
        List<String> searches = new ArrayList<>();
        String seen = CorpusCondition.of(search.view, "site");
        searches.add("%s where published + 0 <= ? and %s and %s order by embedding::halfvec(%d) <=> %s limit %d".formatted(found,
                partitions.holding(Optional.empty(), search.until), seen, generation.dimensions(), asked, search.limit));
        search.period.ifPresent(period -> searches.add(found + within(generation, new Period(period.from(),
                Optional.of(earlier(period.until(), search.until))), search.view, asked, Math.max(1, search.limit / FURTHER))));
        if (search.namesDays()) {
            // a sum hides the distance from the index of meanings: there are few passages that tell of some days
            searches.add("%s where events && (select days from question) and published + 0 <= ? and %s order by (embedding::halfvec(%d) <=> %s) + 0 limit %d".formatted(found,
                    seen, generation.dimensions(), asked, Math.max(1, search.limit / FURTHER)));
        }
        if (!search.needed.isEmpty()) {
            searches.add("%s where terms %s ? and published + 0 <= ? and %s and %s order by weights <#> (select weights from question) limit %d".formatted(
                    found, search.together ? "@>" : "&&", partitions.holding(Optional.empty(), search.until), seen, search.limit));
        }
        return """
                with question as materialized (
                    select ?::halfvec as embedding, ?::sparsevec as weights, ?::datemultirange as days),
                found as materialized (
                    select distinct on (id) * from (%s) p order by id),
                scored as (
                    select f.*, 1 - (f.embedding <=> q.embedding) as cosine, - (f.weights <#> q.weights) as bm25 from found f, question q),
                placed as (
                    select *, row_number() over (order by cosine desc, id) as by_meaning, row_number() over (order by bm25 desc, id) as by_words
                      from scored),
                best as materialized (
                    select avg(embedding) as embedding from (
                        select embedding from placed order by 1.0::float8 / (%d + by_meaning) + 1.0::float8 / (%d + by_words) desc, id limit %d) b)
                select p.id, p.article_id, p.version, p.ordinal, p.start_offset, p.end_offset, p.published, p.events && q.days as of_period, p.terms, p.cosine, p.bm25,
                       1 - (a.embedding <=> q.embedding) as article_cosine, 1 - (p.embedding <=> best.embedding) as feedback
                  from placed p cross join best cross join question q join article_embedding a on a.generation = ? and a.article_id = p.article_id
                """.formatted(String.join(" union all ", searches.stream().map(s -> "(" + s + ")").toList()), FUSION, FUSION, BEST);
    }

    /// The passages of some days that are nearest in meaning. A sum hides the date, or the distance, from the index that must not be used: a
    /// few days of a large partition are found by their dates, and elsewhere the index of meanings finds those of the days soon enough.
    private String within(PassageGeneration generation, Period period, CorpusView view, String asked, int limit) {
        LocalDate last = period.until().orElse(LAST_DAY);
        boolean few = period.from().filter(first -> !partitions.isHot(first) && ChronoUnit.DAYS.between(first, last) <= FEW_DAYS).isPresent();
        String condition = "%s between ? and ? and %s and %s".formatted(few ? "published" : "published + 0", partitions.holding(period.from(), last),
                CorpusCondition.of(view, "site"));
        String distance = "embedding::halfvec(%d) <=> %s".formatted(generation.dimensions(), asked);
        return " where %s order by %s limit %d".formatted(condition, few ? "(" + distance + ") + 0" : distance, limit);
    }

    private static LocalDate earlier(Optional<LocalDate> one, LocalDate other) {
        return one.filter(day -> day.isBefore(other)).orElse(other);
    }

    private static List<Candidate> readAll(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            List<Candidate> candidates = new ArrayList<>();
            while (rows.next()) {
                candidates.add(read(rows));
            }
            return candidates;
        }
    }

    private static Candidate read(ResultSet row) throws SQLException {
        Array terms = row.getArray("terms");
        Integer[] numbers = (Integer[]) terms.getArray();
        return new Candidate(row.getLong("id"), row.getString("article_id"), row.getInt("version"), row.getInt("ordinal"),
                new Span(row.getInt("start_offset"), row.getInt("end_offset")), row.getObject("published", LocalDate.class), row.getBoolean("of_period"),
                Arrays.stream(numbers).mapToInt(Integer::intValue).toArray(), row.getDouble("cosine"), row.getDouble("article_cosine"),
                row.getDouble("feedback"), row.getDouble("bm25"));
    }

    /// The shared passages nearest in meaning, nearest first; figures other than the cosine are zero.
    ///
    /// @param period the days of publication from which they are taken
    public List<Candidate> nearest(PassageGeneration generation, Embedding embedding, Period period, int limit) {
        return database.query(UNSEARCHABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select id, article_id, version, ordinal, start_offset, end_offset, published, false as of_period, terms,
                           1 - (embedding <=> ?) as cosine, 0 as article_cosine, 0 as feedback, 0 as bm25
                      from %s%s""".formatted(generation.table(), within(generation, period, CorpusView.SHARED, "?", limit)))) {
                PGhalfvec vector = new PGhalfvec(embedding.vector());
                select.setObject(1, vector);
                select.setObject(2, period.from().orElse(FIRST_DAY));
                select.setObject(3, period.until().orElse(LAST_DAY));
                select.setObject(4, vector);
                return readAll(select);
            }
        });
    }

    /// In how many passages all stems of a group stand, for each group; counting stops at the limit.
    ///
    /// @param groups numbers of stems, each group with at least one
    List<Integer> count(PassageGeneration generation, List<List<Integer>> groups, int limit) {
        if (groups.isEmpty()) {
            return List.of();
        }
        return database.query(UNSEARCHABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select (select count(*) from (select from %s where terms @> g.numbers::integer[] limit %d) c)
                      from unnest(?::text[]) with ordinality as g(numbers, place) order by g.place""".formatted(generation.table(), limit))) {
                select.setArray(1, connection.createArrayOf("text", groups.stream()
                        .map(group -> group.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"))).toArray()));
                try (ResultSet rows = select.executeQuery()) {
                    List<Integer> counts = new ArrayList<>();
                    while (rows.next()) {
                        counts.add(rows.getInt(1));
                    }
                    return counts;
                }
            }
        });
    }

    /// How many passages there are; counting stops at the limit.
    int count(PassageGeneration generation, int limit) {
        return database.query(UNSEARCHABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select count(*) from (select from %s limit %d) c"
                    .formatted(generation.table(), limit)); ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    /// What PostgreSQL itself has gathered (`ANALYZE`): how many passages there are and in how many each of the most common stems
    /// stands, both estimated.
    TermStatistics.Estimates estimates(PassageGeneration generation) {
        return database.query(UNSEARCHABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select c.reltuples, s.most_common_elems::text::integer[], s.most_common_elem_freqs
                      from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = c.relnamespace
                      left join pg_stats s on s.schemaname = n.nspname and s.tablename = c.relname and s.attname = 'terms'
                     where i.inhparent = ?::regclass and c.reltuples > 0""")) {
                select.setString(1, generation.table());
                try (ResultSet rows = select.executeQuery()) {
                    double passages = 0;
                    Map<Integer, Float> common = new HashMap<>();
                    while (rows.next()) {
                        double here = rows.getDouble(1);
                        passages += here;
                        if (rows.getArray(2) != null) {
                            Integer[] numbers = (Integer[]) rows.getArray(2).getArray();
                            Float[] frequencies = (Float[]) rows.getArray(3).getArray();
                            for (int i = 0; i < numbers.length; i++) {
                                common.merge(numbers[i], (float) (frequencies[i] * here), Float::sum);
                            }
                        }
                    }
                    return new TermStatistics.Estimates(passages, Map.copyOf(common));
                }
            }
        });
    }

    /// An article's words and headline.
    record Body(String title, String text) {
    }

    /// The articles of the candidates by id, as far as the candidates' versions are still live.
    Map<String, Body> bodies(Collection<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return Map.of();
        }
        return database.query(UNSEARCHABLE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select article_id, title, body from article_version
                     where state = 'LIVE' and (article_id, version) in (select * from unnest(?::text[], ?::integer[]))""")) {
                select.setArray(1, connection.createArrayOf("text", candidates.stream().map(Candidate::articleId).toArray()));
                select.setArray(2, array(connection, candidates.stream().map(Candidate::version).toList()));
                try (ResultSet rows = select.executeQuery()) {
                    Map<String, Body> bodies = new HashMap<>();
                    while (rows.next()) {
                        bodies.put(rows.getString(1), new Body(rows.getString(2), rows.getString(3)));
                    }
                    return bodies;
                }
            }
        });
    }

    private static Array array(Connection connection, Collection<Integer> numbers) throws SQLException {
        return connection.createArrayOf("integer", numbers.toArray());
    }
}
