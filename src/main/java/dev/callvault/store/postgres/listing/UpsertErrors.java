package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LogStream;
import dev.callvault.store.listing.Written;
import dev.callvault.store.postgres.numbers.AccountNumbers;
import dev.callvault.store.postgres.numbers.NumberColumns;
import dev.callvault.store.postgres.numbers.Parties;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Stores error lines. Only the instant of a stored line may change: when its session has become known and shows which
 * of two hours it was. Unchanged lines are filtered out before the insert: a conflict locks its row, and thereby
 * writes, even without an update.
 */
public final class UpsertErrors {
    private static final String SQL = NumberColumns.in(LinesToKeep.in("""
            WITH listed AS (
                SELECT decode(hash, 'hex') AS line_hash, occurrence, to_timestamp(occurred) AS occurred_at, ani, channel, dnis,
                       session_id, message, parsed, ambiguous, altered, raw, redactions,
                       $numbers
                FROM unnest({2}::text[], {3}::int[], {4}::bigint[], {5}::text[], {6}::int[], {7}::text[], {8}::text[],
                            {9}::text[], {10}::boolean[], {11}::boolean[], {12}::boolean[], {13}::text[], {14}::text[], $arrays)
                     AS row (hash, occurrence, occurred, ani, channel, dnis, session_id, message, parsed, ambiguous, altered, raw,
                             redactions, $numbers)
            ), changed AS (
                SELECT * FROM listed
                WHERE (SELECT NOT kept.ambiguous_time
                              OR (kept.occurred_at, kept.ambiguous_time)
                                 IS NOT DISTINCT FROM (listed.occurred_at, listed.ambiguous)
                       FROM archive.errors AS kept
                       WHERE kept.account_id = {0} AND kept.line_hash = listed.line_hash
                         AND kept.occurrence = listed.occurrence) IS NOT TRUE
                  AND $kept
            ), stored AS (
                INSERT INTO archive.errors AS kept
                       (account_id, line_hash, occurrence, occurred_at, ani, channel, dnis, session_id, message, parsed,
                        ambiguous_time, altered, raw_line, redactions, first_seen_at, import_id,
                        $numbers, numbers_version)
                SELECT {0}, line_hash, occurrence, occurred_at, ani, channel, dnis, session_id, message, parsed, ambiguous,
                       altered, raw, redactions::jsonb, to_timestamp({1}), {15}, $numbers, $version
                FROM changed
                ON CONFLICT (account_id, line_hash, occurrence) DO UPDATE
                SET occurred_at = excluded.occurred_at, ambiguous_time = excluded.ambiguous_time
                WHERE kept.ambiguous_time
                  AND (kept.occurred_at, kept.ambiguous_time) IS DISTINCT FROM (excluded.occurred_at, excluded.ambiguous_time)
                RETURNING xmax = 0 AS is_new
            )
            SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM stored
            """, LogStream.ERRORS), 16);

    private UpsertErrors() {}

    public static Written execute(
            DSLContext dsl, AccountId account, AccountNumbers numbers, List<ErrorLine> lines, Instant now) {
        return execute(dsl, account, numbers, lines, now, null);
    }

    /** The same as a part of an import; null for lines that the provider has listed. */
    public static Written execute(
            DSLContext dsl,
            AccountId account,
            AccountNumbers numbers,
            List<ErrorLine> lines,
            Instant now,
            @Nullable Long importId) {
        if (lines.isEmpty()) {
            return Written.NOTHING;
        }
        Stream<Param<?>> columns = Stream.of(
                Unnest.number(account.value()),
                Unnest.number(now.getEpochSecond()),
                Unnest.texts(lines, it -> it.key().hash()),
                Unnest.integers(lines, it -> it.key().occurrence()),
                Unnest.seconds(lines, ErrorLine::occurredAt),
                Unnest.texts(lines, ErrorLine::ani),
                Unnest.integers(lines, ErrorLine::channel),
                Unnest.texts(lines, ErrorLine::dnis),
                Unnest.texts(lines, UpsertErrors::sessionId),
                Unnest.texts(lines, ErrorLine::message),
                Unnest.flags(lines, ErrorLine::parsed),
                Unnest.flags(lines, ErrorLine::ambiguousTime),
                Unnest.flags(lines, it -> it.raw().altered()),
                Unnest.texts(lines, it -> it.raw().text()),
                Unnest.counts(lines, it -> it.raw().redactions()),
                DSL.val(importId, SQLDataType.BIGINT));
        return Unnest.written(dsl.fetchSingle(
                SQL,
                Stream.concat(columns, NumberColumns.of(lines, Parties::of, numbers))
                        .toArray()));
    }

    private static @Nullable String sessionId(ErrorLine line) {
        return line.sessionId() == null ? null : line.sessionId().value();
    }
}
