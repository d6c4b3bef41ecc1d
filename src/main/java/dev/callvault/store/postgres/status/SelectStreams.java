package dev.callvault.store.postgres.status;

import dev.callvault.call.AccountId;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.status.AccountStatus.StreamStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads the state of every stream of some accounts, each table once. */
final class SelectStreams {
    private static final String SQL = """
            SELECT account.account_id, streams.stream, coalesce(stored.records, 0) AS stored, watermark.complete_through,
                   coalesce(spans.proven, 0) AS proven, coalesce(lost.unproven, 0) AS unproven, coalesce(lost.gaps, 0) AS gaps,
                   lost.lost_since, run.attempted_at, run.succeeded_at, run.usual_seconds, run.failure,
                   coalesce(run.requests, 0) AS requests
            FROM unnest({0}) AS account (account_id)
            CROSS JOIN unnest(ARRAY['calls', 'sessions', 'errors', 'bodies']) WITH ORDINALITY AS streams (stream, number)
            LEFT JOIN (
                SELECT account_id, 'calls' AS stream, count(*) AS records FROM archive.calls
                WHERE {1} AND account_id = ANY({0}) GROUP BY account_id
                UNION ALL
                SELECT account_id, 'sessions', count(*) FROM archive.sessions
                WHERE {1} AND account_id = ANY({0}) GROUP BY account_id
                UNION ALL
                SELECT account_id, 'errors', count(*) FROM archive.errors
                WHERE {1} AND account_id = ANY({0}) GROUP BY account_id
                UNION ALL
                SELECT account_id, 'bodies', count(*) FROM archive.call_logs
                WHERE {1} AND account_id = ANY({0}) AND quarantine IS NULL GROUP BY account_id
            ) AS stored USING (account_id, stream)
            LEFT JOIN (
                SELECT account_id, stream, count(*) AS proven
                FROM archive.coverage WHERE proven AND account_id = ANY({0}) GROUP BY account_id, stream
            ) AS spans USING (account_id, stream)
            LEFT JOIN (
                SELECT account_id, stream, count(*) FILTER (WHERE kind = 'lost') AS gaps,
                       min(since) FILTER (WHERE kind = 'lost') AS lost_since, count(*) FILTER (WHERE kind = 'unproven') AS unproven
                FROM archive.losses WHERE account_id = ANY({0}) AND is_open GROUP BY account_id, stream
            ) AS lost USING (account_id, stream)
            LEFT JOIN archive.watermarks AS watermark USING (account_id, stream)
            LEFT JOIN archive.runs AS run USING (account_id, stream)
            ORDER BY account_id, streams.number
            """;

    private SelectStreams() {}

    /** @param isCounted whether to count stored records, which reads every one of them */
    static Map<AccountId, List<StreamStatus>> fetch(DSLContext dsl, List<AccountId> accounts, boolean isCounted) {
        Map<AccountId, List<StreamStatus>> streams = new HashMap<>();
        dsl.fetch(SQL, Unnest.numbers(accounts, AccountId::value), DSL.val(isCounted))
                .forEach(row -> streams.computeIfAbsent(
                                new AccountId(row.get("account_id", Long.class)), it -> new ArrayList<>())
                        .add(stream(row)));
        return streams;
    }

    private static StreamStatus stream(Record row) {
        return new StreamStatus(
                row.get("stream", String.class),
                row.get("stored", Long.class),
                instant(row, "complete_through"),
                row.get("proven", Long.class),
                row.get("unproven", Long.class),
                row.get("gaps", Long.class),
                instant(row, "lost_since"),
                instant(row, "attempted_at"),
                instant(row, "succeeded_at"),
                Optional.ofNullable(row.get("usual_seconds", Long.class)).map(Duration::ofSeconds),
                Optional.ofNullable(row.get("failure", String.class)),
                row.get("requests", Long.class));
    }

    private static Optional<Instant> instant(Record row, String column) {
        return Optional.ofNullable(row.get(column, Instant.class));
    }
}
