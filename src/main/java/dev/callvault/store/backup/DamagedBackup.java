package dev.callvault.store.backup;

/** A backup that is not as it was written, or is none; the message names the place. */
public final class DamagedBackup extends RuntimeException {
    public DamagedBackup(String message) {
        super(message);
    }
}
