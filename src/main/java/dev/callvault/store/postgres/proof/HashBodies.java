package dev.callvault.store.postgres.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.proof.BodyProofStore.Hashed;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Recomputes hash and length of stored logs on the server, so that no log is transferred. */
final class HashBodies {
    private static final String SQL = """
            WITH chosen AS (
                SELECT account_id, log_id, started_at FROM archive.call_logs
                WHERE account_id = {0} AND quarantine IS NULL ORDER BY random() LIMIT {1}
            )
            SELECT log_id, sha256(content) = sha256 AND octet_length(content) = size_bytes AS fits
            FROM (SELECT log_id, sha256, size_bytes, coalesce(body_bytes, convert_to(body, 'UTF8')) AS content
                  FROM chosen JOIN archive.call_logs USING (account_id, log_id, started_at)) AS body
            """;

    private HashBodies() {}

    static Hashed fetch(DSLContext dsl, AccountId account, long most) {
        List<LogId> damaged = new ArrayList<>();
        long checked = 0;
        for (Record row : dsl.fetch(SQL, Unnest.number(account.value()), Unnest.number(most))) {
            checked++;
            if (!row.get("fits", Boolean.class)) {
                damaged.add(new LogId(row.get("log_id", Long.class)));
            }
        }
        return new Hashed(checked, damaged.stream().sorted().toList());
    }
}
