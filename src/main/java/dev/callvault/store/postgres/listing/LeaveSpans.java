package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.store.listing.Doubt;
import dev.callvault.store.postgres.listing.MoveStarts.Moved;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Takes calls whose start was corrected out of the spans that counted them, so that the ledger never counts a row that
 * the archive does not hold. What the provider still keeps of such a span is proven again: if the provider lists the
 * call in both places, one of them stays unproven, with a reason.
 */
final class LeaveSpans {
    private static final String SQL = """
            WITH gone AS (
                SELECT span, count(*) AS calls
                FROM archive.coverage
                JOIN unnest({1}::bigint[], {2}::bigint[]) AS moved (was, is_now) ON span @> was AND NOT span @> is_now
                WHERE account_id = {0} AND stream = {3}
                GROUP BY span
            ), doubted AS (
                UPDATE archive.coverage AS ledger
                SET total = greatest(0, total - calls), proven = proven AND lower(ledger.span) < {4}
                FROM gone
                WHERE ledger.account_id = {0} AND ledger.stream = {3} AND ledger.span = gone.span
                RETURNING ledger.span, ledger.proven
            )
            INSERT INTO archive.unproven AS kept (account_id, stream, from_second, to_second, why, since, last_tried_at)
            SELECT {0}, {3}, lower(span), upper(span), {5}, at, at FROM doubted, to_timestamp({6}) AS at WHERE NOT proven
            ON CONFLICT (account_id, stream, from_second, to_second) DO UPDATE
            SET why = excluded.why, last_tried_at = excluded.last_tried_at
            """;

    private LeaveSpans() {}

    static void execute(DSLContext dsl, AccountId account, List<Moved> moved, Instant now) {
        LockCoverage.execute(dsl, account.value(), LogStream.CALLS.label());
        dsl.execute(
                SQL,
                Unnest.number(account.value()),
                Unnest.seconds(moved, Moved::was),
                Unnest.seconds(moved, Moved::is),
                DSL.val(LogStream.CALLS.label()),
                Unnest.number(now.minus(LogStream.CALLS.retention()).getEpochSecond()),
                DSL.val(Doubt.MOVED.why()),
                Unnest.number(now.getEpochSecond()));
    }
}
