package dev.callvault.store.postgres.forget;

import dev.callvault.store.forget.DeletionStore;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Duration;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Moves the mark before which records are deleted and not stored again: as far as wanted, or as a day may take. */
final class MarkKeptSince {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String READ = """
            SELECT extract(epoch FROM since)::bigint AS since, extract(epoch FROM day_began)::bigint AS day_began,
                   extract(epoch FROM day_until)::bigint AS day_until
            FROM archive.kept_since WHERE record = {0} FOR UPDATE
            """;
    private static final String MARK = """
            INSERT INTO archive.kept_since AS kept (record, since, day_began, day_until)
            VALUES ({0}, to_timestamp({1}), to_timestamp({2}), to_timestamp({3}))
            ON CONFLICT (record) DO UPDATE
            SET since = greatest(kept.since, excluded.since), day_began = excluded.day_began, day_until = excluded.day_until
            """;
    /** The first day too many: empty days do not count, or one absurd start would hold the mark back for years. */
    private static final String TOO_MANY = """
            SELECT extract(epoch FROM day)::bigint FROM (
                SELECT DISTINCT date_trunc('day', $time, 'UTC') AS day FROM archive.$table
                WHERE $time >= to_timestamp({0}) AND $time < to_timestamp({1}) AND $seen < to_timestamp({2})) AS days
            ORDER BY day OFFSET {3} LIMIT 1
            """;
    /** Rows that cannot be read are as old as the time in which they were listed. */
    private static final String ROWS = "DELETE FROM archive.unread_rows WHERE stream = {0} AND upper(span) <= {1}";

    private final Instant today;
    private final boolean isConfirmed;

    /** @param isConfirmed whether a person confirmed it, however much it is */
    MarkKeptSince(Instant today, boolean isConfirmed) {
        this.today = today;
        this.isConfirmed = isConfirmed;
    }

    /** A mark, and how far it may move within the day that began then; in epoch seconds. */
    private record Mark(long since, long dayBegan, long dayUntil) {
        /** A day that has not begun yet was written by a clock that was wrong. */
        boolean isOver(Instant today) {
            Duration age = Duration.between(Instant.ofEpochSecond(dayBegan), today);
            return age.compareTo(DAY) >= 0 || age.isNegative();
        }

        /** A mark in the future was set by a clock that was wrong. */
        long sound(Instant today) {
            return since > today.getEpochSecond() ? 0 : since;
        }
    }

    /** Marks as far as a day may take, and returns the time before which records may be deleted now. */
    Instant execute(DSLContext dsl, RecordKind kind, Instant wanted) {
        Mark mark = day(dsl, kind, wanted.getEpochSecond());
        long since = Math.min(wanted.getEpochSecond(), mark.dayUntil());
        dsl.execute(
                MARK,
                DSL.val(kind.label()),
                Unnest.number(since),
                Unnest.number(mark.dayBegan()),
                Unnest.number(mark.dayUntil()));
        dsl.execute(ROWS, DSL.val(kind.label()), Unnest.number(since));
        return Instant.ofEpochSecond(since);
    }

    private Mark day(DSLContext dsl, RecordKind kind, long wanted) {
        Mark mark = read(dsl, kind);
        if (isConfirmed) {
            return new Mark(mark.since(), today.getEpochSecond(), wanted);
        }
        return mark.isOver(today)
                ? new Mark(mark.since(), today.getEpochSecond(), enough(dsl, kind, mark.sound(today), wanted))
                : mark;
    }

    private Mark read(DSLContext dsl, RecordKind kind) {
        @Nullable Record row = dsl.fetchOne(READ, DSL.val(kind.label()));
        return row == null
                ? new Mark(0, 0, 0)
                : new Mark(
                        row.get("since", Long.class),
                        row.get("day_began", Long.class),
                        row.get("day_until", Long.class));
    }

    /** A little further than wanted now: the day goes on. */
    private long enough(DSLContext dsl, RecordKind kind, long since, long wanted) {
        long most = wanted + 2 * DAY.toSeconds();
        return dsl.fetchOptional(
                        inTable(kind),
                        Unnest.number(since),
                        Unnest.number(most),
                        Unnest.number(today.minus(DAY).getEpochSecond()),
                        DSL.inline(DeletionStore.DAYS_A_DAY))
                .map(it -> it.get(0, Long.class))
                .orElse(most);
    }

    private static String inTable(RecordKind kind) {
        return switch (kind) {
            case CALLS -> in("calls", "started_at", "first_seen_at");
            case BODIES -> in("call_logs", "started_at", "fetched_at");
            case SESSIONS -> in("sessions", "started_at", "first_seen_at");
            case ERRORS -> in("errors", "occurred_at", "first_seen_at");
        };
    }

    private static String in(String table, String time, String seen) {
        return TOO_MANY.replace("$table", table).replace("$time", time).replace("$seen", seen);
    }
}
