package dev.callvault.store.postgres.forget;

import dev.callvault.number.Mentions;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Erases a number from what people and programs remarked: why time is unproven, why a loss is known, why a hold was placed, how an imported file was called. */
final class EraseRemarks {
    private static final String ERASED = "it named an erased number";

    /** Tables, and the columns with a remark. */
    private static final List<Remark> REMARKS = List.of(
            new Remark("unproven", "why", "a row cannot be read; it was erased"),
            new Remark("gaps", "acknowledged_reason", ERASED),
            new Remark("unproven", "acknowledged_reason", ERASED),
            new Remark("unread_rows", "acknowledged_reason", ERASED),
            new Remark("call_conflicts", "acknowledged_reason", ERASED),
            new Remark("holds", "reason", ERASED),
            new Remark("holds", "release_reason", ERASED),
            new Remark("erasures", "reason", ERASED),
            new Remark("closings", "reason", ERASED),
            new Remark("closings", "reopen_reason", ERASED),
            new Remark("removals", "reason", ERASED),
            new Remark("removals", "readmit_reason", ERASED),
            new Remark("imports", "file", ERASED));

    private static final String CANDIDATES = """
            SELECT ctid::text, $column FROM archive.$table
            WHERE $hasDigits FOR NO KEY UPDATE
            """;
    private static final String REPLACE = """
            UPDATE archive.$table SET $column = {1} WHERE ctid = ANY ({0}::tid[])
            """;

    private EraseRemarks() {}

    private record Remark(String table, String column, String replacement) {
        String in(String statement) {
            return LastDigits.in(statement, column).replace("$table", table).replace("$column", column);
        }
    }

    /** People write in their own country's way, and no remark belongs to an account: the forms say which country it is. */
    static void execute(DSLContext dsl, Mentions mentions, Set<String> forms) {
        List<String> regions = SelectMentions.regions(dsl);
        for (Remark remark : REMARKS) {
            List<String> naming = dsl.fetch(remark.in(CANDIDATES), LastDigits.patterns(forms)).stream()
                    .filter(it -> regions.stream()
                            .anyMatch(region -> mentions.isMentioned(it.get(1, String.class), forms, region)))
                    .map(it -> it.get(0, String.class))
                    .toList();
            if (!naming.isEmpty()) {
                dsl.execute(remark.in(REPLACE), Unnest.texts(naming, it -> it), DSL.val(remark.replacement()));
            }
        }
    }
}
