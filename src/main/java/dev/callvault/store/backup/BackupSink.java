package dev.callvault.store.backup;

import java.io.OutputStream;

/** Where a backup is written: its contents, then each part in turn. For one thread; a failure ends the backup. */
public interface BackupSink {
    /** The first call. */
    void begin(BackupContents contents);

    /** Begins the next part; the stream is not closed by the caller, and fails only with unchecked exceptions. */
    OutputStream open(BackupContents.Part part);

    /** Ends that part. */
    void done(long rows);
}
