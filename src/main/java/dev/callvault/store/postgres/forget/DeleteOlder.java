package dev.callvault.store.postgres.forget;

import dev.callvault.call.LogStream;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.KeptSince;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.postgres.server.MakePartitions;
import dev.callvault.store.postgres.sql.StreamTable;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.impl.DSL;

/**
 * Deletes by age: first sets the mark below which nothing is stored any more, then deletes what is below it, in
 * batches.
 */
@SuppressWarnings("InlineFormatString") // SQL is easier to read separately
final class DeleteOlder {
    private static final String CALLS = """
        WITH gone AS (
            DELETE FROM archive.calls AS call USING (
                SELECT account_id, log_id FROM archive.calls
                WHERE started_at < to_timestamp({0}) AND NOT archive.is_held(session_id, caller_number, called_number, numbers_version) LIMIT 5000) AS old
            WHERE call.account_id = old.account_id AND call.log_id = old.log_id
            RETURNING call.account_id, call.log_id, call.started_at
        ), unwanted AS (
            DELETE FROM archive.body_queue AS queue USING gone
            WHERE queue.account_id = gone.account_id AND queue.log_id = gone.log_id AND queue.started_at = gone.started_at
        )
        SELECT count(*) FROM gone
        """;
    private static final String CONFLICTS = """
        WITH gone AS (
            DELETE FROM archive.call_conflicts
            WHERE started_at < to_timestamp({0}) AND NOT archive.is_held(session_id, caller_number, called_number, numbers_version)
            RETURNING account_id, log_id, started_at
        ), unwanted AS (
            DELETE FROM archive.body_queue AS queue USING gone
            WHERE queue.account_id = gone.account_id AND queue.log_id = gone.log_id AND queue.started_at = gone.started_at
        )
        SELECT count(*) FROM gone
        """;
    private static final String BODIES = """
        WITH gone AS (
            DELETE FROM archive.call_logs AS log USING (
                SELECT log.account_id, log.log_id, log.started_at
                FROM archive.call_logs AS log LEFT JOIN archive.every_call AS call USING (account_id, log_id, started_at)
                WHERE log.started_at < to_timestamp({0})
                  AND NOT coalesce(archive.is_held(call.session_id, call.caller_number, call.called_number, call.numbers_version), false) LIMIT 500) AS old
            WHERE log.account_id = old.account_id AND log.log_id = old.log_id AND log.started_at = old.started_at
            RETURNING 1
        )
        SELECT count(*) FROM gone
        """;
    /** A line without a readable time counts from when it was first seen, and leaves its own tombstone. */
    private static final String LINES = """
        WITH gone AS (
            DELETE FROM archive.$table AS line USING (
                SELECT account_id, line_hash, occurrence FROM archive.$table
                WHERE coalesce($time, first_seen_at) < to_timestamp({0})
                  AND NOT archive.is_held(session_id, caller_number, called_number, numbers_version) LIMIT 5000) AS old
            WHERE line.account_id = old.account_id AND line.line_hash = old.line_hash AND line.occurrence = old.occurrence
            RETURNING line.account_id, line.line_hash, line.occurrence, line.$time AS at
        ), tombstones AS (
            INSERT INTO archive.forgotten_lines (account_id, stream, line_hash, occurrence, forgotten_at)
            SELECT account_id, '$table', line_hash, occurrence, to_timestamp({1}) FROM gone WHERE at IS NULL
            ON CONFLICT DO NOTHING
        )
        SELECT count(*) FROM gone
        """;

    private static final String HELD = """
        SELECT (SELECT count(*) FROM archive.every_call WHERE started_at < to_timestamp({0}))
             + (SELECT count(*) FROM archive.call_logs WHERE started_at < to_timestamp({1}))
             + (SELECT count(*) FROM archive.sessions WHERE started_at < to_timestamp({2}))
             + (SELECT count(*) FROM archive.errors WHERE occurred_at < to_timestamp({3}))
        """;
    private static final String HOLDS_A_HELD_ONE = """
        SELECT EXISTS (
            SELECT FROM archive.call_logs AS log JOIN archive.every_call AS call USING (account_id, log_id, started_at)
            WHERE log.started_at >= {0}::timestamptz AND log.started_at < {1}::timestamptz
              AND archive.is_held(call.session_id, call.caller_number, call.called_number, call.numbers_version))
        """;

