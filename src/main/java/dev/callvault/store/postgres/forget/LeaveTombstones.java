package dev.callvault.store.postgres.forget;

import java.util.List;
import org.jooq.DSLContext;

/** Leaves tombstones for what the working tables name, so that nobody stores it again. */
final class LeaveTombstones {
    private static final List<String> CALLS_AND_SESSIONS = List.of("""
            INSERT INTO archive.forgotten_calls (account_id, log_id, started_at, forgotten_at)
            SELECT account_id, log_id, started_at, {1} FROM archive.every_call AS record WHERE $ofSessions OR $alone
            ON CONFLICT (account_id, log_id, started_at) DO UPDATE SET forgotten_at = excluded.forgotten_at
            """, """
            INSERT INTO archive.forgotten_sessions (account_id, session_hash, forgotten_at)
            SELECT account_id, sha256(convert_to(session_id, 'UTF8')), {1} FROM erased_sessions
            ON CONFLICT (account_id, session_hash) DO UPDATE SET forgotten_at = excluded.forgotten_at
            """);
    private static final String LINES = """
            INSERT INTO archive.forgotten_lines (account_id, stream, line_hash, occurrence, at, forgotten_at)
            SELECT account_id, '$table', line_hash, occurrence, $time, {0} FROM archive.$table AS record
            WHERE $ofSessions OR $ofLines
            ON CONFLICT (account_id, stream, line_hash, occurrence) DO UPDATE SET forgotten_at = excluded.forgotten_at
            """;

    private LeaveTombstones() {}

    static void execute(DSLContext dsl, ErasureScope scope) {
        SpareHeld.unmark(dsl, scope);
        CALLS_AND_SESSIONS.forEach(it -> dsl.execute(scope.in(it), scope.forms(), scope.at()));
        ErasureScope.LINE_STREAMS.forEach(it -> dsl.execute(scope.in(LINES, it), scope.at()));
    }
}
