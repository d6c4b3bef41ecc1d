package dev.callvault.store.postgres.search;

import dev.callvault.call.TimeWindow;
import org.jooq.Param;
import org.jooq.SQL;
import org.jooq.impl.DSL;

/**
 * Finds the logs of a stretch of time that contain a text, in any case, as part of other statements. The stretch lies
 * within one indexed week, or within none; it is written as literals, so that the planner sees which index covers it.
 */
final class BodiesHolding {
    private static final String SELECT = """
            SELECT account_id, log_id, started_at FROM archive.call_logs
            WHERE started_at >= {0}::timestamptz AND started_at < {1}::timestamptz AND quarantine IS NULL AND body ILIKE {2}
            UNION ALL
            SELECT account_id, log_id, started_at FROM archive.call_logs
            WHERE started_at >= {0}::timestamptz AND started_at < {1}::timestamptz AND quarantine IS NULL
              AND body_bytes IS NOT NULL AND encode(body_bytes, 'escape') ILIKE {2}
            """;

    private BodiesHolding() {}

    /** Selects {@code account_id}, {@code log_id} and {@code started_at}. */
    static SQL of(TimeWindow stretch, String text) {
        return DSL.sql(
                SELECT,
                DSL.inline(stretch.start().toString()),
                DSL.inline(stretch.end().toString()),
                pattern(text));
    }

    /** The text is literal: LIKE's wildcards are escaped. */
    static Param<String> pattern(String text) {
        return DSL.val("%" + text.replaceAll("[\\\\%_]", "\\\\$0") + "%");
    }
}
