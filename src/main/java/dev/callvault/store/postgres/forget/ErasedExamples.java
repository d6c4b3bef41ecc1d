package dev.callvault.store.postgres.forget;

import dev.callvault.store.forget.Erased;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Some of what was marked to be erased, so that a person can see whether it is what was meant. */
final class ErasedExamples {
    private static final int EACH = 3;

    private static final String CALLS = """
            SELECT CASE WHEN is_conflict THEN 'call under another''s number' ELSE 'call' END,
                   format('log %s of account %s, %s, from %s to %s', log_id, name,
                          to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                          archive.caller(direction, dest, src), archive.called(direction, dest, src))
            FROM archive.every_call AS call JOIN archive.accounts USING (account_id)
            WHERE EXISTS (SELECT FROM erased_sessions AS erased
                          WHERE erased.account_id = call.account_id AND erased.session_id = call.session_id)
            ORDER BY started_at DESC, log_id LIMIT {0}
            """;
    private static final String LINES = """
            SELECT CASE WHEN erased.is_mention THEN '$kind that mentions it' ELSE '$kind' END, left(raw_line, 200)
            FROM archive.$table AS line
            LEFT JOIN erased_lines AS erased ON erased.stream = '$table' AND erased.account_id = line.account_id
             AND erased.line_hash = line.line_hash AND erased.occurrence = line.occurrence
            WHERE erased.account_id IS NOT NULL
               OR EXISTS (SELECT FROM erased_sessions AS session
                          WHERE session.account_id = line.account_id AND session.session_id = line.session_id)
            ORDER BY erased.is_mention DESC NULLS LAST, line.first_seen_at DESC, line.line_hash LIMIT {0}
            """;
    private static final String ROWS = """
            SELECT 'unreadable row that mentions it', left(text, 200) FROM archive.unread_rows
            WHERE (account_id, stream, encode(row_hash, 'hex')) IN (SELECT * FROM unnest({0}::bigint[], {1}::text[], {2}::text[]))
            """;

    private ErasedExamples() {}

    static List<Erased.Example> fetch(DSLContext dsl, List<SelectMentions.Row> rows) {
        List<Erased.Example> examples =
                new ArrayList<>(dsl.fetch(CALLS, Unnest.number(EACH)).map(ErasedExamples::example));
        examples.addAll(dsl.fetch(lines("session line", "sessions"), Unnest.number(EACH))
                .map(ErasedExamples::example));
        examples.addAll(
                dsl.fetch(lines("error line", "errors"), Unnest.number(EACH)).map(ErasedExamples::example));
        List<SelectMentions.Row> some = rows.stream().limit(EACH).toList();
        examples.addAll(dsl.fetch(
                        ROWS,
                        Unnest.numbers(some, SelectMentions.Row::account),
                        Unnest.texts(some, SelectMentions.Row::stream),
                        Unnest.texts(some, SelectMentions.Row::hash))
                .map(ErasedExamples::example));
        return examples;
    }

    private static String lines(String kind, String table) {
        return LINES.replace("$kind", kind).replace("$table", table);
    }

    private static Erased.Example example(Record row) {
        return new Erased.Example(row.get(0, String.class), row.get(1, String.class));
    }
}
