package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Param;

/**
 * Decides whose log the provider returns for a number that several calls have: that of the call that started last. The
 * logs of the others are lost, unless they were fetched before it started, and are not requested any more.
 */
final class AssignLogs {
    /** Of calls with the same start, the one that was known first has the log. */
    private static final String LOSE = """
            WITH ranked AS (
                SELECT log_id, session_id, started_at, ended_at, log_state, is_conflict,
                       first_value(started_at) OVER its AS last_start, row_number() OVER its AS place
                FROM archive.every_call WHERE account_id = {0} AND log_id = ANY ({1}::bigint[])
                WINDOW its AS (PARTITION BY log_id ORDER BY started_at DESC, is_conflict)
            ), losers AS (
                SELECT *, 'the provider gave the number of this log to another call, which started at '
                          || to_char(last_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS why
                FROM ranked
                WHERE place > 1 AND (log_state IN ('pending', 'unavailable', 'quarantined')
                       OR log_state = 'archived' AND EXISTS (
                           SELECT FROM archive.call_logs AS log WHERE log.account_id = {0} AND log.log_id = ranked.log_id
                             AND log.started_at = ranked.started_at AND ranked.started_at < last_start
                             AND log.fetched_at >= last_start))
            ), calls AS (
                UPDATE archive.calls AS call SET log_state = 'lost' FROM losers
                WHERE NOT is_conflict AND call.account_id = {0} AND call.log_id = losers.log_id
            ), conflicts AS (
                UPDATE archive.call_conflicts AS call SET log_state = 'lost' FROM losers
                WHERE is_conflict AND call.account_id = {0} AND call.log_id = losers.log_id
                  AND call.session_id = losers.session_id
            ), distrusted AS (
                UPDATE archive.call_logs AS log SET quarantine = 'it may be the log of another call: ' || why FROM losers
                WHERE log.account_id = {0} AND log.log_id = losers.log_id AND log.started_at = losers.started_at
                  AND losers.started_at < last_start AND losers.log_state = 'archived'
            )
            INSERT INTO archive.gaps (account_id, stream, from_time, to_time, log_id, reason, detected_at)
            SELECT {0}, 'bodies', started_at, greatest(coalesce(ended_at, started_at), started_at), log_id, why, to_timestamp({2})
            FROM losers
            ON CONFLICT DO NOTHING
            """;

    private static final String WANT = """
            INSERT INTO archive.body_queue AS wanted (account_id, log_id, started_at, expires_at, next_attempt_at)
            SELECT DISTINCT ON (log_id) {0}, log_id, started_at, started_at + make_interval(secs => {2}), started_at
            FROM archive.every_call AS last WHERE account_id = {0} AND log_id = ANY ({1}::bigint[])
              AND log_state IN ('pending', 'unavailable', 'quarantined')
              AND NOT EXISTS (SELECT FROM archive.every_call AS later WHERE later.account_id = {0}
                              AND later.log_id = last.log_id AND later.started_at > last.started_at)
            ORDER BY log_id, is_conflict
            ON CONFLICT (account_id, log_id) DO UPDATE
            SET started_at = excluded.started_at, expires_at = excluded.expires_at, next_attempt_at = excluded.next_attempt_at,
                attempts = 0, last_attempt_at = NULL, last_failure = NULL, claimed_by = NULL, claimed_until = NULL
            WHERE wanted.started_at <> excluded.started_at
            """;

    private AssignLogs() {}

    static void execute(DSLContext dsl, AccountId account, List<Long> logIds, Instant now) {
        Param<Long> accountId = Unnest.number(account.value());
        Param<?> ids = Unnest.numbers(logIds, it -> it);
        dsl.execute(LOSE, accountId, ids, Unnest.number(now.getEpochSecond()));
        dsl.execute(
                WANT, accountId, ids, Unnest.number(LogStream.CALLS.retention().toSeconds()));
    }
}
