package dev.callvault.store.postgres;

import dev.callvault.call.AccountId;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.SpanRows;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Counts the rows that are really there for each span of the ledger, in one statement and so at one moment. */
final class SelectSpanRows {
    private static final String SQL = """
            SELECT lower(span), upper(span), total, proven,
                   (SELECT count(*) FROM {0}
                    WHERE account_id = {2} AND {1} >= to_timestamp(lower(span)) AND {1} < to_timestamp(upper(span)))
            FROM archive.coverage WHERE coverage.account_id = {2} AND stream = {3}
            ORDER BY lower(span)
            """;

    private static final String UNTIMED = "SELECT count(*) FROM {0} WHERE account_id = {2} AND {1} IS NULL";

    private SelectSpanRows() {}

    static List<SpanRows> of(DSLContext dsl, AccountId account, LogStream stream) {
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

    static long untimed(DSLContext dsl, AccountId account, LogStream stream) {
        return dsl.fetchSingle(
                        UNTIMED, StreamTable.table(stream), StreamTable.time(stream), Unnest.number(account.value()))
                .get(0, Long.class);
    }
}
