package dev.callvault.source;

/** The provider's services, by its own names. */
public enum CallService {
    /** The list of calls. */
    LOGS("calls/logs"),
    /** The list of session lines. */
    SESSIONS("calls/sessions"),
    /** The list of error lines. */
    ERRORS("calls/errors"),
    /** One call's log. */
    LOG("calls/log");

    private final String path;

    CallService(String path) {
        this.path = path;
    }

    /** The provider's path and name, such as {@code calls/logs}. */
    public String path() {
        return path;
    }

    @Override
    public String toString() {
        return path;
    }
}
