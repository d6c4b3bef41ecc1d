package dev.callvault.store.postgres.bodies;

import dev.callvault.call.AccountId;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import org.jooq.DSLContext;

/**
 * Sets the watermark of the logs: the start of the earliest call whose log is wanted and not lost, otherwise as far as
 * the calls are complete. It moves back when a late call appears with an earlier start, since its log is wanted then.
 */
final class MoveBodyWatermark {
    private static final String SQL = """
            WITH wanted AS (
                SELECT min(queue.started_at) AS earliest
                FROM archive.body_queue AS queue JOIN archive.every_call AS call USING (account_id, log_id, started_at)
                WHERE queue.account_id = {0} AND call.log_state <> 'lost'
            )
            INSERT INTO archive.watermarks AS kept (account_id, stream, complete_through, updated_at)
            SELECT {0}, 'bodies', least(wanted.earliest, calls.complete_through), to_timestamp({1})
            FROM wanted, archive.watermarks AS calls
            WHERE calls.account_id = {0} AND calls.stream = 'calls'
            ON CONFLICT (account_id, stream) DO UPDATE
            SET complete_through = excluded.complete_through, updated_at = excluded.updated_at
            WHERE kept.complete_through <> excluded.complete_through
            """;

    private MoveBodyWatermark() {}

    static void execute(DSLContext dsl, AccountId account, Instant now) {
        dsl.execute(SQL, Unnest.number(account.value()), Unnest.number(now.getEpochSecond()));
    }
}
