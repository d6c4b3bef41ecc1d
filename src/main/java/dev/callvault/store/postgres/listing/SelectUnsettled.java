package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Finds time, from the ledger's start, that is neither proven nor recorded as lost. */
final class SelectUnsettled {
    private static final String SQL = """
            WITH settled AS (
                SELECT span FROM archive.coverage WHERE account_id = {0} AND stream = {1} AND proven
                UNION ALL
                SELECT int8range(extract(epoch FROM from_time)::bigint, extract(epoch FROM to_time)::bigint)
                FROM archive.gaps WHERE account_id = {0} AND stream = {1} AND log_id IS NULL
            ), ledger AS (
                SELECT min(lower(span)) AS beginning FROM archive.coverage WHERE account_id = {0} AND stream = {1}
            )
            SELECT lower(hole), upper(hole)
            FROM ledger, unnest(int8multirange(int8range(least(beginning, {2}), {2}))
                                - coalesce((SELECT range_agg(span) FROM settled), '{}'::int8multirange)) AS hole
            WHERE beginning < {2}
            """;

    private SelectUnsettled() {}

    static List<TimeWindow> fetch(DSLContext dsl, AccountId account, LogStream stream, Instant before) {
        return dsl.fetch(
                        SQL,
                        Unnest.number(account.value()),
                        DSL.val(stream.label()),
                        Unnest.number(before.getEpochSecond()))
                .map(row -> new TimeWindow(row.get(0, Long.class), row.get(1, Long.class)));
    }
}
