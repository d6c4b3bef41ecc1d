package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Inserts lost time into the gaps, minus what is already there. */
final class InsertLostTime {
    private static final String SQL = """
            WITH known AS (
                SELECT coalesce(range_agg(int8range(extract(epoch FROM from_time)::bigint, extract(epoch FROM to_time)::bigint)),
                                '{}'::int8multirange) AS spans
                FROM archive.gaps WHERE account_id = {0} AND stream = {1} AND log_id IS NULL
            ), lost AS (
                SELECT range_agg(int8range(start, stop)) AS spans FROM unnest({2}::bigint[], {3}::bigint[]) AS row (start, stop)
            )
            INSERT INTO archive.gaps (account_id, stream, from_time, to_time, reason, detected_at)
            SELECT {0}, {1}, to_timestamp(lower(gap)), to_timestamp(upper(gap)), {4}, to_timestamp({5})
            FROM known, lost, unnest(lost.spans - known.spans) AS gap
            ON CONFLICT DO NOTHING
            """;

    private InsertLostTime() {}

    static int execute(
            DSLContext dsl,
            AccountId account,
            LogStream stream,
            List<TimeWindow> lost,
            String reason,
            Instant detectedAt) {
        return dsl.execute(
                SQL,
                Unnest.number(account.value()),
                DSL.val(stream.label()),
                Unnest.numbers(lost, TimeWindow::from),
                Unnest.numbers(lost, TimeWindow::to),
                DSL.val(reason),
                Unnest.number(detectedAt.getEpochSecond()));
    }
}
