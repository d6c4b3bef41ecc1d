package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallKey;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogStream;
import dev.callvault.store.listing.DistinctCalls;
import dev.callvault.store.listing.Written;
import dev.callvault.store.postgres.listing.MoveStarts.Moved;
import dev.callvault.store.postgres.numbers.AccountNumbers;
import dev.callvault.store.postgres.numbers.NumberColumns;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * Stores listed calls; each new one makes its log wanted in the same statement. Unchanged calls are filtered out before
 * the insert: a conflict locks its row, and thereby writes, even without an update. If no number in the list's range is
 * stored yet, none is looked up. Their minimum tells, which takes one step in the key; for EXISTS, a planner that
 * expects an early hit would scan the table.
 *
 * <p>A call with other values is the same call, corrected, or another one to which the provider gave the number again
 * ({@link CallSummary#isAnotherThan}). Another one never overwrites; its row in {@code calls} stays locked, so that no
 * log is stored for it meanwhile.
 */
final class UpsertCalls {
    private static final String SQL = NumberColumns.in("""
            WITH listed AS (
                SELECT log_id, session_id, direction, dest, src, to_timestamp(started) AS started_at, to_timestamp(ended) AS ended_at,
                       $numbers
                FROM unnest({0}::bigint[], {1}::text[], {2}::text[], {3}::text[], {4}::text[], {5}::bigint[], {6}::bigint[], $arrays)
                     AS row (log_id, session_id, direction, dest, src, started, ended, $numbers)
                WHERE NOT EXISTS (SELECT FROM archive.forgotten_sessions AS gone
                                  WHERE gone.account_id = {7} AND gone.session_hash = sha256(convert_to(session_id, 'UTF8')))
                  AND CASE WHEN started IS NULL THEN true
                           WHEN to_timestamp(started) >= coalesce(
                               (SELECT since FROM archive.kept_since WHERE record = 'calls'), '-infinity') THEN true
                           ELSE archive.is_held(session_id, caller_number, called_number, 0) END
                  AND NOT EXISTS (SELECT FROM archive.forgotten_calls AS gone
                                  WHERE gone.account_id = {7} AND gone.log_id = row.log_id
                                    AND abs(extract(epoch FROM gone.started_at)::bigint - started) <= {12})
            ), changed AS (
                SELECT * FROM listed
                WHERE (SELECT min(log_id) FROM archive.calls WHERE account_id = {7} AND log_id BETWEEN {10} AND {11}) IS NULL
                   OR (SELECT (kept.session_id, kept.direction, kept.dest, kept.src, kept.started_at, kept.ended_at)
                              IS NOT DISTINCT FROM
                              (listed.session_id, listed.direction, listed.dest, listed.src, listed.started_at, listed.ended_at)
                       FROM archive.calls AS kept WHERE kept.account_id = {7} AND kept.log_id = listed.log_id) IS NOT TRUE
            ), stored AS (
                INSERT INTO archive.calls AS kept
                       (account_id, log_id, session_id, direction, dest, src, started_at, ended_at, first_seen_at, $numbers, numbers_version)
                SELECT {7}, log_id, session_id, direction, dest, src, started_at, ended_at, to_timestamp({8}), $numbers, $version
                FROM changed
                ON CONFLICT (account_id, log_id) DO UPDATE
                SET session_id = excluded.session_id, direction = excluded.direction, dest = excluded.dest,
                    src = excluded.src, started_at = excluded.started_at, ended_at = excluded.ended_at, $excluded
                WHERE (kept.session_id, kept.direction, kept.dest, kept.src, kept.started_at, kept.ended_at)
                      IS DISTINCT FROM
                      (excluded.session_id, excluded.direction, excluded.dest, excluded.src, excluded.started_at, excluded.ended_at)
                  AND NOT (kept.session_id <> excluded.session_id
                           AND (abs(extract(epoch FROM kept.started_at) - extract(epoch FROM excluded.started_at)) > {12}
                                OR kept.dest <> excluded.dest AND kept.src <> excluded.src))
                RETURNING log_id, started_at, xmax = 0 AS is_new
            ), wanted AS (
                INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at)
                SELECT {7}, log_id, started_at, started_at + make_interval(secs => {9}), started_at FROM stored WHERE is_new
                ON CONFLICT DO NOTHING
            )
            SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new),
                   array_agg(log_id) FILTER (WHERE NOT is_new),
                   array_agg(CASE WHEN NOT is_new THEN (SELECT extract(epoch FROM was.started_at)::bigint FROM archive.calls AS was
                                                        WHERE was.account_id = {7} AND was.log_id = stored.log_id) END)
                       FILTER (WHERE NOT is_new),
                   (SELECT array_agg(log_id) FROM changed WHERE log_id NOT IN (SELECT log_id FROM stored)
                       AND (SELECT count(*) FROM archive.calls AS first
                            WHERE first.account_id = {7} AND first.log_id = changed.log_id) > 0),
                   (SELECT count(*) FROM changed) - count(*)
            FROM stored
            """, 13);

    private UpsertCalls() {}

    /** Stores the calls, and counts as absent those that may not be there: they are to be looked up. */
    static Written execute(
            DSLContext dsl, AccountId account, AccountNumbers numbers, List<CallSummary> listed, Instant now) {
        Written written = Written.NOTHING;
        List<CallSummary> others = new ArrayList<>();
        List<Moved> moved = new ArrayList<>();
        int distinct = 0;
        for (List<CallSummary> round : DistinctCalls.rounds(listed)) {
            distinct += round.size();
            Map<CallKey, CallSummary> known = UpsertConflicts.known(dsl, account, round);
            List<CallSummary> calls =
                    round.stream().filter(it -> !known.containsKey(it.key())).toList();
            for (CallSummary call : round) {
                @Nullable CallSummary before = known.get(call.key());
                if (before != null && !before.equals(call)) {
                    others.add(call);
                    moved.add(new Moved(call.logId().value(), before.startedAt(), call.startedAt(), call.endedAt()));
                }
            }
            written =
                    written.plus(calls.isEmpty() ? Written.NOTHING : store(dsl, account, numbers, calls, now, others));
        }
        written = written.plus(new Written(0, 0, listed.size() - distinct + others.size()));
        if (others.isEmpty()) {
            return written;
        }
        MoveStarts.execute(dsl, account, moved, now);
        return written.plus(UpsertConflicts.execute(dsl, account, numbers, others, now));
    }

    /** Stores calls whose numbers differ, and adds those that are other calls than the stored ones to the others. */
    private static Written store(
            DSLContext dsl,
            AccountId account,
            AccountNumbers numbers,
            List<CallSummary> calls,
            Instant now,
            List<CallSummary> others) {
        LongSummaryStatistics ids =
                calls.stream().mapToLong(it -> it.logId().value()).summaryStatistics();
        Record stored = dsl.fetchSingle(
                SQL,
                CallColumns.of(
                        calls,
                        numbers,
                        Unnest.number(account.value()),
                        Unnest.number(now.getEpochSecond()),
                        Unnest.number(LogStream.CALLS.retention().toSeconds()),
                        Unnest.number(ids.getMin()),
                        Unnest.number(ids.getMax()),
                        Unnest.number(CallSummary.MOST_MOVED.toSeconds())));
        MoveStarts.execute(dsl, account, moved(calls, stored.get(2, Long[].class), stored.get(3, Long[].class)), now);
        Long @Nullable [] refused = stored.get(4, Long[].class);
        if (refused != null) {
            Set<Long> ofOthers = Set.of(refused);
            calls.stream().filter(it -> ofOthers.contains(it.logId().value())).forEach(others::add);
        }
        return Unnest.written(stored).plus(new Written(0, 0, stored.get(5, Integer.class)));
    }

    private static List<Moved> moved(List<CallSummary> calls, Long @Nullable [] updated, Long @Nullable [] starts) {
        if (updated == null || starts == null) {
            return List.of();
        }
        Map<Long, Instant> before = new HashMap<>();
        for (int i = 0; i < updated.length; i++) {
            before.put(updated[i], Instant.ofEpochSecond(starts[i]));
        }
        List<Moved> moved = new ArrayList<>();
        for (CallSummary call : calls) {
            @Nullable Instant was = before.get(call.logId().value());
            if (was != null && !was.equals(call.startedAt())) {
                moved.add(new Moved(call.logId().value(), was, call.startedAt(), call.endedAt()));
            }
        }
        return moved;
    }
}
