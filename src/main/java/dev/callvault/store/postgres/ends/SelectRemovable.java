package dev.callvault.store.postgres.ends;

import dev.callvault.call.AccountId;
import dev.callvault.store.forget.Removable;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Counts what removing an account would delete, and what stands against it. */
final class SelectRemovable {
    private static final String COUNTS = """
            SELECT (SELECT count(*) FROM archive.every_call WHERE account_id = {0}) AS calls,
                   (SELECT count(*) FROM archive.call_logs WHERE account_id = {0}) AS bodies,
                   (SELECT count(*) FROM archive.sessions WHERE account_id = {0}) AS sessions,
                   (SELECT count(*) FROM archive.errors WHERE account_id = {0}) AS errors
            """;

    /** Without a hold in force, no record is looked at. */
    private static final String HELD =
            """
            SELECT (SELECT count(*) FROM archive.every_call WHERE account_id = {0} AND $isHeld)
                 + (SELECT count(*) FROM archive.sessions WHERE account_id = {0} AND $isHeld)
                 + (SELECT count(*) FROM archive.errors WHERE account_id = {0} AND $isHeld)
            WHERE EXISTS (SELECT FROM archive.holds WHERE released_at IS NULL)
            """.replace("$isHeld", "archive.is_held(session_id, caller_number, called_number, numbers_version)");

    private static final String READERS =
            "SELECT login FROM archive.readers WHERE account_ids = ARRAY[{0}]::bigint[] ORDER BY login";

    private SelectRemovable() {}

    static Removable fetch(DSLContext dsl, AccountId account) {
        Record counts = dsl.fetchSingle(COUNTS, Unnest.number(account.value()));
        List<String> readers =
                dsl.fetch(READERS, Unnest.number(account.value())).map(it -> it.get(0, String.class));
        return new Removable(RemoveAccount.records(counts, held(dsl, account)), readers);
    }

    /** Calls and lines under a hold. */
    static long held(DSLContext dsl, AccountId account) {
        return dsl.fetchOptional(HELD, Unnest.number(account.value()))
                .map(it -> it.get(0, Long.class))
                .orElse(0L);
    }
}
