package dev.callvault.store.postgres;

import static dev.callvault.store.postgres.jooq.Tables.CALLS;
import static dev.callvault.store.postgres.jooq.Tables.GAPS;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.Gap;
import dev.callvault.call.LogId;
import dev.callvault.store.AccountStatus;
import dev.callvault.store.AccountStatus.StreamStatus;
import dev.callvault.store.Forecast;
import dev.callvault.store.StatusStore;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

final class PostgresStatusStore implements StatusStore {
    private static final String STREAMS = """
            SELECT streams.stream,
                   CASE streams.stream WHEN 'calls' THEN (SELECT count(*) FROM archive.calls WHERE account_id = {0})
                               WHEN 'sessions' THEN (SELECT count(*) FROM archive.sessions WHERE account_id = {0})
                               WHEN 'errors' THEN (SELECT count(*) FROM archive.errors WHERE account_id = {0})
                               ELSE (SELECT count(*) FROM archive.call_logs WHERE account_id = {0} AND quarantine IS NULL) END
                       AS stored,
                   watermark.complete_through,
                   count(*) FILTER (WHERE span.proven) AS proven,
                   count(*) FILTER (WHERE NOT span.proven) AS unproven,
                   (SELECT count(*) FROM archive.gaps
                    WHERE account_id = {0} AND gaps.stream = streams.stream AND resolved_at IS NULL) AS gaps,
                   run.attempted_at, run.succeeded_at, run.failure, coalesce(run.requests, 0) AS requests
            FROM unnest(ARRAY['calls', 'sessions', 'errors', 'bodies']) WITH ORDINALITY AS streams (stream, number)
            LEFT JOIN archive.coverage AS span ON span.account_id = {0} AND span.stream = streams.stream
            LEFT JOIN archive.watermarks AS watermark ON watermark.account_id = {0} AND watermark.stream = streams.stream
            LEFT JOIN archive.runs AS run ON run.account_id = {0} AND run.stream = streams.stream
            GROUP BY streams.stream, number, complete_through, attempted_at, succeeded_at, failure, requests
            ORDER BY number
            """;

    private final Transactions transactions;

    PostgresStatusStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public AccountStatus status(Account account, Instant now) {
        return transactions.inOne("read the status of " + account.name(), dsl -> {
            Forecast forecast = SelectForecast.of(dsl, account.id(), now);
            return new AccountStatus(
                    account.name(),
                    streams(dsl, account.id()),
                    logStates(dsl, account.id()),
                    forecast.headroom(),
                    forecast,
                    SelectLogins.of(dsl, account.id()).standing().alarm());
        });
    }

    private static List<StreamStatus> streams(DSLContext dsl, AccountId account) {
        return dsl.fetch(STREAMS, Unnest.number(account.value()))
                .map(row -> new StreamStatus(
                        row.get("stream", String.class),
                        row.get("stored", Long.class),
                        instant(row, "complete_through"),
                        row.get("proven", Long.class),
                        row.get("unproven", Long.class),
                        row.get("gaps", Long.class),
                        instant(row, "attempted_at"),
                        instant(row, "succeeded_at"),
                        Optional.ofNullable(row.get("failure", String.class)),
                        row.get("requests", Long.class)));
    }

    private static Map<String, Long> logStates(DSLContext dsl, AccountId account) {
        Map<String, Long> states = new LinkedHashMap<>();
        dsl.select(CALLS.LOG_STATE, DSL.count())
                .from(CALLS)
                .where(CALLS.ACCOUNT_ID.eq(account.value()))
                .groupBy(CALLS.LOG_STATE)
                .orderBy(CALLS.LOG_STATE)
                .forEach(row -> states.put(row.value1(), (long) row.value2()));
        return states;
    }

    @Override
    public List<Gap> gaps(AccountId account) {
        return transactions.inOne(
                "read the gaps",
                dsl -> dsl.selectFrom(GAPS)
                        .where(GAPS.ACCOUNT_ID.eq(account.value()))
                        .and(GAPS.RESOLVED_AT.isNull())
                        .orderBy(GAPS.FROM_TIME.desc(), GAPS.GAP_ID)
                        .fetch(PostgresStatusStore::gap));
    }

    static Gap gap(Record row) {
        return new Gap(
                row.get(GAPS.STREAM),
                row.get(GAPS.FROM_TIME).toInstant(),
                row.get(GAPS.TO_TIME).toInstant(),
                row.get(GAPS.LOG_ID) == null ? null : new LogId(row.get(GAPS.LOG_ID)),
                row.get(GAPS.REASON),
                row.get(GAPS.DETECTED_AT).toInstant());
    }

    private static Optional<Instant> instant(Record row, String column) {
        return Optional.ofNullable(row.get(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
