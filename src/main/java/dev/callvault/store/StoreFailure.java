package dev.callvault.store;

/** The database could not be used; the message says what was tried, the hint what an operator may do. */
public final class StoreFailure extends RuntimeException {
    private final String hint;

    public StoreFailure(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What an operator should do next, one sentence. */
    public String hint() {
        return hint;
    }
}
