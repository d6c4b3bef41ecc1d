package dev.callvault.verify;

import java.util.Locale;

/** How well something is proven; every record that the archive or the provider knows of stands on one rung. */
public enum Rung {
    /** Time whose records are stored, as many as the provider states. */
    PROVEN,
    /** A log that is stored, and fits its hash where that was looked at. */
    ARCHIVED,
    /** Not stored yet; an ordinary run will ask for it. */
    PENDING,
    /** A log that the provider says it does not have; asked for until it expires. */
    UNAVAILABLE,
    /** A log that came and could not be read; the raw answer is stored. */
    QUARANTINED,
    /** Archive and provider, or archive and ledger, contradict each other. */
    UNPROVEN,
    /** Gone from the provider before it was stored. */
    LOST,
    /** Time that no run has asked for, although it is older than the open window. */
    NEVER_LISTED;

    /** The name in reports, such as {@code never_listed}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether anything on this rung makes the archive incomplete, beyond what the next run would do by itself. */
    public boolean isTrouble() {
        return this == QUARANTINED || this == UNPROVEN || this == LOST || this == NEVER_LISTED;
    }
}
