package dev.callvault.store.postgres.search;

import static dev.callvault.store.postgres.jooq.Tables.EVERY_CALL;

import dev.callvault.call.LogId;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.jooq.tables.EveryCall;
import dev.callvault.store.search.BodySearch.Match;
import dev.callvault.store.search.BodySearch.Query;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Finds the text in the logs of one stretch of time, which lies within one indexed week or within none. */
final class SearchBodies {
    /** The calls, as they are named in the statement. */
    static final EveryCall CALL = EVERY_CALL.as("call");

    private static final int LINES = 3;

    private static final String SQL = """
            WITH stretch AS ({0}), found AS MATERIALIZED (
                SELECT account.name, stretch.*, archive.caller(call.direction, call.dest, call.src) AS caller,
                       archive.called(call.direction, call.dest, call.src) AS called
                FROM stretch JOIN archive.accounts AS account USING (account_id)
                JOIN archive.every_call AS call USING (account_id, log_id, started_at)
                WHERE ({2}::text IS NULL OR account.name = {2}::text)
                  AND {3}
                ORDER BY stretch.started_at DESC, log_id DESC LIMIT {4}
            )
            SELECT name, log_id, extract(epoch FROM started_at)::bigint, caller, called,
                   ARRAY(SELECT btrim(substr(line, greatest(1, strpos(lower(line), lower({5})) - 120), 400), E'\\r')
                         FROM string_to_table(coalesce(body, encode(body_bytes, 'escape')), E'\\n') AS line
                         WHERE line ILIKE {1} LIMIT {6})
            FROM found JOIN archive.call_logs AS log USING (account_id, log_id, started_at)
            ORDER BY started_at DESC, log_id DESC
            """;

    private SearchBodies() {}

    static List<Match> fetch(DSLContext dsl, TimeWindow stretch, Query query, Condition ofNumber, int limit) {
        return dsl.fetch(
                        SQL,
                        BodiesHolding.of(stretch, query.text()),
                        BodiesHolding.pattern(query.text()),
                        DSL.val(query.account().orElse(null), String.class),
                        ofNumber,
                        DSL.val(limit),
                        DSL.val(query.text()),
                        DSL.inline(LINES))
                .map(SearchBodies::match);
    }

    private static Match match(Record row) {
        return new Match(
                row.get(0, String.class),
                new LogId(row.get(1, Long.class)),
                Instant.ofEpochSecond(row.get(2, Long.class)),
                row.get(3, String.class),
                row.get(4, String.class),
                List.of(row.get(5, String[].class)));
    }
}
