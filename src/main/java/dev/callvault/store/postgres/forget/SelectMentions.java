package dev.callvault.store.postgres.forget;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;

import dev.callvault.number.Mentions;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Record;

/**
 * Finds texts that mention a number. The database only looks for its last digits, whatever stands between them; whether it is
 * the whole number is for libphonenumber to say.
 */
final class SelectMentions {
    /** Enough for few candidates, and few enough for every way to write a number. */
    private static final int LAST_DIGITS = 7;

    /** Lines that have the number as caller or called are its own; they do not only mention it. */
    private static final String LINES = """
            SELECT account_id, encode(line_hash, 'hex'), occurrence, raw_line, region
            FROM archive.$stream JOIN archive.accounts USING (account_id)
            WHERE regexp_replace(raw_line, '[^0-9]', '', 'g') LIKE ANY ({0}::text[])
              AND (caller_number = ANY ({1}::text[]) OR called_number = ANY ({1}::text[])) IS NOT TRUE
            """;

    private static final String ROWS = """
            SELECT account_id, stream, encode(row_hash, 'hex'), text, region
            FROM archive.unread_rows JOIN archive.accounts USING (account_id)
            WHERE regexp_replace(text, '[^0-9]', '', 'g') LIKE ANY ({0}::text[])
            """;

    private SelectMentions() {}

    /** A line, by its key. */
    record Line(long account, String hash, int occurrence) {}

    /** A row that could not be read, by its key. */
    record Row(long account, String stream, String hash) {}

    static List<Line> lines(Transactions transactions, Mentions mentions, Set<String> forms, String stream) {
        return transactions.patiently(
                "look for mentions in " + stream,
                dsl -> dsl
                        .fetch(
                                LINES.replace("$stream", stream),
                                digits(forms),
                                Unnest.texts(List.copyOf(forms), it -> it))
                        .stream()
                        .filter(it -> isMentioned(mentions, forms, it, 3))
                        .map(it -> new Line(it.get(0, Long.class), it.get(1, String.class), it.get(2, Integer.class)))
                        .toList());
    }

    static List<Row> rows(Transactions transactions, Mentions mentions, Set<String> forms) {
        return transactions.patiently(
                "look for mentions in unreadable rows",
                dsl -> dsl.fetch(ROWS, digits(forms)).stream()
                        .filter(it -> isMentioned(mentions, forms, it, 3))
                        .map(it -> new Row(it.get(0, Long.class), it.get(1, String.class), it.get(2, String.class)))
                        .toList());
    }

    private static boolean isMentioned(Mentions mentions, Set<String> forms, Record row, int text) {
        return mentions.isMentioned(row.get(text, String.class), forms, row.get(text + 1, String.class));
    }

    /** Those of the accounts. */
    static List<String> regions(DSLContext dsl) {
        return dsl.selectDistinct(ACCOUNTS.REGION).from(ACCOUNTS).fetch(ACCOUNTS.REGION);
    }

    /** Patterns for LIKE. */
    static Param<?> digits(Set<String> forms) {
        List<String> patterns = forms.stream()
                .map(it -> it.replaceAll("[^0-9]", ""))
                .map(it -> "%" + it.substring(Math.max(0, it.length() - LAST_DIGITS)) + "%")
                .toList();
        return Unnest.texts(patterns, it -> it);
    }
}
