package dev.callvault.store.postgres.coordination;

import dev.callvault.store.coordination.JobOutcome;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.impl.DSL;

/** Records how a node's jobs ended, if the node still holds them. */
final class EndJobs {
    private static final String SQL = """
            UPDATE archive.jobs AS kept
            SET ended_at = coalesce(timestamptz 'epoch' + {0}::bigint * interval '1 microsecond', clock_timestamp()),
                outcome = ended.outcome
            FROM unnest({1}, {2}) AS ended (job, outcome)
            WHERE kept.job = ended.job AND kept.node = {3} AND kept.ended_at IS NULL
            """;

    private EndJobs() {}

    /** @param now microseconds since the epoch in place of the server's time, or null */
    static void execute(DSLContext dsl, Param<Long> now, String node, Map<String, JobOutcome> ended) {
        List<Map.Entry<String, JobOutcome>> rows = List.copyOf(ended.entrySet());
        dsl.execute(
                SQL,
                now,
                Unnest.texts(rows, Map.Entry::getKey),
                Unnest.texts(rows, it -> it.getValue().name().toLowerCase(Locale.ROOT)),
                DSL.val(node));
    }
}
