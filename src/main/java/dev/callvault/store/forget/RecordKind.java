package dev.callvault.store.forget;

import java.util.Locale;

/** What is kept for a time of its own. */
public enum RecordKind {
    CALLS,
    /** The calls' logs. */
    BODIES,
    SESSIONS,
    ERRORS;

    /** As it is called in the configuration and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
