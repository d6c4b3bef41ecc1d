package dev.callvault.store.postgres.sql;

import dev.callvault.store.StoreFailure;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Says in the database that the archive is not to be used. It is the schema's comment, not a table, so that it can be read and
 * written whatever the schema's version, and goes with the transaction that finishes what it announces.
 */
public final class SchemaMark {
    private static final String RESTORING = "callvault: a backup is being restored";

    private static final String READ = "SELECT obj_description(to_regnamespace('archive'), 'pg_namespace')";

    private SchemaMark() {}

    public static void restoring(DSLContext dsl) {
        dsl.execute("COMMENT ON SCHEMA archive IS '" + RESTORING + "'");
    }

    /** The archive may be used. */
    public static void remove(DSLContext dsl) {
        dsl.execute("COMMENT ON SCHEMA archive IS NULL");
    }

    /**
     * Makes sure that the archive may be used.
     *
     * @throws StoreFailure when it may not
     */
    public static void require(DSLContext dsl) {
        @Nullable Object mark = dsl.fetchValue(READ);
        if (RESTORING.equals(mark)) {
            throw new StoreFailure(
                    "this archive is being restored from a backup, or a restore was interrupted",
                    "Wait for 'callvault restore', or run it again: it begins anew.",
                    new IllegalStateException(RESTORING));
        }
    }
}
