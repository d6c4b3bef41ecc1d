package dev.callvault.store.postgres.served;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.SessionId;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.served.ServedLogs.Selection;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads a page of calls, newest first, and how many there are. */
final class SelectServedCalls {
    private static final String MATCHING = """
            FROM archive.calls
            WHERE account_id = {0} AND started_at >= to_timestamp({1}) AND started_at < to_timestamp({2})
            """;
    private static final String TO_NUMBER = " AND dest = {3}";
    private static final String COLUMNS = """
            SELECT log_id, session_id, direction, dest, src,
                   extract(epoch FROM started_at)::bigint AS started, extract(epoch FROM ended_at)::bigint AS ended
            """;
    private static final String PAGE = " ORDER BY started_at DESC, log_id DESC OFFSET {4} LIMIT {5}";

    private SelectServedCalls() {}

    static Page<CallSummary> page(DSLContext dsl, AccountId account, Selection selection) {
        String matching = MATCHING + (selection.number().isPresent() ? TO_NUMBER : "");
        QueryPart[] values = values(account, selection);
        long total = dsl.fetchSingle("SELECT count(*) " + matching, (Object[]) values)
                .get(0, Long.class);
        List<CallSummary> calls =
                dsl.fetch(COLUMNS + matching + PAGE, (Object[]) values).map(SelectServedCalls::call);
        return new Page<>(total, calls, 0);
    }

    /** The same for every list: account, from, to, number, offset, limit. */
    static QueryPart[] values(AccountId account, Selection selection) {
        return new QueryPart[] {
            Unnest.number(account.value()),
            Unnest.number(selection.window().from()),
            Unnest.number(selection.window().to()),
            DSL.val(selection.number().orElse(""), String.class),
            Unnest.number(selection.offset()),
            Unnest.number(selection.limit())
        };
    }

    private static CallSummary call(Record row) {
        Long ended = row.get("ended", Long.class);
        return new CallSummary(
                new LogId(row.get("log_id", Long.class)),
                new SessionId(row.get("session_id", String.class)),
                row.get("direction", String.class),
                row.get("dest", String.class),
                row.get("src", String.class),
                Instant.ofEpochSecond(row.get("started", Long.class)),
                ended == null ? null : Instant.ofEpochSecond(ended));
    }
}
