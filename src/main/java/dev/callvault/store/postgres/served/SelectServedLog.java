package dev.callvault.store.postgres.served;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.served.ServedLog;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads one readable log, byte for byte. */
final class SelectServedLog {
    // A call whose start was corrected keeps its log under the start with which it was fetched.
    private static final String SQL = """
            SELECT dest, src, direction, extract(epoch FROM calls.started_at)::bigint AS started, location,
                   coalesce(body_bytes, convert_to(body, 'UTF8')) AS content
            FROM archive.calls JOIN archive.call_logs USING (account_id, log_id)
            WHERE account_id = {0} AND log_id = {1} AND quarantine IS NULL
            ORDER BY calls.started_at = call_logs.started_at DESC LIMIT 1
            """;

    private SelectServedLog() {}

    static Optional<ServedLog> of(DSLContext dsl, AccountId account, LogId log) {
        return dsl.fetchOptional(SQL, Unnest.number(account.value()), Unnest.number(log.value()))
                .map(SelectServedLog::log);
    }

    private static ServedLog log(Record row) {
        return new ServedLog(
                row.get("dest", String.class),
                row.get("src", String.class),
                row.get("direction", String.class),
                Instant.ofEpochSecond(row.get("started", Long.class)),
                new CallBody(Content.of(row.get("content", byte[].class)), row.get("location", String.class)));
    }
}
