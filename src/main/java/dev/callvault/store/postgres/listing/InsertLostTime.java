package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Inserts lost time into the gaps, minus what is already there. Unproven time that was acknowledged is lost with that
 * acknowledgement.
 */
final class InsertLostTime {
    private static final String SQL = """
            WITH known AS (
                SELECT coalesce(range_agg(int8range(extract(epoch FROM from_time)::bigint, extract(epoch FROM to_time)::bigint)),
                                '{}'::int8multirange) AS spans
                FROM archive.gaps WHERE account_id = {0} AND stream = {1} AND log_id IS NULL
            ), lost AS (
                SELECT range_agg(int8range(start, stop)) AS spans FROM unnest({2}::bigint[], {3}::bigint[]) AS row (start, stop)
            ), doubt AS (
                SELECT int8multirange(int8range(from_second, to_second)) AS span,
                       acknowledged_at, acknowledged_by, acknowledged_reason
                FROM archive.unproven WHERE account_id = {0} AND stream = {1} AND acknowledged_at IS NOT NULL
            ), recorded AS (
                INSERT INTO archive.gaps (account_id, stream, from_time, to_time, reason, detected_at,
                                          acknowledged_at, acknowledged_by, acknowledged_reason)
                SELECT {0}, {1}, to_timestamp(lower(gap)), to_timestamp(upper(gap)), {4}, to_timestamp({5}), at, who, why
                FROM (
                    SELECT unnest(lost.spans - known.spans - coalesce((SELECT range_agg(part) FROM doubt, unnest(doubt.span) AS part),
                                                                      '{}'::int8multirange)) AS gap,
                           NULL::timestamptz AS at, NULL AS who, NULL AS why
                    FROM known, lost
                    UNION ALL
                    SELECT unnest((lost.spans - known.spans) * doubt.span), acknowledged_at, acknowledged_by, acknowledged_reason
                    FROM known, lost, doubt
                ) AS parts
                ON CONFLICT DO NOTHING
                RETURNING acknowledged_at
            )
            SELECT count(*) FROM recorded WHERE acknowledged_at IS NULL
            """;

    private InsertLostTime() {}

    /** Returns how many new gaps nobody has acknowledged. */
    static int execute(
            DSLContext dsl,
            AccountId account,
            LogStream stream,
            List<TimeWindow> lost,
            String reason,
            Instant detectedAt) {
        return dsl.fetchSingle(
                        SQL,
                        Unnest.number(account.value()),
                        DSL.val(stream.label()),
                        Unnest.numbers(lost, TimeWindow::from),
                        Unnest.numbers(lost, TimeWindow::to),
                        DSL.val(reason),
                        Unnest.number(detectedAt.getEpochSecond()))
                .get(0, Integer.class);
    }
}