    private final Transactions transactions;
    private final MarkKeptSince marks;
    private final Instant now;
    private final BooleanSupplier goesOn;
    private final LongConsumer deleted;

    DeleteOlder(
            Transactions transactions, MarkKeptSince marks, Instant now, BooleanSupplier goesOn, LongConsumer deleted) {
        this.transactions = transactions;
        this.marks = marks;
        this.now = now;
        this.goesOn = goesOn;
        this.deleted = deleted;
    }

    /** Logs are deleted before calls, since a call tells whether its log is held. */
    DeletedRecords than(KeptSince wanted) {
        KeptSince kept = new KeptSince(
                mark(RecordKind.CALLS, wanted.calls()),
                mark(RecordKind.BODIES, wanted.bodies()),
                mark(RecordKind.SESSIONS, wanted.sessions()),
                mark(RecordKind.ERRORS, wanted.errors()));
        int months = kept.bodies().map(this::dropMonths).orElse(0);
        long bodies = inBatches(BODIES, kept.bodies());
        long calls = inBatches(CALLS, kept.calls()) + inBatches(CONFLICTS, kept.calls());
        long sessions = inBatches(StreamTable.in(LINES, LogStream.SESSIONS), kept.sessions());
        long errors = inBatches(StreamTable.in(LINES, LogStream.ERRORS), kept.errors());
        return new DeletedRecords(calls, bodies, sessions, errors, months, held(kept));
    }

    private Optional<Instant> mark(RecordKind kind, Optional<Instant> since) {
        return since.filter(it -> goesOn.getAsBoolean())
                .map(it -> transactions.patiently(
                        "set how long " + kind.label() + " are kept", dsl -> marks.execute(dsl, kind, it)));
    }

    private long inBatches(String sql, Optional<Instant> since) {
        long all = 0;
        long some = since.isPresent() ? 1 : 0;
        while (some > 0 && goesOn.getAsBoolean()) {
            some = transactions.patiently(
                    "delete records that are past their keep period", dsl -> one(dsl, sql, since.orElseThrow()));
            all += some;
            deleted.accept(some);
        }
        return all;
    }

    private long one(DSLContext dsl, String sql, Instant since) {
        return dsl.fetchSingle(sql, Unnest.number(since.getEpochSecond()), Unnest.number(now.getEpochSecond()))
                .get(0, Long.class);
    }

    private int dropMonths(Instant since) {
        if (!goesOn.getAsBoolean()) {
            return 0;
        }
        return transactions.patiently("drop old months of call logs", dsl -> {
            List<YearMonth> old = MakePartitions.existing(dsl).stream()
                    .flatMap(it -> month(it).stream())
                    .filter(it -> it.isBefore(MakePartitions.oldest(now)))
                    .filter(it -> !start(it.plusMonths(1)).isAfter(since))
                    .filter(it -> !isHeld(dsl, it))
                    .toList();
            dsl.execute(MakePartitions.BEHIND_NO_READER);
            old.forEach(it -> dsl.fetch(
                    "SELECT archive.drop_month({0}::date)", DSL.val(it.atDay(1).toString())));
            return old.size();
        });
    }

    private static Optional<YearMonth> month(String table) {
        String digits = table.replaceFirst("^call_logs_", "");
        return digits.matches("[0-9]{4}_[0-9]{2}")
                ? Optional.of(YearMonth.parse(digits.replace('_', '-')))
                : Optional.empty();
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static boolean isHeld(DSLContext dsl, YearMonth month) {
        return dsl.fetchSingle(
                        HOLDS_A_HELD_ONE,
                        DSL.val(start(month).toString()),
                        DSL.val(start(month.plusMonths(1)).toString()))
                .get(0, Boolean.class);
    }

    private long held(KeptSince kept) {
        return transactions.patiently(
                "count records on hold",
                dsl -> dsl.fetchSingle(
                                HELD,
                                seconds(kept.calls()),
                                seconds(kept.bodies()),
                                seconds(kept.sessions()),
                                seconds(kept.errors()))
                        .get(0, Long.class));
    }

    private static Param<Long> seconds(Optional<Instant> since) {
        return Unnest.number(since.map(Instant::getEpochSecond).orElse(0L));
    }
}
