package dev.callvault.store.postgres.forget;

import static dev.callvault.store.postgres.jooq.Tables.ERASURES;

import dev.callvault.call.LogStream;
import dev.callvault.number.Mentions;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.Erased;
import dev.callvault.store.forget.ErasedNumber;
import dev.callvault.store.postgres.sql.StreamTable;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Param;

/**
 * Erases a number, and locks nothing but the records that go. First it leaves tombstones for them; from then on nobody stores
 * them again, except those who began before, whose end it waits for; then it deletes them. If it is interrupted in between,
 * erasing the number again finishes it. A trial does both in one transaction, which is rolled back.
 */
final class EraseNumber {
    private static final List<String> WORKING_TABLES = List.of(
            "CREATE TEMPORARY TABLE erased_sessions (account_id bigint, session_id text) ON COMMIT DROP",
            "CREATE TEMPORARY TABLE erased_lines (account_id bigint, stream text, line_hash bytea, occurrence integer,"
                    + " is_mention boolean) ON COMMIT DROP");

    private static final String SESSIONS = """
            INSERT INTO erased_sessions
            SELECT account_id, session_id FROM archive.every_call WHERE $isCall AND session_id <> ''
            UNION SELECT account_id, session_id FROM archive.sessions WHERE $isLine AND session_id <> ''
            UNION SELECT account_id, session_id FROM archive.errors WHERE $isLine AND session_id <> ''
            """;
    private static final String LINES = """
            INSERT INTO erased_lines
            SELECT account_id, '$table', line_hash, occurrence, false FROM archive.$table AS line
            WHERE $isLine AND coalesce(session_id, '') = ''
            """;
    private static final String MENTIONS = """
            INSERT INTO erased_lines
            SELECT line.account_id, '$table', line.line_hash, line.occurrence, true
            FROM unnest({0}::bigint[], {1}::text[], {2}::int[]) AS found (account_id, hash, occurrence)
            JOIN archive.$table AS line ON line.account_id = found.account_id
             AND line.line_hash = decode(found.hash, 'hex') AND line.occurrence = found.occurrence
            WHERE NOT EXISTS (SELECT FROM unnest({3}::text[]) AS form WHERE archive.is_held(NULL, form, NULL, 0))
            """;
    private static final String COUNT_MENTIONS = """
            SELECT count(*) FROM archive.$table AS record
            WHERE NOT $ofSessions
              AND EXISTS (SELECT FROM erased_lines AS erased
                          WHERE erased.is_mention AND erased.account_id = record.account_id AND erased.stream = '$table'
                            AND erased.line_hash = record.line_hash AND erased.occurrence = record.occurrence)
            """;
    private static final String SPARE_HELD = """
            WITH spared AS (
                DELETE FROM erased_sessions AS erased
                WHERE archive.is_held(session_id, NULL, NULL, 0)
                   OR EXISTS (SELECT FROM archive.every_call AS call WHERE call.session_id = erased.session_id
                              AND archive.is_held(NULL, call.caller_number, call.called_number, call.numbers_version))
                   OR EXISTS (SELECT FROM archive.sessions AS line WHERE line.session_id = erased.session_id
                              AND archive.is_held(NULL, line.caller_number, line.called_number, line.numbers_version))
                   OR EXISTS (SELECT FROM archive.errors AS line WHERE line.session_id = erased.session_id
                              AND archive.is_held(NULL, line.caller_number, line.called_number, line.numbers_version))
                RETURNING account_id, session_id
            ), unmarked AS (
                DELETE FROM archive.forgotten_sessions AS gone USING spared
                WHERE gone.account_id = spared.account_id AND gone.forgotten_at = to_timestamp({0})
                  AND gone.session_hash = sha256(convert_to(spared.session_id, 'UTF8'))
            )
            SELECT count(*) FROM spared
            """;
    private static final String SPARE_HELD_LINES = """
            DELETE FROM erased_lines AS erased USING archive.$table AS line
            WHERE erased.stream = '$table' AND line.account_id = erased.account_id AND line.line_hash = erased.line_hash
              AND line.occurrence = erased.occurrence
              AND archive.is_held(line.session_id, line.caller_number, line.called_number, line.numbers_version)
            """;

