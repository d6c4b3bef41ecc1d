package dev.callvault.store.postgres.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.proof.BodyProofStore.Unarchived;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;

/** Reads the calls whose log is not archived, and why. */
final class SelectUnarchived {
    private static final String SQL = """
            SELECT call.log_id, call.log_state, wanted.log_id IS NOT NULL AS queued,
                   coalesce((SELECT reason FROM archive.gaps
                             WHERE account_id = {0} AND stream = 'bodies' AND gaps.log_id = call.log_id
                               AND resolved_at IS NULL LIMIT 1),
                            wanted.last_failure, '') AS why
            FROM archive.calls AS call LEFT JOIN archive.body_queue AS wanted USING (account_id, log_id)
            WHERE account_id = {0} AND call.log_state <> 'archived'
            ORDER BY call.log_id
            """;

    private SelectUnarchived() {}

    static List<Unarchived> of(DSLContext dsl, AccountId account) {
        return dsl.fetch(SQL, Unnest.number(account.value()))
                .map(row -> new Unarchived(
                        new LogId(row.get("log_id", Long.class)),
                        LogState.valueOf(row.get("log_state", String.class).toUpperCase(Locale.ROOT)),
                        row.get("queued", Boolean.class),
                        row.get("why", String.class)));
    }
}
