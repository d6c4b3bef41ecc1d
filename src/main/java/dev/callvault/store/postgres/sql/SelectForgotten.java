package dev.callvault.store.postgres.sql;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LineKey;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.SessionId;
import dev.callvault.call.SessionLine;
import dev.callvault.store.listing.Rows;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Finds the listed rows that were erased or deleted by age. */
public final class SelectForgotten {
    private static final String SQL = """
            SELECT number FROM unnest({2}::text[], {3}::bigint[], {4}::text[], {5}::int[], {6}::bigint[]) WITH ORDINALITY
                 AS row (session_id, started, hash, occurrence, log_id, number)
            WHERE to_timestamp(started) < (SELECT since FROM archive.kept_since WHERE record = {1})
               OR EXISTS (SELECT FROM archive.forgotten_sessions AS gone
                          WHERE gone.account_id = {0} AND gone.session_hash = sha256(convert_to(session_id, 'UTF8')))
               OR EXISTS (SELECT FROM archive.forgotten_calls AS gone
                          WHERE gone.account_id = {0} AND gone.log_id = row.log_id
                            AND abs(extract(epoch FROM gone.started_at)::bigint - started) <= {7})
               OR EXISTS (SELECT FROM archive.forgotten_lines AS gone
                          WHERE gone.account_id = {0} AND gone.stream = {1} AND gone.line_hash = decode(row.hash, 'hex')
                            AND gone.occurrence = row.occurrence)
            """;

    private SelectForgotten() {}

    /** A listed row, by its keys. */
    private record Listed(
            Object key,
            @Nullable SessionId sessionId,
            @Nullable Instant at,
            @Nullable LineKey line,
            @Nullable LogId logId) {
        static Listed of(CallSummary call) {
            return new Listed(call.logId(), call.sessionId(), call.startedAt(), null, call.logId());
        }

        static Listed of(SessionLine line) {
            return new Listed(line.key(), line.sessionId(), line.startedAt(), line.key(), null);
        }

        static Listed of(ErrorLine line) {
            return new Listed(line.key(), line.sessionId(), line.occurredAt(), line.key(), null);
        }
    }

    public static Set<Object> fetch(DSLContext dsl, AccountId account, Rows rows) {
        return switch (rows) {
            case Rows.Calls calls ->
                fetch(
                        dsl,
                        account,
                        LogStream.CALLS,
                        calls.list().stream().map(Listed::of).toList());
            case Rows.Sessions lines ->
                fetch(
                        dsl,
                        account,
                        LogStream.SESSIONS,
                        lines.list().stream().map(Listed::of).toList());
            case Rows.Errors lines ->
                fetch(
                        dsl,
                        account,
                        LogStream.ERRORS,
                        lines.list().stream().map(Listed::of).toList());
        };
    }

    private static Set<Object> fetch(DSLContext dsl, AccountId account, LogStream stream, List<Listed> listed) {
        Set<Object> forgotten = new HashSet<>();
        dsl.fetch(
                        SQL,
                        Unnest.number(account.value()),
                        DSL.val(stream.label()),
                        Unnest.texts(
                                listed,
                                it -> it.sessionId() == null
                                        ? null
                                        : it.sessionId().value()),
                        Unnest.seconds(listed, Listed::at),
                        Unnest.texts(
                                listed,
                                it -> it.line() == null ? null : it.line().hash()),
                        Unnest.integers(
                                listed,
                                it -> it.line() == null ? null : it.line().occurrence()),
                        Unnest.numbers(
                                listed,
                                it -> it.logId() == null ? null : it.logId().value()),
                        Unnest.number(CallSummary.MOST_MOVED.toSeconds()))
                .forEach(row ->
                        forgotten.add(listed.get(row.get(0, Integer.class) - 1).key()));
        return forgotten;
    }
}
