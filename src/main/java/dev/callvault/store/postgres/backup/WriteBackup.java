package dev.callvault.store.postgres.backup;

import dev.callvault.progress.Progress;
import dev.callvault.store.backup.BackupContents;
import dev.callvault.store.backup.BackupContents.Part;
import dev.callvault.store.backup.BackupSink;
import dev.callvault.store.backup.BackupTotals;
import dev.callvault.store.postgres.sql.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Writes a backup, on one connection and in several transactions. */
final class WriteBackup {
    private static final String MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";

    private static final String SEQUENCES =
            "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'archive' AND last_value IS NOT NULL";

    private static final String ESTIMATE =
            "SELECT coalesce(sum(greatest(reltuples, 0)), 0)::bigint FROM pg_class WHERE oid = ANY ({0}::regclass[])";

    private final Connection connection;
    private final Instant now;
    private final BackupSink sink;
    private final Progress progress;

    WriteBackup(Connection connection, Instant now, BackupSink sink, Progress progress) {
        this.connection = connection;
        this.now = now;
        this.sink = sink;
        this.progress = progress;
    }

    BackupTotals run() throws SQLException, IOException {
        BackupContents contents;
        try (Progress.Part told = progress.begin("writing records", "row")) {
            contents = inOne(dsl -> atSnapshot(dsl, told));
        }
        WriteLogs logs;
        try (Progress.Part told = progress.begin("writing logs", "log")) {
            told.of(DSL.using(connection, SQLDialect.POSTGRES)
                    .fetchSingle("SELECT count(*) FROM pg_temp.callvault_backup")
                    .get(0, Long.class));
            logs = new WriteLogs(connection, told);
            for (Part part : contents.parts()) {
                if (part.table().equals(KeptTables.LOGS)) {
                    logs.write(part, sink);
                }
            }
        }
        inOne(dsl -> {
            WriteLogs.forget(dsl);
            writeAll(KeptTables.AT_END, contents, Progress.Part.NONE);
            return true;
        });
        return logs.totals();
    }

    void erasures() {
        inOne(dsl -> {
            BackupContents contents = SelectContents.erasures(dsl, now);
            sink.begin(contents);
            write(contents.parts().getFirst(), "SELECT account_id, name FROM archive.accounts", Progress.Part.NONE);
            writeAll(KeptTables.TOMBSTONES, contents, Progress.Part.NONE);
            return true;
        });
    }

    private <T> T inOne(Function<DSLContext, T> work) {
        return DSL.using(connection, SQLDialect.POSTGRES).transactionResult(configuration -> {
            configuration.dsl().execute(MOMENT);
            return work.apply(configuration.dsl());
        });
    }

    private BackupContents atSnapshot(DSLContext dsl, Progress.Part told) {
        BackupContents contents = SelectContents.backup(dsl, now, WriteLogs.remember(dsl));
        told.of(estimated(dsl));
        sink.begin(contents);
        write(contents.parts().getFirst(), SEQUENCES, told);
        writeAll(KeptTables.AT_SNAPSHOT, contents, told);
        return contents;
    }

    private static long estimated(DSLContext dsl) {
        String[] tables = KeptTables.AT_SNAPSHOT.stream()
                .map(it -> "archive." + it.name())
                .toArray(String[]::new);
        return dsl.fetchSingle(ESTIMATE, DSL.val(tables)).get(0, Long.class);
    }

    private void writeAll(List<KeptTable> tables, BackupContents contents, Progress.Part told) {
        Map<String, Part> parts = contents.parts().stream().collect(Collectors.toMap(Part::name, it -> it));
        for (KeptTable table : tables) {
            Part part = parts.get(table.name());
            if (part == null) {
                throw new IllegalStateException(table.name());
            }
            write(part, table.select(part.columns()), told);
        }
    }

    private void write(Part part, String query, Progress.Part told) {
        try {
            sink.done(CopyRows.out(connection, query, sink.open(part), told::did));
        } catch (SQLException failure) {
            throw Transactions.failed("read " + part.name(), failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
