package dev.callvault.store.postgres.backup;

import dev.callvault.progress.Progress;
import dev.callvault.store.backup.BackupContents;
import dev.callvault.store.backup.BackupSink;
import dev.callvault.store.backup.BackupSource;
import dev.callvault.store.backup.BackupStore;
import dev.callvault.store.backup.BackupTotals;
import dev.callvault.store.backup.Restored;
import dev.callvault.store.postgres.sql.SchemaMark;
import dev.callvault.store.postgres.sql.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Backups of an archive on PostgreSQL, by its owner. */
public final class PostgresBackupStore implements BackupStore {
    private static final Duration PATIENCE = Duration.ofHours(6);

    private final Transactions owner;

    public PostgresBackupStore(Transactions owner) {
        this.owner = owner;
    }

    @Override
    public BackupTotals write(Instant now, BackupSink sink, Progress progress) {
        return owner.outside(
                "write the backup",
                dsl -> dsl.connectionResult(connection -> new WriteBackup(connection, now, sink, progress).run()));
    }

    @Override
    public void writeErasures(Instant now, BackupSink sink) {
        owner.outside(
                "write what was erased",
                dsl -> dsl.connectionResult(connection -> {
                    new WriteBackup(connection, now, sink, Progress.NONE).erasures();
                    return true;
                }));
    }

    @Override
    public void check(BackupContents contents) {
        owner.run("look at the database", dsl -> RequireEmpty.check(dsl, contents));
    }

    @Override
    public Restored load(BackupSource backup, Optional<BackupSource> erasures, Progress progress) {
        return loading(progress, (load, dsl) -> load.run(backup, erasures));
    }

    /** Loads within a transaction. */
    interface Loading<T> {
        T by(LoadBackup load, DSLContext dsl);
    }

    <T> T loading(Progress progress, Loading<T> work) {
        owner.run("mark the archive", SchemaMark::restoring);
        try (Progress.Part told = progress.begin("restoring", "row")) {
            return owner.outside(
                    "restore the backup",
                    dsl -> dsl.connectionResult(connection -> {
                        // a statement over all logs is silent for as long as it takes
                        connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
                        T loaded = DSL.using(connection, SQLDialect.POSTGRES)
                                .transactionResult(configuration -> work.by(
                                        new LoadBackup(connection, configuration.dsl(), told), configuration.dsl()));
                        analyze(DSL.using(connection, SQLDialect.POSTGRES));
                        return loaded;
                    }));
        }
    }

    /** Without statistics, the first run would read whole tables. */
    private static void analyze(DSLContext dsl) {
        KeptTables.existing(dsl).forEach(it -> dsl.execute("ANALYZE archive." + it));
        dsl.execute("ANALYZE archive." + KeptTables.LOGS);
    }
}
