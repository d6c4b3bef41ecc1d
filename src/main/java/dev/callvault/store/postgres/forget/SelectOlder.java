package dev.callvault.store.postgres.forget;

import dev.callvault.call.LogStream;
import dev.callvault.store.forget.KeepStore.Older;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.postgres.sql.StreamTable;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Counts what is older than a time, without what is held; reads every record that is. */
final class SelectOlder {
    private static final String CALLS = """
            SELECT count(*) AS records, min(started_at) AS oldest, max(started_at) AS newest FROM archive.every_call
            WHERE started_at < to_timestamp({0}) AND NOT archive.is_held(session_id, caller_number, called_number, numbers_version)
            """;
    private static final String BODIES = """
            SELECT count(*) AS records, min(log.started_at) AS oldest, max(log.started_at) AS newest
            FROM archive.call_logs AS log LEFT JOIN archive.every_call AS call USING (account_id, log_id, started_at)
            WHERE log.started_at < to_timestamp({0})
              AND NOT coalesce(archive.is_held(call.session_id, call.caller_number, call.called_number, call.numbers_version), false)
            """;
    private static final String LINES = """
            SELECT count(*) AS records, min(at) AS oldest, max(at) AS newest
            FROM (SELECT coalesce($time, first_seen_at) AS at, session_id, caller_number, called_number, numbers_version
                  FROM archive.$table) AS line
            WHERE at < to_timestamp({0}) AND NOT archive.is_held(session_id, caller_number, called_number, numbers_version)
            """;

    private SelectOlder() {}

    static Older fetch(DSLContext dsl, RecordKind kind, Instant than) {
        Record row = dsl.fetchSingle(sql(kind), Unnest.number(than.getEpochSecond()));
        return new Older(row.get("records", Long.class), instant(row, "oldest"), instant(row, "newest"));
    }

    private static String sql(RecordKind kind) {
        return switch (kind) {
            case CALLS -> CALLS;
            case BODIES -> BODIES;
            case SESSIONS -> StreamTable.in(LINES, LogStream.SESSIONS);
            case ERRORS -> StreamTable.in(LINES, LogStream.ERRORS);
        };
    }

    private static Optional<Instant> instant(Record row, String column) {
        return Optional.ofNullable(row.get(column, Instant.class));
    }
}
