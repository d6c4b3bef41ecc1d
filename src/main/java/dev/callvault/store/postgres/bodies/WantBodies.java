package dev.callvault.store.postgres.bodies;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** Makes logs wanted again. A stored one is kept until another arrives, marked as not to be trusted.
 *
 * <p>If several calls have the number, the provider returns the log of the last one, so only that one can be wanted. */
final class WantBodies {
    private static final String SQL = """
            WITH doubted AS (
                SELECT * FROM unnest({0}::bigint[], {1}::text[]) AS row (log_id, why)
            ), distrusted AS (
                UPDATE archive.call_logs AS body SET quarantine = doubted.why FROM doubted
                WHERE body.account_id = {2} AND body.log_id = doubted.log_id
                  AND body.started_at = (SELECT max(started_at) FROM archive.every_call AS last
                                         WHERE last.account_id = {2} AND last.log_id = doubted.log_id)
                RETURNING body.log_id
            ), others AS (
                UPDATE archive.call_conflicts AS call
                SET log_state = CASE WHEN call.log_id IN (SELECT log_id FROM distrusted) THEN 'quarantined' ELSE 'pending' END
                FROM doubted WHERE call.account_id = {2} AND call.log_id = doubted.log_id
                  AND call.started_at = (SELECT max(started_at) FROM archive.every_call AS last
                                         WHERE last.account_id = {2} AND last.log_id = doubted.log_id)
                RETURNING call.log_id, call.started_at
            ), first AS (
                UPDATE archive.calls AS call
                SET log_state = CASE WHEN call.log_id IN (SELECT log_id FROM distrusted) THEN 'quarantined' ELSE 'pending' END
                FROM doubted WHERE call.account_id = {2} AND call.log_id = doubted.log_id
                  AND NOT EXISTS (SELECT FROM archive.call_conflicts AS later WHERE later.account_id = {2}
                                  AND later.log_id = call.log_id AND later.started_at > call.started_at)
                RETURNING call.log_id, call.started_at
            ), wanted AS (
                SELECT * FROM first UNION ALL SELECT * FROM others WHERE log_id NOT IN (SELECT log_id FROM first)
            )
            INSERT INTO archive.body_queue AS queued (account_id, log_id, started_at, expires_at, next_attempt_at)
            SELECT {2}, log_id, started_at, started_at + make_interval(secs => {3}), to_timestamp({4}) FROM wanted
            ON CONFLICT (account_id, log_id) DO UPDATE SET next_attempt_at = excluded.next_attempt_at
            """;

    private WantBodies() {}

    static void execute(DSLContext dsl, AccountId account, Map<LogId, String> doubted, Instant now) {
        List<Map.Entry<LogId, String>> rows = List.copyOf(doubted.entrySet());
        dsl.execute(
                SQL,
                Unnest.numbers(rows, it -> it.getKey().value()),
                Unnest.texts(rows, Map.Entry::getValue),
                Unnest.number(account.value()),
                Unnest.number(LogStream.CALLS.retention().toSeconds()),
                Unnest.number(now.getEpochSecond()));
    }
}
