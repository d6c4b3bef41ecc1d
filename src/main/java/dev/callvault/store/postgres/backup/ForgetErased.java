package dev.callvault.store.postgres.backup;

import dev.callvault.call.CallSummary;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/** Deletes what was restored although it was erased after the backup's snapshot, as its tombstones say. */
final class ForgetErased {
    /** Clocks differ; older tombstones have nothing left to delete. */
    private static final String RECENT = " WHERE forgotten_at >= {0}::timestamptz - interval '1 day'";

    private static final List<String> WORKING_TABLES = List.of("calls", "sessions", "lines", "rows");

    private static final String IS_CALL = """
            EXISTS (SELECT FROM pg_temp.erased_calls AS gone
                    WHERE gone.account_id = record.account_id AND gone.log_id = record.log_id
                      AND abs(extract(epoch FROM gone.started_at - record.$time)) <= $moved)
            """.replace("$moved", String.valueOf(CallSummary.MOST_MOVED.toSeconds()));

    private static final String IS_OF_SESSION = """
            (session_id <> '' AND EXISTS (SELECT FROM pg_temp.erased_sessions AS gone
                    WHERE gone.account_id = record.account_id AND gone.session_hash = sha256(convert_to(session_id, 'UTF8'))))
            """;

    private static final String CALLS = "DELETE FROM archive.$table AS record WHERE "
            + IS_CALL.replace("$time", "started_at") + " OR " + IS_OF_SESSION;

    private static final String LINES = "DELETE FROM archive.$table AS record WHERE " + IS_OF_SESSION + """
             OR EXISTS (SELECT FROM pg_temp.erased_lines AS gone
                        WHERE gone.account_id = record.account_id AND gone.stream = '$table'
                          AND gone.line_hash = record.line_hash AND gone.occurrence = record.occurrence)
            """;

    private static final List<String> BESIDE = List.of(
            "DELETE FROM archive.call_logs AS record WHERE " + IS_CALL.replace("$time", "started_at"),
            "DELETE FROM archive.body_queue AS record WHERE " + IS_CALL.replace("$time", "started_at"),
            "DELETE FROM archive.gaps AS record WHERE stream = 'bodies' AND " + IS_CALL.replace("$time", "from_time"),
            """
            DELETE FROM archive.unread_rows AS record
            WHERE EXISTS (SELECT FROM pg_temp.erased_rows AS gone WHERE gone.account_id = record.account_id
                            AND gone.stream = record.stream AND gone.row_hash = record.row_hash)
            """);

    private ForgetErased() {}

    /** Returns how many records were deleted. */
    static long execute(DSLContext dsl, Instant snapshot) {
        long tombstones = 0;
        for (String kind : WORKING_TABLES) {
            tombstones += dsl.execute(
                    "CREATE TEMPORARY TABLE erased_" + kind + " ON COMMIT DROP AS SELECT * FROM archive.forgotten_"
                            + kind + RECENT.replace("{0}", "'" + snapshot + "'"));
        }
        if (tombstones == 0) {
            return 0;
        }
        WORKING_TABLES.forEach(it -> dsl.execute("ANALYZE pg_temp.erased_" + it));
        long erased = 0;
        for (String table : List.of("calls", "call_conflicts")) {
            erased += dsl.execute(CALLS.replace("$table", table));
        }
        for (String table : List.of("sessions", "errors")) {
            erased += dsl.execute(LINES.replace("$table", table));
        }
        BESIDE.forEach(dsl::execute);
        return erased;
    }
}
