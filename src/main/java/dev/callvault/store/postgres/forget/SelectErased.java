package dev.callvault.store.postgres.forget;

import dev.callvault.call.LogStream;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.Erased;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** Fills the working tables with what goes: the sessions of the number, and lines and calls that have none. */
final class SelectErased {
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
            """;
    private static final String COUNT_MENTIONS = """
            SELECT count(*) FROM archive.$table AS record
            WHERE NOT $ofSessions
              AND EXISTS (SELECT FROM erased_lines AS erased
                          WHERE erased.is_mention AND erased.account_id = record.account_id AND erased.stream = '$table'
                            AND erased.line_hash = record.line_hash AND erased.occurrence = record.occurrence)
            """;
    private static final String HELD_ALONE = """
            SELECT count(*) FROM archive.every_call
            WHERE session_id = '' AND $isCall AND archive.is_held(session_id, caller_number, called_number, numbers_version)
            """;

    private static final String COUNT_CALLS =
            "SELECT count(*) FROM archive.every_call AS record WHERE $ofSessions OR $alone";
    private static final String COUNT_BODIES = """
            SELECT count(*) FROM archive.call_logs AS log
            WHERE EXISTS (SELECT FROM archive.every_call AS record
                          WHERE record.account_id = log.account_id AND record.log_id = log.log_id
                            AND record.started_at = log.started_at AND ($ofSessions OR $alone))
            """;
    private static final String COUNT_LINES =
            "SELECT count(*) FROM archive.$table AS record WHERE $ofSessions OR $ofLines";
    private static final String COUNT_ROWS =
            "SELECT count(*) FROM archive.unread_rows AS unread WHERE " + DeleteMarked.IS_ROW;

    private SelectErased() {}

    /**
     * What was put into the working tables.
     *
     * @param held how many sessions, and calls without one, a hold keeps
     * @param mentions lines of others that mention the number
     */
    record Selected(long held, long mentions) {}

    static Selected execute(DSLContext dsl, ErasureScope scope, Mentioned mentioned) {
        ErasureScope.WORKING_TABLES.forEach(dsl::execute);
        dsl.execute(scope.in(SESSIONS), scope.forms());
        for (LogStream stream : ErasureScope.LINE_STREAMS) {
            dsl.execute(scope.in(LINES, stream), scope.forms());
            List<SelectMentions.Line> lines = mentioned.of(stream);
            dsl.execute(
                    scope.in(MENTIONS, stream),
                    Unnest.numbers(lines, SelectMentions.Line::account),
                    Unnest.texts(lines, SelectMentions.Line::hash),
                    Unnest.integers(lines, SelectMentions.Line::occurrence));
        }
        long held = SpareHeld.execute(dsl, scope)
                + dsl.fetchSingle(scope.in(HELD_ALONE), scope.forms()).get(0, Long.class);
        long mentions = 0;
        for (LogStream stream : ErasureScope.LINE_STREAMS) {
            mentions += dsl.fetchSingle(scope.in(COUNT_MENTIONS, stream)).get(0, Long.class);
        }
        return new Selected(held, mentions);
    }

    /** What would go, counted. */
    static Erased count(DSLContext dsl, ErasureScope scope, Mentioned mentioned, Selected selected) {
        List<Long> lines = new ArrayList<>();
        ErasureScope.LINE_STREAMS.forEach(
                it -> lines.add(dsl.fetchSingle(scope.in(COUNT_LINES, it)).get(0, Long.class)));
        DeletedRecords records = new DeletedRecords(
                dsl.fetchSingle(scope.in(COUNT_CALLS), scope.forms()).get(0, Long.class),
                dsl.fetchSingle(scope.in(COUNT_BODIES), scope.forms()).get(0, Long.class),
                lines.get(0),
                lines.get(1),
                0,
                selected.held());
        long rows = dsl.fetchSingle(COUNT_ROWS, (Object[]) mentioned.parameters(scope))
                .get(0, Long.class);
        return new Erased(records, selected.mentions() + rows, ErasedExamples.fetch(dsl, mentioned.rows()));
    }
}
