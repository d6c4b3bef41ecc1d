package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.call.UnreadRow;
import dev.callvault.store.listing.Doubt;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Stores why spans are unproven, and their unreadable rows; deletes both for proven time. */
final class KeepDoubts {
    private static final String FORGET_REASONS = """
            DELETE FROM archive.unproven AS doubt
            WHERE account_id = {0} AND stream = {1} AND NOT EXISTS (
                SELECT FROM archive.coverage AS ledger
                WHERE ledger.account_id = {0} AND ledger.stream = {1} AND NOT ledger.proven
                  AND ledger.span = int8range(doubt.from_second, doubt.to_second))
            """;
    /** What is left of an unproven span has its reason; the rows that are named by people always exist. */
    private static final String ADOPT = """
            INSERT INTO archive.unproven (account_id, stream, from_second, to_second, why, since, last_tried_at)
            SELECT {0}, {1}, lower(span), upper(span), coalesce(whole.why, 'the provider''s total and its rows did not match'),
                   coalesce(whole.since, listed_at), coalesce(whole.last_tried_at, listed_at)
            FROM archive.coverage AS ledger LEFT JOIN LATERAL (
                SELECT * FROM archive.unproven AS doubt
                WHERE doubt.account_id = {0} AND doubt.stream = {1} AND int8range(from_second, to_second) @> ledger.span
                ORDER BY to_second - from_second LIMIT 1) AS whole ON true
            WHERE ledger.account_id = {0} AND ledger.stream = {1} AND NOT proven AND NOT EXISTS (
                SELECT FROM archive.unproven AS same WHERE same.account_id = {0} AND same.stream = {1}
                AND same.from_second = lower(span) AND same.to_second = upper(span))
            """;
    /** Time whose doubt was acknowledged stays so however it is cut, until it is proven. */
    private static final String INHERIT = """
            UPDATE archive.unproven AS part
            SET (acknowledged_at, acknowledged_by, acknowledged_reason) = (
                SELECT acknowledged_at, acknowledged_by, acknowledged_reason FROM archive.unproven AS whole
                WHERE account_id = {0} AND stream = {1} AND acknowledged_at IS NOT NULL
                  AND whole.from_second < part.to_second AND whole.to_second > part.from_second
                ORDER BY acknowledged_at DESC LIMIT 1)
            WHERE account_id = {0} AND stream = {1} AND acknowledged_at IS NULL
              AND int8range(from_second, to_second) <@ (
                SELECT range_agg(int8range(from_second, to_second)) FROM archive.unproven
                WHERE account_id = {0} AND stream = {1} AND acknowledged_at IS NOT NULL)
            """;

    private static final String FORGET_ROWS = """
            DELETE FROM archive.unread_rows AS unread
            WHERE account_id = {0} AND stream = {1} AND span <@ (
                SELECT range_agg(ledger.span) FROM archive.coverage AS ledger
                WHERE ledger.account_id = {0} AND ledger.stream = {1} AND ledger.span && unread.span AND ledger.proven)
            """;
    private static final String REASON = """
            INSERT INTO archive.unproven AS kept (account_id, stream, from_second, to_second, why, since, last_tried_at)
            SELECT {0}, {1}, start, stop, {2}, at, at
            FROM unnest({4}::bigint[], {5}::bigint[]) AS row (start, stop), to_timestamp({3}) AS at
            ON CONFLICT (account_id, stream, from_second, to_second) DO UPDATE
            SET why = excluded.why, last_tried_at = excluded.last_tried_at
            """;
    /** Rows past their keep period, or erased, do not come back. */
    private static final String ROWS = """
            INSERT INTO archive.unread_rows AS kept
                (account_id, stream, row_hash, span, text, reason, first_seen_at, last_seen_at)
            SELECT {0}, {1}, sha256(convert_to(text, 'UTF8')), int8range({2}, {3}), text, reason, at, at
            FROM unnest({5}::text[], {6}::text[]) AS row (text, reason), to_timestamp({4}) AS at
            WHERE NOT EXISTS (
                    SELECT FROM archive.forgotten_rows AS gone
                    WHERE gone.account_id = {0} AND gone.stream = {1} AND gone.row_hash = sha256(convert_to(text, 'UTF8')))
              AND NOT EXISTS (
                    SELECT FROM archive.kept_since WHERE record = {1} AND to_timestamp({3}) < since)
            ON CONFLICT (account_id, stream, row_hash) DO UPDATE
            SET span = excluded.span, reason = excluded.reason, last_seen_at = excluded.last_seen_at
            """;

    private KeepDoubts() {}

    /** Stores the doubts of a listing that has spans. */
    static void execute(DSLContext dsl, AccountId account, LogStream stream, Listing listing) {
        List<CoverageSpan> unproven =
                listing.spans().stream().filter(it -> !it.proven()).toList();
        listing.doubt().filter(it -> !unproven.isEmpty()).ifPresent(doubt -> {
            reason(dsl, account, stream, unproven, doubt, listing.listedAt());
            if (!doubt.unread().isEmpty()) {
                rows(dsl, account, stream, whole(unproven), doubt.unread(), listing.listedAt());
            }
        });
        forget(dsl, account, stream);
    }

    /** Deletes what the ledger no longer supports. */
    static void forget(DSLContext dsl, AccountId account, LogStream stream) {
        for (String sql : List.of(ADOPT, INHERIT, FORGET_REASONS, FORGET_ROWS)) {
            dsl.execute(sql, Unnest.number(account.value()), DSL.val(stream.label()));
        }
    }

    private static void reason(
            DSLContext dsl, AccountId account, LogStream stream, List<CoverageSpan> spans, Doubt doubt, Instant now) {
        dsl.execute(
                REASON,
                Unnest.number(account.value()),
                DSL.val(stream.label()),
                DSL.val(doubt.why()),
                Unnest.number(now.getEpochSecond()),
                Unnest.numbers(spans, it -> it.window().from()),
                Unnest.numbers(spans, it -> it.window().to()));
    }

    private static void rows(
            DSLContext dsl, AccountId account, LogStream stream, TimeWindow window, List<UnreadRow> rows, Instant now) {
        Map<String, UnreadRow> distinct = new LinkedHashMap<>(); // a statement cannot write a row twice
        rows.forEach(it -> distinct.put(it.text(), it));
        List<UnreadRow> once = List.copyOf(distinct.values());
        dsl.execute(
                ROWS,
                Unnest.number(account.value()),
                DSL.val(stream.label()),
                Unnest.number(window.from()),
                Unnest.number(window.to()),
                Unnest.number(now.getEpochSecond()),
                Unnest.texts(once, UnreadRow::text),
                Unnest.texts(once, UnreadRow::reason));
    }

    private static TimeWindow whole(List<CoverageSpan> spans) {
        return new TimeWindow(
                spans.getFirst().window().from(), spans.getLast().window().to());
    }
}