    /** Calls without a session, which are spared one by one. */
    private static final String HELD_ALONE = """
            SELECT count(*) FROM archive.every_call
            WHERE session_id = '' AND $isCall AND archive.is_held(session_id, caller_number, called_number, numbers_version)
            """;

    private static final String OF_SESSIONS = """
            EXISTS (SELECT FROM erased_sessions AS erased
                    WHERE erased.account_id = record.account_id AND erased.session_id = record.session_id)
            """;
    private static final String OF_LINES = """
            EXISTS (SELECT FROM erased_lines AS erased WHERE erased.account_id = record.account_id
                    AND erased.stream = '$table' AND erased.line_hash = record.line_hash AND erased.occurrence = record.occurrence)
            """;

    private static final List<String> TOMBSTONES = List.of("""
            INSERT INTO archive.forgotten_calls (account_id, log_id, started_at, forgotten_at)
            SELECT account_id, log_id, started_at, to_timestamp({1}) FROM archive.every_call AS record
            WHERE $ofSessions
               OR session_id = '' AND $isCall AND NOT archive.is_held(session_id, caller_number, called_number, numbers_version)
            ON CONFLICT (account_id, log_id, started_at) DO UPDATE SET forgotten_at = excluded.forgotten_at
            """, """
            INSERT INTO archive.forgotten_sessions (account_id, session_hash, forgotten_at)
            SELECT account_id, sha256(convert_to(session_id, 'UTF8')), to_timestamp({1}) FROM erased_sessions
            ON CONFLICT (account_id, session_hash) DO UPDATE SET forgotten_at = excluded.forgotten_at
            """);
    private static final String LINE_TOMBSTONES = """
            INSERT INTO archive.forgotten_lines (account_id, stream, line_hash, occurrence, at, forgotten_at)
            SELECT account_id, '$table', line_hash, occurrence, $time, to_timestamp({0}) FROM archive.$table AS record
            WHERE $ofSessions OR $ofLines
            ON CONFLICT (account_id, stream, line_hash, occurrence) DO UPDATE SET forgotten_at = excluded.forgotten_at
            """;

    /** What was marked: in another transaction, the tombstones are all that is known. */
    private static final List<String> MARKED = List.of("""
            INSERT INTO erased_lines
            SELECT account_id, stream, line_hash, occurrence, false FROM archive.forgotten_lines
            WHERE forgotten_at = to_timestamp({0})
            """, """
            INSERT INTO erased_sessions
            SELECT DISTINCT marked.account_id, marked.session_id
            FROM (SELECT account_id, session_id FROM archive.every_call
                  JOIN archive.forgotten_calls AS gone USING (account_id, log_id, started_at)
                  WHERE gone.forgotten_at = to_timestamp({0})
                  UNION SELECT account_id, session_id FROM archive.sessions
                  JOIN erased_lines AS line USING (account_id, line_hash, occurrence) WHERE line.stream = 'sessions'
                  UNION SELECT account_id, session_id FROM archive.errors
                  JOIN erased_lines AS line USING (account_id, line_hash, occurrence) WHERE line.stream = 'errors') AS marked
            JOIN archive.forgotten_sessions AS gone
              ON gone.account_id = marked.account_id AND gone.session_hash = sha256(convert_to(marked.session_id, 'UTF8'))
            WHERE gone.forgotten_at = to_timestamp({0})
            """);

