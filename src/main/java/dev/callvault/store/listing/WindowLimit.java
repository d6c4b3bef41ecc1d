package dev.callvault.store.listing;

import java.time.Instant;

/**
 * How much a provider was found to return at once: the largest window that worked, and the highest accepted number of
 * rows.
 *
 * @param seconds the largest window; {@link #NO_LIMIT} if none is known to be too large
 * @param rows the highest {@code limit} that it accepts
 * @param refusedAt when more was last requested in vain
 */
public record WindowLimit(long seconds, int rows, Instant refusedAt) {
    public static final long NO_LIMIT = Long.MAX_VALUE;

    public WindowLimit {
        if (seconds < 1 || rows < 1) {
            throw new IllegalArgumentException("invalid window limit: seconds " + seconds + ", rows " + rows);
        }
    }

    /**
     * The kind of request: all rows of a window, or only its total. What is too much for one may be fine for the other.
     */
    public enum Question {
        LIST,
        TOTAL
    }
}
