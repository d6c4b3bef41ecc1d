package dev.callvault.store.postgres.forget;

import static dev.callvault.store.postgres.jooq.Tables.ERASURES;

import dev.callvault.call.LogStream;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.postgres.sql.StreamTable;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.impl.DSL;

/**
 * Erases a number in one transaction. Writers wait until it ends, and then see its tombstones. A trial does the same
 * without blocking anyone, and is rolled back.
 */
@SuppressWarnings("InlineFormatString") // SQL is easier to read separately
final class EraseNumber {
    private static final String ALONE = """
            LOCK TABLE archive.calls, archive.call_conflicts, archive.sessions, archive.errors, archive.call_logs, archive.unread_rows
            IN SHARE ROW EXCLUSIVE MODE
            """;
    private static final String SESSIONS = """
            CREATE TEMPORARY TABLE erased_sessions ON COMMIT DROP AS
            SELECT account_id, session_id FROM archive.every_call
            WHERE {0} IN (archive.normal_number(src), archive.normal_number(dest)) AND session_id <> ''
            UNION SELECT account_id, session_id FROM archive.sessions
            WHERE {0} IN (archive.normal_number(ani), archive.normal_number(dnis)) AND session_id <> ''
            UNION SELECT account_id, session_id FROM archive.errors
            WHERE {0} IN (archive.normal_number(ani), archive.normal_number(dnis)) AND session_id <> ''
            """;
    private static final String SPARE_HELD = """
            WITH spared AS (
                DELETE FROM erased_sessions AS erased
                WHERE archive.is_held(session_id, {0}, NULL)
                   OR EXISTS (SELECT FROM archive.every_call AS call
                              WHERE call.session_id = erased.session_id AND archive.is_held(NULL, call.src, call.dest))
                   OR EXISTS (SELECT FROM archive.sessions AS line
                              WHERE line.session_id = erased.session_id AND archive.is_held(NULL, line.ani, line.dnis))
                RETURNING 1
            )
            SELECT count(*) FROM spared
            """;
    private static final String CALLS = """
            WITH gone AS (
                DELETE FROM archive.$table AS call
                WHERE EXISTS (SELECT FROM erased_sessions AS erased
                              WHERE erased.account_id = call.account_id AND erased.session_id = call.session_id)
                   OR (session_id = '' AND {0} IN (archive.normal_number(src), archive.normal_number(dest))
                       AND NOT archive.is_held(session_id, src, dest))
                RETURNING account_id, log_id, started_at
            )
            INSERT INTO archive.forgotten_calls (account_id, log_id, started_at, forgotten_at)
            SELECT account_id, log_id, started_at, to_timestamp({1}) FROM gone
            ON CONFLICT (account_id, log_id, started_at) DO UPDATE SET forgotten_at = excluded.forgotten_at
            """;
    private static final String QUEUE = """
            DELETE FROM archive.body_queue AS queue USING archive.forgotten_calls AS gone
            WHERE gone.account_id = queue.account_id AND gone.log_id = queue.log_id AND gone.started_at = queue.started_at
            """;
    /** Erased records are neither lost nor missing. */
    private static final String GAPS = """
            DELETE FROM archive.gaps AS gap USING archive.forgotten_calls AS gone
            WHERE gap.stream = 'bodies' AND gone.account_id = gap.account_id AND gone.log_id = gap.log_id
              AND gone.started_at = gap.from_time
            """;

    private static final String BODIES = """
            DELETE FROM archive.call_logs AS log USING archive.forgotten_calls AS gone
            WHERE gone.account_id = log.account_id AND gone.log_id = log.log_id AND gone.started_at = log.started_at
            """;
    private static final String SESSION_TOMBSTONES = """
            INSERT INTO archive.forgotten_sessions (account_id, session_hash, forgotten_at)
            SELECT account_id, sha256(convert_to(session_id, 'UTF8')), to_timestamp({0}) FROM erased_sessions
            ON CONFLICT DO NOTHING
            """;
    private static final String LINES = """
            WITH gone AS (
                DELETE FROM archive.%1$s AS line
                WHERE EXISTS (SELECT FROM erased_sessions AS erased
                              WHERE erased.account_id = line.account_id AND erased.session_id = line.session_id)
                   OR (raw_line ~ ('(^|[^0-9])(011|00)?1?' || {0} || '([^0-9]|$)')
                       AND NOT archive.is_held(session_id, ani, dnis) AND NOT archive.is_held(NULL, {0}, NULL))
                RETURNING account_id, line_hash, occurrence, %2$s AS at
            ), tombstones AS (
                INSERT INTO archive.forgotten_lines (account_id, stream, line_hash, occurrence, at, forgotten_at)
                SELECT account_id, '%1$s', line_hash, occurrence, at, to_timestamp({1}) FROM gone
                ON CONFLICT DO NOTHING
            )
            SELECT count(*) FROM gone
            """;

