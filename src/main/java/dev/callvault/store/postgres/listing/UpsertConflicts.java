package dev.callvault.store.postgres.listing;

import static dev.callvault.store.postgres.jooq.Tables.CALL_CONFLICTS;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallKey;
import dev.callvault.call.CallSummary;
import dev.callvault.store.listing.Written;
import dev.callvault.store.postgres.numbers.AccountNumbers;
import dev.callvault.store.postgres.numbers.NumberColumns;
import dev.callvault.store.postgres.sql.CallRow;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Stores calls to which the provider gave the number of another call. */
final class UpsertConflicts {
    private static final String SQL = NumberColumns.in("""
            WITH stored AS (
                INSERT INTO archive.call_conflicts AS kept
                       (account_id, log_id, session_hash, session_id, direction, dest, src, started_at, ended_at, first_seen_at,
                        $numbers, numbers_version)
                SELECT {7}, log_id, sha256(convert_to(session_id, 'UTF8')), session_id, direction, dest, src,
                       to_timestamp(started), to_timestamp(ended), to_timestamp({8}), $numbers, $version
                FROM unnest({0}::bigint[], {1}::text[], {2}::text[], {3}::text[], {4}::text[], {5}::bigint[], {6}::bigint[], $arrays)
                     AS row (log_id, session_id, direction, dest, src, started, ended, $numbers)
                WHERE NOT EXISTS (SELECT FROM archive.calls AS same WHERE same.account_id = {7} AND same.log_id = row.log_id
                                  AND same.session_id = row.session_id)
                ON CONFLICT (account_id, log_id, session_hash) DO UPDATE
                SET direction = excluded.direction, dest = excluded.dest, src = excluded.src,
                    started_at = excluded.started_at, ended_at = excluded.ended_at, $excluded
                RETURNING log_id, xmax = 0 AS is_new
            )
            SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM stored
            """, 9);

    private UpsertConflicts() {}

    /** Those that are stored already; as a rule there are none. */
    static Map<CallKey, CallSummary> known(DSLContext dsl, AccountId account, List<CallSummary> listed) {
        Long[] ids = listed.stream().map(it -> it.logId().value()).toArray(Long[]::new);
        Map<CallKey, CallSummary> known = new HashMap<>();
        dsl.select(CallRow.OF_CONFLICTS.fields())
                .from(CALL_CONFLICTS)
                .where(CALL_CONFLICTS.ACCOUNT_ID.eq(account.value()))
                .and(CALL_CONFLICTS.LOG_ID.eq(DSL.any(ids)))
                .fetch(CallRow.OF_CONFLICTS)
                .forEach(it -> known.put(it.key(), it));
        return known;
    }

    static Written execute(
            DSLContext dsl, AccountId account, AccountNumbers numbers, List<CallSummary> calls, Instant now) {
        Written written = Unnest.written(dsl.fetchSingle(
                SQL,
                CallColumns.of(calls, numbers, Unnest.number(account.value()), Unnest.number(now.getEpochSecond()))));
        AssignLogs.execute(
                dsl,
                account,
                calls.stream().map(it -> it.logId().value()).distinct().toList(),
                now);
        return written;
    }
}
