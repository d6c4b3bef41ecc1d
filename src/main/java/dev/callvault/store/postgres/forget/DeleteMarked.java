package dev.callvault.store.postgres.forget;

import dev.callvault.store.forget.DeletedRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/** Deletes what an erasure left tombstones for, which are all that is known of it in another transaction. */
final class DeleteMarked {
    /** An unreadable row mentions the number, or names an erased session. */
    static final String IS_ROW = """
            ((account_id, stream, encode(row_hash, 'hex')) IN (SELECT * FROM unnest({0}::bigint[], {1}::text[], {2}::text[]))
              AND NOT EXISTS (SELECT FROM unnest({3}::text[]) AS form WHERE archive.is_held(NULL, form, NULL, 0))
             OR EXISTS (SELECT FROM erased_sessions AS erased WHERE erased.account_id = unread.account_id
                        AND erased.session_id <> '' AND position(erased.session_id IN unread.text) > 0))
            """;

    private static final List<String> MARKED = List.of("""
            INSERT INTO erased_lines
            SELECT account_id, stream, line_hash, occurrence, false FROM archive.forgotten_lines WHERE forgotten_at = {0}
            """, """
            INSERT INTO erased_sessions
            SELECT DISTINCT marked.account_id, marked.session_id
            FROM (SELECT account_id, session_id FROM archive.every_call
                  JOIN archive.forgotten_calls AS gone USING (account_id, log_id, started_at)
                  WHERE gone.forgotten_at = {0}
                  UNION SELECT account_id, session_id FROM archive.sessions
                  JOIN erased_lines AS line USING (account_id, line_hash, occurrence) WHERE line.stream = 'sessions'
                  UNION SELECT account_id, session_id FROM archive.errors
                  JOIN erased_lines AS line USING (account_id, line_hash, occurrence) WHERE line.stream = 'errors') AS marked
            JOIN archive.forgotten_sessions AS gone
              ON gone.account_id = marked.account_id AND gone.session_hash = sha256(convert_to(marked.session_id, 'UTF8'))
            WHERE gone.forgotten_at = {0}
            """);
    /** Lines go and stay with their session, for which a hold may have been placed since. */
    private static final String LEAVE_TO_SESSIONS = """
            DELETE FROM erased_lines AS erased
            USING archive.$table AS line JOIN erased_sessions AS session USING (account_id, session_id)
            WHERE erased.stream = '$table' AND line.account_id = erased.account_id AND line.line_hash = erased.line_hash
              AND line.occurrence = erased.occurrence
            """;

    private static final String CALLS = """
            WITH gone AS (
                DELETE FROM archive.$table AS record
                WHERE $ofSessions
                   OR session_id = '' AND NOT archive.is_held(session_id, caller_number, called_number, numbers_version)
                      AND EXISTS (SELECT FROM archive.forgotten_calls AS marked
                                  WHERE marked.account_id = record.account_id AND marked.log_id = record.log_id
                                    AND marked.started_at = record.started_at AND marked.forgotten_at = {0})
                RETURNING account_id, log_id, started_at
            )
            INSERT INTO archive.forgotten_calls (account_id, log_id, started_at, forgotten_at)
            SELECT account_id, log_id, started_at, {0} FROM gone
            ON CONFLICT (account_id, log_id, started_at) DO UPDATE SET forgotten_at = excluded.forgotten_at
            """;

    private static final String QUEUE = """
            DELETE FROM archive.body_queue AS queue USING archive.forgotten_calls AS gone
            WHERE gone.forgotten_at = {0} AND gone.account_id = queue.account_id AND gone.log_id = queue.log_id
              AND gone.started_at = queue.started_at
            """;
    /** Erased records are neither lost nor missing. */
    private static final String GAPS = """
            DELETE FROM archive.gaps AS gap USING archive.forgotten_calls AS gone
            WHERE gone.forgotten_at = {0} AND gap.stream = 'bodies' AND gone.account_id = gap.account_id
              AND gone.log_id = gap.log_id AND gone.started_at = gap.from_time
            """;

    private static final String BODIES = """
            DELETE FROM archive.call_logs AS log USING archive.forgotten_calls AS gone
            WHERE gone.forgotten_at = {0} AND gone.account_id = log.account_id AND gone.log_id = log.log_id
              AND gone.started_at = log.started_at
            """;
    private static final String LINES = """
            WITH gone AS (
                DELETE FROM archive.$table AS record WHERE $ofSessions OR $ofLines
                RETURNING account_id, line_hash, occurrence, $time AS at
            ), tombstones AS (
                INSERT INTO archive.forgotten_lines (account_id, stream, line_hash, occurrence, at, forgotten_at)
                SELECT account_id, '$table', line_hash, occurrence, at, {0} FROM gone
                ON CONFLICT DO NOTHING
            )
            SELECT count(*) FROM gone
            """;
    private static final String ROWS = """
            WITH gone AS (
                DELETE FROM archive.unread_rows AS unread WHERE $isRow RETURNING account_id, stream, row_hash
            )
            INSERT INTO archive.forgotten_rows (account_id, stream, row_hash, forgotten_at)
            SELECT account_id, stream, row_hash, {4} FROM gone
            ON CONFLICT DO NOTHING
            """.replace("$isRow", IS_ROW);

    private DeleteMarked() {}

    /**
     * What was deleted.
     *
     * @param records those of the number, and how many a hold kept
     * @param rows unreadable rows that mention it
     */
    record Deleted(DeletedRecords records, long rows) {}

    static Deleted execute(DSLContext dsl, ErasureScope scope, Mentioned mentioned) {
        long held = selectMarked(dsl, scope);
        long calls = 0;
        for (String table : List.of("calls", "call_conflicts")) {
            calls += dsl.execute(scope.in(CALLS).replace("$table", table), scope.at());
        }
        dsl.execute(QUEUE, scope.at());
        dsl.execute(GAPS, scope.at());
        long bodies = dsl.execute(BODIES, scope.at());
        List<Long> lines = new ArrayList<>();
        ErasureScope.LINE_STREAMS.forEach(
                it -> lines.add(dsl.fetchSingle(scope.in(LINES, it), scope.at()).get(0, Long.class)));
        long rows = dsl.execute(
                ROWS,
                Stream.concat(Arrays.stream(mentioned.parameters(scope)), Stream.of(scope.at()))
                        .toArray());
        return new Deleted(new DeletedRecords(calls, bodies, lines.get(0), lines.get(1), 0, held), rows);
    }

    private static long selectMarked(DSLContext dsl, ErasureScope scope) {
        ErasureScope.WORKING_TABLES.forEach(dsl::execute);
        MARKED.forEach(it -> dsl.execute(it, scope.at()));
        ErasureScope.LINE_STREAMS.forEach(it -> dsl.execute(scope.in(LEAVE_TO_SESSIONS, it)));
        long held = SpareHeld.execute(dsl, scope);
        SpareHeld.unmark(dsl, scope);
        return held;
    }
}