    /** An unreadable row may name the number in any format, or an erased session. */
    private static final String ROWS = """
            WITH gone AS (
                DELETE FROM archive.unread_rows AS unread
                WHERE NOT archive.is_held(NULL, {0}, NULL)
                  AND (text ~ ('(^|[^0-9])(011|00)?1?' || {0} || '([^0-9]|$)')
                       OR EXISTS (SELECT FROM regexp_matches(text, '["''>]([^"''<>]+)["''<]', 'g') AS value
                                  WHERE archive.normal_number(value[1]) = {0})
                       OR EXISTS (SELECT FROM erased_sessions AS erased
                                  WHERE erased.account_id = unread.account_id
                                    AND position(erased.session_id IN unread.text) > 0))
                RETURNING account_id, stream, row_hash
            )
            INSERT INTO archive.forgotten_rows (account_id, stream, row_hash, forgotten_at)
            SELECT account_id, stream, row_hash, to_timestamp({1}) FROM gone
            ON CONFLICT DO NOTHING
            """;

    /** The reason for unproven time can quote such a row. */
    private static final String REASONS = """
            UPDATE archive.unproven SET why = 'a row cannot be read; it was erased'
            WHERE why ~ ('(^|[^0-9])(011|00)?1?' || {0} || '([^0-9]|$)')
            """;

    /** People may have named the number where they said why they know of a loss. */
    private static final String ACKNOWLEDGEMENTS = """
            UPDATE archive.$table SET acknowledged_reason = 'it named an erased number'
            WHERE acknowledged_reason ~ ('(^|[^0-9])(011|00)?1?' || {0} || '([^0-9]|$)')
            """;

    private static final List<String> ACKNOWLEDGED = List.of("gaps", "unproven", "unread_rows", "call_conflicts");

    /** Calls without a session, which are spared one by one. */
    private static final String HELD_ALONE = """
            SELECT count(*) FROM archive.every_call
            WHERE session_id = '' AND {0} IN (archive.normal_number(src), archive.normal_number(dest))
              AND archive.is_held(session_id, src, dest)
            """;

    private EraseNumber() {}

    static DeletedRecords execute(Transactions transactions, String number, boolean isTrial, Decision decision) {
        AtomicReference<DeletedRecords> counted = new AtomicReference<>(new DeletedRecords(0, 0, 0, 0, 0, 0));
        try {
            var unused = transactions.patiently("erase a number", dsl -> {
                Param<Long> now = Unnest.number(decision.at().getEpochSecond());
                DeletedRecords erased = erase(dsl, DSL.val(number), isTrial, now);
                counted.set(erased);
                if (isTrial) {
                    throw new OnlyTried();
                }
                remember(dsl, decision, erased);
                return true;
            });
        } catch (OnlyTried rolledBack) {
            return Objects.requireNonNull(counted.get());
        }
        return Objects.requireNonNull(counted.get());
    }

    private static void remember(DSLContext dsl, Decision decision, DeletedRecords erased) {
        dsl.insertInto(ERASURES)
                .set(ERASURES.ERASED_AT, decision.at())
                .set(ERASURES.ERASED_BY, decision.by())
                .set(ERASURES.REASON, decision.reason())
                .set(ERASURES.CALLS, erased.calls())
                .set(ERASURES.BODIES, erased.bodies())
                .set(ERASURES.SESSIONS, erased.sessions())
                .set(ERASURES.ERRORS, erased.errors())
                .set(ERASURES.HELD, erased.held())
                .execute();
    }

    private static DeletedRecords erase(DSLContext dsl, Param<String> number, boolean isTrial, Param<Long> now) {
        if (!isTrial) {
            dsl.execute(ALONE);
        }
        dsl.execute(SESSIONS, DSL.inline(number.getValue()));
        long held = dsl.fetchSingle(SPARE_HELD, number).get(0, Long.class);
        held += dsl.fetchSingle(HELD_ALONE, number).get(0, Long.class);
        long calls = dsl.execute(CALLS.replace("$table", "calls"), number, now);
        calls += dsl.execute(CALLS.replace("$table", "call_conflicts"), number, now);
        dsl.execute(QUEUE);
        dsl.execute(GAPS);
        long bodies = dsl.execute(BODIES);
        dsl.execute(ROWS, number, now);
        dsl.execute(REASONS, number);
        ACKNOWLEDGED.forEach(it -> dsl.execute(ACKNOWLEDGEMENTS.replace("$table", it), number));
        dsl.execute(SESSION_TOMBSTONES, now);
        return new DeletedRecords(
                calls,
                bodies,
                lines(dsl, LogStream.SESSIONS, number, now),
                lines(dsl, LogStream.ERRORS, number, now),
                0,
                held);
    }

    @SuppressWarnings("InlineFormatString") // SQL is easier to read separately
    private static long lines(DSLContext dsl, LogStream stream, Param<String> number, Param<Long> now) {
        return dsl.fetchSingle(
                        String.format(
                                Locale.ROOT,
                                LINES,
                                stream.label(),
                                StreamTable.time(stream).last()),
                        number,
                        now)
                .get(0, Long.class);
    }

    /** Rolls back a trial. */
    private static final class OnlyTried extends RuntimeException {}
}
