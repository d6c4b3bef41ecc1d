package dev.callvault.store.postgres.listing;

import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Merges a stream's adjacent proven spans of each UTC day into one; the sum of their totals is still proven. One stream
 * in a transaction: a sweep waits for its own stream's alone, and never with another one locked.
 */
final class CompactCoverage {
    private static final String SQL = """
            WITH hours AS (
                SELECT account_id, stream, span, total, listed_at, lower(span) / 86400 AS day,
                       lower(span) - sum(upper(span) - lower(span)) OVER (
                           PARTITION BY account_id, stream, lower(span) / 86400 ORDER BY lower(span)
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS island
                FROM archive.coverage
                WHERE account_id = {1} AND stream = {2} AND proven AND upper(span) <= {0} AND lower(span) / 86400 = (upper(span) - 1) / 86400
            ), days AS (
                SELECT account_id, stream, int8range(min(lower(span)), max(upper(span))) AS span,
                       sum(total) AS total, max(listed_at) AS listed_at
                FROM (SELECT *, coalesce(island, lower(span)) AS start FROM hours) AS islands
                GROUP BY account_id, stream, day, start
                HAVING count(*) > 1
            ), merged AS (
                DELETE FROM archive.coverage USING days
                WHERE coverage.account_id = days.account_id AND coverage.stream = days.stream AND coverage.span <@ days.span
            )
            SELECT account_id, stream, lower(span), upper(span), total, listed_at FROM days
            """;

    private static final String INSERT = """
            INSERT INTO archive.coverage (account_id, stream, span, total, proven, listed_at)
            VALUES ({0}, {1}, int8range({2}, {3}), {4}, true, {5}::timestamptz)
            """;

    private static final String STREAMS = "SELECT DISTINCT account_id, stream FROM archive.coverage";

    private CompactCoverage() {}

    /** The streams that have a ledger. */
    static List<Ledger> ledgers(DSLContext dsl) {
        return dsl.fetch(STREAMS).map(it -> new Ledger(it.get(0, Long.class), it.get(1, String.class)));
    }

    /** One stream of one account. */
    record Ledger(long account, String stream) {}

    /** Two statements, since the exclusion constraint sees the old rows until the first one ends. */
    static void execute(DSLContext dsl, Ledger ledger, Instant before) {
        LockCoverage.execute(dsl, ledger.account(), ledger.stream());
        dsl.fetch(
                        SQL,
                        Unnest.number(before.getEpochSecond()),
                        Unnest.number(ledger.account()),
                        DSL.val(ledger.stream()))
                .forEach(day -> dsl.execute(
                        INSERT,
                        day.get(0),
                        day.get(1),
                        day.get(2),
                        day.get(3),
                        day.get(4),
                        String.valueOf(day.get(5))));
    }
}
