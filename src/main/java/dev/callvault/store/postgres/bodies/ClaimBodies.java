package dev.callvault.store.postgres.bodies;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.bodies.BodyStore.Claim;
import dev.callvault.store.bodies.WantedBody;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Claims the unclaimed wanted logs that are nearest to expiry. A claim lasts as long as the lock of its claimant's
 * round, so a killed node holds nothing. If the claimant hangs, the claim ends at its time. The claiming round is known
 * to be alive, so this is not looked up for each of its own claims.
 */
final class ClaimBodies {
    /**
     * The index keeps the queue in order, and a row's place is known. A planner that last saw the queue empty would
     * read all of it for each claim, however long it has become.
     */
    private static final String IN_ORDER =
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off";

    /** All workers wait for the claim; if the server crashes, its claimant claims again. */
    private static final String AT_ONCE = "SET LOCAL synchronous_commit = off";

    /**
     * Rows are found again by their place, which locking fixes. A row changed after the statement began is locked but
     * not found, and is left for the next claim.
     */
    private static final String SQL = """
            UPDATE archive.body_queue
            SET claimed_by = {0}, claimed_until = to_timestamp({1})
            WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM archive.body_queue
                WHERE account_id = {2}
                  AND (next_attempt_at <= to_timestamp({3}) OR last_attempt_at < to_timestamp({4})
                       OR last_attempt_at > to_timestamp({6}) + interval '1 hour')
                  AND (claimed_until IS NULL OR claimed_until <= to_timestamp({6}) OR claimed_by <> {0} AND NOT EXISTS (
                      SELECT FROM pg_locks
                      WHERE locktype = 'advisory' AND granted
                        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        AND (classid::bigint << 32) | objid::bigint
                            = hashtextextended('callvault ' || account_id || ' bodies by ' || claimed_by, 0)))
                ORDER BY expires_at
                LIMIT {5}
                FOR UPDATE SKIP LOCKED))
            RETURNING log_id, extract(epoch FROM started_at)::bigint, extract(epoch FROM expires_at)::bigint, attempts
            """;

    private ClaimBodies() {}

    static List<WantedBody> execute(DSLContext dsl, AccountId account, Claim claim) {
        dsl.execute(IN_ORDER + "; " + AT_ONCE);
        return dsl
                .fetch(
                        SQL,
                        DSL.val(claim.node()),
                        Unnest.number(claim.until().getEpochSecond()),
                        Unnest.number(account.value()),
                        Unnest.number(claim.due().getEpochSecond()),
                        Unnest.number(claim.again().getEpochSecond()),
                        Unnest.number(claim.most()),
                        Unnest.number(claim.now().getEpochSecond()))
                .map(row -> new WantedBody(
                        new LogId(row.get(0, Long.class)),
                        Instant.ofEpochSecond(row.get(1, Long.class)),
                        Instant.ofEpochSecond(row.get(2, Long.class)),
                        row.get(3, Integer.class)))
                .stream()
                .sorted(Comparator.comparing(WantedBody::expiresAt))
                .toList();
    }
}
