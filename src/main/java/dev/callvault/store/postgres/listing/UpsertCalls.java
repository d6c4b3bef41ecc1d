package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogStream;
import dev.callvault.store.listing.Written;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * Stores listed calls; each new one makes its log wanted in the same statement. Unchanged calls are filtered out before
 * the insert: a conflict locks its row, and thereby writes, even without an update. If no number in the list's range is
 * stored yet, none is looked up. Their minimum tells, which takes one step in the key; for EXISTS, a planner that
 * expects an early hit would scan the table.
 */
final class UpsertCalls {
    private static final String SQL = """
            WITH listed AS (
                SELECT log_id, session_id, direction, dest, src, to_timestamp(started) AS started_at, to_timestamp(ended) AS ended_at
                FROM unnest({0}::bigint[], {1}::text[], {2}::text[], {3}::text[], {4}::text[], {5}::bigint[], {6}::bigint[])
                     AS row (log_id, session_id, direction, dest, src, started, ended)
                WHERE NOT EXISTS (SELECT FROM archive.forgotten_sessions AS gone
                                  WHERE gone.account_id = {7} AND gone.session_hash = sha256(convert_to(session_id, 'UTF8')))
                  AND CASE WHEN started IS NULL THEN true
                           WHEN to_timestamp(started) >= coalesce(
                               (SELECT since FROM archive.kept_since WHERE record = 'calls'), '-infinity') THEN true
                           ELSE archive.is_held(session_id, dest, src) END
                  AND NOT EXISTS (SELECT FROM archive.forgotten_calls AS gone
                                  WHERE gone.account_id = {7} AND gone.log_id = row.log_id)
            ), changed AS (
                SELECT * FROM listed
                WHERE (SELECT min(log_id) FROM archive.calls WHERE account_id = {7} AND log_id BETWEEN {10} AND {11}) IS NULL
                   OR (SELECT (kept.session_id, kept.direction, kept.dest, kept.src, kept.started_at, kept.ended_at)
                              IS NOT DISTINCT FROM
                              (listed.session_id, listed.direction, listed.dest, listed.src, listed.started_at, listed.ended_at)
                       FROM archive.calls AS kept WHERE kept.account_id = {7} AND kept.log_id = listed.log_id) IS NOT TRUE
            ), stored AS (
                INSERT INTO archive.calls AS kept
                       (account_id, log_id, session_id, direction, dest, src, started_at, ended_at, first_seen_at)
                SELECT {7}, log_id, session_id, direction, dest, src, started_at, ended_at, to_timestamp({8}) FROM changed
                ON CONFLICT (account_id, log_id) DO UPDATE
                SET session_id = excluded.session_id, direction = excluded.direction, dest = excluded.dest,
                    src = excluded.src, started_at = excluded.started_at, ended_at = excluded.ended_at
                WHERE (kept.session_id, kept.direction, kept.dest, kept.src, kept.started_at, kept.ended_at)
                      IS DISTINCT FROM
                      (excluded.session_id, excluded.direction, excluded.dest, excluded.src, excluded.started_at, excluded.ended_at)
                RETURNING log_id, started_at, xmax = 0 AS is_new
            ), wanted AS (
                INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at)
                SELECT {7}, log_id, started_at, started_at + make_interval(secs => {9}), started_at FROM stored WHERE is_new
                ON CONFLICT DO NOTHING
            )
            SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM stored
            """;

    private UpsertCalls() {}

    static Written execute(DSLContext dsl, AccountId account, List<CallSummary> listed, Instant now) {
        if (listed.isEmpty()) {
            return Written.NOTHING;
        }
        List<CallSummary> calls = List.copyOf(distinct(listed));
        LongSummaryStatistics ids =
                calls.stream().mapToLong(it -> it.logId().value()).summaryStatistics();
        return Unnest.written(dsl.fetchSingle(
                SQL,
                Unnest.numbers(calls, it -> it.logId().value()),
                Unnest.texts(calls, it -> it.sessionId().value()),
                Unnest.texts(calls, CallSummary::direction),
                Unnest.texts(calls, CallSummary::dest),
                Unnest.texts(calls, CallSummary::src),
                Unnest.seconds(calls, CallSummary::startedAt),
                Unnest.seconds(calls, CallSummary::endedAt),
                Unnest.number(account.value()),
                Unnest.number(now.getEpochSecond()),
                Unnest.number(LogStream.CALLS.retention().toSeconds()),
                Unnest.number(ids.getMin()),
                Unnest.number(ids.getMax())));
    }

    /** One statement cannot write a row twice: if a call is listed twice, the last one counts. */
    private static Collection<CallSummary> distinct(List<CallSummary> listed) {
        Map<Long, CallSummary> byId = new LinkedHashMap<>();
        listed.forEach(it -> byId.put(it.logId().value(), it));
        return byId.values();
    }
}
