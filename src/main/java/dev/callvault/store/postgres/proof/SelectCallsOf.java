package dev.callvault.store.postgres.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Reads the calls of a window, and those of the given ids. */
final class SelectCallsOf {
    private static final String SQL = """
            SELECT log_id, session_id, direction, dest, src, extract(epoch FROM started_at)::bigint AS started,
                   extract(epoch FROM ended_at)::bigint AS ended
            FROM archive.calls
            WHERE account_id = {0} AND started_at >= to_timestamp({1}) AND started_at < to_timestamp({2})
            UNION
            SELECT log_id, session_id, direction, dest, src, extract(epoch FROM started_at)::bigint,
                   extract(epoch FROM ended_at)::bigint
            FROM archive.calls
            WHERE account_id = {0} AND log_id = ANY ({3}::bigint[])
            """;

    private SelectCallsOf() {}

    static List<CallSummary> windowAnd(DSLContext dsl, AccountId account, TimeWindow window, Collection<LogId> logIds) {
        return dsl.fetch(
                        SQL,
                        Unnest.number(account.value()),
                        Unnest.number(window.from()),
                        Unnest.number(window.to()),
                        Unnest.numbers(List.copyOf(logIds), LogId::value))
                .map(SelectCallsOf::call);
    }

    private static CallSummary call(Record row) {
        @Nullable Long ended = row.get("ended", Long.class);
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
