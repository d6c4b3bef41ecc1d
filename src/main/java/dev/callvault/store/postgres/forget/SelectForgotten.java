package dev.callvault.store.postgres.forget;

import dev.callvault.call.AccountId;
import dev.callvault.store.forget.Forgotten;
import dev.callvault.store.forget.ForgottenRecords;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Reads what was masked, erased and deleted, from the records' own marks. */
public final class SelectForgotten implements ForgottenRecords {
    private static final String MASKED = """
            SELECT name, stored_in, rule, rows, count FROM archive.redactions JOIN archive.accounts USING (account_id)
            WHERE account_id = ANY ({0}::bigint[]) ORDER BY name, stored_in, rule
            """;
    /** All records of one erasure have the same time. */
    private static final String ERASED = """
            SELECT name, forgotten_at, sum(calls)::bigint, sum(sessions)::bigint
            FROM (
                SELECT account_id, forgotten_at, count(*) AS calls, 0 AS sessions FROM archive.forgotten_calls GROUP BY 1, 2
                UNION ALL
                SELECT account_id, forgotten_at, 0, count(*) FROM archive.forgotten_sessions GROUP BY 1, 2
            ) AS erased JOIN archive.accounts USING (account_id)
            WHERE account_id = ANY ({0}::bigint[]) GROUP BY 1, 2 ORDER BY 2 DESC, 1 LIMIT 200
            """;

    private static final String DELETED = "SELECT record, since FROM archive.kept_since ORDER BY record";

    private final Transactions transactions;

    public SelectForgotten(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Forgotten of(List<AccountId> accounts) {
        return transactions.inOne("read what was erased and redacted", dsl -> {
            Field<?> ids = Unnest.numbers(accounts, AccountId::value);
            return new Forgotten(masked(dsl, ids), erased(dsl, ids), deleted(dsl));
        });
    }

    private static List<Forgotten.Masked> masked(DSLContext dsl, Field<?> ids) {
        return dsl.fetch(MASKED, ids)
                .map(row -> new Forgotten.Masked(
                        row.get(0, String.class),
                        row.get(1, String.class),
                        row.get(2, String.class),
                        row.get(3, Long.class),
                        row.get(4, Long.class)));
    }

    private static List<Forgotten.Erased> erased(DSLContext dsl, Field<?> ids) {
        return dsl.fetch(ERASED, ids)
                .map(row -> new Forgotten.Erased(
                        row.get(0, String.class),
                        row.get(1, Instant.class),
                        row.get(2, Long.class),
                        row.get(3, Long.class)));
    }

    private static List<Forgotten.Deleted> deleted(DSLContext dsl) {
        return dsl.fetch(DELETED)
                .map(row -> new Forgotten.Deleted(row.get(0, String.class), row.get(1, Instant.class)));
    }
}
