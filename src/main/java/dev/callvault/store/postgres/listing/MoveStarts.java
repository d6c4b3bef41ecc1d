package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is stored by the start of a call along when the start is corrected: its log, which may move to the partition
 * of another month, its place in the queue, the gap of a lost log, and its place in the ledger.
 *
 * <p>A log that is being fetched was claimed under the old start. Its claim ends here, so that it is fetched again.
 */
final class MoveStarts {
    private static final String MOVED = """
            FROM unnest({1}::bigint[], {2}::bigint[], {3}::bigint[], {4}::bigint[]) AS moved (log_id, was, is_now, ended)
            """;
    private static final String LOGS =
            "UPDATE archive.call_logs AS log SET started_at = to_timestamp(is_now) " + MOVED + """
            WHERE log.account_id = {0} AND log.log_id = moved.log_id AND log.started_at = to_timestamp(was)
              AND NOT EXISTS (SELECT FROM archive.call_logs AS other WHERE other.account_id = {0}
                              AND other.log_id = moved.log_id AND other.started_at = to_timestamp(is_now))
            """;
    private static final String QUEUE = """
            UPDATE archive.body_queue AS wanted
            SET started_at = to_timestamp(is_now), expires_at = to_timestamp(is_now) + make_interval(secs => {5}),
                claimed_by = NULL, claimed_until = NULL
            """ + MOVED + """
            WHERE wanted.account_id = {0} AND wanted.log_id = moved.log_id AND wanted.started_at = to_timestamp(was)
              AND was <> is_now
            """;
    /** Two calls with one number may have been told apart by their starts alone; then one gap stands for both. */
    private static final String GAPS_OF_BOTH =
            "DELETE FROM archive.gaps AS gap USING" + MOVED.replaceFirst("FROM", "") + """
            WHERE gap.account_id = {0} AND gap.stream = 'bodies' AND gap.log_id = moved.log_id
              AND gap.from_time = to_timestamp(was) AND was <> is_now
              AND EXISTS (SELECT FROM archive.gaps AS other WHERE other.account_id = {0} AND other.stream = 'bodies'
                          AND other.log_id = moved.log_id AND other.from_time = to_timestamp(is_now))
            """;

    private static final String GAPS = """
            UPDATE archive.gaps AS gap
            SET from_time = to_timestamp(is_now), to_time = to_timestamp(greatest(coalesce(ended, is_now), is_now))
            """ + MOVED + """
            WHERE gap.account_id = {0} AND gap.stream = 'bodies' AND gap.log_id = moved.log_id
              AND gap.from_time = to_timestamp(was)
            """;

    private MoveStarts() {}

    /**
     * A corrected start.
     *
     * @param endedAt null when the provider stated no end
     */
    record Moved(
            long logId, Instant was, Instant is, @Nullable Instant endedAt) {}

    static void execute(DSLContext dsl, AccountId account, List<Moved> moved, Instant now) {
        if (moved.isEmpty()) {
            return;
        }
        for (String sql : List.of(LOGS, QUEUE, GAPS_OF_BOTH, GAPS)) {
            dsl.execute(
                    sql,
                    Unnest.number(account.value()),
                    Unnest.numbers(moved, Moved::logId),
                    Unnest.seconds(moved, Moved::was),
                    Unnest.seconds(moved, Moved::is),
                    Unnest.seconds(moved, Moved::endedAt),
                    Unnest.number(LogStream.CALLS.retention().toSeconds()));
        }
        LeaveSpans.execute(dsl, account, moved, now);
    }
}
