package dev.callvault.store.postgres.reports;

import dev.callvault.call.AccountId;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.reports.ErrorKinds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

public final class SelectErrorKinds implements ErrorKinds {
    /** An error's session is found by its exact second, using the index on times. */
    private static final String SQL = """
            WITH days AS (
                SELECT generate_series(
                           (to_timestamp({1}) AT TIME ZONE reporting.zone())::date,
                           (now() AT TIME ZONE reporting.zone())::date, interval '1 day')::date AS day
            ), daily AS (
                SELECT account_id, signature, (hour AT TIME ZONE reporting.zone())::date AS day, sum(errors)::bigint AS errors
                FROM reporting.errors_by_hour
                WHERE account_id = ANY ({0}::bigint[]) AND hour >= to_timestamp({1})
                GROUP BY 1, 2, 3
            )
            SELECT kind.account, kind.signature, kind.errors, kind.first_seen_at, kind.last_seen_at, kind.errors_per_1000_calls,
                   (SELECT array_agg(coalesce(daily.errors, 0) ORDER BY days.day)
                    FROM days LEFT JOIN daily ON daily.day = days.day AND daily.account_id = kind.account_id
                                             AND daily.signature = kind.signature) AS per_day,
                   (SELECT session_id FROM archive.errors AS error JOIN archive.calls USING (account_id, session_id)
                    WHERE error.account_id = kind.account_id AND error.occurred_at = kind.first_seen_at
                      AND archive.signature(coalesce(message, raw_line)) = kind.signature LIMIT 1) AS first_session,
                   (SELECT session_id FROM archive.errors AS error JOIN archive.calls USING (account_id, session_id)
                    WHERE error.account_id = kind.account_id AND error.occurred_at = kind.last_seen_at
                      AND archive.signature(coalesce(message, raw_line)) = kind.signature LIMIT 1) AS last_session
            FROM reporting.error_signatures AS kind
            WHERE kind.account_id = ANY ({0}::bigint[]) AND kind.first_seen_at IS NOT NULL
            ORDER BY (SELECT coalesce(sum(errors), 0) FROM daily
                      WHERE daily.account_id = kind.account_id AND daily.signature = kind.signature) DESC, kind.errors DESC
            LIMIT 200
            """;

    private final Transactions transactions;

    public SelectErrorKinds(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<ErrorKind> of(List<AccountId> accounts, Instant since) {
        return transactions.inOne(
                "read the kinds of error",
                dsl -> dsl.fetch(SQL, Unnest.numbers(accounts, AccountId::value), Unnest.number(since.getEpochSecond()))
                        .map(SelectErrorKinds::kind));
    }

    private static ErrorKind kind(Record row) {
        return new ErrorKind(
                row.get("account", String.class),
                row.get("signature", String.class),
                row.get("errors", Long.class),
                row.get("first_seen_at", Instant.class),
                row.get("last_seen_at", Instant.class),
                Optional.ofNullable(row.get("errors_per_1000_calls", BigDecimal.class))
                        .map(BigDecimal::doubleValue),
                Arrays.asList(row.get("per_day", Long[].class)),
                Optional.ofNullable(row.get("first_session", String.class)),
                Optional.ofNullable(row.get("last_session", String.class)));
    }
}
