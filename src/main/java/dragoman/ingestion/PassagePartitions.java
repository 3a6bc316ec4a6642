package dragoman.ingestion;

import dragoman.database.Database;
import dragoman.database.StorageException;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The partitions of a generation by period of publication: the newest months each have one, so that what is current lies in small
/// indexes; the months of this year before them have one; all that is older than that has one. Searching costs a little for every partition, which
/// is why months do not stay apart for ever (`src/docs/decisions/0007`).
@ApplicationScoped
public class PassagePartitions {

    /// The period of everything older than the years that have partitions of their own.
    static final int EARLIER = 0;
    private static final int YEARS = 1;
    private static final int LAST_YEAR = 9999;
    /// Build parameters of pgvector's HNSW (Malkov and Yashunin, 2018).
    private static final String HNSW = "with (m = 16, ef_construction = 100)";

    private final Database database;
    private final PassageSettings settings;
    private final Clock clock;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public PassagePartitions(Database database, PassageSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /// The period that passages published on a day belong to now: `year * 100 + month`, the year, or 0.
    public int period(LocalDate published) {
        return isHot(published) ? month(published) : yearOrEarlier(published.getYear());
    }

    private int yearOrEarlier(int year) {
        return year > LocalDate.now(clock).getYear() - YEARS ? year : EARLIER;
    }

    /// The condition, in SQL, that the periods fulfil in which days of publication may lie; with it PostgreSQL leaves the others aside.
    ///
    /// @param from  the first day, if there is one
    /// @param until the last day
    public String holding(Optional<LocalDate> from, LocalDate until) {
        String latest = "period <= " + month(until);
        if (from.isEmpty()) {
            return latest;
        }
        LocalDate first = from.get();
        String months = "period >= " + month(first);
        if (isHot(first)) {
            // never was anything of these months in the partition of a year
            return latest + " and " + months;
        }
        String years = "period between %d and %d".formatted(first.getYear(), LAST_YEAR);
        boolean early = first.getYear() <= LocalDate.now(clock).getYear() - YEARS;
        return "%s and (%s or %s%s)".formatted(latest, months, years, early ? " or period = " + EARLIER : "");
    }

    /// Whether the month of the day is among the newest, which have partitions of their own.
    public boolean isHot(LocalDate day) {
        return YearMonth.from(day).isAfter(YearMonth.from(LocalDate.now(clock)).minusMonths(settings.hotMonths()));
    }

    private static int month(LocalDate day) {
        return day.getYear() * 100 + day.getMonthValue();
    }

    /// Sees that the partition is there. Not within a transaction that writes passages: making one waits for those.
    public void ensure(PassageGeneration generation, int period) {
        String table = name(generation, period);
        if (known.contains(table)) {
            return;
        }
        database.forBulkWork().transaction("the partition was not made", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select pg_advisory_xact_lock(hashtextextended('" + table + "', 0))");
                try (ResultSet row = statement.executeQuery("select to_regclass(current_schema() || '." + table + "') is not null")) {
                    row.next();
                    if (!row.getBoolean(1)) {
                        // attached, not created as a partition: that would wait for all who search
                        statement.execute("create table %s (like %s including defaults including constraints including storage)"
                                .formatted(table, generation.table()));
                        statement.execute("alter table %s attach partition %s for values in (%d)".formatted(generation.table(), table, period));
                        // enough for the planner to tell common stems from rare ones
                        statement.execute("alter table %s alter terms set statistics 1000".formatted(table));
                    }
                }
            }
            return null;
        });
        known.add(table);
    }

    /// Moves months that are no longer among the newest into the partitions of their years, and years into that of everything older.
    /// Those who search see a passage in the one place or in the other, never twice and never not at all.
    ///
    /// @return how many partitions were emptied
    int fold(PassageGeneration generation) {
        int folded = 0;
        for (int period : periods(generation)) {
            int now = period > LAST_YEAR ? period(LocalDate.of(period / 100, period % 100, 1)) : yearOrEarlier(period);
            if (now == period) {
                continue;
            }
            ensure(generation, now);
            database.forBulkWork().transaction("the period %d was not moved".formatted(period), connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("update %s set period = %d where period = %d".formatted(generation.table(), now, period));
                }
                return null;
            });
            dropEmptied(generation, period);
            folded++;
        }
        return folded;
    }

    /// Dropping waits for all who search, and all who come to search wait for it: only for a moment, or it is left for another time.
    private void dropEmptied(PassageGeneration generation, int period) {
        try {
            database.forBulkWork().transaction("the emptied partition was not dropped", connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set local lock_timeout = '2s'");
                    statement.execute("lock table %s in access exclusive mode".formatted(generation.table()));
                    try (ResultSet row = statement.executeQuery("select exists (select from %s)".formatted(name(generation, period)))) {
                        row.next();
                        if (!row.getBoolean(1)) {
                            statement.execute("drop table " + name(generation, period));
                        }
                    }
                }
                return null;
            });
            known.remove(name(generation, period));
        } catch (StorageException e) {
            Log.debugf(e, "the partition %d is in use and is dropped at another start", period);
        }
    }

    private List<Integer> periods(PassageGeneration generation) {
        return database.query("the partitions could not be read", connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = ?::regclass order by c.relname""")) {
                select.setString(1, generation.table());
                try (ResultSet rows = select.executeQuery()) {
                    List<Integer> periods = new ArrayList<>();
                    while (rows.next()) {
                        periods.add(Integer.parseInt(rows.getString(1).substring(prefix(generation).length())));
                    }
                    return periods;
                }
            }
        });
    }

    private static String name(PassageGeneration generation, int period) {
        return prefix(generation) + period;
    }

    private static String prefix(PassageGeneration generation) {
        return generation.table() + "_p";
    }

    /// The table of a generation with the indexes that its partitions are going to have.
    static void createGeneration(Connection connection, PassageGeneration generation) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table %s (like passage including defaults including constraints) partition by list (period)"
                    .formatted(generation.table()));
            statement.execute("create index %s_embedding on %s using hnsw ((embedding::halfvec(%d)) halfvec_cosine_ops) %s"
                    .formatted(generation.table(), generation.table(), generation.dimensions(), HNSW));
            statement.execute("alter table passage attach partition %s for values in (%d)".formatted(generation.table(), generation.id()));
        }
    }
}
