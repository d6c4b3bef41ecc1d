package dev.callvault.store.backup;

import dev.callvault.progress.Progress;
import java.time.Instant;
import java.util.Optional;

/** Writes an archive into a backup while it is used, and makes an archive from one. */
public interface BackupStore {
    /**
     * Writes the whole archive: the narrow tables as they are at one moment, then the logs that were stored at that moment, a
     * piece at a time, and last what was erased until then. No snapshot is held for longer than the narrow tables take.
     *
     * @param now by the clock that erasures go by
     */
    BackupTotals write(Instant now, BackupSink sink, Progress progress);

    /** Writes what was erased and deleted so far, by keys and hashes alone. */
    void writeErasures(Instant now, BackupSink sink);

    /**
     * Makes sure that the database can take the backup; changes nothing.
     *
     * @throws RefusedRestore when it holds records, or is older than the backup
     */
    void check(BackupContents contents);

    /**
     * Stores the backup in one transaction: after an interruption there is nothing of it. Meanwhile, and after an interruption,
     * nothing else uses the archive. Its schema has the backup's version.
     *
     * @param erasures what was erased since the backup, so that it does not come back; may be empty
     * @throws DamagedBackup when the backup is damaged; nothing is stored then
     */
    Restored load(BackupSource backup, Optional<BackupSource> erasures, Progress progress);
}
