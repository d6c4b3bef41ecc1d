package dev.callvault.store.postgres.forget;

import dev.callvault.call.LogStream;
import dev.callvault.number.Mentions;
import dev.callvault.store.forget.ErasedNumber;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import org.jooq.Param;

/** Lines of others, and rows that could not be read, which mention a number. */
record Mentioned(List<SelectMentions.Line> sessions, List<SelectMentions.Line> errors, List<SelectMentions.Row> rows) {
    /** Reads all texts, and locks nothing. */
    static Mentioned find(Transactions transactions, Mentions mentions, ErasedNumber number) {
        if (number.isSpelling()) {
            return new Mentioned(List.of(), List.of(), List.of());
        }
        return new Mentioned(
                SelectMentions.lines(transactions, mentions, number.forms(), LogStream.SESSIONS.label()),
                SelectMentions.lines(transactions, mentions, number.forms(), LogStream.ERRORS.label()),
                SelectMentions.rows(transactions, mentions, number.forms()));
    }

    List<SelectMentions.Line> of(LogStream stream) {
        return stream == LogStream.SESSIONS ? sessions : errors;
    }

    /** The rows' keys as three arrays, and the number's forms. */
    Param<?>[] parameters(ErasureScope scope) {
        return new Param<?>[] {
            Unnest.numbers(rows, SelectMentions.Row::account),
            Unnest.texts(rows, SelectMentions.Row::stream),
            Unnest.texts(rows, SelectMentions.Row::hash),
            scope.forms()
        };
    }
}
