package dev.callvault.store.postgres.bodies;

import dev.callvault.call.AccountId;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Duration;
import java.time.Instant;
import org.jooq.DSLContext;

/**
 * Records logs that expired before they could be fetched: a gap for each, and no more requests after a last failed try.
 * A log that is lost again after it came has an open gap again.
 */
final class RecordExpired {
    private static final String LOSE = """
            WITH lost AS (
                UPDATE archive.$table AS call SET log_state = 'lost'
                FROM archive.body_queue AS wanted
                WHERE wanted.account_id = {0} AND wanted.expires_at <= to_timestamp({1})
                  AND call.account_id = wanted.account_id AND call.log_id = wanted.log_id
                  AND call.started_at = wanted.started_at
                  AND call.log_state IN ('pending', 'unavailable', 'quarantined')
                RETURNING call.log_id, call.started_at, call.ended_at, wanted.attempts, wanted.last_failure
            )
            INSERT INTO archive.gaps (account_id, stream, from_time, to_time, log_id, reason, detected_at)
            SELECT {0}, 'bodies', started_at, greatest(coalesce(ended_at, started_at), started_at), log_id,
                   CASE WHEN attempts = 0 THEN 'the log expired before it was requested'
                        ELSE 'the log expired after ' || attempts || CASE attempts WHEN 1 THEN ' attempt: ' ELSE ' attempts: ' END || coalesce(last_failure, 'unknown') END,
                   to_timestamp({1})
            FROM lost
            ON CONFLICT (account_id, stream, from_time, to_time, log_id) DO UPDATE
            SET reason = EXCLUDED.reason, detected_at = EXCLUDED.detected_at, resolved_at = NULL,
                acknowledged_at = NULL, acknowledged_by = NULL, acknowledged_reason = NULL
            WHERE gaps.resolved_at IS NOT NULL
            """;

    private static final String GIVE_UP = """
            DELETE FROM archive.body_queue
            WHERE account_id = {0} AND expires_at <= to_timestamp({1})
              AND (last_attempt_at >= expires_at OR expires_at <= to_timestamp({2}))
              AND (claimed_until IS NULL OR claimed_until <= to_timestamp({1}))
            """;

    private RecordExpired() {}

    static int execute(DSLContext dsl, AccountId account, Instant now, Duration grace) {
        int lost = lose(dsl, "calls", account, now) + lose(dsl, "call_conflicts", account, now);
        dsl.execute(
                GIVE_UP,
                Unnest.number(account.value()),
                Unnest.number(now.getEpochSecond()),
                Unnest.number(now.minus(grace).getEpochSecond()));
        return lost;
    }

    private static int lose(DSLContext dsl, String table, AccountId account, Instant now) {
        return dsl.execute(
                LOSE.replace("$table", table), Unnest.number(account.value()), Unnest.number(now.getEpochSecond()));
    }
}
