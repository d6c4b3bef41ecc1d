package dev.callvault.store.postgres.coordination;

import static dev.callvault.store.postgres.jooq.Tables.REQUEST_LEASES;

import dev.callvault.call.AccountId;
import dev.callvault.source.BudgetLedger;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Gives a node its share of the concurrent requests, while the budget's row is locked: what is free, minus what is
 * still owed to nodes that want more. Uneven shares rotate, so that with more nodes than slots all get a turn. A lease
 * that ends impossibly late was written while the server's clock was ahead, and is ignored.
 */
final class LeaseSlots {
    private static final String SQL = """
            WITH live AS (
                SELECT node, wanted, slots FROM archive.request_leases
                WHERE account_id = {0} AND node <> {1}
                  AND expires_at > to_timestamp({5}) AND expires_at <= to_timestamp({5} + {6} + 10)
                UNION ALL SELECT {1}, {2}, 0
            ), ranked AS (
                SELECT node, wanted, slots, row_number() OVER (ORDER BY node) AS place, count(*) OVER () AS nodes FROM live
            ), shares AS (
                SELECT node, wanted, slots,
                       {4} / nodes + (mod(place + floor({5} / 5)::bigint, nodes) < mod({4}, nodes))::integer AS share
                FROM ranked
            ), granted AS (
                SELECT greatest({3}, least({2},
                    {4} - coalesce(sum(least(wanted, share)) FILTER (WHERE node <> {1}), 0),
                    {4} - coalesce(sum(slots) FILTER (WHERE node <> {1}), 0)))::integer AS slots
                FROM shares
            )
            INSERT INTO archive.request_leases (account_id, node, wanted, slots, expires_at)
            SELECT {0}, {1}, {2}, slots, to_timestamp({5} + {6}) FROM granted
            ON CONFLICT (account_id, node) DO UPDATE
            SET wanted = excluded.wanted, slots = excluded.slots, expires_at = excluded.expires_at
            RETURNING slots
            """;

    private LeaseSlots() {}

    /** @param concurrency concurrent requests over all nodes */
    record Ask(String holder, BudgetLedger.Demand demand, int concurrency, Instant now) {}

    static int execute(DSLContext dsl, AccountId account, Ask ask) {
        return dsl.fetchSingle(
                        SQL,
                        Unnest.number(account.value()),
                        DSL.val(ask.holder()),
                        DSL.val(ask.demand().wanted()),
                        DSL.val(ask.demand().inUse()),
                        DSL.val(ask.concurrency()),
                        DSL.val(ask.now().toEpochMilli() / 1000.0),
                        DSL.val((double) BudgetLedger.LEASE.toSeconds()))
                .get(0, Integer.class);
    }

    static int giveBack(DSLContext dsl, AccountId account, String holder) {
        dsl.deleteFrom(REQUEST_LEASES)
                .where(REQUEST_LEASES.ACCOUNT_ID.eq(account.value()))
                .and(REQUEST_LEASES.NODE.eq(holder))
                .execute();
        return 0;
    }
}
