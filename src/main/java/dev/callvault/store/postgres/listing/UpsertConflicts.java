package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallKey;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.SessionId;
import dev.callvault.store.listing.Written;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Stores calls to which the provider gave the number of another call. */
final class UpsertConflicts {
    private static final String KNOWN = """
            SELECT log_id, session_id, direction, dest, src, started_at, ended_at FROM archive.call_conflicts
            WHERE account_id = {0} AND log_id BETWEEN {1} AND {2}
            """;

    private static final String SQL = """
            WITH stored AS (
                INSERT INTO archive.call_conflicts AS kept
                       (account_id, log_id, session_hash, session_id, direction, dest, src, started_at, ended_at, first_seen_at)
                SELECT {7}, log_id, sha256(convert_to(session_id, 'UTF8')), session_id, direction, dest, src,
                       to_timestamp(started), to_timestamp(ended), to_timestamp({8})
                FROM unnest({0}::bigint[], {1}::text[], {2}::text[], {3}::text[], {4}::text[], {5}::bigint[], {6}::bigint[])
                     AS row (log_id, session_id, direction, dest, src, started, ended)
                WHERE NOT EXISTS (SELECT FROM archive.calls AS same WHERE same.account_id = {7} AND same.log_id = row.log_id
                                  AND same.session_id = row.session_id)
                ON CONFLICT (account_id, log_id, session_hash) DO UPDATE
                SET direction = excluded.direction, dest = excluded.dest, src = excluded.src,
                    started_at = excluded.started_at, ended_at = excluded.ended_at
                RETURNING log_id, xmax = 0 AS is_new
            )
            SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM stored
            """;

    private UpsertConflicts() {}

    /** The stored ones in the range of the listed calls' numbers; as a rule there are none. */
    static Map<CallKey, CallSummary> known(DSLContext dsl, AccountId account, List<CallSummary> listed) {
        LongSummaryStatistics ids =
                listed.stream().mapToLong(it -> it.logId().value()).summaryStatistics();
        Map<CallKey, CallSummary> known = new HashMap<>();
        dsl.fetch(KNOWN, Unnest.number(account.value()), Unnest.number(ids.getMin()), Unnest.number(ids.getMax()))
                .map(UpsertConflicts::call)
                .forEach(it -> known.put(it.key(), it));
        return known;
    }

    private static CallSummary call(Record row) {
        return new CallSummary(
                new LogId(row.get("log_id", Long.class)),
                new SessionId(row.get("session_id", String.class)),
                row.get("direction", String.class),
                row.get("dest", String.class),
                row.get("src", String.class),
                row.get("started_at", Instant.class),
                row.get("ended_at", Instant.class));
    }

    static Written execute(DSLContext dsl, AccountId account, List<CallSummary> calls, Instant now) {
        Written written = Unnest.written(dsl.fetchSingle(
                SQL,
                Unnest.numbers(calls, it -> it.logId().value()),
                Unnest.texts(calls, it -> it.sessionId().value()),
                Unnest.texts(calls, CallSummary::direction),
                Unnest.texts(calls, CallSummary::dest),
                Unnest.texts(calls, CallSummary::src),
                Unnest.seconds(calls, CallSummary::startedAt),
                Unnest.seconds(calls, CallSummary::endedAt),
                Unnest.number(account.value()),
                Unnest.number(now.getEpochSecond())));
        AssignLogs.execute(
                dsl,
                account,
                calls.stream().map(it -> it.logId().value()).distinct().toList(),
                now);
        return written;
    }
}
