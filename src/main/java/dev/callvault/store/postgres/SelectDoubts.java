package dev.callvault.store.postgres;

import dev.callvault.call.AccountId;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.KeptUnread;
import dev.callvault.store.UnprovenSpan;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads what is unproven and unreadable, with the reasons. */
final class SelectDoubts {
    private static final String SPANS = """
            SELECT ledger.stream, lower(span), upper(span), coalesce(why, 'the provider''s total and its rows did not agree'),
                   extract(epoch FROM coalesce(since, listed_at))::bigint,
                   extract(epoch FROM coalesce(last_tried_at, listed_at))::bigint
            FROM archive.coverage AS ledger LEFT JOIN archive.unproven AS doubt
                ON doubt.account_id = ledger.account_id AND doubt.stream = ledger.stream
               AND doubt.from_second = lower(span) AND doubt.to_second = upper(span)
            WHERE ledger.account_id = {0} AND NOT proven ORDER BY lower(span), ledger.stream LIMIT {1}
            """;
    private static final String ROWS = """
            SELECT stream, encode(row_hash, 'hex'), lower(span), upper(span), text, reason,
                   extract(epoch FROM first_seen_at)::bigint, extract(epoch FROM last_seen_at)::bigint
            FROM archive.unread_rows WHERE account_id = {0} ORDER BY lower(span) DESC, stream, row_hash
            """;
    private static final String COUNT = "SELECT count(*) FROM archive.unread_rows WHERE account_id = {0}";

    private SelectDoubts() {}

    static List<UnprovenSpan> spans(DSLContext dsl, AccountId account, long most) {
        return dsl.fetch(SPANS, Unnest.number(account.value()), DSL.inline(most))
                .map(row -> new UnprovenSpan(
                        row.get(0, String.class),
                        new TimeWindow(row.get(1, Long.class), row.get(2, Long.class)),
                        row.get(3, String.class),
                        instant(row, 4),
                        instant(row, 5)));
    }

    static List<KeptUnread> rows(DSLContext dsl, AccountId account) {
        return dsl.fetch(ROWS, Unnest.number(account.value()))
                .map(row -> new KeptUnread(
                        row.get(0, String.class),
                        row.get(1, String.class),
                        new TimeWindow(row.get(2, Long.class), row.get(3, Long.class)),
                        row.get(4, String.class),
                        row.get(5, String.class),
                        instant(row, 6),
                        instant(row, 7)));
    }

    static long countRows(DSLContext dsl, AccountId account) {
        return dsl.fetchSingle(COUNT, Unnest.number(account.value())).get(0, Long.class);
    }

    private static Instant instant(Record row, int column) {
        return Instant.ofEpochSecond(row.get(column, Long.class));
    }
}
