package dev.callvault.store.postgres.imports;

import dev.callvault.call.AccountId;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.imports.ImportTerms;
import dev.callvault.store.imports.ImportedFile;
import dev.callvault.store.postgres.sql.Unnest;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Remembers a file, and how much was stored of it. */
final class SaveFile {
    private static final String BEGIN = """
            INSERT INTO archive.imports (account_id, file, sha256, imported_at, imported_by)
            VALUES ({0}, {1}, decode({2}, 'hex'), to_timestamp({3}), {4})
            RETURNING import_id
            """;

    private static final String COUNT = "UPDATE archive.imports SET $kind = $kind + {1} WHERE import_id = {0}";

    private static final String COMPLETE =
            "UPDATE archive.imports SET sha256 = decode({1}, 'hex') WHERE import_id = {0} AND sha256 IS NULL";

    private SaveFile() {}

    /** The number of the file's import, which begins with its first record. */
    static long begun(DSLContext dsl, AccountId account, ImportedFile file, ImportTerms terms) {
        return file.id()
                .orElseGet(() -> dsl.fetchSingle(
                                BEGIN,
                                Unnest.number(account.value()),
                                DSL.val(file.name()),
                                DSL.val(file.sha256().orElse(null)),
                                Unnest.number(terms.now().getEpochSecond()),
                                DSL.val(terms.by()))
                        .get(0, Long.class));
    }

    static void count(DSLContext dsl, long importId, RecordKind kind, int stored) {
        dsl.execute(COUNT.replace("$kind", kind.label()), Unnest.number(importId), Unnest.number(stored));
    }

    static void complete(DSLContext dsl, long importId, String sha256) {
        dsl.execute(COMPLETE, Unnest.number(importId), DSL.val(sha256));
    }
}
