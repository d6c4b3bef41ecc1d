package dev.callvault.store.postgres.coordination;

import dev.callvault.call.AccountId;
import dev.callvault.store.coordination.RunStore;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

public final class PostgresRunStore implements RunStore {
    private static final String SQL = """
            INSERT INTO archive.runs AS kept (account_id, stream, attempted_at, succeeded_at, failure, requests)
            SELECT {0}, {1}, at, CASE WHEN {2}::text IS NULL THEN at END, {2}::text, {3} FROM to_timestamp({4}) AS at
            ON CONFLICT (account_id, stream) DO UPDATE
            SET attempted_at = excluded.attempted_at, succeeded_at = coalesce(excluded.succeeded_at, kept.succeeded_at),
                failure = excluded.failure, requests = kept.requests + excluded.requests
            """;

    private static final String LAST_SUCCESS = """
            SELECT extract(epoch FROM succeeded_at)::bigint FROM archive.runs
            WHERE account_id = {0} AND stream = {1} AND succeeded_at IS NOT NULL
            """;

    private final Transactions transactions;

    public PostgresRunStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void record(AccountId account, String stream, Instant at, @Nullable String failure, long requests) {
        transactions.run(
                "record a run of " + stream,
                dsl -> dsl.execute(
                        SQL,
                        Unnest.number(account.value()),
                        DSL.val(stream),
                        DSL.val(failure, String.class),
                        Unnest.number(requests),
                        Unnest.number(at.getEpochSecond())));
    }

    @Override
    public Optional<Instant> lastSuccess(AccountId account, String stream) {
        return transactions.inOne(
                "read the last run of " + stream,
                dsl -> dsl
                        .fetch(LAST_SUCCESS, Unnest.number(account.value()), DSL.val(stream))
                        .map(row -> Instant.ofEpochSecond(row.get(0, Long.class)))
                        .stream()
                        .findFirst());
    }
}
