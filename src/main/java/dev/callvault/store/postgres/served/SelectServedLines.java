package dev.callvault.store.postgres.served;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.number.ReadNumber;
import dev.callvault.store.postgres.sql.StreamTable;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.served.ServedLogs.Selection;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;

/** Reads a page of session or error lines, oldest first, and how many there are. */
final class SelectServedLines {
    // A line without a readable time must be in some window, or an archive of this archive would never see it.
    private static final String MATCHING = """
            FROM (SELECT $time AS at, line_hash, occurrence, raw_line, called_number, called_kind FROM archive.$table
                  WHERE account_id = {0} AND $time >= to_timestamp({1}) AND $time < to_timestamp({2})
                  UNION ALL
                  SELECT first_seen_at, line_hash, occurrence, raw_line, called_number, called_kind FROM archive.$table
                  WHERE account_id = {0} AND $time IS NULL
                    AND first_seen_at >= to_timestamp({1}) AND first_seen_at < to_timestamp({2})) AS line
            """;
    private static final String TO_NUMBER = " WHERE called_number = {3}";
    private static final String TO_WITHHELD = " WHERE called_kind = {3}";
    private static final String PAGE = " ORDER BY at, line_hash, occurrence OFFSET {4} LIMIT {5}";

    private SelectServedLines() {}

    static Page<String> fetch(
            DSLContext dsl, AccountId account, LogStream stream, Selection selection, Optional<ReadNumber> called) {
        String matching = StreamTable.in(MATCHING, stream)
                + called.map(SelectServedLines::to).orElse("");
        QueryPart[] values = values(account, selection, called);
        long total = dsl.fetchSingle("SELECT count(*) " + matching, (Object[]) values)
                .get(0, Long.class);
        List<String> lines = dsl.fetch("SELECT raw_line " + matching + PAGE, (Object[]) values)
                .map(row -> row.get(0, String.class));
        return new Page<>(total, lines, 0);
    }

    private static String to(ReadNumber number) {
        return number.form() == null ? TO_WITHHELD : TO_NUMBER;
    }

    private static String value(ReadNumber number) {
        return number.form() == null ? number.kind().label() : number.form();
    }

    /** Account, from, to, number, offset, limit. */
    private static QueryPart[] values(AccountId account, Selection selection, Optional<ReadNumber> called) {
        return new QueryPart[] {
            Unnest.number(account.value()),
            Unnest.number(selection.window().from()),
            Unnest.number(selection.window().to()),
            DSL.val(called.map(SelectServedLines::value).orElse(""), String.class),
            Unnest.number(selection.offset()),
            Unnest.number(selection.limit())
        };
    }
}
