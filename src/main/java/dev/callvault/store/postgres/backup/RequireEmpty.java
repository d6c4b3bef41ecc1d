package dev.callvault.store.postgres.backup;

import dev.callvault.store.backup.BackupContents;
import dev.callvault.store.backup.RefusedRestore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Whether a database can take a backup; changes nothing. */
final class RequireEmpty {
    /** What the schema itself brings, and what every node copies from its configuration. */
    private static final Set<String> NEVER_EMPTY = Set.of("settings", "directory");

    private static final String IS_THERE = "SELECT to_regclass('archive.flyway_schema_history') IS NOT NULL";

    private static final String SCHEMA = "SELECT version FROM archive.flyway_schema_history"
            + " WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1";

    private RequireEmpty() {}

    static void check(DSLContext dsl, BackupContents contents) {
        if (contents.kind() != BackupContents.Kind.BACKUP) {
            throw new RefusedRestore("this file holds what was erased, no archive: give it to --erasures");
        }
        String server =
                dsl.fetchSingle("SELECT current_setting('server_version')").get(0, String.class);
        if (major(contents.postgres()) > major(server)) {
            throw new RefusedRestore(
                    "the backup comes from PostgreSQL " + contents.postgres() + ", and this server is older: " + server
                            + "; restore it into the same major version or a later one");
        }
        if (Boolean.TRUE.equals(dsl.fetchValue(IS_THERE))) {
            @Nullable String schema = (String) dsl.fetchValue(SCHEMA);
            if (schema != null && major(schema) > major(contents.schema())) {
                throw new RefusedRestore(
                        "this database's schema has version " + schema + ", and the backup's is older: "
                                + contents.schema()
                                + "; restore into a database without the schema archive, which is brought up"
                                + " to date afterwards");
            }
            requireNoRows(dsl);
        }
    }

    /** For a table of every kept kind. */
    static void requireNoRows(DSLContext dsl) {
        List<String> tables = new ArrayList<>();
        KeptTables.AT_SNAPSHOT.forEach(it -> tables.add(it.name()));
        KeptTables.AT_END.forEach(it -> tables.add(it.name()));
        tables.add(KeptTables.LOGS);
        for (String table : tables) {
            if (!NEVER_EMPTY.contains(table)
                    && Boolean.TRUE.equals(dsl.fetchValue("SELECT to_regclass('archive." + table + "') IS NOT NULL"))
                    && Boolean.TRUE.equals(dsl.fetchValue("SELECT EXISTS (SELECT FROM archive." + table + ")"))) {
                throw new RefusedRestore("the archive is not empty (there are rows in " + table
                        + "); name an empty database or data directory");
            }
        }
    }

    private static int major(String version) {
        return Integer.parseInt(version.replaceAll("[^0-9].*", ""));
    }
}
