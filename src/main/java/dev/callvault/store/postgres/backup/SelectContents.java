package dev.callvault.store.postgres.backup;

import dev.callvault.store.backup.BackupContents;
import dev.callvault.store.backup.BackupContents.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** What a backup will hold. */
final class SelectContents {
    /** The part that says where each sequence stands, so that no number is given twice. */
    static final String SEQUENCES = "sequences";

    private static final String VERSIONS = """
            SELECT current_setting('server_version'),
                   (SELECT version FROM archive.flyway_schema_history WHERE success AND version IS NOT NULL
                    ORDER BY installed_rank DESC LIMIT 1)
            """;

    private static final String COLUMNS = """
            SELECT attname::text FROM pg_attribute
            WHERE attrelid = to_regclass('archive.' || {0}) AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            ORDER BY attnum
            """;

    private static final String STREAMS = """
            SELECT account.name, stream, complete_through, coalesce(spans, 0), coalesce(total, 0), coalesce(seconds, 0)
            FROM archive.accounts AS account JOIN (
                SELECT account_id, stream, count(*) AS spans, sum(total) FILTER (WHERE proven)::bigint AS total,
                       sum(upper(span) - lower(span))::bigint AS seconds
                FROM archive.coverage GROUP BY account_id, stream) AS ledger USING (account_id)
            LEFT JOIN archive.watermarks USING (account_id, stream)
            ORDER BY account.name, stream
            """;

    private SelectContents() {}

    /** @param logs the partitions that hold logs */
    static BackupContents backup(DSLContext dsl, Instant now, List<String> logs) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(SEQUENCES, SEQUENCES, List.of("name", "last_value")));
        KeptTables.AT_SNAPSHOT.forEach(it -> parts.add(part(dsl, it)));
        List<String> columns = columns(dsl, KeptTables.LOGS);
        logs.forEach(it -> parts.add(new Part(it, KeptTables.LOGS, WriteLogs.contentLast(columns))));
        KeptTables.AT_END.forEach(it -> parts.add(part(dsl, it)));
        return contents(dsl, now, BackupContents.Kind.BACKUP, parts);
    }

    static BackupContents erasures(DSLContext dsl, Instant now) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("accounts", "accounts", List.of("account_id", "name")));
        KeptTables.TOMBSTONES.forEach(it -> parts.add(part(dsl, it)));
        return contents(dsl, now, BackupContents.Kind.ERASURES, parts);
    }

    private static BackupContents contents(DSLContext dsl, Instant now, BackupContents.Kind kind, List<Part> parts) {
        var versions = dsl.fetchSingle(VERSIONS);
        List<BackupContents.Stream> streams = dsl.fetch(STREAMS)
                .map(row -> new BackupContents.Stream(
                        row.get(0, String.class),
                        row.get(1, String.class),
                        row.get(2, Instant.class),
                        row.get(3, Long.class),
                        row.get(4, Long.class),
                        row.get(5, Long.class)));
        return new BackupContents(
                kind, versions.get(1, String.class), versions.get(0, String.class), now, parts, streams);
    }

    private static Part part(DSLContext dsl, KeptTable table) {
        return new Part(table.name(), table.name(), columns(dsl, table.name()));
    }

    static List<String> columns(DSLContext dsl, String table) {
        return dsl.fetch(COLUMNS, DSL.val(table)).getValues(0, String.class);
    }
}
