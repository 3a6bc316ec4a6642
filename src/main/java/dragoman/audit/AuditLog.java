package dragoman.audit;

import dragoman.database.Database;
import dragoman.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The audit log. Entries are added and never changed: the database refuses that, and since each entry carries the hash of the one before, whoever
/// gets round the database is found out. Only entries taken off the end leave no trace in what remains; against that, keep a head elsewhere.
@ApplicationScoped
public class AuditLog {

    /// Entries are added one after the other, by all instances.
    private static final long LOCK = 0x64726167_61756474L;

    private final Database database;
    private final Clock clock;

    AuditLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Adds an entry in a transaction: it is there if and only if what it tells was done.
    public void append(Connection connection, Deed deed) throws SQLException {
        try (Statement lock = connection.createStatement()) {
            lock.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        }
        AuditEntry entry;
        try (Statement last = connection.createStatement(); ResultSet row = last.executeQuery("select number, hash from audit_entry order by number desc limit 1")) {
            entry = row.next() ? AuditEntry.after(row.getLong(1), row.getString(2), clock.instant(), deed) : AuditEntry.after(0, "", clock.instant(), deed);
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into audit_entry (number, at, actor, role, site, action, subject, detail, previous_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setLong(1, entry.number());
            insert.setObject(2, entry.at().atOffset(ZoneOffset.UTC));
            insert.setString(3, deed.actor().name());
            insert.setString(4, deed.actor().role());
            insert.setString(5, deed.site().orElse(null));
            insert.setString(6, deed.action());
            insert.setString(7, deed.subject());
            insert.setString(8, deed.detail());
            insert.setString(9, entry.previous());
            insert.setString(10, entry.hash());
            insert.executeUpdate();
        }
    }

    /// Adds an entry about what changes nothing in the database.
    public void append(Deed deed) {
        database.transaction("the audit log was not written", connection -> {
            append(connection, deed);
            return null;
        });
    }

    /// Entries, newest first.
    ///
    /// @param before only those with lower numbers
    public List<AuditEntry> newest(long before, int most) {
        return read("select * from audit_entry where number < ? order by number desc limit ?", before, most);
    }

    /// What looking through the whole log came to.
    ///
    /// @param entries how many there are
    /// @param head    the hash of the last one; keep it elsewhere, with the number, to look for it later
    /// @param problem what is wrong, with the number of the first entry concerned; empty if all is well
    public record Verification(long entries, String head, Optional<String> problem) {
    }

    /// Looks through the whole log.
    ///
    /// @param expected the number and hash of an entry that was its head at some time
    public Verification verify(Optional<Head> expected) {
        AuditEntry last = null;
        boolean found = expected.isEmpty();
        Optional<String> problem = Optional.empty();
        for (List<AuditEntry> page = page(0); !page.isEmpty() && problem.isEmpty(); page = page(page.getLast().number())) {
            for (AuditEntry entry : page) {
                if (problem.isEmpty()) {
                    problem = problem(Optional.ofNullable(last), entry);
                }
                found |= expected.filter(head -> head.number == entry.number() && head.hash.equals(entry.hash())).isPresent();
                last = entry;
            }
        }
        if (problem.isEmpty() && !found) {
            problem = Optional.of("Entry %d with the expected hash is not there: entries were removed or replaced.".formatted(expected.orElseThrow().number));
        }
        return new Verification(last == null ? 0 : last.number(), last == null ? "" : last.hash(), problem);
    }

    /// An entry that was the last one at some time.
    public record Head(long number, String hash) {
    }

    private static Optional<String> problem(Optional<AuditEntry> last, AuditEntry entry) {
        long expected = last.map(AuditEntry::number).orElse(0L) + 1;
        return entry.number() != expected ? Optional.of("Entry %d is missing.".formatted(expected))
                : !entry.previous().equals(last.map(AuditEntry::hash).orElse("")) ? Optional.of("Entry %d does not follow the one before it.".formatted(entry.number()))
                : entry.isIntact() ? Optional.empty() : Optional.of("Entry %d was changed.".formatted(entry.number()));
    }

    private List<AuditEntry> page(long after) {
        return read("select * from audit_entry where number > ? order by number limit ?", after, 1_000);
    }

    private List<AuditEntry> read(String sql, long number, int most) {
        return database.query("the audit log could not be read", connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setLong(1, number);
                select.setInt(2, most);
                List<AuditEntry> entries = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        entries.add(new AuditEntry(row.getLong("number"), Rows.instant(row, "at"),
                                new Deed(new Deed.Actor(row.getString("actor"), row.getString("role")), Optional.ofNullable(row.getString("site")), row.getString("action"),
                                        row.getString("subject"), row.getString("detail")), row.getString("previous_hash"), row.getString("hash")));
                    }
                }
                return entries;
            }
        });
    }
}
