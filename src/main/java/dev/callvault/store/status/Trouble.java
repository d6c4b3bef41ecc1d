package dev.callvault.store.status;

/** What can be wrong with an account, the most urgent first. */
public enum Trouble {
    /** Something will be lost unless things change. */
    AT_RISK("at risk"),
    LOGIN_REFUSED("login refused"),
    /** A stream has not been listed completely for too long. */
    STALE("no recent success"),
    /** The last run of a stream failed. */
    FAILING("last run failed"),
    /** There are gaps. */
    LOST("records lost"),
    UNPROVEN("records unproven");

    private final String words;

    Trouble(String words) {
        this.words = words;
    }

    /** In words, for a person. */
    public String words() {
        return words;
    }
}
