package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.store.postgres.sql.Unnest;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Removes spans from the ledger that are unproven and lost, at once or piece by piece: they will never be proven. */
final class ForgetUnproven {
    private static final String SQL = """
            DELETE FROM archive.coverage
            WHERE account_id = {0} AND stream = {1} AND NOT proven
              AND span <@ (
                  SELECT range_agg(int8range(extract(epoch FROM from_time)::bigint, extract(epoch FROM to_time)::bigint))
                  FROM archive.gaps WHERE account_id = {0} AND stream = {1} AND log_id IS NULL)
            """;

    private ForgetUnproven() {}

    static void execute(DSLContext dsl, AccountId account, LogStream stream) {
        dsl.execute(SQL, Unnest.number(account.value()), DSL.val(stream.label()));
    }
}
