package dev.callvault.store.reports;

/** A name that cannot be that of a reader's login; the message says why. */
public final class UnfitLogin extends RuntimeException {
    public UnfitLogin(String message) {
        super(message);
    }
}
