package dev.callvault.call;

import java.util.Locale;

/** What became of a call's log. {@code listed = pending + archived + unavailable + quarantined + lost}. */
public enum LogState {
    /** Wanted, not fetched yet. */
    PENDING,
    /** Stored. */
    ARCHIVED,
    /** The provider says there is none; requested again until it expires. */
    UNAVAILABLE,
    /** A response came but could not be read; its raw bytes are kept. */
    QUARANTINED,
    /** It expired before it could be fetched; a gap records this. */
    LOST;

    /** The name in the database, such as {@code pending}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
