package dev.callvault.store.postgres.status;

import dev.callvault.store.status.AccountHealth;
import dev.callvault.store.status.AccountHealth.StreamHealth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;

/** Reads every account's health from the small tables. */
final class SelectHealth {
    private static final String SQL = """
            SELECT account.name, streams.stream, watermark.complete_through, run.attempted_at, run.succeeded_at, run.failure,
                   (SELECT count(*) FROM archive.coverage AS span
                    WHERE span.account_id = account.account_id AND span.stream = streams.stream AND NOT proven) AS unproven,
                   (SELECT count(*) FROM archive.gaps
                    WHERE gaps.account_id = account.account_id AND gaps.stream = streams.stream
                      AND resolved_at IS NULL) AS gaps,
                   coalesce(wanted.backlog, 0) AS backlog, wanted.next_expiry
            FROM archive.accounts AS account
            CROSS JOIN unnest(ARRAY['calls', 'sessions', 'errors', 'bodies']) WITH ORDINALITY AS streams (stream, number)
            LEFT JOIN archive.watermarks AS watermark
                   ON watermark.account_id = account.account_id AND watermark.stream = streams.stream
            LEFT JOIN archive.runs AS run ON run.account_id = account.account_id AND run.stream = streams.stream
            LEFT JOIN (SELECT account_id, count(*) AS backlog, min(expires_at) AS next_expiry
                       FROM archive.body_queue JOIN archive.calls USING (account_id, log_id)
                       WHERE log_state = 'pending' GROUP BY account_id) AS wanted
                   ON wanted.account_id = account.account_id AND streams.stream = 'bodies'
            ORDER BY account.name, streams.number
            """;

    private SelectHealth() {}

    static List<AccountHealth> fetch(DSLContext dsl) {
        return dsl.fetch(SQL).intoGroups("name").values().stream()
                .map(SelectHealth::account)
                .toList();
    }

    private static AccountHealth account(Result<Record> rows) {
        Record bodies = rows.getLast();
        return new AccountHealth(
                bodies.get("name", String.class),
                rows.map(SelectHealth::stream),
                bodies.get("backlog", Long.class),
                instant(bodies, "next_expiry"));
    }

    private static StreamHealth stream(Record row) {
        return new StreamHealth(
                row.get("stream", String.class),
                instant(row, "complete_through"),
                instant(row, "attempted_at"),
                instant(row, "succeeded_at"),
                Optional.ofNullable(row.get("failure", String.class)),
                row.get("unproven", Long.class),
                row.get("gaps", Long.class));
    }

    private static Optional<Instant> instant(Record row, String column) {
        return Optional.ofNullable(row.get(column, Instant.class));
    }
}
