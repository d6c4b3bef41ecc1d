package dev.callvault.store;

/** The database could not be used. The message says what was attempted, the hint what an operator can do. */
public final class StoreFailure extends RuntimeException {
    /** The hint of a failure to reach a database that does not run, or not for now. */
    public static final String AWAY =
            "Check that PostgreSQL is running and reachable; the next run continues where this one stopped.";

    /** True of a run, and of nothing that is done as a whole. */
    private static final String CONTINUES = "the next run continues where this one stopped.";

    private final String hint;
    private final boolean isOfRows;
    private final boolean isOfLostFence;

    public StoreFailure(String message, String hint, Throwable cause) {
        this(message, hint, false, cause);
    }

    /** @param isOfRows whether the database works but refused the data */
    public StoreFailure(String message, String hint, boolean isOfRows, Throwable cause) {
        this(message, hint, isOfRows, false, cause);
    }

    private StoreFailure(String message, String hint, boolean isOfRows, boolean isOfLostFence, Throwable cause) {
        super(message, cause);
        this.hint = hint;
        this.isOfRows = isOfRows;
        this.isOfLostFence = isOfLostFence;
    }

    /** Work inside a fence that was lost, of which nothing more is stored. */
    public static StoreFailure ofLostFence(String message, String hint, Throwable cause) {
        return new StoreFailure(message, hint, false, true, cause);
    }

    /**
     * The same failure of work that is begun anew.
     *
     * @param command what has to be run again
     */
    public StoreFailure anew(String command) {
        return advising(hint.replace(CONTINUES, "then run 'callvault " + command + "' again: it begins anew."));
    }

    /** The same failure with other advice. */
    public StoreFailure advising(String other) {
        return new StoreFailure(String.valueOf(getMessage()), other, isOfRows, isOfLostFence, this);
    }

    /** Whether a fence was lost, as when the server restarts, so that the work may be begun anew in another one. */
    public boolean isOfLostFence() {
        return isOfLostFence;
    }

    /** Whether the database is away, so that whatever is tried fails alike. */
    public boolean isAway() {
        return hint.equals(AWAY);
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
