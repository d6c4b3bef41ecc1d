package dev.callvault.store.postgres.reports;

import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.reports.DirectoryEntry;
import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Param;

/** Makes the directory hold these entries and no others. Writes nothing where it already does. */
final class ReplaceDirectory {
    private static final String FORGET = "DELETE FROM archive.directory WHERE number <> ALL ({0}::text[])";

    private static final String STORE = """
            INSERT INTO archive.directory AS known (number, spelling, name, team, application)
            SELECT * FROM unnest({0}::text[], {1}::text[], {2}::text[], {3}::text[], {4}::text[])
            ON CONFLICT (number) DO UPDATE
            SET spelling = excluded.spelling, name = excluded.name, team = excluded.team, application = excluded.application
            WHERE (known.spelling, known.name, known.team, known.application)
                  IS DISTINCT FROM (excluded.spelling, excluded.name, excluded.team, excluded.application)
            """;

    private ReplaceDirectory() {}

    static void execute(DSLContext dsl, List<DirectoryEntry> entries) {
        // In one order, so that two nodes that start together wait for each other instead of deadlocking.
        List<DirectoryEntry> sorted = entries.stream()
                .sorted(Comparator.comparing(DirectoryEntry::number))
                .toList();
        Param<?> numbers = Unnest.texts(sorted, DirectoryEntry::number);
        dsl.execute(FORGET, numbers);
        dsl.execute(
                STORE,
                numbers,
                Unnest.texts(sorted, DirectoryEntry::spelling),
                Unnest.texts(sorted, DirectoryEntry::name),
                Unnest.texts(sorted, it -> it.team().orElse(null)),
                Unnest.texts(sorted, it -> it.application().orElse(null)));
    }
}
