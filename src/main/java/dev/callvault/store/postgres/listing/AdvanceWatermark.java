package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Moves a stream's watermark to the end of the first unbroken run of proven or lost time; never back. */
final class AdvanceWatermark {
    private static final String SQL = """
            WITH settled AS (
                SELECT span FROM archive.coverage WHERE account_id = {0} AND stream = {1} AND proven
                UNION ALL
                SELECT int8range(extract(epoch FROM from_time)::bigint, extract(epoch FROM to_time)::bigint)
                FROM archive.gaps WHERE account_id = {0} AND stream = {1} AND log_id IS NULL
            ), unproven AS (
                SELECT min(lower(span)) AS start FROM archive.coverage WHERE account_id = {0} AND stream = {1} AND NOT proven
            ), unbroken AS (
                SELECT run FROM unnest((SELECT range_agg(span) FROM settled)) AS run ORDER BY run LIMIT 1
            )
            INSERT INTO archive.watermarks AS kept (account_id, stream, complete_through, updated_at)
            SELECT {0}, {1}, to_timestamp(upper(run)), to_timestamp({2}) FROM unbroken, unproven
            WHERE unproven.start IS NULL OR unproven.start >= lower(run)
            ON CONFLICT (account_id, stream) DO UPDATE
            SET complete_through = excluded.complete_through, updated_at = excluded.updated_at
            WHERE kept.complete_through < excluded.complete_through
            """;

    private AdvanceWatermark() {}

    static void execute(DSLContext dsl, AccountId account, LogStream stream, Instant now) {
        dsl.execute(SQL, Unnest.number(account.value()), DSL.val(stream.label()), Unnest.number(now.getEpochSecond()));
    }
}
