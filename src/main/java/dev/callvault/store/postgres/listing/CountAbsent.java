package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LineKey;
import dev.callvault.call.SessionLine;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.postgres.sql.SelectForgotten;
import dev.callvault.store.postgres.sql.StreamTable;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jooq.DSLContext;

/**
 * Counts the rows of a listing that are not there after it was stored, without those that were deleted on purpose: what
 * the ledger is about to count must be in the archive. Counts are compared to make the planner look each row up by its
 * key.
 */
final class CountAbsent {
    private static final String CALLS = """
            SELECT number FROM unnest({1}::bigint[], {2}::text[], {3}::bigint[]) WITH ORDINALITY
                 AS row (log_id, session_id, started, number)
            WHERE (SELECT count(*) FROM archive.calls AS kept WHERE kept.account_id = {0} AND kept.log_id = row.log_id
                   AND kept.session_id = row.session_id AND kept.started_at = to_timestamp(started)) = 0
              AND (SELECT count(*) FROM archive.call_conflicts AS kept WHERE kept.account_id = {0}
                   AND kept.log_id = row.log_id AND kept.session_id = row.session_id
                   AND kept.started_at = to_timestamp(started)) = 0
            """;
    private static final String LINES = """
            SELECT number FROM unnest({1}::text[], {2}::int[]) WITH ORDINALITY AS row (hash, occurrence, number)
            WHERE (SELECT count(*) FROM archive.$table AS kept WHERE kept.account_id = {0}
                   AND kept.line_hash = decode(row.hash, 'hex') AND kept.occurrence = row.occurrence) = 0
            """;

    private CountAbsent() {}

    static int fetch(DSLContext dsl, AccountId account, Rows rows) {
        return switch (rows) {
            case Rows.Calls calls -> calls(dsl, account, calls.list());
            case Rows.Sessions lines -> lines(dsl, account, lines, lines.list(), SessionLine::key, Rows.Sessions::new);
            case Rows.Errors lines -> lines(dsl, account, lines, lines.list(), ErrorLine::key, Rows.Errors::new);
        };
    }

    /** A call is its id, session and start: of a call that is listed with two starts, only one is there. */
    private static int calls(DSLContext dsl, AccountId account, List<CallSummary> calls) {
        List<CallSummary> absent = dsl.fetch(
                        CALLS,
                        Unnest.number(account.value()),
                        Unnest.numbers(calls, it -> it.logId().value()),
                        Unnest.texts(calls, it -> it.sessionId().value()),
                        Unnest.seconds(calls, CallSummary::startedAt))
                .map(row -> calls.get(row.get(0, Integer.class) - 1));
        if (absent.isEmpty()) {
            return 0;
        }
        Set<Object> forgotten = SelectForgotten.fetch(dsl, account, new Rows.Calls(absent));
        return (int)
                absent.stream().filter(it -> !forgotten.contains(it.logId())).count();
    }

    private static <T> int lines(
            DSLContext dsl,
            AccountId account,
            Rows rows,
            List<T> lines,
            Function<T, LineKey> key,
            Function<List<T>, Rows> rest) {
        List<T> absent = dsl.fetch(
                        StreamTable.in(LINES, rows.stream()),
                        Unnest.number(account.value()),
                        Unnest.texts(lines, it -> key.apply(it).hash()),
                        Unnest.integers(lines, it -> key.apply(it).occurrence()))
                .map(row -> lines.get(row.get(0, Integer.class) - 1));
        if (absent.isEmpty()) {
            return 0;
        }
        Set<Object> forgotten = SelectForgotten.fetch(dsl, account, rest.apply(absent));
        return (int)
                absent.stream().filter(it -> !forgotten.contains(key.apply(it))).count();
    }
}
