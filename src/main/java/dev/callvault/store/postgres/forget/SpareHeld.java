package dev.callvault.store.postgres.forget;

import java.util.List;
import org.jooq.DSLContext;

/** Takes out of the working tables what a hold keeps. */
final class SpareHeld {
    private static final String SESSIONS = """
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
            )
            INSERT INTO spared_sessions SELECT account_id, session_id FROM spared
            """;
    /** A line of others, which only mentions the number, stays with a hold of the number. */
    private static final String LINES = """
            WITH spared AS (
                DELETE FROM erased_lines AS erased USING archive.$table AS line
                WHERE erased.stream = '$table' AND line.account_id = erased.account_id AND line.line_hash = erased.line_hash
                  AND line.occurrence = erased.occurrence
                  AND (archive.is_held(line.session_id, line.caller_number, line.called_number, line.numbers_version)
                       OR ($isLine) IS NOT TRUE
                          AND EXISTS (SELECT FROM unnest({0}::text[]) AS form WHERE archive.is_held(NULL, form, NULL, 0)))
                RETURNING erased.account_id, erased.stream, erased.line_hash, erased.occurrence
            )
            INSERT INTO spared_lines SELECT account_id, stream, line_hash, occurrence FROM spared
            """;

    /** A hold may be younger than the tombstones of an erasure, this one or one that was interrupted. */
    private static final List<String> UNMARK = List.of("""
            DELETE FROM archive.forgotten_sessions AS gone USING spared_sessions AS spared
            WHERE gone.account_id = spared.account_id
              AND gone.session_hash = sha256(convert_to(spared.session_id, 'UTF8'))
            """, """
            DELETE FROM archive.forgotten_calls AS gone
            USING archive.every_call AS call JOIN spared_sessions AS spared USING (account_id, session_id)
            WHERE gone.account_id = call.account_id AND gone.log_id = call.log_id AND gone.started_at = call.started_at
            """, """
            DELETE FROM archive.forgotten_calls AS gone USING archive.every_call AS call
            WHERE call.session_id = '' AND $isCall
              AND archive.is_held(call.session_id, call.caller_number, call.called_number, call.numbers_version)
              AND gone.account_id = call.account_id AND gone.log_id = call.log_id AND gone.started_at = call.started_at
            """);

    private static final String UNMARK_LINES = """
            DELETE FROM archive.forgotten_lines AS gone
            USING (SELECT account_id, line_hash, occurrence FROM spared_lines WHERE stream = '$table'
                   UNION SELECT account_id, line_hash, occurrence
                   FROM archive.$table JOIN spared_sessions USING (account_id, session_id)) AS spared
            WHERE gone.stream = '$table' AND gone.account_id = spared.account_id AND gone.line_hash = spared.line_hash
              AND gone.occurrence = spared.occurrence
            """;

    private SpareHeld() {}

    /** Spares them, and returns how many sessions a hold keeps. */
    static long execute(DSLContext dsl, ErasureScope scope) {
        long sessions = dsl.execute(SESSIONS);
        ErasureScope.LINE_STREAMS.forEach(it -> dsl.execute(scope.in(LINES, it), scope.forms()));
        return sessions;
    }

    /** Whatever was spared may be stored again. */
    static void unmark(DSLContext dsl, ErasureScope scope) {
        UNMARK.forEach(it -> dsl.execute(scope.in(it), scope.forms()));
        ErasureScope.LINE_STREAMS.forEach(it -> dsl.execute(scope.in(UNMARK_LINES, it)));
    }
}
