package dev.callvault.store.postgres.coordination;

import static dev.callvault.store.postgres.jooq.Tables.RUNS;

import dev.callvault.call.AccountId;
import dev.callvault.store.coordination.RunStore;
import dev.callvault.store.postgres.sql.Transactions;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

public final class PostgresRunStore implements RunStore {
    /** A long break counts no more than four times the usual distance, so that one outage does not become usual. */
    private static final Field<Long> USUAL = DSL.field("""
            CASE WHEN excluded.succeeded_at > runs.succeeded_at THEN (
                SELECT coalesce((runs.usual_seconds + least(distance, 4 * runs.usual_seconds)) / 2, distance)
                FROM ceil(extract(epoch FROM excluded.succeeded_at - runs.succeeded_at)) AS distance
            ) ELSE runs.usual_seconds END""", Long.class);

    private final Transactions transactions;

    public PostgresRunStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void record(AccountId account, String stream, Instant at, @Nullable String failure, long requests) {
        transactions.run(
                "record a run of " + stream,
                dsl -> dsl.insertInto(RUNS)
                        .set(RUNS.ACCOUNT_ID, account.value())
                        .set(RUNS.STREAM, stream)
                        .set(RUNS.ATTEMPTED_AT, at)
                        .set(RUNS.SUCCEEDED_AT, failure == null ? at : null)
                        .set(RUNS.FAILURE, failure)
                        .set(RUNS.REQUESTS, requests)
                        .onConflict(RUNS.ACCOUNT_ID, RUNS.STREAM)
                        .doUpdate()
                        .set(RUNS.ATTEMPTED_AT, DSL.excluded(RUNS.ATTEMPTED_AT))
                        .set(RUNS.SUCCEEDED_AT, DSL.coalesce(DSL.excluded(RUNS.SUCCEEDED_AT), RUNS.SUCCEEDED_AT))
                        .set(DSL.field(DSL.name("usual_seconds"), Long.class), USUAL)
                        .set(RUNS.FAILURE, DSL.excluded(RUNS.FAILURE))
                        .set(RUNS.REQUESTS, RUNS.REQUESTS.plus(DSL.excluded(RUNS.REQUESTS)))
                        .execute());
    }

    @Override
    public Optional<Instant> lastSuccess(AccountId account, String stream) {
        return transactions.inOne(
                "read the last run of " + stream,
                dsl -> dsl.select(RUNS.SUCCEEDED_AT)
                        .from(RUNS)
                        .where(RUNS.ACCOUNT_ID.eq(account.value()))
                        .and(RUNS.STREAM.eq(stream))
                        .and(RUNS.SUCCEEDED_AT.isNotNull())
                        .fetchOptional(RUNS.SUCCEEDED_AT));
    }
}
