package dev.callvault.store.postgres.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.sql.StreamTable;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.proof.SpanRows;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Counts the rows that are stored or were deleted on purpose, for each span of the ledger: one statement, and so one
 * moment. An imported row counts only once the provider has listed it, or it would stand for one that is missing; it is counted
 * apart, so that all the others are counted in the index by time alone.
 */
final class SelectSpanRows {
    static final String SQL = """
            SELECT lower(span), upper(span), total, proven,
                   CASE WHEN to_timestamp(lower(span)) < (SELECT since FROM archive.kept_since WHERE record = {3}) THEN total
                   ELSE (SELECT count(*) FROM {0}
                         WHERE account_id = {2} AND {1} >= to_timestamp(lower(span)) AND {1} < to_timestamp(upper(span)))
                      - (SELECT count(*) FROM {0}
                         WHERE account_id = {2} AND {1} >= to_timestamp(lower(span)) AND {1} < to_timestamp(upper(span))
                           AND import_id IS NOT NULL)
                      + CASE {3} WHEN 'calls'
                        THEN (SELECT count(*) FROM archive.call_conflicts AS other WHERE other.account_id = {2}
                              AND other.started_at >= to_timestamp(lower(span)) AND other.started_at < to_timestamp(upper(span)))
                           + (SELECT count(*) FROM archive.forgotten_calls AS gone WHERE gone.account_id = {2}
                              AND gone.started_at >= to_timestamp(lower(span)) AND gone.started_at < to_timestamp(upper(span)))
                        ELSE (SELECT count(*) FROM archive.forgotten_lines AS gone
                              WHERE gone.account_id = {2} AND gone.stream = {3}
                              AND gone.at >= to_timestamp(lower(span)) AND gone.at < to_timestamp(upper(span))) END
                   END
            FROM archive.coverage WHERE coverage.account_id = {2} AND stream = {3}
            ORDER BY lower(span)
            """;

    static final String UNTIMED = """
            SELECT (SELECT count(*) FROM {0} WHERE account_id = {2} AND {1} IS NULL)
                 - (SELECT count(*) FROM {0} WHERE account_id = {2} AND {1} IS NULL AND import_id IS NOT NULL)
                 + (SELECT count(*) FROM archive.forgotten_lines WHERE account_id = {2} AND stream = {3} AND at IS NULL)
            """;

    private SelectSpanRows() {}

    static List<SpanRows> fetch(DSLContext dsl, AccountId account, LogStream stream) {
        return dsl.fetch(
                        SQL,
                        StreamTable.table(stream),
                        StreamTable.time(stream),
                        Unnest.number(account.value()),
                        DSL.val(stream.label()))
                .map(row -> new SpanRows(
                        new CoverageSpan(
                                new TimeWindow(row.get(0, Long.class), row.get(1, Long.class)),
                                row.get(2, Long.class),
                                row.get(3, Boolean.class)),
                        row.get(4, Long.class)));
    }

    static long fetchUntimed(DSLContext dsl, AccountId account, LogStream stream) {
        return dsl.fetchSingle(
                        UNTIMED,
                        StreamTable.table(stream),
                        StreamTable.time(stream),
                        Unnest.number(account.value()),
                        DSL.val(stream.label()))
                .get(0, Long.class);
    }
}
