package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.call.SessionLine;
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
 * Stores session lines. A stored line is never rewritten: its key is the hash of its text, so only the printed offset
 * can differ, and the first one received is kept.
 */
public final class UpsertSessions {
    private static final String SQL = NumberColumns.in(LinesToKeep.in("""
            WITH listed AS (
                SELECT decode(hash, 'hex') AS line_hash, occurrence, kind, ani, channel, dnis, session_id,
                       to_timestamp(started) AS started_at, to_timestamp(ended) AS ended_at, duration, parsed, altered, raw, redactions,
                       $numbers
                FROM unnest({2}::text[], {3}::int[], {4}::text[], {5}::text[], {6}::int[], {7}::text[], {8}::text[],
                            {9}::bigint[], {10}::bigint[], {11}::bigint[], {12}::boolean[], {13}::boolean[], {14}::text[],
                            {15}::text[], $arrays)
                     AS row (hash, occurrence, kind, ani, channel, dnis, session_id, started, ended, duration, parsed, altered, raw,
                             redactions, $numbers)
            ), stored AS (
                INSERT INTO archive.sessions
                       (account_id, line_hash, occurrence, line_kind, ani, channel, dnis, session_id, started_at, ended_at,
                        duration_seconds, parsed, altered, raw_line, redactions, first_seen_at, import_id,
                        $numbers, numbers_version)
                SELECT {0}, line_hash, occurrence, kind, ani, channel, dnis, session_id, started_at, ended_at, duration, parsed,
                       altered, raw, redactions::jsonb, to_timestamp({1}), {16}, $numbers, $version
                FROM listed WHERE $kept
                ON CONFLICT (account_id, line_hash, occurrence) DO NOTHING
                RETURNING 1
            )
            SELECT count(*), 0 FROM stored
            """, LogStream.SESSIONS), 17);

    private UpsertSessions() {}

    public static Written execute(
            DSLContext dsl, AccountId account, AccountNumbers numbers, List<SessionLine> lines, Instant now) {
        return execute(dsl, account, numbers, lines, now, null);
    }

    /** The same as a part of an import; null for lines that the provider has listed. */
    public static Written execute(
            DSLContext dsl,
            AccountId account,
            AccountNumbers numbers,
            List<SessionLine> lines,
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
                Unnest.texts(lines, SessionLine::kind),
                Unnest.texts(lines, SessionLine::ani),
                Unnest.integers(lines, SessionLine::channel),
                Unnest.texts(lines, SessionLine::dnis),
                Unnest.texts(lines, UpsertSessions::sessionId),
                Unnest.seconds(lines, SessionLine::startedAt),
                Unnest.seconds(lines, SessionLine::endedAt),
                Unnest.numbers(lines, UpsertSessions::durationSeconds),
                Unnest.flags(lines, SessionLine::parsed),
                Unnest.flags(lines, it -> it.raw().altered()),
                Unnest.texts(lines, it -> it.raw().text()),
                Unnest.counts(lines, it -> it.raw().redactions()),
                DSL.val(importId, SQLDataType.BIGINT));
        return Unnest.written(dsl.fetchSingle(
                SQL,
                Stream.concat(columns, NumberColumns.of(lines, Parties::of, numbers))
                        .toArray()));
    }

    private static @Nullable String sessionId(SessionLine line) {
        return line.sessionId() == null ? null : line.sessionId().value();
    }

    private static @Nullable Long durationSeconds(SessionLine line) {
        return line.duration() == null ? null : line.duration().toSeconds();
    }
}
