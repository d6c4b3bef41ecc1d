package dev.callvault.store.postgres.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.LineKey;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.sql.StreamTable;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** Reads the lines of a window without imported ones, and those of the given keys. */
final class SelectLinesOf {
    private static final String SQL = """
            SELECT encode(line_hash, 'hex'), occurrence, raw_line, altered FROM {0}
            WHERE account_id = {2} AND {1} >= to_timestamp({3}) AND {1} < to_timestamp({4}) AND import_id IS NULL
            UNION ALL
            SELECT encode(line_hash, 'hex'), occurrence, raw_line, altered FROM {0}
            WHERE account_id = {2} AND (line_hash, occurrence) IN
                  (SELECT decode(hash, 'hex'), number FROM unnest({5}::text[], {6}::int[]) AS key (hash, number))
            """;

    private SelectLinesOf() {}

    static Map<LineKey, RawLine> fetch(
            DSLContext dsl, AccountId account, LogStream stream, TimeWindow window, Collection<LineKey> keys) {
        List<LineKey> also = List.copyOf(keys);
        Map<LineKey, RawLine> lines = new HashMap<>();
        dsl.fetch(
                        SQL,
                        StreamTable.table(stream),
                        StreamTable.time(stream),
                        Unnest.number(account.value()),
                        Unnest.number(window.from()),
                        Unnest.number(window.to()),
                        Unnest.texts(also, LineKey::hash),
                        Unnest.integers(also, LineKey::occurrence))
                .forEach(row -> lines.put(
                        new LineKey(row.get(0, String.class), row.get(1, Integer.class)),
                        new RawLine(row.get(2, String.class), row.get(3, Boolean.class))));
        return lines;
    }
}
