package dev.callvault.store.postgres.forget;

import dev.callvault.call.LogStream;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.ErasedNumber;
import dev.callvault.store.postgres.sql.StreamTable;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.Param;
import org.jooq.impl.DSL;

/**
 * What an erasure is about, in its statements: {@code $isCall} and {@code $isLine} are the records of the number, whose forms
 * are the first parameter; {@code $ofSessions}, {@code $ofLines} and {@code $alone} are the {@code record}s that go,
 * according to the working tables; {@code $table} and {@code $time} are those of a stream.
 */
record ErasureScope(ErasedNumber number, Decision decision) {
    static final List<LogStream> LINE_STREAMS = List.of(LogStream.SESSIONS, LogStream.ERRORS);

    /** What goes, and of whom the number's records stay because of a hold; they live as long as the transaction. */
    static final List<String> WORKING_TABLES = List.of(
            "CREATE TEMPORARY TABLE erased_sessions (account_id bigint, session_id text) ON COMMIT DROP",
            "CREATE TEMPORARY TABLE spared_sessions (account_id bigint, session_id text) ON COMMIT DROP",
            "CREATE TEMPORARY TABLE erased_lines (account_id bigint, stream text, line_hash bytea, occurrence integer,"
                    + " is_mention boolean) ON COMMIT DROP",
            "CREATE TEMPORARY TABLE spared_lines (account_id bigint, stream text, line_hash bytea, occurrence integer)"
                    + " ON COMMIT DROP");

    private static final String OF_SESSIONS = """
            EXISTS (SELECT FROM erased_sessions AS erased
                    WHERE erased.account_id = record.account_id AND erased.session_id = record.session_id)
            """;
    private static final String OF_LINES = """
            EXISTS (SELECT FROM erased_lines AS erased WHERE erased.account_id = record.account_id
                    AND erased.stream = '$table' AND erased.line_hash = record.line_hash AND erased.occurrence = record.occurrence)
            """;
    /** Calls without a session stay or go one by one. */
    private static final String ALONE = """
            (session_id = '' AND $isCall AND NOT archive.is_held(session_id, caller_number, called_number, numbers_version))
            """;

    String in(String statement, LogStream stream) {
        return StreamTable.in(in(statement), stream);
    }

    String in(String statement) {
        return statement
                .replace("$ofSessions", OF_SESSIONS)
                .replace("$ofLines", OF_LINES)
                .replace("$alone", ALONE)
                .replace("$isCall", either("src", "dest"))
                .replace("$isLine", either("ani", "dnis"));
    }

    private String either(String one, String other) {
        String first = number.isSpelling() ? one : "caller_number";
        String second = number.isSpelling() ? other : "called_number";
        return "(%s = ANY ({0}::text[]) OR %s = ANY ({0}::text[]))".formatted(first, second);
    }

    Param<?> forms() {
        return Unnest.texts(List.copyOf(number.forms()), it -> it);
    }

    /** When it was decided, by which its tombstones are told from others. */
    Param<OffsetDateTime> at() {
        return DSL.val(decision.at().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }
}
