package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LineKey;
import dev.callvault.call.LogStream;
import dev.callvault.call.SessionLine;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.postgres.sql.StreamTable;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;

/**
 * An imported row that the provider lists is one like any other from then on: it counts, and the log of a call is requested
 * unless it was imported too.
 */
final class TakeOverImported {
    private static final String HAS_IMPORTS = "SELECT EXISTS (SELECT FROM archive.imports WHERE account_id = {0})";

    private static final String CALLS = """
            WITH listed AS (
                UPDATE archive.calls AS call
                SET import_id = NULL, log_state = CASE call.log_state WHEN 'unavailable' THEN 'pending' ELSE call.log_state END
                FROM unnest({1}::bigint[], {2}::text[], {3}::bigint[]) AS row (log_id, session_id, started)
                WHERE call.account_id = {0} AND call.log_id = row.log_id AND call.session_id = row.session_id
                  AND call.started_at = to_timestamp(row.started) AND call.import_id IS NOT NULL
                RETURNING call.log_id, call.started_at, call.log_state
            )
            INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at)
            SELECT {0}, log_id, started_at, started_at + make_interval(secs => {4}), started_at FROM listed WHERE log_state = 'pending'
            ON CONFLICT DO NOTHING
            """;

    private static final String LINES = """
            UPDATE archive.$table AS line SET import_id = NULL
            FROM unnest({1}::text[], {2}::int[]) AS row (hash, occurrence)
            WHERE line.account_id = {0} AND line.line_hash = decode(row.hash, 'hex') AND line.occurrence = row.occurrence
              AND line.import_id IS NOT NULL
            """;

    private TakeOverImported() {}

    /** To be called once the listed rows are stored. */
    static void execute(DSLContext dsl, AccountId account, Rows rows) {
        if (rows.size() == 0
                || !dsl.fetchSingle(HAS_IMPORTS, Unnest.number(account.value())).get(0, Boolean.class)) {
            return;
        }
        switch (rows) {
            case Rows.Calls calls -> calls(dsl, account, calls.list());
            case Rows.Sessions lines -> lines(dsl, account, LogStream.SESSIONS, lines.list(), SessionLine::key);
            case Rows.Errors lines -> lines(dsl, account, LogStream.ERRORS, lines.list(), ErrorLine::key);
        }
    }

    private static void calls(DSLContext dsl, AccountId account, List<CallSummary> calls) {
        dsl.execute(
                CALLS,
                Unnest.number(account.value()),
                Unnest.numbers(calls, it -> it.logId().value()),
                Unnest.texts(calls, it -> it.sessionId().value()),
                Unnest.seconds(calls, CallSummary::startedAt),
                Unnest.number(LogStream.CALLS.retention().toSeconds()));
    }

    private static <T> void lines(
            DSLContext dsl, AccountId account, LogStream stream, List<T> lines, Function<T, LineKey> key) {
        dsl.execute(
                StreamTable.in(LINES, stream),
                Unnest.number(account.value()),
                Unnest.texts(lines, it -> key.apply(it).hash()),
                Unnest.integers(lines, it -> key.apply(it).occurrence()));
    }
}
