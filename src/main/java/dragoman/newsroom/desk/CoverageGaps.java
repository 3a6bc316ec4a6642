package dragoman.newsroom.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.pgvector.PGhalfvec;
import dragoman.answer.QuestionMeaning;
import dragoman.database.Database;
import dragoman.newsroom.desk.DeskRecords.Question;
import dragoman.newsroom.desk.Editor.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// What readers ask and the articles do not answer, grouped by meaning.
@ApplicationScoped
class CoverageGaps {

    /// Of more, the newest are grouped: time and memory grow with the square.
    static final int MOST = 2_000;
    private static final int KEPT = 20;

    private final DeskRecords records;
    private final QuestionMeaning meaning;
    private final Database database;
    /// The same questions are in the same groups.
    private final Cache<Asked, List<Gap>> known = Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(10)).maximumSize(KEPT).build();

    CoverageGaps(DeskRecords records, QuestionMeaning meaning, Database database) {
        this.records = records;
        this.meaning = meaning;
        this.database = database;
    }

    private record Asked(List<String> answerIds, int days, LocalDate today) {
    }

    /// What direction a group takes: the newer half of the days against the older half.
    enum Trend {
        RISING, STEADY, FALLING
    }

    /// Questions of one matter.
    ///
    /// @param label     the one that is nearest to all of them
    /// @param questions the newest first
    /// @param days      how many a day, today's last
    record Gap(String label, List<Question> questions, List<Long> days, Trend trend) {

        public int count() {
            return questions.size();
        }

        public Instant newest() {
            return questions.getFirst().asked();
        }
    }

    /// The groups, the largest first.
    List<Gap> find(Scope scope, int days) {
        List<Question> questions = records.unanswered(scope, days, MOST);
        LocalDate today = records.today();
        Asked asked = new Asked(questions.stream().map(Question::answerId).toList(), days, today);
        List<Gap> before = known.getIfPresent(asked);
        if (before == null) {
            // outside of the cache's own locks: it asks the database
            before = group(questions, days, today);
            known.put(asked, before);
        }
        return before;
    }

    private List<Gap> group(List<Question> questions, int days, LocalDate today) {
        Map<String, List<Question>> byWords = new LinkedHashMap<>();
        questions.forEach(question -> byWords.computeIfAbsent(question.standalone().strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(question));
        List<List<Question>> distinct = List.copyOf(byWords.values());
        List<float[]> vectors = meanings(distinct.stream().map(List::getFirst).toList());
        Grouping.Likeness likeness = new QuestionLikeness(distinct.stream().map(same -> same.getFirst().standalone()).toList(), vectors);
        return Grouping.group(distinct.size(), likeness, QuestionLikeness.ONE_MATTER).stream()
                .map(group -> gap(distinct.get(Grouping.centre(group, likeness)).getFirst().standalone(), group.stream().flatMap(one -> distinct.get(one).stream()).toList(), today, days))
                .sorted((one, other) -> one.count() != other.count() ? other.count() - one.count() : other.newest().compareTo(one.newest())).toList();
    }

    private static Gap gap(String label, List<Question> members, LocalDate today, int days) {
        List<Question> newestFirst = members.stream().sorted((one, other) -> other.asked().compareTo(one.asked())).toList();
        long[] counts = new long[days];
        for (Question question : members) {
            long back = question.asked().atOffset(ZoneOffset.UTC).toLocalDate().until(today, ChronoUnit.DAYS);
            counts[(int) Math.clamp(days - 1 - back, 0, days - 1)]++;
        }
        long newer = Arrays.stream(counts).skip(days / 2).sum();
        long older = members.size() - newer;
        Trend trend = newer > older + Math.max(1, older / 2) ? Trend.RISING : older > newer + Math.max(1, newer / 2) ? Trend.FALLING : Trend.STEADY;
        return new Gap(label, newestFirst, Arrays.stream(counts).boxed().toList(), trend);
    }

    /// The vectors that are known, and those of the others, which are then known.
    private List<float[]> meanings(List<Question> questions) {
        String model = meaning.model();
        Map<String, float[]> known = database.query("the meanings of questions could not be read", connection -> {
            try (PreparedStatement select = connection.prepareStatement("select answer_id, embedding::text from question_meaning where model = ? and answer_id = any (?)")) {
                select.setString(1, model);
                select.setArray(2, connection.createArrayOf("text", questions.stream().map(Question::answerId).toArray()));
                Map<String, float[]> found = new HashMap<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.put(row.getString(1), new PGhalfvec(row.getString(2)).toArray());
                    }
                }
                return found;
            }
        });
        List<Question> unknown = questions.stream().filter(question -> !known.containsKey(question.answerId())).toList();
        List<float[]> vectors = meaning.of(unknown.stream().map(Question::standalone).toList());
        database.transaction("the meanings of questions could not be kept", connection -> {
            // an answer may have been deleted meanwhile
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into question_meaning (answer_id, model, embedding) select id, ?, ?::halfvec from answer where id = ?
                    on conflict (answer_id) do update set model = excluded.model, embedding = excluded.embedding""")) {
                for (int i = 0; i < unknown.size(); i++) {
                    insert.setString(1, model);
                    insert.setString(2, new PGhalfvec(vectors.get(i)).toString());
                    insert.setString(3, unknown.get(i).answerId());
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
        IntStream.range(0, unknown.size()).forEach(i -> known.put(unknown.get(i).answerId(), vectors.get(i)));
        return questions.stream().map(question -> known.get(question.answerId())).toList();
    }
}
