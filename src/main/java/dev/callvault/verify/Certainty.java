package dev.callvault.verify;

import java.util.Locale;

/** How well something is proven. Every record known to the archive or the provider has one certainty. */
public enum Certainty {
    /** Time with as many stored records as the provider states. */
    PROVEN,
    /** A stored log that matches its hash, if that was checked. */
    ARCHIVED,
    /** Not stored yet; an ordinary run will ask for it. */
    PENDING,
    /** A log that the provider says it does not have; requested until it expires. */
    UNAVAILABLE,
    /** A log that came but could not be read; the raw response is stored. */
    QUARANTINED,
    /** Archive and provider, or archive and ledger, contradict each other. */
    UNPROVEN,
    /** Gone from the provider before it was stored. */
    LOST,
    /** Time that no run has listed, although it is older than the open window. */
    NEVER_LISTED;

    /** The name in reports, such as {@code never_listed}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether anything of this certainty makes the archive incomplete, beyond what the next run would do by itself. */
    public boolean isTrouble() {
        return this == QUARANTINED || this == UNPROVEN || this == LOST || this == NEVER_LISTED;
    }
}
