package dev.callvault.app;

import dev.callvault.progress.Progress;
import dev.callvault.report.backup.BackupWriter;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.backup.BackupContents;
import dev.callvault.store.backup.BackupSource;
import dev.callvault.store.backup.BackupStore;
import dev.callvault.store.backup.BackupTotals;
import dev.callvault.store.backup.Restored;
import dev.callvault.store.postgres.server.Database;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes the archive into a backup while it is used, and makes an archive from one. */
public final class Backups {
    private final Database database;
    private final BackupStore store;
    private final Runnable migrate;
    private final Clock clock;
    private final Progress progress;

    Backups(Database database, BackupStore store, Runnable migrate, Clock clock, Progress progress) {
        this.database = database;
        this.store = store;
        this.migrate = migrate;
        this.clock = clock;
        this.progress = progress;
    }

    /** Writes the whole archive. */
    public BackupTotals write(BackupWriter writer) {
        BackupTotals totals = anew("backup", () -> store.write(now(), writer, progress));
        writer.finish(totals, now());
        return totals;
    }

    /** Writes what was erased so far, by keys and hashes alone. */
    public void writeErasures(BackupWriter writer) {
        store.writeErasures(now(), writer);
        writer.finish(null, now());
    }

    /**
     * Makes the archive from a backup, and brings it up to date.
     *
     * @param erasures what was erased since, so that it does not come back
     */
    public Restored restore(BackupSource backup, Optional<BackupSource> erasures) {
        return anew("restore", () -> make(backup, erasures));
    }

    private Restored make(BackupSource backup, Optional<BackupSource> erasures) {
        prepare(backup.contents());
        Restored restored = store.load(backup, erasures, progress);
        migrate.run();
        return restored;
    }

    /** Makes sure that the database can take a backup, and makes the schema. */
    void prepare(BackupContents contents) {
        store.check(contents);
        progress.during("making the schema", () -> {
            database.migrateTo(contents.schema());
            return true;
        });
    }

    private static <T> T anew(String command, Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreFailure failure) {
            throw failure.anew(command);
        }
    }

    /** To the second, as people read it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
