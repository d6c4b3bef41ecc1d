package dev.callvault.store.postgres.forget;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;

import dev.callvault.number.Mentions;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Record;

/**
 * Finds texts that mention a number. The database only looks for its last digits, whatever stands between them; whether it is
 * the whole number is for libphonenumber to say.
 */
final class SelectMentions {
    /** As many as are kept in memory at once. */
    private static final int FETCHED = 1000;

    /** Lines that have the number as caller or called are its own; they do not only mention it. */
    private static final String LINES = """
            SELECT account_id, encode(line_hash, 'hex'), occurrence, raw_line, region
            FROM archive.$stream JOIN archive.accounts USING (account_id)
            WHERE $hasDigits
              AND (caller_number = ANY ({1}::text[]) OR called_number = ANY ({1}::text[])) IS NOT TRUE
            """;

    private static final String ROWS = """
            SELECT account_id, stream, encode(row_hash, 'hex'), text, region
            FROM archive.unread_rows JOIN archive.accounts USING (account_id)
            WHERE $hasDigits
            """;

    private SelectMentions() {}

    /** A line, by its key. */
    record Line(long account, String hash, int occurrence) {}

    /** A row that could not be read, by its key. */
    record Row(long account, String stream, String hash) {}

    static List<Line> lines(Transactions transactions, Mentions mentions, Set<String> forms, String stream) {
        return transactions.patiently(
                "look for mentions in " + stream,
                dsl -> candidates(
                                dsl,
                                LastDigits.in(LINES, "raw_line").replace("$stream", stream),
                                LastDigits.patterns(forms),
                                Unnest.texts(List.copyOf(forms), it -> it))
                        .filter(it -> isMentioned(mentions, forms, it))
                        .map(it -> new Line(it.get(0, Long.class), it.get(1, String.class), it.get(2, Integer.class)))
                        .toList());
    }

    static List<Row> rows(Transactions transactions, Mentions mentions, Set<String> forms) {
        return transactions.patiently(
                "look for mentions in unreadable rows",
                dsl -> candidates(dsl, LastDigits.in(ROWS, "text"), LastDigits.patterns(forms))
                        .filter(it -> isMentioned(mentions, forms, it))
                        .map(it -> new Row(it.get(0, Long.class), it.get(1, String.class), it.get(2, String.class)))
                        .toList());
    }

    /** Piece by piece: a short code's digits stand in many lines, and the server ends a transaction that idles for long. */
    private static Stream<Record> candidates(DSLContext dsl, String sql, Param<?>... parameters) {
        return dsl.resultQuery(sql, (Object[]) parameters).fetchSize(FETCHED).fetchStream();
    }

    private static boolean isMentioned(Mentions mentions, Set<String> forms, Record row) {
        return mentions.isMentioned(row.get(3, String.class), forms, row.get(4, String.class));
    }

    /** Those of the accounts. */
    static List<String> regions(DSLContext dsl) {
        return dsl.selectDistinct(ACCOUNTS.REGION).from(ACCOUNTS).fetch(ACCOUNTS.REGION);
    }
}
