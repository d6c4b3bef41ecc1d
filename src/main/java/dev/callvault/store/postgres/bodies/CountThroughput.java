package dev.callvault.store.postgres.bodies;

import dev.callvault.call.AccountId;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Counts the logs settled in this minute, for the forecast. Must be the last statement of its transaction: the row is
 * hot.
 */
public final class CountThroughput {
    private static final String SQL = """
            INSERT INTO archive.throughput AS kept (account_id, minute, bodies)
            VALUES ({0}, to_timestamp({1}), {2})
            ON CONFLICT (account_id, minute) DO UPDATE SET bodies = kept.bodies + excluded.bodies
            """;

    private static final String FORGET = "DELETE FROM archive.throughput WHERE minute < to_timestamp({0})";

    private static final long MINUTE = 60;
    /** Twice as long as the forecast looks back. */
    private static final long KEPT = 2 * 3600;

    private CountThroughput() {}

    static void of(DSLContext dsl, AccountId account, List<BodyOutcome> outcomes, Instant now) {
        long settled = outcomes.stream()
                .filter(it -> !(it instanceof BodyOutcome.Failed))
                .count();
        if (settled > 0) {
            long minute = now.getEpochSecond() / MINUTE * MINUTE;
            dsl.execute(SQL, Unnest.number(account.value()), Unnest.number(minute), Unnest.number(settled));
        }
    }

    public static void forgetOld(DSLContext dsl, Instant now) {
        dsl.execute(FORGET, Unnest.number(now.getEpochSecond() - KEPT));
    }
}
