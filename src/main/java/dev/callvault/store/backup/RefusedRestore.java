package dev.callvault.store.backup;

/** A backup that cannot be restored here, or a place that cannot take it; nothing was changed. */
public final class RefusedRestore extends RuntimeException {
    public RefusedRestore(String message) {
        super(message);
    }
}
