package dragoman.answer.generation;

import dragoman.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// The tokens that models may read and write a day (UTC) and site, kept in the database, so that all instances and restarts share them.
@ApplicationScoped
class GenerationBudget {

    private final Database database;
    private final ModelSettings settings;
    private final Clock clock;

    GenerationBudget(Database database, ModelSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /// What was set aside for a request.
    ///
    /// @param day    that it counts for
    /// @param tokens set aside
    record Reservation(LocalDate day, String site, long tokens) {
    }

    /// Sets tokens aside before they are used, so that requests at the same time cannot overdraw together. Where nothing is limited they are only
    /// counted afterwards: a reader is waiting.
    ///
    /// @throws ModelFailure `BUDGET_SPENT`, if so many are not left to the account, or to all together
    Reservation reserve(TokenAccount account, long tokens) throws ModelFailure {
        LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        if (settings.tokensPerDay().isEmpty() && account.tokensPerDay().isEmpty()) {
            return new Reservation(today, account.site(), 0);
        }
        long limit = settings.tokensPerDay().orElse(Long.MAX_VALUE);
        long own = Math.min(limit, account.tokensPerDay().orElse(Long.MAX_VALUE));
        boolean left = tokens <= own && database.transaction("the tokens were not counted", connection -> {
            try (PreparedStatement day = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))");
                    PreparedStatement upsert = connection.prepareStatement("""
                    insert into model_usage as u (day, site, tokens)
                    select ?, ?, ? where (select coalesce(sum(tokens), 0) from model_usage where day = ?) <= ?
                    on conflict (day, site) do update set tokens = u.tokens + excluded.tokens where u.tokens <= ? - excluded.tokens
                    returning tokens""")) {
                // the sum of all must not change meanwhile
                day.setString(1, "model_usage " + today);
                day.executeQuery().close();
                upsert.setObject(1, today);
                upsert.setString(2, account.site());
                upsert.setLong(3, tokens);
                upsert.setObject(4, today);
                upsert.setLong(5, limit - tokens);
                upsert.setLong(6, own);
                try (ResultSet row = upsert.executeQuery()) {
                    return row.next();
                }
            }
        });
        if (!left) {
            throw new ModelFailure(FallbackCause.BUDGET_SPENT);
        }
        return new Reservation(today, account.site(), tokens);
    }

    /// Counts what was really used.
    void settle(Reservation reservation, long used) {
        database.query("the tokens were not counted", connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into model_usage as u (day, site, tokens) values (?, ?, greatest(0, ?))
                    on conflict (day, site) do update set tokens = greatest(0, u.tokens + ?)""")) {
                upsert.setObject(1, reservation.day);
                upsert.setString(2, reservation.site);
                upsert.setLong(3, used - reservation.tokens);
                upsert.setLong(4, used - reservation.tokens);
                return upsert.executeUpdate();
            }
        });
    }
}