    private static final String CALLS = """
            WITH gone AS (
                DELETE FROM archive.$table AS record
                WHERE $ofSessions
                   OR session_id = '' AND NOT archive.is_held(session_id, caller_number, called_number, numbers_version)
                      AND EXISTS (SELECT FROM archive.forgotten_calls AS marked
                                  WHERE marked.account_id = record.account_id AND marked.log_id = record.log_id
                                    AND marked.started_at = record.started_at AND marked.forgotten_at = to_timestamp({0}))
                RETURNING account_id, log_id, started_at
            )
            INSERT INTO archive.forgotten_calls (account_id, log_id, started_at, forgotten_at)
            SELECT account_id, log_id, started_at, to_timestamp({0}) FROM gone
            ON CONFLICT (account_id, log_id, started_at) DO UPDATE SET forgotten_at = excluded.forgotten_at
            """;
    /** A hold may have been placed since they were marked. */
    private static final String UNMARK_STAYING = """
            DELETE FROM archive.forgotten_calls AS gone USING archive.every_call AS call
            WHERE gone.forgotten_at = to_timestamp({0}) AND call.account_id = gone.account_id AND call.log_id = gone.log_id
              AND call.started_at = gone.started_at
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
    private static final String DELETE_LINES = """
            WITH gone AS (
                DELETE FROM archive.$table AS record WHERE $ofSessions OR $ofLines
                RETURNING account_id, line_hash, occurrence, $time AS at
            ), tombstones AS (
                INSERT INTO archive.forgotten_lines (account_id, stream, line_hash, occurrence, at, forgotten_at)
                SELECT account_id, '$table', line_hash, occurrence, at, to_timestamp({0}) FROM gone
                ON CONFLICT DO NOTHING
            )
            SELECT count(*) FROM gone
            """;

    /** An unreadable row mentions the number, or names an erased session. */
    private static final String ROWS = """
            WITH gone AS (
                DELETE FROM archive.unread_rows AS unread
                WHERE (account_id, stream, encode(row_hash, 'hex')) IN
                          (SELECT * FROM unnest({0}::bigint[], {1}::text[], {2}::text[]))
                      AND NOT EXISTS (SELECT FROM unnest({3}::text[]) AS form WHERE archive.is_held(NULL, form, NULL, 0))
                   OR EXISTS (SELECT FROM erased_sessions AS erased WHERE erased.account_id = unread.account_id
                              AND erased.session_id <> '' AND position(erased.session_id IN unread.text) > 0)
                RETURNING account_id, stream, row_hash
            )
            INSERT INTO archive.forgotten_rows (account_id, stream, row_hash, forgotten_at)
            SELECT account_id, stream, row_hash, to_timestamp({4}) FROM gone
            ON CONFLICT DO NOTHING
            """;
    /** A hold that was released is history; its number is not. */
    private static final String RELEASED_HOLDS = """
            UPDATE archive.holds SET value = 'erased', numbers = NULL
            WHERE kind = 'number' AND released_at IS NOT NULL AND numbers && {0}::text[]
            """;

    private static final List<LogStream> LINE_STREAMS = List.of(LogStream.SESSIONS, LogStream.ERRORS);

    private final Transactions transactions;
    private final Mentions mentions;
    private final ErasedNumber number;
    private final Decision decision;

    EraseNumber(Transactions transactions, Mentions mentions, ErasedNumber number, Decision decision) {
        this.transactions = transactions;
        this.mentions = mentions;
        this.number = number;
        this.decision = decision;
    }

    Erased execute() {
        Found found = find();
        Marked marked = transactions.patiently("mark what is to be erased", dsl -> mark(dsl, found));
        AwaitWriters.of(transactions);
        return transactions.patiently("erase a number", dsl -> {
            WORKING_TABLES.forEach(dsl::execute);
            MARKED.forEach(it -> dsl.execute(it, now()));
            Marked left = new Marked(marked.held() + spareHeld(dsl), marked.mentions());
            Erased erased = delete(dsl, found, left, List.of());
            remember(dsl, erased.records());
            return erased;
        });
    }

    /** The same without changing anything. */
    Erased attempt() {
        Found found = find();
        try {
            return transactions.patiently("count what would be erased", dsl -> {
                Marked marked = mark(dsl, found);
                List<Erased.Example> examples = ErasedExamples.fetch(dsl, found.rows());
                throw new OnlyTried(delete(dsl, found, marked, examples));
            });
        } catch (OnlyTried rolledBack) {
            return rolledBack.would;
        }
    }

    /** Texts that mention the number; without any lock, since it reads all of them. */
    private record Found(
            List<SelectMentions.Line> sessions, List<SelectMentions.Line> errors, List<SelectMentions.Row> rows) {
        List<SelectMentions.Line> of(LogStream stream) {
            return stream == LogStream.SESSIONS ? sessions : errors;
        }
    }

    private Found find() {
        if (number.isSpelling()) {
            return new Found(List.of(), List.of(), List.of());
        }
        return new Found(
                SelectMentions.lines(transactions, mentions, number.forms(), LogStream.SESSIONS.label()),
                SelectMentions.lines(transactions, mentions, number.forms(), LogStream.ERRORS.label()),
                SelectMentions.rows(transactions, mentions, number.forms()));
    }

    /**
     * What has tombstones.
     *
     * @param held how many sessions, and calls without one, a hold keeps
     * @param mentions lines of others that mention the number
     */
    private record Marked(long held, long mentions) {}

    /** Leaves the tombstones. */
    private Marked mark(DSLContext dsl, Found found) {
        WORKING_TABLES.forEach(dsl::execute);
        dsl.execute(in(SESSIONS), forms());
        long held = spareHeld(dsl) + dsl.fetchSingle(in(HELD_ALONE), forms()).get(0, Long.class);
        for (LogStream stream : LINE_STREAMS) {
            dsl.execute(in(LINES, stream), forms());
            List<SelectMentions.Line> lines = found.of(stream);
            dsl.execute(
                    in(MENTIONS, stream),
                    Unnest.numbers(lines, SelectMentions.Line::account),
                    Unnest.texts(lines, SelectMentions.Line::hash),
                    Unnest.integers(lines, SelectMentions.Line::occurrence),
                    forms());
            dsl.execute(in(SPARE_HELD_LINES, stream));
        }
        TOMBSTONES.forEach(it -> dsl.execute(in(it), forms(), now()));
        LINE_STREAMS.forEach(it -> dsl.execute(in(LINE_TOMBSTONES, it), now()));
        long mentions = 0;
        for (LogStream stream : LINE_STREAMS) {
            mentions += dsl.fetchSingle(in(COUNT_MENTIONS, stream)).get(0, Long.class);
        }
        return new Marked(held, mentions);
    }

    private long spareHeld(DSLContext dsl) {
        return dsl.fetchSingle(SPARE_HELD, now()).get(0, Long.class);
    }

    private Erased delete(DSLContext dsl, Found found, Marked marked, List<Erased.Example> examples) {
        long calls = 0;
        for (String table : List.of("calls", "call_conflicts")) {
            calls += dsl.execute(in(CALLS).replace("$table", table), now());
        }
        dsl.execute(UNMARK_STAYING, now());
        dsl.execute(QUEUE);
        dsl.execute(GAPS);
        long bodies = dsl.execute(BODIES);
        List<Long> lines = new ArrayList<>();
        LINE_STREAMS.forEach(
                it -> lines.add(dsl.fetchSingle(in(DELETE_LINES, it), now()).get(0, Long.class)));
        int rows = dsl.execute(
                ROWS,
                Unnest.numbers(found.rows(), SelectMentions.Row::account),
                Unnest.texts(found.rows(), SelectMentions.Row::stream),
                Unnest.texts(found.rows(), SelectMentions.Row::hash),
                forms(),
                now());
        if (!number.isSpelling()) {
            EraseRemarks.execute(dsl, mentions, number.forms());
            dsl.execute(RELEASED_HOLDS, forms());
        }
        return new Erased(
                new DeletedRecords(calls, bodies, lines.get(0), lines.get(1), 0, marked.held()),
                marked.mentions() + rows,
                examples);
    }

    private void remember(DSLContext dsl, DeletedRecords erased) {
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

    private Param<?> forms() {
        return Unnest.texts(List.copyOf(number.forms()), it -> it);
    }

    private Param<Long> now() {
        return Unnest.number(decision.at().getEpochSecond());
    }

    private String in(String statement, LogStream stream) {
        return StreamTable.in(in(statement), stream);
    }

    /** Puts in which calls and lines are of the number; their forms are the first parameter. */
    private String in(String statement) {
        return statement
                .replace("$ofSessions", OF_SESSIONS)
                .replace("$ofLines", OF_LINES)
                .replace("$isCall", either("src", "dest"))
                .replace("$isLine", either("ani", "dnis"));
    }

    private String either(String one, String other) {
        String first = number.isSpelling() ? one : "caller_number";
        String second = number.isSpelling() ? other : "called_number";
        return "(%s = ANY ({0}::text[]) OR %s = ANY ({0}::text[]))".formatted(first, second);
    }

    /** Rolls back a trial. */
    private static final class OnlyTried extends RuntimeException {
        private final transient Erased would;

        OnlyTried(Erased would) {
            this.would = would;
        }
    }
}
