package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.UnprovenSpan;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads unproven spans and unreadable rows, with the reasons. */
public final class SelectDoubts {
    private static final String SPANS = """
            SELECT account_id, stream, from_second, to_second, why, since, last_tried_at
            FROM (
                SELECT ledger.account_id, ledger.stream, lower(span) AS from_second, upper(span) AS to_second,
                       coalesce(why, 'the provider''s total and its rows did not match') AS why,
                       extract(epoch FROM coalesce(since, listed_at))::bigint AS since,
                       extract(epoch FROM coalesce(last_tried_at, listed_at))::bigint AS last_tried_at,
                       row_number() OVER (PARTITION BY ledger.account_id ORDER BY lower(span), ledger.stream) AS place
                FROM archive.coverage AS ledger LEFT JOIN archive.unproven AS doubt
                    ON doubt.account_id = ledger.account_id AND doubt.stream = ledger.stream
                   AND doubt.from_second = lower(span) AND doubt.to_second = upper(span)
                WHERE ledger.account_id = ANY ({0}) AND NOT proven) AS spans
            WHERE place <= {1} ORDER BY account_id, place
            """;
    private static final String ROWS = """
            SELECT stream, encode(row_hash, 'hex'), lower(span), upper(span), text, reason,
                   extract(epoch FROM first_seen_at)::bigint, extract(epoch FROM last_seen_at)::bigint
            FROM archive.unread_rows WHERE account_id = {0} ORDER BY lower(span) DESC, stream, row_hash
            """;
    private static final String COUNT = """
            SELECT account_id, count(*) AS unread FROM archive.unread_rows
            WHERE account_id = ANY ({0}) GROUP BY account_id
            """;

    private SelectDoubts() {}

    /** All unproven spans of an account, earliest first. */
    public static List<UnprovenSpan> fetchSpans(DSLContext dsl, AccountId account) {
        return fetchSpans(dsl, List.of(account), Long.MAX_VALUE).getOrDefault(account, List.of());
    }

    /** The earliest unproven spans of each account that has any, up to a maximum. */
    public static Map<AccountId, List<UnprovenSpan>> fetchSpans(DSLContext dsl, List<AccountId> accounts, long most) {
        return dsl.fetch(SPANS, Unnest.numbers(accounts, AccountId::value), DSL.inline(most)).stream()
                .collect(Collectors.groupingBy(
                        SelectDoubts::account, Collectors.mapping(SelectDoubts::span, Collectors.toList())));
    }

    private static AccountId account(Record row) {
        return new AccountId(row.get("account_id", Long.class));
    }

    private static UnprovenSpan span(Record row) {
        return new UnprovenSpan(
                row.get("stream", String.class),
                new TimeWindow(row.get("from_second", Long.class), row.get("to_second", Long.class)),
                row.get("why", String.class),
                Instant.ofEpochSecond(row.get("since", Long.class)),
                Instant.ofEpochSecond(row.get("last_tried_at", Long.class)));
    }

    public static List<KeptUnread> fetchRows(DSLContext dsl, AccountId account) {
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

    /** How many unreadable rows each account has; accounts without any are left out. */
    public static Map<AccountId, Long> fetchRowCounts(DSLContext dsl, List<AccountId> accounts) {
        return dsl.fetch(COUNT, Unnest.numbers(accounts, AccountId::value))
                .intoMap(SelectDoubts::account, row -> row.get("unread", Long.class));
    }

    private static Instant instant(Record row, int column) {
        return Instant.ofEpochSecond(row.get(column, Long.class));
    }
}
