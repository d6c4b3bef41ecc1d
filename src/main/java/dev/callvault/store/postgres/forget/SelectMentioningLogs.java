package dev.callvault.store.postgres.forget;

import dev.callvault.call.AccountId;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.forget.MentioningLogs;
import dev.callvault.store.forget.StoredTexts.StoredBody;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Looks along the text indexes, as far as there are any: the time is written as literals, so that the planner sees which. */
public final class SelectMentioningLogs implements MentioningLogs {
    private static final String DAYS = """
            SELECT extract(epoch FROM date_trunc('day', min(started_at), 'UTC'))::bigint,
                   extract(epoch FROM date_trunc('day', max(started_at), 'UTC') + interval '1 day')::bigint
            FROM archive.call_logs
            """;
    private static final String CANDIDATES = """
            WITH mentioning AS (
                SELECT account_id, log_id, started_at FROM archive.call_logs
                WHERE started_at >= {0}::timestamptz AND started_at < {1}::timestamptz AND quarantine IS NULL AND body ~ {2}
                UNION ALL
                SELECT account_id, log_id, started_at FROM archive.call_logs
                WHERE started_at >= {0}::timestamptz AND started_at < {1}::timestamptz AND quarantine IS NULL
                  AND body_bytes IS NOT NULL AND encode(body_bytes, 'escape') ~ {2}
            )
            SELECT account_id, name, region, log_id, extract(epoch FROM started_at)::bigint
            FROM mentioning AS log JOIN archive.accounts USING (account_id)
            WHERE NOT EXISTS (SELECT FROM unnest({3}::text[]) AS form WHERE archive.is_held(NULL, form, NULL, 0))
              AND NOT EXISTS (SELECT FROM archive.every_call AS call
                              WHERE call.account_id = log.account_id AND call.log_id = log.log_id AND call.started_at = log.started_at
                                AND (call.caller_number = ANY ({3}::text[]) OR call.called_number = ANY ({3}::text[])
                                     OR archive.is_held(call.session_id, call.caller_number, call.called_number, call.numbers_version)))
            ORDER BY account_id, log_id
            """;

    private final Transactions transactions;
    private final PostgresStoredTexts texts;

    public SelectMentioningLogs(Transactions transactions, PostgresStoredTexts texts) {
        this.transactions = transactions;
        this.texts = texts;
    }

    @Override
    public Optional<TimeWindow> days() {
        Record row = transactions.patiently("look for the first log", dsl -> dsl.fetchSingle(DAYS));
        @Nullable Long first = row.get(0, Long.class);
        return first == null ? Optional.empty() : Optional.of(new TimeWindow(first, row.get(1, Long.class)));
    }

    @Override
    public List<Log> candidates(Set<String> forms, TimeWindow time) {
        return transactions.patiently(
                "look for mentions in logs",
                dsl -> dsl.fetch(
                                CANDIDATES,
                                DSL.inline(time.start().toString()),
                                DSL.inline(time.end().toString()),
                                DSL.val(LastDigits.expression(forms)),
                                Unnest.texts(List.copyOf(forms), it -> it))
                        .map(it -> new Log(
                                new AccountId(it.get(0, Long.class)),
                                it.get(1, String.class),
                                it.get(2, String.class),
                                it.get(3, Long.class),
                                it.get(4, Long.class))));
    }

    @Override
    public Optional<StoredBody> read(Log log) {
        return texts.body(log.account(), log.logId(), log.startedAt());
    }
}
