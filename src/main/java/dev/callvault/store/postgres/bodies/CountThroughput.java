package dev.callvault.store.postgres.bodies;

import static dev.callvault.store.postgres.jooq.Tables.THROUGHPUT;

import dev.callvault.call.AccountId;
import dev.callvault.store.bodies.BodyOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Counts the logs settled in this minute, for the forecast. Must be the last statement of its transaction: the row is
 * hot.
 */
public final class CountThroughput {
    /** Twice what the forecast looks back. */
    private static final Duration KEPT = Duration.ofHours(2);

    private CountThroughput() {}

    static void execute(DSLContext dsl, AccountId account, List<BodyOutcome> outcomes, Instant now) {
        long settled = outcomes.stream()
                .filter(it -> !(it instanceof BodyOutcome.Failed))
                .count();
        if (settled > 0) {
            dsl.insertInto(THROUGHPUT)
                    .set(THROUGHPUT.ACCOUNT_ID, account.value())
                    .set(THROUGHPUT.MINUTE, now.truncatedTo(ChronoUnit.MINUTES))
                    .set(THROUGHPUT.BODIES, settled)
                    .onConflict(THROUGHPUT.ACCOUNT_ID, THROUGHPUT.MINUTE)
                    .doUpdate()
                    .set(THROUGHPUT.BODIES, THROUGHPUT.BODIES.plus(DSL.excluded(THROUGHPUT.BODIES)))
                    .execute();
        }
    }

    public static void forgetOld(DSLContext dsl, Instant now) {
        dsl.deleteFrom(THROUGHPUT).where(THROUGHPUT.MINUTE.lt(now.minus(KEPT))).execute();
    }
}
