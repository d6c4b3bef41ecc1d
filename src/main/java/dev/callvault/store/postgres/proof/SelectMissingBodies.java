package dev.callvault.store.postgres.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import org.jooq.DSLContext;

/** Finds calls that are archived by their state, have no stored log, and are within the keep period of logs. */
final class SelectMissingBodies {
    private static final String SQL = """
            SELECT log_id FROM archive.every_call AS calls
            WHERE account_id = {0} AND log_state = 'archived' AND NOT EXISTS (
                SELECT FROM archive.call_logs AS body
                WHERE body.account_id = calls.account_id AND body.log_id = calls.log_id
                  AND body.started_at = calls.started_at AND quarantine IS NULL)
              AND started_at >= coalesce((SELECT since FROM archive.kept_since WHERE record = 'bodies'), '-infinity')
            ORDER BY log_id
            """;

    private SelectMissingBodies() {}

    static List<LogId> fetch(DSLContext dsl, AccountId account) {
        return dsl.fetch(SQL, Unnest.number(account.value())).map(row -> new LogId(row.get(0, Long.class)));
    }
}
