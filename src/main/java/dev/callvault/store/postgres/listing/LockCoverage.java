package dev.callvault.store.postgres.listing;

import dev.callvault.store.postgres.sql.Unnest;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Keeps a stream's ledger to this transaction. Who replaces spans reads them first, and would otherwise insert over what
 * another has merged or replaced meanwhile.
 */
final class LockCoverage {
    private static final String SQL =
            "SELECT pg_advisory_xact_lock(hashtextextended('callvault coverage ' || {0} || ' ' || {1}, 0))";

    private LockCoverage() {}

    static void execute(DSLContext dsl, long account, String stream) {
        dsl.fetch(SQL, Unnest.number(account), DSL.val(stream));
    }
}
