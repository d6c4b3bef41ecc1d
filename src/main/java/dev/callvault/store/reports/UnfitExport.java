package dev.callvault.store.reports;

/** An export that cannot be made as requested; the message says why. */
public final class UnfitExport extends RuntimeException {
    public UnfitExport(String message) {
        super(message);
    }
}
