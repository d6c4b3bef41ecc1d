package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Withdraws spans, lost time and the watermark that a wrong clock wrote into the future. */
final class WithdrawFuture {
    private static final String SPANS =
            "DELETE FROM archive.coverage WHERE account_id = {0} AND stream = {1} AND upper(span) > {2}";
    private static final String GAPS = """
            DELETE FROM archive.gaps
            WHERE account_id = {0} AND stream = {1} AND log_id IS NULL AND to_time > to_timestamp({2})
            """;
    private static final String WATERMARK = """
            DELETE FROM archive.watermarks
            WHERE account_id = {0} AND stream = {1} AND complete_through > to_timestamp({2})
            """;

    private WithdrawFuture() {}

    static void execute(DSLContext dsl, AccountId account, LogStream stream, Instant now) {
        for (String sql : new String[] {SPANS, GAPS, WATERMARK}) {
            dsl.execute(
                    sql, Unnest.number(account.value()), DSL.val(stream.label()), Unnest.number(now.getEpochSecond()));
        }
    }
}
