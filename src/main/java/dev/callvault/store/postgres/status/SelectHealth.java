package dev.callvault.store.postgres.status;

import dev.callvault.call.AccountId;
import dev.callvault.store.coordination.LoginLedger;
import dev.callvault.store.postgres.coordination.SelectLogins;
import dev.callvault.store.status.AccountHealth;
import dev.callvault.store.status.AccountHealth.StreamHealth;
import dev.callvault.store.status.Forecast;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;

/** Reads every account's health from the small tables. */
final class SelectHealth {
    private static final String SQL = """
            SELECT account.account_id, account.name, streams.stream, watermark.complete_through, run.attempted_at, run.succeeded_at, run.failure,
                   coalesce(lost.unproven, 0) AS unproven, coalesce(lost.gaps, 0) AS gaps, coalesce(lost.doubts, 0) AS doubts,
                   coalesce(lost.acknowledged, 0) AS acknowledged, coalesce(lost.acknowledged_spans, 0) AS acknowledged_spans,
                   EXISTS (SELECT FROM archive.closings AS closing
                           WHERE closing.account_id = account.account_id AND reopened_at IS NULL) AS is_closed
            FROM archive.accounts AS account
            CROSS JOIN unnest(ARRAY['calls', 'sessions', 'errors', 'bodies']) WITH ORDINALITY AS streams (stream, number)
            LEFT JOIN archive.watermarks AS watermark
                   ON watermark.account_id = account.account_id AND watermark.stream = streams.stream
            LEFT JOIN archive.runs AS run ON run.account_id = account.account_id AND run.stream = streams.stream
            LEFT JOIN (
                SELECT account_id, stream, count(*) FILTER (WHERE kind = 'unproven' AND is_open) AS unproven,
                       count(*) FILTER (WHERE kind = 'lost' AND is_open) AS gaps,
                       count(*) FILTER (WHERE kind IN ('unreadable', 'conflict') AND is_open) AS doubts,
                       count(*) FILTER (WHERE NOT is_open) AS acknowledged,
                       count(*) FILTER (WHERE kind = 'unproven' AND NOT is_open) AS acknowledged_spans
                FROM archive.losses GROUP BY account_id, stream
            ) AS lost ON lost.account_id = account.account_id AND lost.stream = streams.stream
            ORDER BY account.name, streams.number
            """;

    private SelectHealth() {}

    static List<AccountHealth> fetch(DSLContext dsl, Instant now) {
        Collection<Result<Record>> accounts = dsl.fetch(SQL).intoGroups("name").values();
        List<AccountId> ids = accounts.stream().map(SelectHealth::id).toList();
        Map<AccountId, Forecast> forecasts = SelectForecast.fetch(dsl, ids, now);
        Map<AccountId, LoginLedger> logins = SelectLogins.fetch(dsl, ids);
        return accounts.stream()
                .map(it -> new AccountHealth(
                        it.getFirst().get("name", String.class),
                        it.map(SelectHealth::stream),
                        Objects.requireNonNull(forecasts.get(id(it))),
                        Objects.requireNonNull(logins.get(id(it))).standing().alarm(),
                        it.getFirst().get("is_closed", Boolean.class)))
                .toList();
    }

    private static AccountId id(Result<Record> account) {
        return new AccountId(account.getFirst().get("account_id", Long.class));
    }

    private static StreamHealth stream(Record row) {
        return new StreamHealth(
                row.get("stream", String.class),
                instant(row, "complete_through"),
                instant(row, "attempted_at"),
                instant(row, "succeeded_at"),
                Optional.ofNullable(row.get("failure", String.class)),
                row.get("unproven", Long.class),
                row.get("gaps", Long.class),
                row.get("doubts", Long.class),
                row.get("acknowledged", Long.class),
                row.get("acknowledged_spans", Long.class));
    }

    private static Optional<Instant> instant(Record row, String column) {
        return Optional.ofNullable(row.get(column, Instant.class));
    }
}
