package dev.callvault.store.reports;

/** An export that cannot be had as it was asked for; the message says what there is. */
public final class UnfitExport extends RuntimeException {
    public UnfitExport(String message) {
        super(message);
    }
}
