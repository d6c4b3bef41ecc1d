package dev.callvault.store.backup;

import java.io.IOException;
import java.io.InputStream;

/** A backup that is read once, from beginning to end. For one thread. */
public interface BackupSource {
    /** What it says to hold. */
    BackupContents contents();

    /**
     * Hands over each part, and then checks that everything was as it was written. Only then is what was read to be believed.
     *
     * @throws DamagedBackup when it was not
     */
    void each(PartReader reader);

    /** Takes one part. */
    @FunctionalInterface
    interface PartReader {
        /**
         * Reads it to its end.
         *
         * @return the number of rows
         */
        long read(BackupContents.Part part, InputStream rows) throws IOException;
    }
}
