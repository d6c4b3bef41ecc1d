package dev.callvault.store.postgres.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.proof.BodyProofStore.StoredBody;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/** Picks logs of recent calls at random. */
final class SampleBodies {
    private static final String SQL = """
            SELECT log_id, encode(sha256, 'hex') FROM archive.call_logs
            WHERE account_id = {0} AND started_at >= to_timestamp({1}) AND quarantine IS NULL
            ORDER BY random() LIMIT {2}
            """;

    private SampleBodies() {}

    static List<StoredBody> since(DSLContext dsl, AccountId account, Instant since, int most) {
        return dsl.fetch(
                        SQL, Unnest.number(account.value()), Unnest.number(since.getEpochSecond()), Unnest.number(most))
                .map(row -> new StoredBody(new LogId(row.get(0, Long.class)), row.get(1, String.class)));
    }
}
