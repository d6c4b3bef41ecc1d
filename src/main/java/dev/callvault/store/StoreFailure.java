package dev.callvault.store;

/** The database could not be used. The message says what was attempted, the hint what an operator can do. */
public final class StoreFailure extends RuntimeException {
    private final String hint;
    private final boolean isOfRows;

    public StoreFailure(String message, String hint, Throwable cause) {
        this(message, hint, false, cause);
    }

    /** @param isOfRows whether the database works but refused the data */
    public StoreFailure(String message, String hint, boolean isOfRows, Throwable cause) {
        super(message, cause);
        this.hint = hint;
        this.isOfRows = isOfRows;
    }

    /** Whether the database works but refused the data, so that other rows can still be stored. */
    public boolean isOfRows() {
        return isOfRows;
    }

    /** What an operator should do next, one sentence. */
    public String hint() {
        return hint;
    }
}
