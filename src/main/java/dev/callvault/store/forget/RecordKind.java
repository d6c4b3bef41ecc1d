package dev.callvault.store.forget;

import java.util.Locale;

/** A kind of record with its own keep period. */
public enum RecordKind {
    CALLS,
    /** The calls' logs. */
    BODIES,
    SESSIONS,
    ERRORS;

    /** The name in the configuration and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
