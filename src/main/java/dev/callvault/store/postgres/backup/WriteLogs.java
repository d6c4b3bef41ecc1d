package dev.callvault.store.postgres.backup;

import dev.callvault.progress.Progress;
import dev.callvault.store.backup.BackupContents;
import dev.callvault.store.backup.BackupSink;
import dev.callvault.store.backup.BackupTotals;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Writes the logs that were stored at the moment of the snapshot, in pieces that are transactions of their own. Which they were is
 * remembered in a temporary table: those that came later are left out, since their calls are still to be archived for the backup.
 */
final class WriteLogs {
    /** A log that is larger does not come as a row, which the driver would hold in memory as a whole. */
    private static final int LARGE = 4 << 20;

    private static final String REMEMBER = """
            CREATE TEMPORARY TABLE callvault_backup AS
            SELECT account_id, log_id, started_at, sha256, tableoid::regclass::oid AS partition,
                   div(sum(size_bytes + 1024) OVER (PARTITION BY tableoid ORDER BY started_at, account_id, log_id),
                       268435456)::bigint AS piece
            FROM archive.call_logs
            """;

    private static final String PARTITIONS = """
            SELECT relname::text FROM pg_class
            WHERE oid IN (SELECT partition FROM pg_temp.callvault_backup) ORDER BY relname
            """;

    /** The names come first: a partition may be dropped meanwhile. */
    private static final String PIECES = """
            SELECT piece, min(started_at)::text, max(started_at)::text, count(*)
            FROM pg_temp.callvault_backup JOIN pg_temp.callvault_partitions USING (partition)
            WHERE name = {0} GROUP BY piece ORDER BY piece
            """;

    private static final String NAMES = """
            CREATE TEMPORARY TABLE callvault_partitions AS
            SELECT oid AS partition, relname::text AS name FROM pg_class
            WHERE oid IN (SELECT partition FROM pg_temp.callvault_backup)
            """;

    private static final String FROM_PIECE = """
             FROM pg_temp.callvault_backup AS kept JOIN archive.call_logs AS log USING (account_id, log_id, started_at)
             WHERE kept.partition = (SELECT partition FROM pg_temp.callvault_partitions WHERE name = '$name') AND piece = $piece
               AND log.started_at BETWEEN '$first' AND '$last'
            """;

    private static final String LENGTH = "coalesce(octet_length(log.body), octet_length(log.body_bytes))";

    private final Connection connection;
    private final DSLContext dsl;
    private final Progress.Part told;
    private long written;
    private long replaced;
    private long known;

    WriteLogs(Connection connection, Progress.Part told) {
        this.connection = connection;
        this.dsl = DSL.using(connection, SQLDialect.POSTGRES);
        this.told = told;
    }

    /** The columns of a log in an order by which a large one can follow its row. */
    static List<String> contentLast(List<String> columns) {
        List<String> ordered = new ArrayList<>(columns);
        ordered.removeAll(LargeLog.CONTENT);
        ordered.addAll(LargeLog.CONTENT);
        return ordered;
    }

    /**
     * Remembers which logs there are, within the transaction of the snapshot.
     *
     * @return the partitions that hold them
     */
    static List<String> remember(DSLContext dsl) {
        forget(dsl);
        dsl.execute(REMEMBER);
        dsl.execute(NAMES);
        dsl.execute("CREATE INDEX ON pg_temp.callvault_backup (partition, piece)");
        dsl.execute("ANALYZE pg_temp.callvault_backup");
        return dsl.fetch(PARTITIONS).getValues(0, String.class);
    }

    /** A pooler may keep the session. */
    static void forget(DSLContext dsl) {
        dsl.execute("DROP TABLE IF EXISTS pg_temp.callvault_backup, pg_temp.callvault_partitions");
    }

    /** Writes those of a partition. */
    void write(BackupContents.Part part, BackupSink sink) throws SQLException, IOException {
        OutputStream out = sink.open(part);
        long before = written;
        for (Record piece : dsl.fetch(PIECES, DSL.val(part.name()))) {
            known += piece.get(3, Long.class);
            String from = FROM_PIECE
                    .replace("$name", part.name())
                    .replace("$piece", piece.get(0, Long.class).toString())
                    .replace("$first", piece.get(1, String.class))
                    .replace("$last", piece.get(2, String.class));
            writePiece(part, from, out);
        }
        sink.done(written - before);
    }

    private void writePiece(BackupContents.Part part, String from, OutputStream out) throws SQLException, IOException {
        String columns = part.columns().stream().map(it -> "log.\"" + it + '"').collect(Collectors.joining(", "));
        replaced += dsl.fetchSingle("SELECT count(*)" + from + " AND log.sha256 <> kept.sha256")
                .get(0, Long.class);
        written += CopyRows.out(
                connection, "SELECT " + columns + from + " AND " + LENGTH + " <= " + LARGE, out, told::did);
        for (LargeLog log : large(from)) {
            if (log.write(connection, part.columns(), out)) {
                written++;
                told.did(1);
            }
        }
    }

    private List<LargeLog> large(String from) {
        return dsl.fetch("SELECT log.account_id, log.log_id, log.started_at, " + LENGTH + from + " AND " + LENGTH
                        + " > " + LARGE)
                .map(row -> new LargeLog(
                        row.get(0, Long.class),
                        row.get(1, Long.class),
                        row.get(2, Instant.class),
                        row.get(3, Long.class)));
    }

    BackupTotals totals() {
        return new BackupTotals(written, known - written, replaced);
    }
}
