package dev.callvault.store;

/** The database could not be used; the message says what was tried, the hint what an operator may do. */
public final class StoreFailure extends RuntimeException {
    private final String hint;
    private final boolean isOfRows;

    public StoreFailure(String message, String hint, Throwable cause) {
        this(message, hint, false, cause);
    }

    /** @param isOfRows whether the database works, and refused what it was given */
    public StoreFailure(String message, String hint, boolean isOfRows, Throwable cause) {
        super(message, cause);
        this.hint = hint;
        this.isOfRows = isOfRows;
    }

    /** Whether the database works, and refused what it was given: other rows may be stored. */
    public boolean isOfRows() {
        return isOfRows;
    }

    /** What an operator should do next, one sentence. */
    public String hint() {
        return hint;
    }
}
