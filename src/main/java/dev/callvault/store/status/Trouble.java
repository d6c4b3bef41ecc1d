package dev.callvault.store.status;

/** What can be wrong with an account, the most urgent first. */
public enum Trouble {
    /** Something will be lost unless things change. */
    AT_RISK("at risk"),
    LOGIN_REFUSED("login refused"),
    /** A stream was not listed to its end lately. */
    STALE("no success lately"),
    /** The last run of a stream failed. */
    FAILING("last run failed"),
    /** There are gaps. */
    LOST("records lost"),
    UNPROVEN("not all proven");

    private final String words;

    Trouble(String words) {
        this.words = words;
    }

    /** For a person. */
    public String words() {
        return words;
    }
}
