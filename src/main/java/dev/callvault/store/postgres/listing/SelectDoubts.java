package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.UnprovenSpan;
import dev.callvault.store.postgres.sql.Acknowledged;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.status.Loss;
import dev.callvault.store.status.LossId;
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
            SELECT *
            FROM (
                SELECT ledger.account_id, ledger.stream, lower(span) AS from_second, upper(span) AS to_second,
                       coalesce(why, 'the provider''s total and its rows did not match') AS why,
                       extract(epoch FROM coalesce(since, listed_at))::bigint AS since,
                       extract(epoch FROM coalesce(last_tried_at, listed_at))::bigint AS last_tried_at,
                       coalesce(unproven_id, 0) AS number, extract(epoch FROM acknowledged_at)::bigint AS acknowledged_at,
                       acknowledged_by, acknowledged_reason,
                       row_number() OVER (PARTITION BY ledger.account_id ORDER BY lower(span), ledger.stream) AS place
                FROM archive.coverage AS ledger LEFT JOIN archive.unproven AS doubt
                    ON doubt.account_id = ledger.account_id AND doubt.stream = ledger.stream
                   AND doubt.from_second = lower(span) AND doubt.to_second = upper(span)
                WHERE ledger.account_id = ANY ({0}) AND NOT proven AND ({2} OR acknowledged_at IS NULL)) AS spans
            WHERE place <= {1} ORDER BY account_id, place
            """;
    private static final String ROWS = """
            SELECT stream, encode(row_hash, 'hex'), lower(span), upper(span), text, reason,
                   extract(epoch FROM first_seen_at)::bigint, extract(epoch FROM last_seen_at)::bigint,
                   unread_id AS number, extract(epoch FROM acknowledged_at)::bigint AS acknowledged_at,
                   acknowledged_by, acknowledged_reason
            FROM archive.unread_rows WHERE account_id = {0} ORDER BY lower(span) DESC, stream, row_hash
            """;

    private static final String ACKNOWLEDGED = """
            SELECT from_second, to_second FROM archive.unproven
            WHERE account_id = {0} AND stream = {1} AND acknowledged_at IS NOT NULL ORDER BY from_second
            """;

    private SelectDoubts() {}

    /** Unproven time that was acknowledged, earliest first. */
    static List<TimeWindow> fetchAcknowledged(DSLContext dsl, AccountId account, LogStream stream) {
        return dsl.fetch(ACKNOWLEDGED, Unnest.number(account.value()), DSL.val(stream.label()))
                .map(row -> new TimeWindow(row.get(0, Long.class), row.get(1, Long.class)));
    }

    /** All unproven spans of an account, earliest first. */
    public static List<Loss<UnprovenSpan>> fetchSpans(DSLContext dsl, AccountId account) {
        return dsl.fetch(
                        SPANS,
                        Unnest.numbers(List.of(account), AccountId::value),
                        DSL.inline(Long.MAX_VALUE),
                        DSL.inline(true))
                .map(row -> loss(LossId.Kind.UNPROVEN, span(row), span(row).since(), row));
    }

    /** The earliest unproven spans of each account that has any, up to a maximum; without acknowledged ones. */
    public static Map<AccountId, List<UnprovenSpan>> fetchOpen(DSLContext dsl, List<AccountId> accounts, long most) {
        return dsl
                .fetch(SPANS, Unnest.numbers(accounts, AccountId::value), DSL.inline(most), DSL.inline(false))
                .stream()
                .collect(Collectors.groupingBy(
                        SelectDoubts::account, Collectors.mapping(SelectDoubts::span, Collectors.toList())));
    }

    private static <T> Loss<T> loss(LossId.Kind kind, T what, Instant found, Record row) {
        return new Loss<>(
                new LossId(kind, row.get("number", Long.class)),
                what,
                found,
                Acknowledged.of(
                        row.get("acknowledged_at", Long.class) == null
                                ? null
                                : Instant.ofEpochSecond(row.get("acknowledged_at", Long.class)),
                        row.get("acknowledged_by", String.class),
                        row.get("acknowledged_reason", String.class)));
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

    /** All unreadable rows of an account, the latest first. */
    public static List<Loss<KeptUnread>> fetchRows(DSLContext dsl, AccountId account) {
        return dsl.fetch(ROWS, Unnest.number(account.value()))
                .map(row -> loss(LossId.Kind.UNREADABLE, unread(row), instant(row, 6), row));
    }

    private static KeptUnread unread(Record row) {
        return new KeptUnread(
                row.get(0, String.class),
                row.get(1, String.class),
                new TimeWindow(row.get(2, Long.class), row.get(3, Long.class)),
                row.get(4, String.class),
                row.get(5, String.class),
                instant(row, 6),
                instant(row, 7));
    }

    private static Instant instant(Record row, int column) {
        return Instant.ofEpochSecond(row.get(column, Long.class));
    }
}
