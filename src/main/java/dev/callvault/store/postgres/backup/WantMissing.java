package dev.callvault.store.postgres.backup;

import dev.callvault.call.LogStream;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Makes the calls agree with the logs that were restored: logs that were replaced or deleted while the backup was written are
 * requested again, and those that came meanwhile are not. What cannot be had any more becomes a gap in the next run.
 */
final class WantMissing {
    private static final String LOG = """
            SELECT FROM archive.call_logs AS log WHERE log.account_id = call.account_id AND log.log_id = call.log_id
              AND log.started_at = call.started_at
            """;

    private static final String MISSING = """
            WITH missing AS (
                UPDATE archive.$table AS call SET log_state = 'pending'
                WHERE log_state = 'archived' AND NOT EXISTS ($log)
                  AND started_at >= coalesce((SELECT since FROM archive.kept_since WHERE record = 'bodies'), '-infinity')
                RETURNING account_id, log_id, started_at
            )
            INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at)
            SELECT account_id, log_id, started_at, started_at + make_interval(secs => $retention), started_at FROM missing
            ON CONFLICT (account_id, log_id) DO NOTHING
            """.replace("$log", LOG)
            .replace("$retention", String.valueOf(LogStream.CALLS.retention().toSeconds()));

    private static final String CAME = """
            WITH came AS (
                UPDATE archive.$table AS call SET log_state = 'archived'
                WHERE log_state IN ('pending', 'unavailable', 'quarantined') AND EXISTS ($log AND log.quarantine IS NULL)
                RETURNING account_id, log_id, started_at
            )
            DELETE FROM archive.body_queue AS queue USING came
            WHERE queue.account_id = came.account_id AND queue.log_id = came.log_id AND queue.started_at = came.started_at
            """.replace("$log", LOG);

    private WantMissing() {}

    /** Returns how many logs are requested again. */
    static long execute(DSLContext dsl) {
        long wanted = 0;
        for (String table : List.of("calls", "call_conflicts")) {
            dsl.execute(CAME.replace("$table", table));
            wanted += dsl.execute(MISSING.replace("$table", table));
        }
        return wanted;
    }
}
